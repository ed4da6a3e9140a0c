#include "scoring/authors.h"

#include <algorithm>

#include "tex/text.h"
#include "text/normalize.h"
#include "text/tokenize.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

using Words = std::vector<std::string>;

// Suffixes that do not identify a person.
bool is_suffix(const std::string& word) {
  return word == "jr" || word == "sr" || word == "ii" || word == "iii" || word == "iv";
}

Words words_of(std::string_view name) {
  Words words;
  std::string plain = text::fold(tex::tex_name(name));
  // "Hinton, Geoffrey" is "Geoffrey Hinton".
  if (const auto comma = plain.find(','); comma != std::string::npos) {
    plain = plain.substr(comma + 1) + " " + plain.substr(0, comma);
  }
  for (const text::Word& word : text::tokenize(plain)) {
    if (!word.tail && !is_suffix(word.text)) words.push_back(word.text);
  }
  return words;
}

std::string joined(const Words& words) {
  std::string result;
  for (const std::string& word : words) result += word;
  return result;
}

// How a given name agrees with another: not at all, by an initial, in full.
enum class Agreement { No, Initial, Full };

Agreement agreement(const std::string& a, const std::string& b) {
  if (a == b) return text::code_point_count(a) > 1 ? Agreement::Full : Agreement::Initial;
  const bool initial = text::code_point_count(a) == 1 || text::code_point_count(b) == 1;
  return initial && (a.starts_with(b) || b.starts_with(a)) ? Agreement::Initial : Agreement::No;
}

// Given names in order; one side may leave some out after the first.
bool given_agree(const Words& a, const Words& b) {
  if (a.empty() || b.empty()) return false;
  const Words& few = a.size() <= b.size() ? a : b;
  const Words& many = a.size() <= b.size() ? b : a;
  int full = 0;
  int initials = 0;
  for (std::size_t i = 0; i < few.size(); ++i) {
    switch (agreement(few[i], many[i])) {
      case Agreement::No:
        return false;
      case Agreement::Initial:
        ++initials;
        break;
      case Agreement::Full:
        ++full;
        break;
    }
  }
  return full > 0 || initials > 1;
}

bool same_in_order(const Words& a, const Words& b) {
  // Names split otherwise: "Le Cun" and "LeCun", "Jean-Luc" and "Jean Luc" and "Jeanluc".
  if (joined(a) == joined(b)) return true;
  if (a.size() < 2 || b.size() < 2 || a.back() != b.back()) return false;
  return given_agree(Words(a.begin(), a.end() - 1), Words(b.begin(), b.end() - 1));
}

}  // namespace

bool same_person(std::string_view followed, std::string_view author) {
  const Words a = words_of(followed);
  Words b = words_of(author);
  if (a.empty() || b.empty()) return false;
  if (same_in_order(a, b)) return true;
  // Family name first, in full: two words only, or the order could be anything.
  if (a.size() != 2 || b.size() != 2) return false;
  return text::code_point_count(b[0]) > 1 && text::code_point_count(b[1]) > 1 && a[0] == b[1] &&
         a[1] == b[0];
}

std::optional<AuthorMatch> followed_author(const Announced& paper,
                                           std::span<const config::AuthorConfig> followed,
                                           const ScholarAuthors& scholar) {
  const auto known = scholar.find(paper.id);
  for (const config::AuthorConfig& author : followed) {
    const bool by_id = !author.semantic_scholar.empty() && known != scholar.end() &&
                       std::any_of(known->second.begin(), known->second.end(),
                                   [](const ScholarAuthor& a) { return !a.id.empty(); });
    if (by_id) {
      for (const ScholarAuthor& one : known->second) {
        if (one.id == author.semantic_scholar) {
          return AuthorMatch{.name = author.name, .scholar_id = one.id};
        }
      }
    }
    for (const std::string& name : paper.authors) {
      const bool same =
          same_person(author.name, name) ||
          std::any_of(author.aliases.begin(), author.aliases.end(),
                      [&](const std::string& alias) { return same_person(alias, name); });
      if (!same) continue;
      // Semantic Scholar has this name under another id: a namesake.
      const bool namesake =
          by_id &&
          std::any_of(known->second.begin(), known->second.end(), [&](const ScholarAuthor& one) {
            return !one.id.empty() && same_person(author.name, one.name);
          });
      if (namesake) continue;
      return AuthorMatch{.name = author.name};
    }
  }
  return std::nullopt;
}

bool below_h_index(const Announced& paper, const ScholarAuthors& scholar,
                   std::optional<int> minimum) {
  const auto known = scholar.find(paper.id);
  if (!minimum || known == scholar.end()) return false;
  std::optional<int> highest;
  for (const ScholarAuthor& author : known->second) {
    if (author.h_index) highest = std::max(highest.value_or(0), *author.h_index);
  }
  return highest && *highest < *minimum;
}

}  // namespace broadsheet::scoring
