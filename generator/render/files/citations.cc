#include "render/files/citations.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "tex/text.h"
#include "text/slug.h"
#include "text/utf8.h"

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

// --- Names ---

// The last word of names that are groups, not people.
constexpr std::array<std::string_view, 16> kGroups = {
    "Team",         "Group",      "Collaboration", "Consortium",  "AI",       "Lab",
    "Labs",         "Laboratory", "Institute",     "University",  "Research", "Foundation",
    "Intelligence", "Community",  "Project",       "Technologies"};
constexpr std::array<std::string_view, 7> kSuffixes = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"};
constexpr std::array<std::string_view, 20> kParticles = {
    "von", "van", "der", "den", "de",  "del", "della", "di", "da",  "dos",
    "du",  "la",  "le",  "ten", "ter", "zu",  "zur",   "af", "bin", "el"};

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Name {
  std::string family;  ///< with its particles
  std::string suffix;
  std::string given;  ///< empty for single names and groups
};

Name parse_name(std::string_view text) {
  std::vector<std::string_view> words = split_words(text);
  if (words.size() < 2 || is_one_of(kGroups, words.back()) ||
      text.find(',') != std::string_view::npos) {
    return {.family = std::string(text), .suffix = {}, .given = {}};
  }
  Name name;
  if (words.size() > 2 && is_one_of(kSuffixes, words.back())) {
    name.suffix = words.back();
    words.pop_back();
  }
  std::size_t family = words.size() - 1;
  while (family > 1 && is_one_of(kParticles, words[family - 1])) --family;
  name.family = join(words, family, words.size());
  name.given = join(words, 0, family);
  return name;
}

// --- BibTeX ---

/// Where the formula that begins at `begin` ("$…$", "\(…\)", "\[…\]") ends; nothing when it is
/// none.
std::optional<std::size_t> formula_end(std::string_view text, std::size_t begin) {
  const bool dollar = text[begin] == '$';
  if (!dollar && (text[begin] != '\\' || begin + 1 >= text.size() ||
                  (text[begin + 1] != '(' && text[begin + 1] != '['))) {
    return std::nullopt;
  }
  const char closing = dollar ? '$' : (text[begin + 1] == '(' ? ')' : ']');
  int depth = 0;
  for (std::size_t i = begin + (dollar ? 1 : 2); i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      if (!dollar && depth == 0 && text[i + 1] == closing) return i + 2;
      ++i;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}') {
      if (--depth < 0) return std::nullopt;
    } else if (dollar && c == '$' && depth == 0) {
      // "$$x$$" is one formula too: its dollars come in pairs.
      if (i == begin + 1) continue;
      const bool doubled = text[begin + 1] == '$';
      if (doubled && (i + 1 >= text.size() || text[i + 1] != '$')) continue;
      return i + (doubled ? 2 : 1);
    }
  }
  return std::nullopt;
}

/// Whether every '{' of the text has its '}' and the other way round, as BibTeX counts: an escaped
/// one counts too.
bool balanced(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    if (c == '{') ++depth;
    if (c == '}' && --depth < 0) return false;
  }
  return depth == 0;
}

/// Capitals that a style must keep: "LoRA", "GPT-4", "3D", "Q" of "Q-learning"; not "Attention",
/// "A".
bool capitals_matter(std::string_view word, bool first) {
  int upper = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!is_ascii_capital(word[i])) continue;
    ++upper;
    if (i > 0) return true;
  }
  return upper == 1 && word.size() == 1 && word != "A" && !(first && word == "I");
}

bool is_word_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Text as TeX reads it back: special characters escaped, formulas and commands as they are.
class BibText {
 public:
  explicit BibText(bool keep_capitals) : keep_capitals_(keep_capitals) {}

  std::string operator()(std::string_view text) {
    const bool braces = balanced(text);
    std::string out;
    std::size_t i = 0;
    while (i < text.size()) {
      const char c = text[i];
      if (c == '$' || c == '\\') {
        if (const auto end = formula_end(text, i); end && balanced(text.substr(i, *end - i))) {
          const std::string_view formula = text.substr(i, *end - i);
          out += keep_capitals_ ? "{" + std::string(formula) + "}" : std::string(formula);
          i = *end;
          continue;
        }
      }
      if (c == '\\') {
        i = command(text, i, braces, out);
      } else if (c == '{' || c == '}') {
        if (braces) out += c;
        ++i;
      } else if (is_word_byte(c)) {
        i = word(text, i, out);
      } else {
        special(c, out);
        ++i;
      }
    }
    return out;
  }

 private:
  // A command keeps its name; capitals of its argument are the argument's own affair.
  static std::size_t command(std::string_view text, std::size_t i, bool braces, std::string& out) {
    if (i + 1 >= text.size()) {
      out += "\\textbackslash{}";
      return i + 1;
    }
    const char next = text[i + 1];
    if ((next == '{' || next == '}') && !braces) return i + 2;
    out += '\\';
    out += next;
    i += 2;
    if (!is_ascii_letter(next)) return i;
    while (i < text.size() && is_ascii_letter(text[i])) out += text[i++];
    return i;
  }

  std::size_t word(std::string_view text, std::size_t begin, std::string& out) {
    std::size_t end = begin;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    const std::string_view one = text.substr(begin, end - begin);
    if (keep_capitals_ && capitals_matter(one, begin == 0)) {
      out += '{';
      out += one;
      out += '}';
    } else {
      out += one;
    }
    return end;
  }

  static void special(char c, std::string& out) {
    switch (c) {
      case '%':
      case '&':
      case '#':
      case '_':
      case '$':
        out += '\\';
        out += c;
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '<':
        out += "\\textless{}";
        break;
      case '>':
        out += "\\textgreater{}";
        break;
      default:
        out += c;
    }
  }

  bool keep_capitals_;
};

void field(std::string& bib, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  bib += ",\n  ";
  bib += name;
  bib += " = {";
  bib += value;
  bib += '}';
}

std::string one_line(std::string_view text) { return text::collapse_space(text::clean_utf8(text)); }

std::string bibtex_author(const std::string& author) {
  const std::string plain = one_line(author);
  const Name name = parse_name(plain);
  std::string text = BibText(false)(family_first(plain));
  // A group, or a name with "and" in it, must not be taken apart.
  const bool whole = name.given.empty() && plain.find(' ') != std::string::npos;
  return whole || text.find(" and ") != std::string::npos ? "{" + text + "}" : text;
}

std::string abs_url(const Entry& entry) { return "https://arxiv.org/abs/" + entry.id.str(); }

void ris_line(std::string& ris, std::string_view tag, std::string_view value) {
  const std::string line = one_line(value);
  if (line.empty()) return;
  ris += tag;
  ris += "  - ";
  ris += line;
  ris += "\r\n";
}

}  // namespace

std::string doi_of(const Entry& entry) {
  return entry.doi.empty() ? "10.48550/arXiv." + entry.id.str() : entry.doi;
}

std::string with_slashes(std::string iso) {
  std::replace(iso.begin(), iso.end(), '-', '/');
  return iso;
}

std::string family_first(std::string_view text) {
  const Name name = parse_name(text);
  if (name.given.empty()) return name.family;
  return name.family + ", " + (name.suffix.empty() ? "" : name.suffix + ", ") + name.given;
}

std::string cite_key(const Entry& entry) {
  const std::string name =
      entry.authors.empty() ? "" : parse_name(one_line(entry.authors.front())).family;
  return (name.empty() ? "anonymous" : text::slug(tex::tex_to_plain(name))) + "-" +
         entry.id.file_stem();
}

std::string bibtex(const Entry& entry) {
  std::string authors;
  for (const std::string& author : entry.authors) {
    if (!authors.empty()) authors += " and ";
    authors += bibtex_author(author);
  }
  std::string bib = "@misc{" + cite_key(entry);
  field(bib, "title", BibText(true)(one_line(entry.title)));
  field(bib, "author", authors);
  field(bib, "year", std::to_string(entry.id.month().year()));
  field(bib, "eprint", entry.id.str());
  field(bib, "archivePrefix", "arXiv");
  if (!entry.categories.empty()) field(bib, "primaryClass", entry.categories.front());
  field(bib, "doi", BibText(false)(one_line(doi_of(entry))));
  field(bib, "url", abs_url(entry));
  field(bib, "note", BibText(false)(one_line(entry.journal_reference)));
  return bib + "\n}\n";
}

std::string bibtex(std::span<const Entry* const> entries) {
  std::string bib;
  for (const Entry* entry : entries) {
    if (!bib.empty()) bib += '\n';
    bib += bibtex(*entry);
  }
  return bib;
}

std::string ris(const Entry& entry) {
  const Month month = entry.id.month();
  std::string ris;
  ris_line(ris, "TY", "UNPB");
  ris_line(ris, "TI", tex::tex_to_plain(entry.title));
  for (const std::string& author : entry.authors)
    ris_line(ris, "AU", family_first(one_line(author)));
  ris_line(ris, "PY", std::to_string(month.year()));
  ris_line(ris, "DA", with_slashes(month.str()));
  ris_line(ris, "PB", "arXiv");
  ris_line(ris, "M1", "arXiv:" + entry.id.str());
  ris_line(ris, "M3", "preprint");
  ris_line(ris, "DO", doi_of(entry));
  ris_line(ris, "UR", abs_url(entry));
  ris_line(ris, "N1", entry.journal_reference);
  for (const std::string& category : entry.categories) ris_line(ris, "KW", category);
  ris_line(ris, "AB", tex::tex_to_plain(entry.abstract));
  return ris + "ER  - \r\n";
}

Route bibtex_file(const ArxivId& id) { return {Routes::paper(id).path + "cite.bib"}; }
Route ris_file(const ArxivId& id) { return {Routes::paper(id).path + "cite.ris"}; }
Route bibtex_file(Day day) { return {Routes::day(day).path + "papers.bib"}; }
Route bibtex_file(Month month) { return {Routes::month(month).path + "papers.bib"}; }

void write_citations(const Library& library, const Paper& paper, OutputSink& sink) {
  const Entry& entry = library.first(paper);
  sink.write(bibtex_file(paper.id).path, bibtex(entry));
  sink.write(ris_file(paper.id).path, ris(entry));
}

void write_citations(const Digest& digest, OutputSink& sink) {
  if (digest.papers.empty()) return;
  std::vector<const Entry*> entries;
  for (const Entry& entry : digest.papers) entries.push_back(&entry);
  sink.write(bibtex_file(digest.date).path, bibtex(entries));
}

void write_citations(const Library& library, Month month, OutputSink& sink) {
  std::vector<const Entry*> entries;
  std::set<ArxivId> seen;
  for (const Digest& digest : library.digests()) {
    if (digest.date.month() != month) continue;
    for (const Entry& entry : digest.papers) {
      if (seen.insert(entry.id).second) entries.push_back(&entry);
    }
  }
  if (!entries.empty()) sink.write(bibtex_file(month).path, bibtex(entries));
}

}  // namespace broadsheet::render
