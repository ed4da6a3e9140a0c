#pragma once
// The index that the browser reads, as files below search/. Format: docs/search-index.md.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/output.h"
#include "index/acronyms.h"
#include "index/forward_index.h"
#include "index/inverted_index.h"

namespace broadsheet::index {

struct Segment;
struct PairSegment;

/// The number at the head of the manifest. Raise it when a reader of the old format would read
/// the new one wrongly. Twin: FORMAT in themes/shared/search/manifest.js.
constexpr int kClientFormat = 5;

/// Sizes that decide how much one look-up fetches, in bytes as written, about.
/// A reader needs none of them.
struct ClientIndexOptions {
  std::size_t bucket_bytes = 1500;    ///< a bucket is closed when it has so many
  std::size_t own_bytes = 800;        ///< a stem whose lists take more has a bucket of its own
  std::size_t pair_words = 900;       ///< words of papers for each file of pairs of a segment
  std::size_t lexicon_bytes = 4500;   ///< a file of the lexicon is closed when it has so many
  std::size_t lexicon_buckets = 256;  ///< a segment of fewer buckets has no forward lexicon
};

/// Where the documents are cut into segments, 0 and `papers` included, rising; a function of the
/// number alone, so that any clean build gives the same files. {0} for no papers.
std::vector<std::uint32_t> segment_cuts(std::uint32_t papers);

/// Where pairs of words are cut into segments, as segment_cuts. The last cut may lie before
/// `papers`: later papers, at most 63, have no pairs.
std::vector<std::uint32_t> pair_cuts(std::uint32_t papers);

/// Writes search/manifest, search/s/... (segments), search/p/... (pairs) and search/d/... (result
/// data). The same papers give the same bytes, in whatever ranges they come. Folders are named by a
/// hash of all that their files are made from; what `output` keeps of the last build is not made
/// again. Holds no text of papers but the last day's: memory is that of PackedIndex and of the
/// largest segment of pairs (pairs.h).
class ClientIndexWriter {
 public:
  ClientIndexWriter(const ClientIndexOptions& options, OutputSink& output)
      : options_(options), output_(output) {}

  /// Takes the papers after those it has, in document order, and writes their result data.
  void add(const InvertedIndex& papers);

  /// Writes all else. Call once.
  void finish();

 private:
  // Documents of one day, a folder of result data.
  struct DayFolder {
    Day day;
    std::uint32_t papers = 0;
    std::string hash;
  };
  // The path of a paper's page around its identifier: "/papers/" and "/".
  struct UrlPattern {
    std::string before;
    std::string after;
  };

  void write_day(std::span<const Document> papers);
  std::string manifest(const std::vector<Segment>& segments,
                       const std::vector<PairSegment>& pairs) const;

  ClientIndexOptions options_;
  OutputSink& output_;
  PackedIndex index_;
  AcronymMiner miner_;
  UrlPattern pattern_;
  std::vector<DayFolder> days_;
  std::vector<Document> last_day_;
};

/// The same for papers that are all at hand.
void write_client_index(const InvertedIndex& index, const ClientIndexOptions& options,
                        OutputSink& output);

}  // namespace broadsheet::index
