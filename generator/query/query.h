#pragma once
// What was typed, understood: one grammar for both sides. docs/search.md explains it to users.
// Twins: parseQuery in themes/shared/search/query.js, readLimits in limits.js;
// tests/vectors/query.json binds them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::query {

enum class Sign { None, Must, Not };
enum class QueryField { Any, Title, Author };

/// A word of the query together with its neighbour: "autoencoder" of auto, typed before encoder.
struct Join {
  std::string form;
  std::string other;  ///< the neighbour
};

/// A word, or words that must follow one another.
struct Clause {
  Sign sign = Sign::None;
  QueryField field = QueryField::Any;
  std::vector<std::string> words;  ///< folded; one, or when `exact` one or more
  bool exact = false;              ///< typed in quotes: no other forms, and required
  bool complete = false;           ///< the word is still being typed: complete it
  bool prefix = false;             ///< typed as "quantiz*": all forms that begin with it
  std::vector<std::string> also;   ///< other spellings: "lowrank" of low and of rank, "1.0" of v1.0
  std::vector<Join> joins;         ///< with the word before and with the word after
  std::string date;                ///< the days that the word may name: "2026", "2026-03"; or empty
};

/// A category takes in those below it: "cs" takes in "cs.LG".
enum class FilterKind { Topic, Category };

struct FilterClause {
  FilterKind kind = FilterKind::Topic;
  std::string key;  ///< as filter_key gives it, not empty
  bool exclude = false;
};

struct Query {
  std::vector<Clause> clauses;  ///< unique; of 64 words at most in all, later ones are left out
  std::vector<FilterClause> filters;
  int from = 0;  ///< first day, 20260201; 0: none
  int to = 0;    ///< last day; 0: none
  std::optional<double> min_score;
  std::optional<double> max_score;
  bool above = false;                ///< min_score itself is excluded
  bool below = false;                ///< max_score itself is excluded
  std::vector<std::string> dropped;  ///< what could not be read: "from:yesterday", "title:"
};

/// Any text is a query; never throws.
Query parse_query(std::string_view typed);

enum class Sort { Relevance, Date, Score };

/// What can be set beside the text.
struct SearchOptions {
  std::size_t limit = 10;
  std::size_t offset = 0;
  Sort sort = Sort::Relevance;
  /// Papers with all words only, or papers with any of them; std::nullopt: see lists_all_words.
  std::optional<bool> all;
  std::string from;  ///< "2026-02-01", "2026-02" or "2026"; other text is dropped
  std::string to;
  std::optional<double> min_score;
  std::string topic;
  std::string category;
  bool complete = true;  ///< the last word is completed unless a space follows it
  bool facets = false;
};

/// Whether papers are listed only if they have all words of the query (words of questions apart).
/// If not chosen: wherever the order is not by rank, as nothing else puts these papers first. Twin:
/// listsAllWords in themes/shared/search/rank.js.
bool lists_all_words(const SearchOptions& options);

/// The query narrowed by what was set beside it.
Query apply_options(Query query, const SearchOptions& options);

/// Days of "2026", "2026-02" or "2026-02-27" as numbers (20260201 to 20260231: not all exist).
struct DayRange {
  int first = 0;
  int last = 0;
};
std::optional<DayRange> parse_days(std::string_view text);

/// How values of topic: and category: are compared: "Model Architecture" is "model-architecture".
/// Twin: filterKey in themes/shared/search/text.js; tests/vectors/filter-key.json binds both.
std::string filter_key(std::string_view value);

/// The id of a paper that is not of arXiv, without its scheme, as one word of the indexes:
/// "10.1234/ABC(1)" is "10.1234-abc-1", cut to the longest word. Empty if it is not ASCII.
std::string id_word(std::string_view local);

}  // namespace broadsheet::query
