// An answer of Semantic Scholar.
#include <array>

#include "fuzz/fuzz.h"
#include "scoring/semantic_scholar.h"

using namespace broadsheet;

FUZZ(text) {
  const std::array asked = {*PaperId::parse("2607.01234"), *PaperId::parse("2607.01235")};
  scoring::read_scholar_batch(text, asked);
}
