#include "render/files/author_name.h"

#include <algorithm>
#include <array>
#include <vector>

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
constexpr std::array<std::string_view, 7> kSuffixes = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"};
constexpr std::array<std::string_view, 20> kParticles = {
    "von", "van", "der", "den", "de",  "del", "della", "di", "da",  "dos",
    "du",  "la",  "le",  "ten", "ter", "zu",  "zur",   "af", "bin", "el"};
// Particles that also occur with a capital: "Quentin Le Lidec", "Luc Van Gool".
constexpr std::array<std::string_view, 14> kCapitalParticles = {
    "Von", "Van", "Der", "Den", "De", "Del", "Della", "Di", "Da", "Dos", "Du", "La", "Le", "El"};
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

// The first word of the family name. The first word of all is a given name.
std::size_t family_begin(const std::vector<std::string_view>& words) {
  std::size_t family = words.size() - 1;
  const bool capitals = !is_one_of(kVietnamese, words.back());
  while (family > 1 && (is_one_of(kParticles, words[family - 1]) ||
                        (capitals && is_one_of(kCapitalParticles, words[family - 1])))) {
    --family;
  }
  return family;
}

}  // namespace

AuthorName parse_author_name(std::string_view text) {
  std::vector<std::string_view> words = split_words(text);
  AuthorName name;
  // "King, Jr." has a comma before the suffix; any other comma makes the order of a name unknown.
  if (words.size() > 2 && is_one_of(kSuffixes, words.back())) {
    name.suffix = words.back();
    words.pop_back();
    if (words.back().ends_with(',')) words.back().remove_suffix(1);
  }
  const bool has_comma = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return word.find(',') != std::string_view::npos;
  });
  if (words.size() < 2 || is_one_of(kGroups, words.back()) || has_comma) {
    return {.family = std::string(text), .suffix = {}, .given = {}};
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
