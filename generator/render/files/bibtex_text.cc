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
#include "tex/macros.h"
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
  if (end == at + 1 && end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) ++end;
  return text.substr(at + 1, end - at - 1);
}

bool is_control_symbol(std::string_view name) {
  return name.size() == 1 && !is_ascii_letter(name[0]);
}

// Control symbols of text: accents, escaped signs, spaces.
bool is_text_symbol(std::string_view name) {
  return is_control_symbol(name) &&
         std::string_view("'`^\"~=.%&#_${}-/,;:!@ \\").find(name) != std::string_view::npos;
}

bool takes_argument_in_text(std::string_view name) {
  if (is_control_symbol(name))
    return std::string_view("'`^\"~=.").find(name) != std::string_view::npos;
  return contains(kTextCommands, name) || contains(kAccents, name);
}

bool takes_argument_in_maths(std::string_view name) {
  if (contains(kTextCommands, name) || contains(kAccents, name)) return true;
  const tex::FormulaCommand* command = tex::find_formula_command(name);
  return command != nullptr && tex::takes_argument(*command);
}

// Whether an argument may begin at `at`, perhaps after spaces: neither the text nor its group ends.
bool argument_follows(std::string_view text, std::size_t at) {
  while (at < text.size() && is_ascii_space(text[at])) ++at;
  return at < text.size() && text[at] != '}';
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

// Whether TeX prints the formula, without its delimiters, and does nothing else. "^^5c" is a
// backslash to TeX.
bool is_harmless(std::string_view formula) {
  if (formula.find("^^") != std::string_view::npos) return false;
  for (std::size_t i = 0; (i = formula.find_first_of("\\^_", i)) != std::string_view::npos;) {
    if (formula[i] != '\\') {
      if (!argument_follows(formula, ++i)) return false;
      continue;
    }
    const std::string_view name = command_name(formula, i);
    if (name == "begin" || name == "end") {
      const std::optional<tex::ArgumentSpan> argument =
          tex::argument_at(formula, i + 1 + name.size());
      if (!argument || !tex::is_formula_environment(argument->inner)) return false;
    } else if (!is_control_symbol(name) && !is_maths_command(name)) {
      return false;
    }
    i += 1 + name.size();
    if (takes_argument_in_maths(name) && !argument_follows(formula, i)) return false;
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
  } else if (const std::string maths = tex::maths_command(character); !maths.empty()) {
    out += "{$";
    out += maths;
    out += "$}";
  } else {
    text::append_utf8(out, character);
  }
}

// A formula with commands for its characters. "%" would begin a comment; "&" parts the cells of
// environments only.
std::string formula_text(std::string_view formula) {
  const bool has_cells = formula.find("\\begin") != std::string_view::npos;
  std::string out;
  for (std::size_t i = 0; i < formula.size();) {
    if (formula[i] == '\\' && i + 1 < formula.size() &&
        static_cast<unsigned char>(formula[i + 1]) < 0x80) {
      out += formula.substr(i, 2);
      i += 2;
      continue;
    }
    const char32_t character = text::next_code_point(formula, i);
    const std::string command = tex::maths_command(character);
    if (character == U'%' || character == U'#' || (character == U'&' && !has_cells)) {
      out += '\\';
      out += static_cast<char>(character);
    } else if (command.empty()) {
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
      } else if (c == '$') {
        dollars();
      } else if (c == '\\') {
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

  // The formula at `at`, if it can stay a formula. Of one that cannot, the dollar that closes it
  // opens none.
  std::optional<Formula> formula_at(std::size_t at) {
    if (at < prose_end_) return std::nullopt;
    const char sign = text_[at];
    if (sign == '$' || sign == '\\') {
      if (const std::optional<tex::FormulaSpan> span = tex::formula_at(text_, at)) {
        std::optional<Formula> found =
            printable(text_.substr(at, span->inner - at),
                      text_.substr(span->inner, span->inner_end - span->inner), span->end);
        if (!found) prose_end_ = span->end;
        return found;
      }
    }
    if (sign != '\\' && sign != '{' && sign != '^' && sign != '_') return std::nullopt;
    const std::optional<tex::BareFormula> bare =
        sign == '{'    ? tex::bare_group_at(text_, at)
        : sign == '\\' ? tex::bare_formula_at(text_, at, tex::control_word(text_, at))
                       : tex::bare_script_at(text_, at);
    return bare ? printable("$", bare->tex, bare->end) : std::nullopt;
  }

  static std::optional<Formula> printable(std::string_view open, std::string_view inner,
                                          std::size_t end) {
    const std::string tex = tex::expand_packages(inner);
    if (!balanced(tex) || !is_harmless(tex)) return std::nullopt;
    const std::string_view close = open == "\\(" ? "\\)" : open == "\\[" ? "\\]" : open;
    return Formula{std::string(open) + tex + std::string(close), end};
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

  // Dollars that open no formula. The second one of two opens none either.
  void dollars() {
    const std::size_t end = at_ + (text_.substr(at_).starts_with("$$") ? 2 : 1);
    while (at_ < end) special(text_[at_++]);
  }

  // A command that is not the beginning of a formula.
  void command() {
    const std::string_view name = command_name(text_, at_);
    at_ += 1 + name.size();
    const bool brace = name == "{" || name == "}";
    if (brace && !braces_) return;
    const bool doubled_caret = name == "^" && text_.substr(at_).starts_with('^');
    const bool incomplete = takes_argument_in_text(name) && !has_argument();
    const bool prints = is_text_symbol(name) || (is_text_command(name) && at_ >= prose_end_);
    if (!doubled_caret && !incomplete && !prints && as_page_reads(name)) return;
    if (doubled_caret || incomplete || !prints) {
      out_ += "\\textbackslash{}";
      for (const char c : name) special(c);
      return;
    }
    out_ += '\\';
    out_ += name;
  }

  // Whether an argument follows; of a group that no brace closes, the braces are not printed.
  bool has_argument() const {
    const std::size_t begin = std::min(text_.find_first_not_of(" \t\n", at_), text_.size());
    if (text_.substr(begin, 1) == "{") return tex::argument_at(text_, begin).has_value();
    return argument_follows(text_, at_);
  }

  // Writes a command that TeX has only in formulas or not at all, with its arguments, in the words
  // of the page: "\\mu m", "{\\it Drosophila}", "\\href{...}{here}". False if the page does not
  // know it.
  bool as_page_reads(std::string_view name) {
    const bool is_known = tex::find_macro(name) != nullptr || !tex::symbol_of(name).empty() ||
                          tex::find_formula_command(name) != nullptr;
    if (!is_known || is_text_command(name)) return false;
    const std::size_t begin = at_ - 1 - name.size();
    std::size_t end = tex::skip_option(text_, at_);
    while (const auto argument = tex::argument_at(text_, end)) end = argument->end;
    if (end == at_) end = std::min(text_.find_first_not_of(' ', at_), text_.size());
    const std::string plain = tex::tex_to_plain(text_.substr(begin, end - begin));
    if (plain.find('\\') != std::string::npos) return false;
    const bool had_space = !plain.empty() && !plain.ends_with(' ') && text_[end - 1] == ' ';
    for (std::size_t i = 0; i < plain.size();) {
      if (static_cast<unsigned char>(plain[i]) < 0x80) {
        special(plain[i++]);
      } else {
        append_character(out_, text::next_code_point(plain, i));
      }
    }
    at_ = end;
    if (had_space) out_ += ' ';
    return true;
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
  std::size_t prose_end_ = 0;  // of a formula that is written as prose
  std::string out_;
};

}  // namespace

std::string bibtex_text(std::string_view text, Capitals capitals) {
  return Writer(text, capitals).run();
}

}  // namespace broadsheet::render
