#pragma once
// What a build leaves of all papers, so that the next one reads the words of new papers only.

#include <cstdint>
#include <string>
#include <vector>

#include "base/files.h"
#include "index/acronyms.h"
#include "index/browser/client_files.h"
#include "index/forward_index.h"
#include "index/inverted_index.h"
#include "index/paper_vectors.h"
#include "index/xapian/xapian_index.h"
#include "model/related_paper.h"
#include "render/input/site_input.h"

namespace broadsheet::app {

/// Everything that follows from the first digests of a library alone, whatever days come after
/// them. Without papers: nothing is known.
struct StoredWords {
  render::Fingerprints fingerprints;             ///< of what it was made from
  std::vector<std::vector<std::string>> topics;  ///< of each entry of the digests
  index::PackedIndex words;
  index::PaperVectors vectors;  ///< of all papers, or of none
  index::AcronymMiner acronyms;
  std::vector<index::Checkpoint> checkpoints;
  std::vector<std::vector<RelatedPaper>> related;  ///< of each paper
  index::ClientFiles files;                        ///< of the browser's index

  /// Adds the words of the papers that follow; related papers and files are left to the caller.
  void add(const index::InvertedIndex& papers);
};

/// What the last build left in `file`, if it was made with the same settings and program from the
/// first of these digests; else, and if it is damaged, nothing is known.
StoredWords read_stored_words(const fs::path& file, const render::Fingerprints& now);

/// Throws Error(Io).
void write_stored_words(const fs::path& file, const StoredWords& stored);

}  // namespace broadsheet::app
