#pragma once
// The index that the browser reads, as files below search/. Format: docs/search-index.md.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/output.h"
#include "index/browser/client_files.h"
#include "index/forward_index.h"
#include "index/inverted_index.h"
#include "index/paper_vectors.h"
#include "query/acronym.h"

namespace broadsheet::index {

/// The number at the head of the manifest. Raise it when a reader of the old format would read
/// the new one wrongly. Twin: FORMAT in themes/shared/search/manifest.js.
constexpr int kClientFormat = 5;

/// Where the documents are cut into segments, 0 and `papers` included, rising; a function of the
/// number alone, so that any clean build gives the same files. {0} for no papers.
std::vector<std::uint32_t> segment_cuts(std::uint32_t papers);

/// Where pairs of words are cut into segments, as segment_cuts. The last cut may lie before
/// `papers`: later papers, at most 63, have no pairs.
std::vector<std::uint32_t> pair_cuts(std::uint32_t papers);

/// Writes search/manifest, search/s/... (segments), search/p/... (pairs), search/v/... (vectors of
/// papers) and search/d/... (result data). The same papers give the same bytes, in whatever ranges
/// they come. Folders are named by a hash of all that their files are made from; what `output`
/// keeps of the last build is not made again. Holds no text of papers but the last day's: memory is
/// that of PackedIndex and of the largest segment of pairs (bigrams.h).
class ClientIndexWriter {
 public:
  ClientIndexWriter(const ClientIndexOptions& options, OutputSink& output)
      : options_(options), output_(output) {}

  /// Takes the files that an index of the first papers has, with the same options; `add` continues
  /// with the papers after them, which begin a day.
  /// @param document  of these papers; called for files that `output` does not keep
  void resume(ClientFiles files, const DocumentOf& document);

  /// Takes the papers after those it has, in document order, and writes their result data.
  void add(const InvertedIndex& papers);

  /// Writes all else. Call once.
  /// @param words    of all papers
  /// @param vectors  of all papers, or of none
  /// @return all files, for `resume`
  ClientFiles finish(const PackedIndex& words, const std::vector<query::Acronym>& acronyms,
                     const PaperVectors& vectors);

 private:
  void add_day(std::span<const Document> papers);
  void write_day(const DayFolder& folder, std::span<const Document> papers);
  void add_segments(const PackedIndex& words, const ClientFiles& before);
  void add_vectors(const PaperVectors& vectors);
  std::string manifest(const std::vector<query::Acronym>& acronyms) const;

  ClientIndexOptions options_;
  OutputSink& output_;
  ClientFiles files_;
  std::vector<Document> last_day_;
};

/// The same for papers that are all at hand.
void write_client_index(const InvertedIndex& index, const ClientIndexOptions& options,
                        OutputSink& output);

}  // namespace broadsheet::index
