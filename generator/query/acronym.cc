#include "query/acronym.h"

#include <algorithm>

#include "query/query_words.h"

namespace broadsheet::query {
namespace {

bool may_expand(const Clause& clause) {
  return clause.sign != Sign::Not && !clause.exact && !clause.prefix && clause.date.empty();
}

// Whether the words are typed from clause `first` on.
bool is_typed(std::span<const Clause> clauses, std::size_t first,
              std::span<const std::string> words) {
  if (first + words.size() > clauses.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Clause& clause = clauses[first + i];
    if (!may_expand(clause) || clause.field != clauses[first].field ||
        singular(clause.words.front()) != singular(words[i])) {
      return false;
    }
  }
  return true;
}

// Whether a long form is a part of a longer one: "language model" in "large language model".
bool is_within(const Expansion& one, const Expansion& other) {
  return one.count > 0 && one.count < other.count && one.first >= other.first &&
         one.first + one.count <= other.first + other.count;
}

}  // namespace

std::string acronym_text(const Acronym& acronym) {
  std::string text = acronym.acronym;
  for (const std::string& word : acronym.words) text.append(" ").append(word);
  return text;
}

Acronym parse_acronym(std::string_view text) {
  Acronym acronym;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string word(text.substr(0, end));
    if (acronym.acronym.empty()) {
      acronym.acronym = std::move(word);
    } else {
      acronym.words.push_back(std::move(word));
    }
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return acronym;
}

std::string_view singular(std::string_view word) {
  const bool plural = word.size() > 3 && word.ends_with('s') && !word.ends_with("ss");
  return plural ? word.substr(0, word.size() - 1) : word;
}

std::vector<std::string> content_words(const Acronym& acronym) {
  std::vector<std::string> words = acronym.words;
  std::erase_if(words, [](const std::string& word) { return is_stop_word(word); });
  return words;
}

std::vector<Expansion> find_expansions(std::span<const Clause> clauses,
                                       std::span<const Acronym> acronyms) {
  std::vector<Expansion> found;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (!may_expand(clauses[i])) continue;
    const std::string& word = clauses[i].words.front();
    for (const Acronym& acronym : acronyms) {
      const std::vector<std::string> words = content_words(acronym);
      if (word == acronym.acronym || word == acronym.acronym + "s") {
        found.push_back({.acronym = &acronym, .first = i, .count = 0});
      } else if (is_typed(clauses, i, words)) {
        found.push_back({.acronym = &acronym, .first = i, .count = words.size()});
      }
    }
  }
  const std::vector<Expansion> all = found;
  std::erase_if(found, [&](const Expansion& one) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Expansion& other) { return is_within(one, other); });
  });
  return found;
}

}  // namespace broadsheet::query
