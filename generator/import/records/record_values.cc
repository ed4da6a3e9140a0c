#include "import/records/record_values.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "import/records/name_lists.h"
#include "import/source/field_values.h"
#include "json/writer.h"
#include "model/arxiv_taxonomy.h"
#include "text/cleanup.h"
#include "text/name_suffix.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

std::string text_member(const json::Object& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value == nullptr || value->text() == nullptr ? std::string() : *value->text();
}

/// {"name": "Ada Lovelace"}, {"given": "Ada", "family": "Lovelace"} and similar.
std::string name_of_object(const json::Object& object) {
  for (const std::string_view key :
       {"name", "full_name", "fullName", "display_name", "literal", "label", "author", "title"}) {
    if (std::string name = text_member(object, key); !name.empty()) return name;
  }
  std::string name;
  for (const auto& [given, family] :
       {std::pair("given", "family"), std::pair("first", "last"),
        std::pair("firstName", "lastName"), std::pair("first_name", "last_name"),
        std::pair("forenames", "keyname")}) {
    name = text_member(object, given);
    // The particles and suffixes of CSL: "Ludwig", "van", "Beethoven", "Jr."
    for (const std::string_view key :
         {std::string_view("dropping-particle"), std::string_view("non-dropping-particle"),
          std::string_view(family), std::string_view("suffix")}) {
      const std::string part = text_member(object, key);
      if (!part.empty()) name += (name.empty() ? "" : " ") + part;
    }
    if (!name.empty()) return name;
  }
  return {};
}

/// ["Balázs", "C.", ""], as arXiv's metadata has parsed names.
std::string name_of_list(const json::List& list) {
  std::string name;
  for (const std::size_t part : {1, 0, 2}) {
    if (part >= list.size() || list[part].text() == nullptr || list[part].text()->empty()) continue;
    name += (name.empty() ? "" : " ") + *list[part].text();
  }
  return name;
}

std::string single_name(const json::Value& value) {
  if (value.object() != nullptr) return name_of_object(*value.object());
  if (value.list() != nullptr) return name_of_list(*value.list());
  return value.text() == nullptr ? std::string() : *value.text();
}

/// "Lovelace, Ada" as "Ada Lovelace", "King, Martin, Jr." and "King, Jr., Martin" as
/// "Martin King, Jr.". A name with more commas, and "Martin King, Jr.", are kept.
std::string turned(const std::string& name) {
  const std::vector<std::string> parts = split_at_commas(name);
  if (parts.size() == 2 && !text::is_name_suffix(parts[1])) return parts[1] + " " + parts[0];
  if (parts.size() == 3 && text::is_name_suffix(parts[2]))
    return parts[1] + " " + parts[0] + ", " + parts[2];
  if (parts.size() == 3 && text::is_name_suffix(parts[1]))
    return parts[2] + " " + parts[0] + ", " + parts[1];
  return name;
}

bool is_one_word(std::string_view text) { return text.find(' ') == std::string_view::npos; }

/// One word of Chinese, Japanese or Korean is a whole name.
bool has_whole_name(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

bool are_initials(std::string_view text) {
  return text.find('.') != std::string_view::npos &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ. -") == std::string_view::npos;
}

/// The names of a list whose only separator is the comma. Names may contain one, too: "Lovelace,
/// Ada" and "Lovelace, A., Babbage, C." have the family name first.
std::vector<std::string> pairs_of(std::vector<std::string> parts) {
  const std::size_t size = parts.size();
  bool pairs = size == 2 && is_one_word(parts[0]) && is_one_word(parts[1]) &&
               !has_whole_name(parts[0]) && !has_whole_name(parts[1]);
  if (!pairs && size >= 2 && size % 2 == 0) {
    pairs = true;
    for (std::size_t i = 1; i < size; i += 2) pairs = pairs && are_initials(parts[i]);
  }
  if (!pairs) return parts;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < size; i += 2) names.push_back(parts[i] + ", " + parts[i + 1]);
  return names;
}

/// The people of a list with one item: "Ada Lovelace, Charles Babbage" are two, each of several
/// words.
std::vector<std::string> people_in(const std::string& name) {
  const std::vector<std::string> parts = split_at_commas(name);
  const bool several = parts.size() > 1 && std::ranges::none_of(parts, [](const std::string& one) {
                         return is_one_word(one) || (one.front() >= 'a' && one.front() <= 'z');
                       });
  return several ? parts : std::vector<std::string>{name};
}

/// A bare archive such as "cs" is a word of any text.
bool is_category(std::string_view word) {
  return word.find_first_of(".-") != std::string_view::npos && find_category(word) != nullptr;
}

}  // namespace

bool is_blank(const json::Value& value) {
  if (value.text() != nullptr) return trimmed(*value.text()).empty();
  if (value.list() != nullptr) return value.list()->empty();
  if (value.object() != nullptr) return value.object()->empty();
  return value.kind() == json::Kind::Null;
}

bool states_nothing(std::string_view text) {
  constexpr std::array<std::string_view, 8> kNothing = {"error", "none", "null",    "n/a",
                                                        "nan",   "-",    "unknown", "todo"};
  constexpr std::size_t kMostBytes = 8;
  if (text.size() > kMostBytes) return false;
  const std::string lowered = lower_ascii(text);
  return std::find(kNothing.begin(), kNothing.end(), lowered) != kNothing.end();
}

std::string text_of(const json::Value& value) {
  if (value.text() != nullptr) return *value.text();
  if (value.number()) return json::number_text(*value.number());
  std::string text;
  if (value.list() == nullptr) return text;
  for (const json::Value& item : *value.list()) {
    if (item.text() == nullptr) return {};
    text += (text.empty() ? "" : "\n") + *item.text();
  }
  return text;
}

People people_of(const json::Value& value) {
  People people;
  if (value.text() != nullptr) {
    if (std::optional<json::List> printed = printed_list(*value.text())) {
      return people_of(json::Value(*std::move(printed)));
    }
    std::string all = with_plain_separators(*value.text());
    people.others = remove_others(all);
    const std::string names = text::clean(all);
    const bool only_commas = names.find(';') == std::string::npos &&
                             text::collapse_space(names).find(" and ") == std::string::npos;
    people.names = only_commas ? pairs_of(split_at_commas(names)) : split_names(names);
  } else if (value.list() != nullptr) {
    for (const json::Value& item : *value.list()) {
      std::string name = text::clean_line(single_name(item));
      if (!name.empty() && !states_nothing(name)) people.names.push_back(std::move(name));
    }
    if (people.names.size() == 1) people.names = people_in(people.names.front());
  }
  if (!people.names.empty() && remove_others(people.names.back())) {
    people.others = true;
    if (people.names.back().empty()) people.names.pop_back();
  }
  // A name of one word, such as that of a group, says nothing.
  const bool family_first = std::ranges::all_of(people.names, [](const std::string& name) {
    return name.find(',') != std::string::npos || is_one_word(name);
  });
  if (family_first) {
    for (std::string& name : people.names) name = turned(name);
  }
  return people;
}

std::vector<std::string> names_of(const json::Value& value) {
  if (value.text() != nullptr) return split_at_commas(text::clean(*value.text()));
  std::vector<std::string> names;
  if (value.list() == nullptr) return names;
  for (const json::Value& item : *value.list()) {
    std::string name = text::clean_line(single_name(item));
    if (!name.empty()) names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> categories_in(std::string_view text) {
  std::vector<std::string> categories;
  std::set<std::string, std::less<>> known;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() &&
           (is_ascii_letter(text[end]) || text[end] == '.' || text[end] == '-')) {
      ++end;
    }
    std::string_view word = text.substr(at, end - at);
    while (word.ends_with('.')) word.remove_suffix(1);
    if (is_category(word) && known.emplace(word).second) categories.emplace_back(word);
    at = end + 1;
  }
  return categories;
}

std::optional<double> score_of(const json::Value& value, double most) {
  std::optional<double> score = value.number();
  if (!score && value.text() != nullptr) {
    std::string_view text = trimmed(*value.text());
    const std::string scale = "/" + json::number_text(most);
    if (text.ends_with(scale)) text.remove_suffix(scale.size());
    score = stated_score(text);
  }
  return score && *score >= 0 && *score <= most ? score : std::nullopt;
}

}  // namespace broadsheet::importer
