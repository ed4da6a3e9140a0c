#pragma once
// From a query's words to the forms the index holds: kin, completions, corrections, and what
// each is worth. Twin: resolve in themes/shared/search/rank.js.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/query.h"

namespace broadsheet::search {

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
  /// Papers that hold exactly this form; 0: unknown.
  virtual std::uint32_t df(const std::string& form) const = 0;
  /// The other forms with the stem of a known form, any order.
  virtual std::vector<FormCount> kin(const std::string& form) const = 0;
  /// The `limit` most frequent longer forms that begin with `prefix`, best_first.
  virtual std::vector<FormCount> completions(const std::string& prefix,
                                             std::size_t limit) const = 0;
  /// The `limit` most frequent forms for which is_near(word, form), best_first.
  virtual std::vector<FormCount> near(const std::string& word, std::size_t limit) const = 0;
};

/// More papers first, equal ones by bytes; at most `limit`.
std::vector<FormCount> best_first(std::vector<FormCount> forms, std::size_t limit);

/// Whether `form` may be what `word` was meant to be: optimal string alignment distance 1, and the
/// first h or the last h letters are the same, h = max(2, (letters - 1) / 2).
bool is_near(std::string_view word, std::string_view form);

struct Alternative {
  std::string form;
  double weight = 0;  ///< u
  std::uint32_t df = 0;
};

/// A word of the query as everything that may stand for it. Not empty.
struct Group {
  QueryField field = QueryField::Any;
  bool required = false;
  std::vector<Alternative> alternatives;  ///< forms unique
};

struct Said {
  /// Dropped: no paper has it. Missing: nor may it be left out. Unread: not understood as a part of
  /// a query.
  enum class Kind { Corrected, Completed, Dropped, Missing, Unread };
  std::string typed;
  Kind kind = Kind::Dropped;
  std::string shown;                ///< taken instead, or empty
  std::vector<std::string> others;  ///< other forms, best first
};

struct Resolution {
  std::vector<Group> groups;
  std::vector<Clause> phrases;   ///< exact clauses to hold, of two words or more
  std::vector<Clause> excluded;  ///< clauses with -; each word is known to the index
  std::vector<Said> said;
  std::vector<std::string> words;  ///< all forms to mark in what is shown, sorted, unique
  bool nothing = false;            ///< no paper can answer
};

Resolution resolve(const Query& query, const Lexicon& lexicon);

}  // namespace broadsheet::search
