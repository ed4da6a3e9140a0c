// What a model wrote: verdicts on papers, or titles to drop.
#include "scoring/llm/reply.h"

#include <array>

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) {
  const std::array asked = {*PaperId::parse("2607.01234"), *PaperId::parse("2607.01235"),
                            *PaperId::parse("cs/0101001")};
  const scoring::ReadReply reply = scoring::read_reply(text, asked);
  fuzz::expect(reply.verdicts.size() + reply.missing.size() == asked.size(),
               "each paper has a verdict or is missing");
  scoring::read_dropped(text, asked);
}
