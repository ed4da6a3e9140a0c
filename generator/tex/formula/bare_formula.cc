#include "tex/formula/bare_formula.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "tex/formula/commands.h"
#include "tex/formula/infix.h"
#include "tex/formula/scan.h"
#include "tex/formula/symbols.h"

namespace broadsheet::tex {
namespace {

struct Environment {
  std::string_view name;
  std::string_view inner;    ///< what KaTeX has in its place; empty: nothing around the lines
  std::string_view columns;  ///< follows \begin{inner}
};

constexpr std::string_view kStatedColumns = "*";

constexpr Environment kEnvironments[] = {
    {"IEEEeqnarray", "array", kStatedColumns},
    {"IEEEeqnarraybox", "array", kStatedColumns},
    {"Bmatrix", "Bmatrix", ""},
    {"Vmatrix", "Vmatrix", ""},
    {"align", "aligned", ""},
    {"alignat", "alignedat", ""},
    {"aligned", "aligned", ""},
    {"array", "array", ""},
    {"bmatrix", "bmatrix", ""},
    {"cases", "cases", ""},
    {"dcases", "dcases", ""},
    {"displaymath", "", ""},
    {"eqnarray", "array", "{rcl}"},
    {"equation", "", ""},
    {"flalign", "aligned", ""},
    {"gather", "gathered", ""},
    {"gathered", "gathered", ""},
    {"math", "", ""},
    {"matrix", "matrix", ""},
    {"multline", "gathered", ""},
    {"pmatrix", "pmatrix", ""},
    {"smallmatrix", "smallmatrix", ""},
    {"split", "aligned", ""},
    {"vmatrix", "vmatrix", ""},
};

constexpr std::size_t kLongestDegree = 40;       // of \root … \of
constexpr std::size_t kLongestInfixGroup = 120;  // keeps the search for \choose linear
constexpr int kDeepestInfixGroup = 3;

bool is_argument_character(char byte) { return is_ascii_letter(byte) || is_ascii_digit(byte); }

/// One past the argument at `at`: a group, or, perhaps after spaces, one letter, digit or sign of
/// `signs`, or a command for one character.
std::optional<std::size_t> argument_end(std::string_view source, std::size_t at,
                                        std::string_view signs = {}) {
  if (const std::optional<ArgumentSpan> group = argument_at(source, at)) return group->end;
  while (at < source.size() && source[at] == ' ') ++at;
  if (at >= source.size()) return std::nullopt;
  if (is_argument_character(source[at]) || signs.find(source[at]) != std::string_view::npos) {
    return at + 1;
  }
  if (source[at] != '\\') return std::nullopt;
  const std::string_view word = control_word(source, at);
  return symbol_of(word).empty() ? std::nullopt : std::optional(at + 1 + word.size());
}

/// One past the superscripts and subscripts at `at`.
std::size_t scripts_end(std::string_view source, std::size_t at) {
  constexpr int most = 2;
  for (int i = 0; i < most && at < source.size(); ++i) {
    if (source[at] != '^' && source[at] != '_') break;
    const std::optional<std::size_t> end = argument_end(source, at + 1);
    if (!end) break;
    at = *end;
  }
  return at;
}

/// One past the letters that are glued to a fraction or root, as in `\frac{1}{2}x`; `at` for longer
/// words and for ordinals.
std::size_t glued_end(std::string_view source, std::size_t at) {
  constexpr std::size_t longest = 2;
  std::size_t end = at;
  while (end < source.size() && is_argument_character(source[end])) ++end;
  const std::string_view word = source.substr(at, end - at);
  const bool ordinal = word == "th" || word == "st" || word == "nd" || word == "rd" || word == "s";
  return word.size() > longest || ordinal ? at : end;
}

/// Bytes that may be arguments without braces, besides letters and digits.
std::string_view argument_signs(FormulaRole role) {
  if (role == FormulaRole::GeneralFraction) return "()[]|<>./";
  if (role == FormulaRole::Negate) return "=<>|/";
  return {};
}

bool takes_what_follows(FormulaRole role) {
  return role == FormulaRole::Fraction || role == FormulaRole::Root;
}

std::optional<BareFormula> command_at(std::string_view source, std::size_t at,
                                      std::string_view word) {
  const FormulaCommand* found = find_formula_command(word);
  if (word == "root") {
    const std::size_t of = source.substr(at, kLongestDegree).find("\\of");
    if (of == std::string_view::npos) return std::nullopt;
    const std::optional<std::size_t> end = argument_end(source, at + of + 3);
    if (!end) return std::nullopt;
    return BareFormula{std::string(source.substr(at, *end - at)), false, *end};
  }
  if (found == nullptr || found->arguments == 0) return std::nullopt;
  std::size_t end = at + 1 + word.size();
  if (found->role == FormulaRole::Package && source.substr(end, 2) == "*{") ++end;  // \abs*{x}
  if (found->has_option) end = skip_option(source, end);
  for (int i = 0; i < found->arguments; ++i) {
    const std::optional<std::size_t> argument =
        argument_end(source, end, argument_signs(found->role));
    if (!argument) return std::nullopt;
    end = *argument;
  }
  for (int i = found->arguments; i < found->most_arguments; ++i) {
    if (end < source.size() && source[end] == '{') {
      end = argument_end(source, end).value_or(end);
    }
  }
  end = scripts_end(source, end);
  if (takes_what_follows(found->role)) end = glued_end(source, end);
  if (end - at > kLongestFormula) return std::nullopt;
  return BareFormula{std::string(source.substr(at, end - at)), false, end};
}

// Commands about the numbers of lines: with an argument, and without.
constexpr std::string_view kLabels[] = {"label", "tag"};
constexpr std::string_view kNumbers[] = {"nonumber", "notag", "IEEEnonumber", "IEEEyesnumber",
                                         "IEEEeqnarraynumspace"};

/// The lines of an environment without labels, the commands about their numbers, and the dollars
/// that some write around formulas in a formula; those in a group, as \text{$x$}, mean something.
std::string without_labels(std::string_view lines) {
  std::string kept;
  int depth = 0;
  for (std::size_t i = 0; i < lines.size();) {
    const std::string_view word = lines[i] == '\\' ? control_word(lines, i) : std::string_view();
    if (std::ranges::find(kLabels, word) != std::end(kLabels)) {
      i += 1 + word.size();
      if (lines.substr(i, 1) == "*") ++i;
      if (const std::optional<ArgumentSpan> label = argument_at(lines, i)) i = label->end;
    } else if (std::ranges::find(kNumbers, word) != std::end(kNumbers)) {
      i += 1 + word.size();
    } else if (lines[i] == '$' && depth == 0) {
      ++i;
    } else {
      if (lines[i] == '{') ++depth;
      if (lines[i] == '}') --depth;
      const std::size_t size = lines[i] == '\\' ? 2 : 1;  // "\\" is one sign
      kept += lines.substr(i, size);
      i += size;
    }
  }
  return kept;
}

/// Removes the columns that an environment of IEEEtrantools states, "[\\small]{rCl}", from the
/// beginning of its lines: "{rcl}" for an array.
std::string take_columns(std::string_view& lines) {
  const std::optional<ArgumentSpan> stated = argument_at(lines, skip_option(lines, 0));
  if (!stated) return "{rcl}";
  std::string columns = "{";
  for (const char byte : lower_ascii(stated->inner)) {
    if (byte == 'l' || byte == 'c' || byte == 'r') columns += byte;
  }
  lines.remove_prefix(stated->end);
  return columns + "}";
}

std::optional<BareFormula> environment_at(std::string_view source, std::size_t at) {
  const std::optional<ArgumentSpan> argument = argument_at(source, at + 6);  // after "\begin"
  if (!argument) return std::nullopt;
  const std::string_view full_name = argument->inner;
  const std::string_view name =
      full_name.ends_with('*') ? full_name.substr(0, full_name.size() - 1) : full_name;
  const auto* environment = std::ranges::find(kEnvironments, name, &Environment::name);
  if (environment == std::end(kEnvironments)) return std::nullopt;
  const std::string_view rest = source.substr(argument->end, kLongestFormula);
  const std::string closing = "\\end{" + std::string(full_name) + "}";
  const std::size_t size = rest.find(closing);
  if (size == std::string_view::npos) return std::nullopt;

  std::string_view lines = rest.substr(0, size);
  std::string columns(environment->columns);
  if (columns == kStatedColumns) columns = take_columns(lines);
  std::string tex = without_labels(lines);
  if (std::all_of(tex.begin(), tex.end(), is_ascii_space)) return std::nullopt;
  if (!environment->inner.empty()) {
    const std::string inner(environment->inner);
    tex = "\\begin{" + inner + "}" + columns + tex + "\\end{" + inner + "}";
  }
  return BareFormula{std::move(tex), name != "math", argument->end + size + closing.size()};
}

}  // namespace

std::optional<BareFormula> bare_formula_at(std::string_view source, std::size_t at,
                                           std::string_view word) {
  return word == "begin" ? environment_at(source, at) : command_at(source, at, word);
}

std::optional<BareFormula> bare_script_at(std::string_view source, std::size_t at) {
  if (at == 0 || source.substr(at + 1, 1) != "{") return std::nullopt;
  const char before = source[at - 1];
  const bool has_base = is_argument_character(before) || before == ')' || before == ']' ||
                        before == '}' || static_cast<unsigned char>(before) >= 0x80;
  const std::size_t end = has_base ? scripts_end(source, at) : at;
  if (end == at) return std::nullopt;
  const std::optional<ArgumentSpan> first = argument_at(source, at + 1);
  if (!first || first->inner.empty() || end - at > kLongestFormula) return std::nullopt;
  return BareFormula{"{}" + std::string(source.substr(at, end - at)), false, end};
}

std::optional<BareFormula> bare_group_at(std::string_view source, std::size_t at) {
  int depth = 0;
  std::size_t end = at;
  const std::size_t limit = std::min(source.size(), at + kLongestInfixGroup);
  for (; end < limit; ++end) {
    if (source[end] == '{' && ++depth > kDeepestInfixGroup) return std::nullopt;
    if (source[end] == '}' && --depth == 0) break;
    if (source[end] == '$' || source[end] == '\n') return std::nullopt;
    if (source[end] == '\\') ++end;
  }
  if (end >= limit || !infix_in(source.substr(at + 1, end - at - 1))) return std::nullopt;
  end = scripts_end(source, end + 1);
  return BareFormula{std::string(source.substr(at, end - at)), false, end};
}

bool is_maths_command(std::string_view word) {
  const FormulaCommand* found = find_formula_command(word);
  return found != nullptr && (found->arguments > 0 || found->role == FormulaRole::Infix ||
                              found->role == FormulaRole::Package);
}

bool is_formula_environment(std::string_view name) {
  return std::ranges::find(kEnvironments, name, &Environment::name) != std::end(kEnvironments);
}

}  // namespace broadsheet::tex
