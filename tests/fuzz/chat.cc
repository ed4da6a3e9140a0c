// The body of a model server's answer.
#include "scoring/llm/chat.h"

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) {
  net::Reply reply{.status = 200, .headers = {}, .body = text, .trouble = {}, .what = {}};
  scoring::read_chat(reply);
  reply.status = 429;
  scoring::read_chat(reply);
}
