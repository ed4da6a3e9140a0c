#include "query/query_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::query {
namespace {

constexpr std::array<std::string_view, 25> kStopWords = {
    "a",  "an",  "and", "are", "as", "at",   "be",  "by",    "for",  "from", "in", "into", "is",
    "it", "its", "of",  "on",  "or", "that", "the", "their", "this", "to",   "we", "with"};

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

bool may_join(const Clause& clause) {
  return !clause.exact && !clause.prefix && clause.sign != Sign::Not &&
         !is_stop_word(clause.words.front());
}

bool is_year(const Clause& clause) { return clause.date.size() == 4; }

// "03" of "march"; empty for other words, and those with a sign or field.
std::string month_of(const Clause& clause) {
  const auto found = std::find(kMonths.begin(), kMonths.end(), clause.words.front());
  if (found == kMonths.end() || clause.exact || !is_plain(clause)) return {};
  const std::string number = std::to_string(found - kMonths.begin() + 1);
  return number.size() == 1 ? "0" + number : number;
}

// Digits with one full stop or more between them. Sets how many.
bool is_version(std::string_view text, std::ptrdiff_t& stops) {
  stops = std::count(text.begin(), text.end(), '.');
  return stops > 0 && std::all_of(text.begin(), text.end(),
                                  [](char c) { return c == '.' || is_ascii_digit(c); });
}

}  // namespace

bool is_plain(const Clause& clause) {
  return clause.sign == Sign::None && clause.field == QueryField::Any;
}

bool is_unspaced_word(std::string_view word) {
  std::size_t at = 0;
  return text::is_unspaced(text::next_code_point(word, at));
}

bool is_single_unspaced(std::string_view word) {
  return is_unspaced_word(word) && text::code_point_count(word) == 1;
}

bool is_prefix(std::string_view value, const text::Word& word) {
  if (is_single_unspaced(word.text)) return true;
  return word.end + 1 == value.size() && value.back() == '*' &&
         text::code_point_count(word.text) > 1;
}

std::vector<std::string> phrase_words(std::string_view value) {
  std::vector<text::Word> words = text::tokenize(value);
  // In the paper the run may go on: then its last character is not alone there.
  const bool open = words.size() > 1 && is_single_unspaced(words.back().text);
  if (open) words.pop_back();
  std::vector<std::string> texts;
  for (text::Word& word : words) texts.push_back(std::move(word.text));
  return texts;
}

std::vector<std::string> other_spellings(std::span<const text::Word> words, std::size_t i) {
  const auto is_tied = [&](std::size_t k) { return k < words.size() && words[k].tied; };
  std::vector<std::string> spellings;
  const std::size_t second = is_tied(i) ? i : i + 1;
  if (is_tied(second) && !is_tied(second - 1) && !is_tied(second + 1)) {
    spellings.push_back(words[second - 1].text + words[second].text);
  }
  const std::string& word = words[i].text;
  std::ptrdiff_t stops = 0;
  if (word.front() == 'v' && is_version(std::string_view(word).substr(1), stops)) {
    spellings.push_back(word.substr(1));
  } else if (is_version(word, stops) && stops > 1) {
    spellings.push_back("v" + word);
  }
  return spellings;
}

bool is_stop_word(std::string_view word) {
  return std::find(kStopWords.begin(), kStopWords.end(), word) != kStopWords.end();
}

void join_neighbours(std::vector<Clause>& clauses) {
  for (std::size_t i = 0; i + 1 < clauses.size(); ++i) {
    Clause& left = clauses[i];
    Clause& right = clauses[i + 1];
    if (!may_join(left) || !may_join(right) || left.sign != right.sign ||
        left.field != right.field) {
      continue;
    }
    const std::string form = left.words.front() + right.words.front();
    const bool tied = std::find(left.also.begin(), left.also.end(), form) != left.also.end();
    const bool ascii = std::all_of(form.begin(), form.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (tied || !ascii || !text::has_letter(form) || form.size() > text::kLongestWord) continue;
    left.joins.push_back({.form = form, .other = right.words.front()});
    right.joins.push_back({.form = form, .other = left.words.front()});
  }
}

void join_months(std::vector<Clause>& clauses) {
  for (std::size_t i = 0; i + 1 < clauses.size(); ++i) {
    for (const auto& [month, year] : {std::pair{i, i + 1}, std::pair{i + 1, i}}) {
      const std::string number = month_of(clauses[month]);
      if (number.empty() || !is_year(clauses[year])) continue;
      clauses[year].date += "-" + number;
      clauses[month].date = clauses[year].date;
    }
  }
}

}  // namespace broadsheet::query
