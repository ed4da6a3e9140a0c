// Part of the door to Xapian.
#include "index/xapian/xapian_database.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/ascii.h"
#include "base/line_reader.h"
#include "text/tokenize.h"

namespace broadsheet::index {
namespace {

constexpr std::size_t kLongestTerm = 200;  // bytes; Xapian takes 245
constexpr char kField = '\n';
constexpr char kItem = '\t';

void append_clean(std::string& out, std::string_view text) {
  for (const char c : text) out += c == kField || c == kItem ? ' ' : c;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) {
    append_clean(out, item);
    out += kItem;
  }
  return out;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kItem), text.size());
    items.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return items;
}

}  // namespace

std::string day_value(int day) {
  const std::string text = std::to_string(std::clamp(day, 0, 99999999));
  return std::string(8 - text.size(), '0') + text;
}

std::string filter_term(std::string_view prefix, std::string_view key) {
  std::string term(prefix);
  term += key.substr(0, kLongestTerm);
  return term;
}

std::string encode_data(const Document& document) {
  std::string data;
  for (const std::string_view field :
       {std::string_view(document.id.str()), std::string_view(document.title),
        std::string_view(document.comment), std::string_view(document.abstract),
        std::string_view(document.url)}) {
    append_clean(data, field);
    data += kField;
  }
  data += joined(document.authors) + kField;
  data += joined(document.topics) + kField;
  data += joined(document.categories);
  return data;
}

void decode_data(const std::string& data, query::SearchResult& result) {
  std::string_view rest = data;
  result.id = std::string(take_line(rest));
  result.title = std::string(take_line(rest));
  result.comment = std::string(take_line(rest));
  result.abstract = std::string(take_line(rest));
  result.url = std::string(take_line(rest));
  result.authors = split_list(take_line(rest));
  result.topics = split_list(take_line(rest));
  result.categories = split_list(take_line(rest));
}

XapianLexicon::XapianLexicon(const Xapian::Database& database) : database_(database) {
  const std::string text = database_.get_metadata(kAcronymsKey);
  for (std::string_view rest = text; !rest.empty();) {
    acronyms_.push_back(query::parse_acronym(take_line(rest)));
  }
}

std::uint32_t XapianLexicon::papers() const { return database_.get_doccount(); }

query::DayRange XapianLexicon::days() const {
  const auto number = [](const std::string& text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  return {.first = number(database_.get_value_lower_bound(kDaySlot)),
          .last = number(database_.get_value_upper_bound(kDaySlot))};
}

std::uint32_t XapianLexicon::df(const std::string& form) const {
  return database_.get_termfreq(form);
}

std::vector<query::FormCount> XapianLexicon::same_stem(const std::string& form) const {
  std::vector<query::FormCount> forms;
  const std::string stem = stemmer_.stem(form);
  for (auto other = database_.synonyms_begin(stem); other != database_.synonyms_end(stem);
       ++other) {
    const std::string text = *other;
    const std::uint32_t count = text == form ? 0 : df(text);
    if (count > 0) forms.push_back({.form = text, .df = count});
  }
  return forms;
}

std::vector<query::FormCount> XapianLexicon::completions(const std::string& prefix,
                                                         std::size_t limit) const {
  std::vector<query::FormCount> forms;
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix);
       ++term) {
    const std::string form = *term;
    if (form.size() > prefix.size() && text::has_letter(form))
      forms.push_back({.form = form, .df = term.get_termfreq()});
  }
  return best_first(std::move(forms), limit);
}

std::vector<query::FormCount> XapianLexicon::near(const std::string& word,
                                                  std::size_t limit) const {
  const query::Slips slips(word);
  std::vector<query::FormCount> one, two;
  for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
    const std::string form = *term;
    if (is_ascii_capital(form.front())) continue;  // of a prefix
    const int count = slips.count(form);
    if (count > 0) (count == 1 ? one : two).push_back({.form = form, .df = term.get_termfreq()});
  }
  return best_first(std::move(one.empty() ? two : one), limit);
}

}  // namespace broadsheet::index
