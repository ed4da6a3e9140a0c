#include "tex/formula_commands.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "tex/scan.h"

namespace broadsheet::tex {
namespace {

struct Environment {
  std::string_view name;
  std::string_view inner;    ///< what KaTeX has in its place; empty: nothing around the lines
  std::string_view columns;  ///< follows \begin{inner}
};

constexpr Environment kEnvironments[] = {
    {"Bmatrix", "Bmatrix", ""},     {"Vmatrix", "Vmatrix", ""},
    {"align", "aligned", ""},       {"alignat", "alignedat", ""},
    {"aligned", "aligned", ""},     {"array", "array", ""},
    {"bmatrix", "bmatrix", ""},     {"cases", "cases", ""},
    {"dcases", "dcases", ""},       {"displaymath", "", ""},
    {"eqnarray", "array", "{rcl}"}, {"equation", "", ""},
    {"flalign", "aligned", ""},     {"gather", "gathered", ""},
    {"gathered", "gathered", ""},   {"math", "", ""},
    {"matrix", "matrix", ""},       {"multline", "gathered", ""},
    {"pmatrix", "pmatrix", ""},     {"smallmatrix", "smallmatrix", ""},
    {"split", "aligned", ""},       {"vmatrix", "vmatrix", ""},
};

struct MathsCommand {
  std::string_view name;
  int arguments;
};

// Sorted by name, in byte order. Commands whose argument reads the same without them are not here:
// they are macros of text (macros.cc).
constexpr MathsCommand kCommands[] = {
    {"SI", 2},        {"abs", 1},      {"acute", 1},    {"ang", 1},     {"bar", 1},
    {"binom", 2},     {"breve", 1},    {"ce", 1},       {"cfrac", 2},   {"check", 1},
    {"dbinom", 2},    {"ddot", 1},     {"dfrac", 2},    {"dot", 1},     {"frac", 2},
    {"grave", 1},     {"hat", 1},      {"mathbb", 1},   {"mathbbm", 1}, {"mathcal", 1},
    {"mathds", 1},    {"mathfrak", 1}, {"mathring", 1}, {"mathscr", 1}, {"nicefrac", 2},
    {"norm", 1},      {"overline", 1}, {"sfrac", 2},    {"si", 1},      {"sqrt", 1},
    {"tbinom", 2},    {"tfrac", 2},    {"tilde", 1},    {"vec", 1},     {"widehat", 1},
    {"widetilde", 1},
};
static_assert(std::ranges::is_sorted(kCommands, {}, &MathsCommand::name));

bool is_argument_character(char byte) { return is_ascii_letter(byte) || is_ascii_digit(byte); }

/// One past the argument at `at`: a group, perhaps after spaces, or one letter or digit.
std::optional<std::size_t> argument_end(std::string_view source, std::size_t at) {
  if (const std::optional<ArgumentSpan> group = argument_at(source, at)) return group->end;
  while (at < source.size() && source[at] == ' ') ++at;
  if (at < source.size() && is_argument_character(source[at])) return at + 1;
  return std::nullopt;
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

const MathsCommand* find_command(std::string_view word) {
  const auto* found = std::ranges::lower_bound(kCommands, word, {}, &MathsCommand::name);
  return found != std::end(kCommands) && found->name == word ? found : nullptr;
}

std::optional<BareFormula> command_at(std::string_view source, std::size_t at,
                                      std::string_view word) {
  const MathsCommand* found = find_command(word);
  if (found == nullptr) return std::nullopt;
  std::size_t end = at + 1 + word.size();
  if (word == "sqrt") end = skip_option(source, end);
  for (int i = 0; i < found->arguments; ++i) {
    const std::optional<std::size_t> argument = argument_end(source, end);
    if (!argument) return std::nullopt;
    end = *argument;
  }
  end = scripts_end(source, end);
  if (end - at > kLongestFormula) return std::nullopt;
  return BareFormula{std::string(source.substr(at, end - at)), false, end};
}

/// The lines of an environment without labels and the commands about their numbers.
std::string without_labels(std::string_view lines) {
  std::string kept;
  for (std::size_t i = 0; i < lines.size();) {
    const std::string_view word = lines[i] == '\\' ? control_word(lines, i) : std::string_view();
    if (word == "label") {
      const std::optional<ArgumentSpan> label = argument_at(lines, i + 1 + word.size());
      i = label ? label->end : i + 1 + word.size();
    } else if (word == "nonumber" || word == "notag") {
      i += 1 + word.size();
    } else {
      const std::size_t size = lines[i] == '\\' ? 2 : 1;  // "\\" is one sign
      kept += lines.substr(i, size);
      i += size;
    }
  }
  return kept;
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

  std::string tex = without_labels(rest.substr(0, size));
  if (std::all_of(tex.begin(), tex.end(), is_ascii_space)) return std::nullopt;
  if (!environment->inner.empty()) {
    const std::string inner(environment->inner);
    tex =
        "\\begin{" + inner + "}" + std::string(environment->columns) + tex + "\\end{" + inner + "}";
  }
  return BareFormula{std::move(tex), name != "math", argument->end + size + closing.size()};
}

}  // namespace

std::optional<BareFormula> bare_formula_at(std::string_view source, std::size_t at,
                                           std::string_view word) {
  return word == "begin" ? environment_at(source, at) : command_at(source, at, word);
}

bool is_maths_command(std::string_view word) { return find_command(word) != nullptr; }

}  // namespace broadsheet::tex
