// Author lists that were cut at the commas of affiliations; see old_paper.h.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/ascii.h"
#include "import/formats/old_paper.h"

namespace broadsheet::importer {
namespace {

/// How many parentheses and brackets stay open behind `text`; -1 when one closes that was not open.
int open_parentheses(std::string_view text, int open) {
  for (const char c : text) {
    if (c == '(' || c == '[') ++open;
    if ((c == ')' || c == ']') && --open < 0) return -1;
  }
  return open;
}

struct Name {
  std::string name;         ///< before the parenthesis
  std::string parenthesis;  ///< at the end, without its brackets; or empty
};

Name split(const std::string& whole) {
  if (!whole.ends_with(')') && !whole.ends_with(']')) return {whole, {}};
  int depth = 0;
  for (std::size_t at = whole.size(); at-- > 0;) {
    if (whole[at] == ')' || whole[at] == ']') ++depth;
    if ((whole[at] == '(' || whole[at] == '[') && --depth == 0) {
      std::string name = whole.substr(0, at);
      while (name.ends_with(' ')) name.pop_back();
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
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_ascii_digit);
}

/// "1", "1, 2", "1 and 2": points to a list of affiliations.
bool is_marker(std::string text) {
  if (const std::size_t at = text.find("and"); at != std::string::npos) text.erase(at, 3);
  return has_digit(text) && !has_letter(text);
}

/// The name before its last parenthesis, and before a marker that stands there.
std::string bare_name(Name author) {
  for (Name rest = split(author.name); is_marker(rest.parenthesis); rest = split(author.name)) {
    author.name = std::move(rest.name);
  }
  return std::move(author.name);
}

}  // namespace

MendedAuthors mend_authors(const std::vector<std::string>& names) {
  // "Ling Team, :, A, B": the colon is no author.
  std::vector<std::string> pieces;
  for (const std::string& name : names) {
    if (has_letter(name) || has_digit(name)) pieces.push_back(name);
  }
  const bool dropped = pieces.size() != names.size();

  std::vector<Name> joined;
  bool cut = false;
  int open = 0;
  std::string whole;
  for (const std::string& piece : pieces) {
    const bool continues = open > 0;
    open = open_parentheses(piece, open);
    if (open < 0) return {names, Authors::Doubtful};
    whole = continues ? whole + ", " + piece : piece;
    cut = cut || continues;
    if (open == 0) joined.push_back(split(whole));
  }
  if (open != 0) return {names, Authors::Doubtful};

  // "A (1)", "B (2)", "((1) Univ, (2) College)": the list itself is no author.
  const bool listed = joined.size() > 1 && joined.back().name.empty();
  if (listed) joined.pop_back();

  bool affiliations = cut || listed;
  std::map<std::string, int> behind;  // how many authors each parenthesis stands behind
  for (const Name& author : joined) {
    if (author.name.empty()) return {names, Authors::Doubtful};
    affiliations =
        affiliations || names_institution(author.parenthesis) || is_marker(author.parenthesis);
    if (!author.parenthesis.empty()) ++behind[author.parenthesis];
  }
  if (affiliations) {
    MendedAuthors mended{{}, Authors::Mended};
    for (Name& author : joined) mended.names.push_back(bare_name(std::move(author)));
    return mended;
  }
  // The same short parenthesis behind several authors is no nickname, and no one knows what it is.
  bool doubtful =
      std::any_of(behind.begin(), behind.end(), [](const auto& entry) { return entry.second > 1; });
  // "Leo (Muxing)", "Wang": most likely one person, cut behind the nickname.
  for (std::size_t at = 0; at + 1 < joined.size(); ++at) {
    const auto is_word = [](const std::string& name) {
      return name.find(' ') == std::string::npos;
    };
    doubtful = doubtful || (!joined[at].parenthesis.empty() && is_word(joined[at].name) &&
                            joined[at + 1].parenthesis.empty() && is_word(joined[at + 1].name));
  }
  return {pieces, doubtful ? Authors::Doubtful : dropped ? Authors::Mended : Authors::Fine};
}

}  // namespace broadsheet::importer
