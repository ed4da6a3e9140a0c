// An inbox file. What is written is read back as it was.
#include "arxiv/inbox.h"

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) {
  const std::string written = arxiv::to_json(arxiv::parse_announcement(text, "2026-07-14.json"));
  const std::string again = arxiv::to_json(arxiv::parse_announcement(written, "2026-07-14.json"));
  fuzz::expect(again == written, "an announcement is written as it was read");
}
