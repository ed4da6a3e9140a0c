#pragma once
// The native index: a Xapian database kept in .broadsheet/index. Schema: docs/search.md.
// With stem.cc the door to Xapian.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/forward_index.h"
#include "index/inverted_index.h"
#include "index/paper_vectors.h"
#include "query/acronym.h"
#include "query/query.h"
#include "query/result.h"

namespace broadsheet::index {

namespace fs = std::filesystem;

/// What `update` did.
struct IndexUpdate {
  enum class Kind { Unchanged, Appended, Rebuilt };
  Kind kind = Kind::Unchanged;
  std::string reason;       ///< why it was rebuilt, for the reader: "it is damaged"
  std::size_t written = 0;  ///< papers written
  std::size_t papers = 0;   ///< papers it holds now
};

/// After the last paper of a day: how many papers there are, and a hash over all of them.
struct Checkpoint {
  std::uint32_t papers = 0;
  std::uint64_t hash = 0;
};

/// Appends one for each day, in order.
/// @param documents    document order, after those of `checkpoints`
/// @param checkpoints  of complete days
void add_checkpoints(const std::vector<Document>& documents, std::vector<Checkpoint>& checkpoints);

/// All papers of a library, of which a database may hold the first ones already.
struct IndexSource {
  const InvertedIndex& added;                  ///< papers from `first` on, numbered from 0
  std::uint32_t first = 0;                     ///< the first of a day
  const PackedIndex& words;                    ///< of all papers
  const std::vector<Checkpoint>& checkpoints;  ///< of all papers
  std::vector<query::Acronym> acronyms;        ///< of all papers
  const PaperVectors& vectors;                 ///< of all papers, or of none
  /// All papers; called if the database does not hold those before `first`.
  std::function<InvertedIndex()> all;
};

/// How closely the files of a database are looked at: names, sizes and times, or all bytes too.
enum class IndexLook { Stamps, Contents };

/// A database open for reading. Threads: one at a time.
class XapianIndex {
 public:
  /// Throws Error(Index) when there is none, or it is damaged or of another version; the message
  /// says to build.
  static XapianIndex open(const fs::path& folder);

  /// Why the database in `folder` cannot be used ("its files are damaged"); std::nullopt if it can.
  /// Cost with Contents: reads all of it.
  static std::optional<std::string> doubt(const fs::path& folder, IndexLook look);

  /// Brings the database in `folder` up to date with `source`. New days at the end are appended;
  /// other changes, another version, damage or a sign of interruption make a new database, which
  /// takes the old one's place when it is complete. Throws Error(Index) when another program is
  /// writing, Error(Io) when files cannot be written.
  static IndexUpdate update(const fs::path& folder, const IndexSource& source);
  /// The same for papers that are all at hand.
  static IndexUpdate update(const fs::path& folder, const InvertedIndex& index);

  XapianIndex(XapianIndex&&) noexcept;
  XapianIndex& operator=(XapianIndex&&) noexcept;
  ~XapianIndex();

  /// Answers a query in the language of docs/search.md. Any text is a query.
  /// Throws Error(Index) only on damage.
  query::Answer search(std::string_view query, const query::SearchOptions& options = {}) const;

  std::size_t papers() const;
  /// How many of the first `documents`, in complete days, it holds as they are. When these are all
  /// of them and all that it holds, it fits.
  std::size_t common(const std::vector<Document>& documents) const;
  const query::Lexicon& lexicon() const;

 private:
  struct State;
  explicit XapianIndex(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::index
