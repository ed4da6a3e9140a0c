#pragma once
// What a reader's own library states about taste, and .broadsheet/taste.json, which keeps it.
// Format: docs/curation.md. Nothing of it goes to content/ or to the site.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "model/calendar.h"
#include "model/paper_id.h"

namespace broadsheet::taste {

/// What one source states about a paper.
struct Mention {
  std::string source;        ///< name of the file, "zotero:123"
  std::optional<Day> day{};  ///< on which it was added to the source, else published
  bool starred = false;
  bool against = false;  ///< the reader does not want papers like this

  friend bool operator==(const Mention&, const Mention&) = default;
};

/// A paper of the library. Text is as published, with TeX. It has an id, or title and abstract.
struct Paper {
  std::optional<PaperId> id{};
  std::string doi{};  ///< lower case, without address; or empty
  std::string title{};
  std::vector<std::string> authors{};
  std::string abstract{};
  std::vector<Mention> mentions{};

  bool against() const;            ///< if any source states it
  bool starred() const;            ///< likewise
  std::optional<Day> day() const;  ///< the latest of the sources

  friend bool operator==(const Paper&, const Paper&) = default;
};

/// Papers that are kept; more are left out, oldest first.
inline constexpr std::size_t kMostKept = 20'000;

/// How many picks a paper counts as: 2, one more if it was added in the year before `newest`, one
/// less if more than five years before; twice that if it is starred. Unwanted papers have -1.
int weight_of(const Paper& paper, std::optional<Day> newest);

class Taste {
 public:
  /// Newest first; papers without a day last.
  const std::vector<Paper>& papers() const { return papers_; }
  bool empty() const { return papers_.empty(); }

  /// The latest day of a paper; std::nullopt if none has one.
  std::optional<Day> newest() const;

  /// Replaces all that `source` stated before. Papers that are known by id, DOI or title, get a
  /// further mention.
  /// @param papers  with one mention each, of `source`
  void put(const std::string& source, std::vector<Paper> papers);

  /// Removes what a source stated. Papers that no other source states go.
  /// @return how many papers it stated
  std::size_t remove_source(std::string_view source);
  /// @return whether it was there
  bool remove_paper(const PaperId& id);

  /// Sets what is known of a paper by its id, where it was missing.
  void complete(const Paper& known);

  /// arXiv does not know this id: the title of its paper counts alone; without one the paper goes.
  void forget_id(const PaperId& id);

 private:
  friend Taste read_taste(const fs::path& root);
  void sort();
  std::vector<Paper> papers_;
};

/// .broadsheet/taste.json.
fs::path taste_path(const fs::path& root);

/// Empty if there is no file. Throws Error(Content) with the location if it is damaged.
Taste read_taste(const fs::path& root);
void write_taste(const fs::path& root, const Taste& taste);

/// The title as it is compared: folded words without marks. Empty if it is too short to mean one
/// paper.
std::string title_key(std::string_view title);

/// "10.1000/abc" of a DOI or its address, in lower case; empty for anything else.
std::string doi_key(std::string_view doi);

}  // namespace broadsheet::taste
