#include "render/files/author_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/name_suffix.h"

namespace broadsheet::render {
namespace {

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  while ((begin = text.find_first_not_of(' ', begin)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

std::string join(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (!text.empty()) text += ' ';
    text += words[i];
  }
  return text;
}

// The last word of names that are groups, not people.
constexpr std::array<std::string_view, 16> kGroups = {
    "Team",         "Group",      "Collaboration", "Consortium",  "AI",       "Lab",
    "Labs",         "Laboratory", "Institute",     "University",  "Research", "Foundation",
    "Intelligence", "Community",  "Project",       "Technologies"};
constexpr std::array<std::string_view, 51> kParticles = {
    "'t",  "’t",   "St.",   "Ste.",  "von",   "vom", "van",   "van't", "der", "den", "de",
    "del", "dela", "della", "dello", "delle", "dei", "degli", "di",    "da",  "dal", "dalla",
    "dos", "das",  "do",    "du",    "des",   "la",  "le",    "los",   "las", "lo",  "ten",
    "ter", "te",   "tot",   "op",    "in",    "zu",  "zum",   "zur",   "af",  "av",  "bin",
    "ibn", "bint", "ben",   "abu",   "el",    "al",  "ul"};
// Particles that also occur with a capital: "Quentin Le Lidec", "Luc Van Gool".
constexpr std::array<std::string_view, 14> kCapitalParticles = {
    "Von", "Van", "Der", "Den", "De", "Del", "Della", "Di", "Da", "Dos", "Du", "La", "Le", "El"};
// Between the two parts of a Spanish or Catalan family name.
constexpr std::array<std::string_view, 2> kJoining = {"y", "i"};
// Written apart from the rest of a Scottish or Irish family name.
constexpr std::array<std::string_view, 4> kPrefixes = {"Mac", "Mc", "O'", "O’"};
// Family names of Vietnam, where Van, Le and La are given names before them.
constexpr std::array<std::string_view, 32> kVietnamese = {
    "Nguyen", "Nguyễn", "Tran",  "Trần", "Le",    "Lê",     "Pham", "Phạm",
    "Hoang",  "Hoàng",  "Huynh", "Phan", "Vu",    "Vũ",     "Vo",   "Võ",
    "Dang",   "Đặng",   "Bui",   "Bùi",  "Do",    "Đỗ",     "Ho",   "Hồ",
    "Ngo",    "Ngô",    "Duong", "Ly",   "Trinh", "Truong", "Dinh", "Doan"};

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The first word of the family name, which begins with the first particle. The first word of all
// is a given name.
std::size_t family_begin(const std::vector<std::string_view>& words) {
  const std::size_t last = words.size() - 1;
  std::size_t family = 1;
  while (family < last && !is_one_of(kParticles, words[family])) ++family;
  const bool capitals = !is_one_of(kVietnamese, words[last]);
  while (capitals && family > 1 && is_one_of(kCapitalParticles, words[family - 1])) --family;
  // "Ortega y Gasset" is one family name, "Mac Lane" too.
  if (family == last && family > 2 && is_one_of(kJoining, words[family - 1])) family -= 2;
  if (family > 1 && is_one_of(kPrefixes, words[family - 1])) --family;
  return family;
}

}  // namespace

AuthorName parse_author_name(std::string_view written) {
  std::vector<std::string_view> words = split_words(written);
  AuthorName name;
  // "King, Jr." has a comma before the suffix, "Jr., Martin King" behind it; any other comma makes
  // the order of a name unknown.
  if (words.size() > 2 && text::is_name_suffix(words.back())) {
    name.suffix = words.back();
    words.pop_back();
    if (words.back().ends_with(',')) words.back().remove_suffix(1);
  } else if (words.size() > 2 && words.front().ends_with(',') &&
             text::is_name_suffix(words.front().substr(0, words.front().size() - 1))) {
    name.suffix = words.front().substr(0, words.front().size() - 1);
    words.erase(words.begin());
  }
  const bool has_comma = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return word.find(',') != std::string_view::npos;
  });
  if (words.size() < 2 || is_one_of(kGroups, words.back()) || has_comma) {
    return {.family = std::string(written), .suffix = {}, .given = {}};
  }
  const std::size_t family = family_begin(words);
  name.family = join(words, family, words.size());
  name.given = join(words, 0, family);
  return name;
}

std::string bibtex_order(const AuthorName& name) {
  if (name.given.empty()) return name.family;
  return name.family + ", " + (name.suffix.empty() ? "" : name.suffix + ", ") + name.given;
}

std::string ris_order(const AuthorName& name) {
  if (name.given.empty()) return name.family;
  return name.family + ", " + name.given + (name.suffix.empty() ? "" : ", " + name.suffix);
}

}  // namespace broadsheet::render
