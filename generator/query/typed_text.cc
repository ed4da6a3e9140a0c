#include "query/typed_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/ascii.h"

namespace broadsheet::query {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMostCapitals = 5;  // words of a query without a small letter

constexpr std::array kFonts = {"math"sv, "text"sv, "operatorname"sv, "emph"sv};
constexpr std::array kSymbols = {
    "ast"sv,   "approx"sv,     "bar"sv,   "bf"sv,     "bigl"sv,  "bigr"sv,    "cdot"sv,
    "circ"sv,  "dots"sv,       "em"sv,    "frac"sv,   "ge"sv,    "geq"sv,     "hat"sv,
    "in"sv,    "infty"sv,      "it"sv,    "ldots"sv,  "le"sv,    "left"sv,    "leq"sv,
    "ll"sv,    "mapsto"sv,     "nabla"sv, "otimes"sv, "oplus"sv, "pm"sv,      "propto"sv,
    "right"sv, "rightarrow"sv, "rm"sv,    "sc"sv,     "sim"sv,   "sqrt"sv,    "star"sv,
    "tilde"sv, "times"sv,      "to"sv,    "tt"sv,     "vec"sv,   "widehat"sv, "widetilde"sv};
constexpr std::string_view kAccents = "'`^\"~=.";
constexpr std::string_view kAccentLetters = "cvuHkrdbt";
constexpr std::string_view kSpaces = ",;:!\\ ";

bool is_symbol(std::string_view name) {
  return std::find(kSymbols.begin(), kSymbols.end(), name) != kSymbols.end() ||
         std::any_of(kFonts.begin(), kFonts.end(),
                     [&](std::string_view font) { return name.starts_with(font); });
}

// What a command with a name of letters stands for.
std::string_view meaning_of(std::string_view name) {
  if (name.size() == 1 && kAccentLetters.find(name[0]) != std::string_view::npos) return {};
  if (name == "ell") return "l";
  if (name == "aa" || name == "AA") return "a";
  if (name.size() > 5 && name.starts_with("var")) return name.substr(3);  // \varepsilon
  return is_symbol(name) ? std::string_view() : name;
}

std::string without_tex(std::string_view typed) {
  if (typed.find_first_of("\\{}$") == std::string_view::npos) return std::string(typed);
  std::string out;
  for (std::size_t at = 0; at < typed.size(); ++at) {
    const char c = typed[at];
    if (c == '{' || c == '}' || c == '$') continue;
    if (c != '\\') {
      out += c;
      continue;
    }
    const std::size_t begin = at + 1;
    std::size_t end = begin;
    while (end < typed.size() && is_ascii_letter(typed[end])) ++end;
    if (end > begin) {
      out += meaning_of(typed.substr(begin, end - begin));
      at = end - 1;
    } else if (begin < typed.size()) {
      at = begin;
      if (kSpaces.find(typed[begin]) != std::string_view::npos) out += ' ';
      // Of an accent nothing is left; other signs are themselves.
      else if (kAccents.find(typed[begin]) == std::string_view::npos)
        out += typed[begin];
    }
  }
  return out;
}

// One kind of quotes and of spaces.
std::string with_plain_signs(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte <= 0x20) {
      out += ' ';
    } else if (byte == 0xE2 && i + 2 < text.size() && text[i + 1] == '\x80' &&
               static_cast<unsigned char>(text[i + 2]) >= 0x9C &&
               static_cast<unsigned char>(text[i + 2]) <= 0x9F) {  // U+201C to U+201F
      out += '"';
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The parts between spaces; spaces within quotes do not count.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] == '"') quoted = !quoted;
    if (at < text.size() && (quoted || text[at] != ' ')) continue;
    if (at > begin) parts.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  return parts;
}

enum class Operator { None, And, Or, Not };

Operator operator_of(std::string_view part) {
  if (part == "AND") return Operator::And;
  if (part == "OR") return Operator::Or;
  if (part == "NOT" || part == "ANDNOT") return Operator::Not;
  return Operator::None;
}

bool has_sign(std::string_view part) { return part.starts_with('+') || part.starts_with('-'); }

std::string with_signs(std::string_view text) {
  const std::vector<std::string_view> parts = parts_of(text);
  const bool small =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const bool any = std::any_of(parts.begin(), parts.end(), [](std::string_view part) {
    return operator_of(part) != Operator::None;
  });
  if (!any || (!small && parts.size() > kMostCapitals)) return std::string(text);
  std::vector<std::string> out;
  Operator before = Operator::None;
  bool excluding = false;  // in parentheses after NOT
  for (const std::string_view part : parts) {
    const Operator now = operator_of(part);
    if (now != Operator::None) {
      if (now == Operator::And && !out.empty() && !has_sign(out.back()) &&
          !out.back().ends_with(')'))
        out.back().insert(0, "+");
      if (before != Operator::Not) before = now;
      continue;
    }
    const bool opens = part.starts_with('(');
    excluding = excluding || (before == Operator::Not && opens);
    const bool required = before == Operator::And && !opens;
    const std::string_view sign = has_sign(part)                         ? ""
                                  : excluding || before == Operator::Not ? "-"
                                  : required                             ? "+"
                                                                         : "";
    out.push_back(std::string(sign).append(part));
    if (part.ends_with(')')) excluding = false;
    before = Operator::None;
  }
  std::string joined;
  for (const std::string& part : out) joined.append(joined.empty() ? "" : " ").append(part);
  // A space at the end: the last word is complete.
  if (text.ends_with(' ') || before != Operator::None) joined += ' ';
  return joined;
}

}  // namespace

std::string plain_query(std::string_view typed) {
  std::string query = with_signs(with_plain_signs(without_tex(typed)));
  if (query.find_first_not_of(' ') != std::string::npos) return query;
  return with_plain_signs(typed);
}

}  // namespace broadsheet::query
