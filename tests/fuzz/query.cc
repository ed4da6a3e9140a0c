// The query language, up to the answer of an index of two papers.
#include "base/diagnostics.h"
#include "fuzz/fuzz.h"
#include "index/inverted_index.h"
#include "index/xapian/xapian_index.h"
#include "support/temp_dir.h"

using namespace broadsheet;

namespace {

index::XapianIndex small_index(const std::filesystem::path& folder) {
  const auto paper = [](const char* id, const char* title, const char* abstract) {
    return index::Document{.id = *PaperId::parse(id),
                           .day = *Day::parse("2026-07-14"),
                           .title = title,
                           .authors = {"Ada Lovelace"},
                           .comment = {},
                           .abstract = abstract,
                           .topics = {"pruning"},
                           .categories = {"cs.LG"},
                           .url = {}};
  };
  index::XapianIndex::update(
      folder, index::invert({paper("2607.01234", "Low-rank adaptation of mixtures",
                                   "We study mixtures of experts with low rank."),
                             paper("2607.01235", "Pruning attention",
                                   "Attention heads are pruned: a study of experts.")}));
  return index::XapianIndex::open(folder);
}

}  // namespace

FUZZ(text) {
  static const test::TempDir folder;
  static const index::XapianIndex index = small_index(folder.path());
  index.search(text, {.facets = true});
}
