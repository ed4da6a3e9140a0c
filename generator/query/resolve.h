#pragma once
// From a query's words to the forms of the index: words of the same stem, completions, corrections,
// and what each is worth. Twins: resolve in themes/shared/search/resolve.js, split in
// corrections.js.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/acronym.h"
#include "query/query.h"

namespace broadsheet::query {

/// A form and how many papers hold it.
struct FormCount {
  std::string form;
  std::uint32_t df = 0;
};

/// What an index knows of its words.
class Lexicon {
 public:
  virtual ~Lexicon() = default;

  virtual std::uint32_t papers() const = 0;
  /// The days of the oldest and the newest paper, 20260227; 0 if there is none.
  virtual DayRange days() const = 0;
  /// Of the archive, by acronym.
  virtual std::span<const Acronym> acronyms() const = 0;
  /// Papers that hold exactly this form; 0: unknown.
  virtual std::uint32_t df(const std::string& form) const = 0;
  /// The other forms with the stem of a known form, any order.
  virtual std::vector<FormCount> same_stem(const std::string& form) const = 0;
  /// The `limit` most frequent longer forms with a letter (text::has_letter) that begin with
  /// `prefix`, best_first.
  virtual std::vector<FormCount> completions(const std::string& prefix,
                                             std::size_t limit) const = 0;
  /// The `limit` most frequent forms one slip away from an unknown word with a letter, or, when
  /// there is none, two (Slips), best_first.
  virtual std::vector<FormCount> near(const std::string& word, std::size_t limit) const = 0;
};

/// More papers first, equal ones by bytes; at most `limit`.
std::vector<FormCount> best_first(std::vector<FormCount> forms, std::size_t limit);

/// What an unknown word may have been meant to be. Twin: near in
/// themes/shared/search/corrections.js.
class Slips {
 public:
  /// @param word  folded
  explicit Slips(std::string_view word);

  /// How many letters of `form` went wrong in the word (changed, lost, gained, neighbours swapped):
  /// 1, or 2 in words of six letters and more. 0 when it is none of these: the first h or the last
  /// h letters must be the same, h = max(2, (letters - 1) / 2), and all digits.
  int count(std::string_view form) const;

 private:
  std::u32string letters_;
  std::string head_;
  std::string tail_;
  std::string digits_;
};

struct Alternative {
  std::string form;
  double weight = 0;  ///< u
  std::uint32_t df = 0;
};

/// Words that only count together, each with the forms that match it. A paper has it with the least
/// wdf of its words, of a word the greatest of its forms.
struct Composite {
  std::vector<std::vector<FormCount>> words;  ///< no list is empty
  double weight = 0;                          ///< u
};

/// A word of the query with all forms that match it. Not empty.
struct Group {
  QueryField field = QueryField::Any;
  bool required = false;
  bool soft = false;      ///< "how", "2026": a paper without it may still have "all words"
  bool date = false;      ///< it names days that the archive has
  bool everyday = false;  ///< is_everyday_word, and not required
  std::vector<Alternative> alternatives;  ///< by form, unique
  std::vector<Composite> composites;      ///< long forms of an acronym
};

struct QueryNote {
  /// Dropped: no paper has it. Missing: nor may it be left out. Unread: not understood as a part of
  /// a query. Date: it also names days; `shown` limits the query to them. Absent: no paper has data
  /// of this kind. Expanded: an acronym or its long form; `shown` is the other.
  enum class Kind { Corrected, Completed, Dropped, Missing, Unread, Date, Absent, Expanded };
  std::string typed;
  Kind kind = Kind::Dropped;
  std::string shown;                ///< taken instead, or empty
  std::vector<std::string> others;  ///< other forms, best first
};

struct Resolution {
  std::vector<Group> groups;
  std::vector<Clause> phrases;   ///< exact clauses to hold, of two words or more
  std::vector<Clause> excluded;  ///< clauses with -; each word is known to the index
  std::vector<QueryNote> notes;
  std::vector<std::string> words;  ///< all forms to mark in what is shown, sorted, unique
  bool nothing = false;            ///< no paper can answer
};

Resolution resolve(const Query& query, const Lexicon& lexicon);

}  // namespace broadsheet::query
