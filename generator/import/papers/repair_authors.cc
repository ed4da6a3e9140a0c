#include "import/papers/repair_authors.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "base/ascii.h"

namespace broadsheet::importer {
namespace {

/// How many parentheses and brackets are open after `text`, from `open` before it; -1 if one closes
/// that is not open.
int open_parentheses(std::string_view text, int open) {
  for (const char c : text) {
    if (c == '(' || c == '[') ++open;
    if ((c == ')' || c == ']') && --open < 0) return -1;
  }
  return open;
}

/// An author, as views into the joined text.
struct Author {
  std::string_view name;         ///< before the parenthesis
  std::string_view parenthesis;  ///< at the end, without its brackets; or empty
};

Author split(std::string_view whole) {
  if (!whole.ends_with(')') && !whole.ends_with(']')) return {whole, {}};
  int depth = 0;
  for (std::size_t at = whole.size(); at-- > 0;) {
    if (whole[at] == ')' || whole[at] == ']') ++depth;
    if ((whole[at] == '(' || whole[at] == '[') && --depth == 0) {
      std::string_view name = whole.substr(0, at);
      while (name.ends_with(' ')) name.remove_suffix(1);
      return {name, whole.substr(at + 1, whole.size() - at - 2)};
    }
  }
  return {whole, {}};
}

bool names_institution(std::string_view text) {
  constexpr std::array<std::string_view, 12> kWords = {
      "Universit", "Institut", "Laborator", "College", "School",   "Centre",
      "Center",    "Research", "Academy",   "CNRS",    "Hospital", "Polytech"};
  return std::any_of(kWords.begin(), kWords.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_ascii_digit);
}

/// "1", "1, 2", "1 and 2": points to a list of affiliations.
bool is_marker(std::string_view text) {
  const std::size_t conjunction = text.find("and");
  const bool letters =
      conjunction == std::string_view::npos
          ? has_letter(text)
          : has_letter(text.substr(0, conjunction)) || has_letter(text.substr(conjunction + 3));
  return has_digit(text) && !letters;
}

/// The name before its last parenthesis, and before the markers that precede it.
std::string_view bare_name(std::string_view name) {
  for (Author rest = split(name); is_marker(rest.parenthesis); rest = split(name)) {
    name = rest.name;
  }
  return name;
}

bool is_word(std::string_view name) { return name.find(' ') == std::string_view::npos; }

/// Whether parentheses that name no affiliation look like pieces of names.
bool looks_cut(const std::vector<Author>& authors) {
  std::map<std::string_view, int> uses;
  for (const Author& author : authors) {
    // The same short parenthesis after several authors is no nickname.
    if (!author.parenthesis.empty() && ++uses[author.parenthesis] > 1) return true;
  }
  for (std::size_t at = 0; at + 1 < authors.size(); ++at) {
    // "Leo (Muxing)", "Wang": most likely one person, cut after the nickname.
    const Author& author = authors[at];
    const Author& next = authors[at + 1];
    if (!author.parenthesis.empty() && is_word(author.name) && next.parenthesis.empty() &&
        is_word(next.name)) {
      return true;
    }
  }
  return false;
}

/// Pieces joined with ", " while a parenthesis is open.
struct Joined {
  std::vector<std::string> names;
  bool cut = false;       ///< a name had more than one piece
  bool balanced = false;  ///< every parenthesis is closed
};

Joined join(const std::vector<std::string>& pieces) {
  Joined joined;
  int open = 0;
  for (const std::string& piece : pieces) {
    if (open > 0) {
      joined.names.back().append(", ").append(piece);
      joined.cut = true;
    } else {
      joined.names.push_back(piece);
    }
    open = open_parentheses(piece, open);
    if (open < 0) return joined;
  }
  joined.balanced = open == 0;
  return joined;
}

}  // namespace

RepairedAuthors repair_authors(const std::vector<std::string>& names) {
  // "Ling Team, :, A, B": the colon is no author.
  std::vector<std::string> pieces;
  std::copy_if(names.begin(), names.end(), std::back_inserter(pieces),
               [](const std::string& name) { return has_letter(name) || has_digit(name); });
  const Joined joined = join(pieces);
  if (!joined.balanced) return {names, AuthorList::Doubtful};
  std::vector<Author> authors;
  for (const std::string& name : joined.names) authors.push_back(split(name));

  // "A (1)", "B (2)", "((1) Univ, (2) College)": the list itself is no author.
  const bool listed = authors.size() > 1 && authors.back().name.empty();
  if (listed) authors.pop_back();

  bool affiliations = joined.cut || listed;
  for (const Author& author : authors) {
    if (author.name.empty()) return {names, AuthorList::Doubtful};
    affiliations =
        affiliations || names_institution(author.parenthesis) || is_marker(author.parenthesis);
  }
  if (affiliations) {
    RepairedAuthors repaired{{}, AuthorList::Repaired};
    for (const Author& author : authors) repaired.names.emplace_back(bare_name(author.name));
    return repaired;
  }
  const bool dropped = pieces.size() != names.size();
  return {pieces, looks_cut(authors) ? AuthorList::Doubtful
                  : dropped          ? AuthorList::Repaired
                                     : AuthorList::Unchanged};
}

}  // namespace broadsheet::importer
