#include "render/files/bibtex_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"
#include "tex/character_commands.h"
#include "tex/formula/bare_formula.h"
#include "tex/formula/commands.h"
#include "tex/formula/packages.h"
#include "tex/formula/scan.h"
#include "tex/formula/symbols.h"
#include "tex/text.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

// Commands with an argument of text, in text and in formulas.
constexpr std::array<std::string_view, 16> kTextCommands = {
    "emph",     "mbox",          "text",   "textbf", "textit",
    "textmd",   "textnormal",    "textrm", "textsc", "textsf",
    "textsl",   "textsubscript", "texttt", "textup", "textsuperscript",
    "underline"};
// Letters and accents whose names are letters.
constexpr std::array<std::string_view, 9> kAccents = {"H", "b", "c", "d", "h", "k", "r", "u", "v"};
constexpr std::array<std::string_view, 12> kTextSymbols = {
    "LaTeX",          "TeX",           "copyright",  "dots",       "ldots",       "ss",
    "textasciitilde", "textbackslash", "textendash", "textemdash", "textgreater", "textless"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_text_command(std::string_view name) {
  return contains(kTextCommands, name) || contains(kAccents, name) ||
         contains(kTextSymbols, name) || !tex::special_letter_of(name).empty();
}

bool is_maths_command(std::string_view name) {
  const tex::FormulaCommand* command = tex::find_formula_command(name);
  return is_text_command(name) || !tex::greek_letter_of(name).empty() ||
         !tex::symbol_of(name).empty() ||
         (command != nullptr && tex::is_printed_by_latex(*command));
}

// The name of the command whose backslash is at `at`: letters, or one other character.
std::string_view command_name(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && is_ascii_letter(text[end])) ++end;
  if (end == at + 1 && end < text.size()) ++end;
  return text.substr(at + 1, end - at - 1);
}

bool is_control_symbol(std::string_view name) {
  return name.size() == 1 && !is_ascii_letter(name[0]);
}

// The end of the formula that begins at `begin` ("$…$", "\(…\)", "\[…\]"); std::nullopt if
// none does.
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

// Whether the braces of the text are balanced. BibTeX counts escaped braces too.
bool balanced(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    if (c == '{') ++depth;
    if (c == '}' && --depth < 0) return false;
  }
  return depth == 0;
}

// Whether TeX prints the formula and does nothing else. "^^5c" is a backslash to TeX.
bool is_harmless(std::string_view formula) {
  if (formula.find("^^") != std::string_view::npos) return false;
  for (std::size_t i = 0; (i = formula.find('\\', i)) != std::string_view::npos;) {
    const std::string_view name = command_name(formula, i);
    if (name == "begin" || name == "end") {
      const std::optional<tex::ArgumentSpan> argument =
          tex::argument_at(formula, i + 1 + name.size());
      if (!argument || !tex::is_formula_environment(argument->inner)) return false;
    } else if (!is_control_symbol(name) && !is_maths_command(name))
      return false;
    i += 1 + name.size();
  }
  return true;
}

// Whether a style must keep the capitals: "LoRA", "GPT-4", "3D", "Q" of "Q-learning"; not
// "Attention", "A".
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

// A character outside of formulas. Appends UTF-8 that pdfTeX does not know as commands.
void append_character(std::string& out, char32_t character) {
  if (const std::string letter = tex::accent_command(character); !letter.empty()) {
    out += "{" + letter + "}";
  } else if (const std::string_view maths = tex::maths_command(character); !maths.empty()) {
    out += "{$";
    out += maths;
    out += "$}";
  } else {
    text::append_utf8(out, character);
  }
}

std::string formula_text(std::string_view formula) {
  std::string out;
  for (std::size_t i = 0; i < formula.size();) {
    const char32_t character = text::next_code_point(formula, i);
    const std::string_view command = tex::maths_command(character);
    if (command.empty()) {
      text::append_utf8(out, character);
    } else {
      out += command;
      if (i < formula.size() && is_ascii_letter(formula[i])) out += ' ';
    }
  }
  return out;
}

class Writer {
 public:
  Writer(std::string_view text, Capitals capitals)
      : text_(text), capitals_(capitals), braces_(balanced(text)) {}

  std::string run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_word_byte(c) || formula_at(at_)) {
        word();
      } else if (c == '$' || c == '\\') {
        command();
      } else {
        if (c != '{' && c != '}') {
          special(c);
        } else if (braces_) {
          out_ += c;
        }
        ++at_;
      }
    }
    return std::move(out_);
  }

 private:
  struct Formula {
    std::string tex;  // with its delimiters
    std::size_t end = 0;
  };

  // The formula at `at`, if it can stay a formula.
  std::optional<Formula> formula_at(std::size_t at) const {
    const char sign = text_[at];
    std::optional<Formula> found;
    if (sign == '$' || sign == '\\') {
      if (const std::optional<std::size_t> end = formula_end(text_, at)) {
        found = {std::string(text_.substr(at, *end - at)), *end};
      }
    }
    if (!found && (sign == '\\' || sign == '{' || sign == '^' || sign == '_')) {
      const std::optional<tex::BareFormula> bare =
          sign == '{'    ? tex::bare_group_at(text_, at)
          : sign == '\\' ? tex::bare_formula_at(text_, at, tex::control_word(text_, at))
                         : tex::bare_script_at(text_, at);
      if (bare) found = {"$" + bare->tex + "$", bare->end};
    }
    if (!found) return std::nullopt;
    found->tex = tex::expand_packages(found->tex);
    return balanced(found->tex) && is_harmless(found->tex) ? found : std::nullopt;
  }

  // Letters, digits and formulas up to the next space, sign or command.
  void word() {
    const std::size_t begin = at_;
    std::string word;
    bool has_formula = false;
    while (at_ < text_.size()) {
      if (const std::optional<Formula> formula = formula_at(at_)) {
        word += formula_text(formula->tex);
        has_formula = true;
        at_ = formula->end;
      } else if (is_word_byte(text_[at_])) {
        append_character(word, text::next_code_point(text_, at_));
      } else {
        break;
      }
    }
    const bool keep =
        capitals_ == Capitals::Keep &&
        (has_formula || capitals_matter(text_.substr(begin, at_ - begin), begin == 0));
    out_ += keep ? "{" + word + "}" : word;
  }

  // A command that is not the beginning of a formula, or a single dollar.
  void command() {
    if (text_[at_] == '$') {
      special(text_[at_++]);
      return;
    }
    const std::string_view name = command_name(text_, at_);
    at_ += 1 + name.size();
    const bool brace = name == "{" || name == "}";
    if (brace && !braces_) return;
    const bool doubled_caret = name == "^" && text_.substr(at_).starts_with('^');
    if (name.empty() || doubled_caret || (!is_control_symbol(name) && !is_text_command(name))) {
      out_ += "\\textbackslash{}";
      for (const char c : name) special(c);
      return;
    }
    out_ += '\\';
    out_ += name;
  }

  void special(char c) {
    switch (c) {
      case '%':
      case '&':
      case '#':
      case '_':
      case '$':
        out_ += '\\';
        out_ += c;
        break;
      case '^':
        out_ += "\\textasciicircum{}";
        break;
      case '~':
        out_ += "\\textasciitilde{}";
        break;
      case '<':
        out_ += "\\textless{}";
        break;
      case '>':
        out_ += "\\textgreater{}";
        break;
      default:
        out_ += c;
    }
  }

  const std::string_view text_;
  const Capitals capitals_;
  const bool braces_;  // the text's own braces are kept
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string bibtex_text(std::string_view text, Capitals capitals) {
  return Writer(text, capitals).run();
}

}  // namespace broadsheet::render
