#include "tex/plain_maths.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "tex/scan.h"
#include "tex/symbols.h"
#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

constexpr int kDeepest = 12;

std::string_view superscript(char32_t c) {
  switch (c) {
    case '0':
      return "⁰";
    case '1':
      return "¹";
    case '2':
      return "²";
    case '3':
      return "³";
    case '4':
      return "⁴";
    case '5':
      return "⁵";
    case '6':
      return "⁶";
    case '7':
      return "⁷";
    case '8':
      return "⁸";
    case '9':
      return "⁹";
    case '+':
      return "⁺";
    case '-':
      return "⁻";
    case '(':
      return "⁽";
    case ')':
      return "⁾";
    case 'i':
      return "ⁱ";
    case 'n':
      return "ⁿ";
    case U'′':
      return "′";
    case U'∘':
      return "°";
    default:
      return {};
  }
}

std::string_view subscript(char32_t c) {
  switch (c) {
    case '0':
      return "₀";
    case '1':
      return "₁";
    case '2':
      return "₂";
    case '3':
      return "₃";
    case '4':
      return "₄";
    case '5':
      return "₅";
    case '6':
      return "₆";
    case '7':
      return "₇";
    case '8':
      return "₈";
    case '9':
      return "₉";
    case '+':
      return "₊";
    case '-':
      return "₋";
    default:
      return {};
  }
}

std::string_view double_struck(char c) {
  switch (c) {
    case 'C':
      return "ℂ";
    case 'H':
      return "ℍ";
    case 'N':
      return "ℕ";
    case 'P':
      return "ℙ";
    case 'Q':
      return "ℚ";
    case 'R':
      return "ℝ";
    case 'Z':
      return "ℤ";
    default:
      return {};
  }
}

// All of `text` raised or lowered, std::nullopt if a character has no such form.
std::optional<std::string> shifted(std::string_view text, std::string_view (*form)(char32_t)) {
  std::string moved;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::next_code_point(text, i);
    if (c == ' ') continue;
    const std::string_view sign = form(c);
    if (sign.empty()) return std::nullopt;
    moved += sign;
  }
  return moved;
}

bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) {
    return is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '.' ||
           static_cast<unsigned char>(byte) >= 0x80;
  });
}

std::string bracketed(const std::string& text) { return is_word(text) ? text : "(" + text + ")"; }

// Commands for appearance only.
bool is_silent(std::string_view word) {
  static constexpr std::string_view names[] = {"Big",
                                               "Bigg",
                                               "Biggl",
                                               "Biggm",
                                               "Biggr",
                                               "Bigl",
                                               "Bigm",
                                               "Bigr",
                                               "big",
                                               "bigg",
                                               "biggl",
                                               "biggm",
                                               "biggr",
                                               "bigl",
                                               "bigm",
                                               "bigr",
                                               "displaylimits",
                                               "displaystyle",
                                               "footnotesize",
                                               "left",
                                               "limits",
                                               "mathstrut",
                                               "middle",
                                               "nolimits",
                                               "nonumber",
                                               "normalsize",
                                               "notag",
                                               "right",
                                               "scriptscriptstyle",
                                               "scriptsize",
                                               "scriptstyle",
                                               "small",
                                               "smash",
                                               "textstyle",
                                               "tiny",
                                               "xspace"};
  return std::binary_search(std::begin(names), std::end(names), word);
}

// Commands whose argument is shown as it is: fonts, boxes, texts.
bool is_font(std::string_view word) {
  static constexpr std::string_view names[] = {
      "bm",        "boldsymbol", "boxed",      "cancel",     "emph",     "ensuremath",
      "hbox",      "mathbf",     "mathbfcal",  "mathbin",    "mathcal",  "mathfrak",
      "mathit",    "mathlarger", "mathnormal", "mathop",     "mathord",  "mathrel",
      "mathrm",    "mathscr",    "mathsf",     "mathtt",     "mbox",     "operatorname",
      "overbrace", "overline",   "pmb",        "substack",   "text",     "textbf",
      "textit",    "textmd",     "textnormal", "textrm",     "textsc",   "textsf",
      "textsl",    "texttt",     "textup",     "underbrace", "underline"};
  return std::binary_search(std::begin(names), std::end(names), word);
}

// Names set upright with a space after them: \log n.
bool is_function(std::string_view word) {
  static constexpr std::string_view names[] = {
      "Pr",   "arccos", "arcsin", "arctan", "arg",    "argmax", "argmin", "cos",
      "cosh", "cot",    "deg",    "det",    "dim",    "exp",    "gcd",    "hom",
      "inf",  "ker",    "lg",     "lim",    "liminf", "limsup", "ln",     "log",
      "max",  "min",    "mod",    "sin",    "sinh",   "sup",    "tan",    "tanh"};
  return std::binary_search(std::begin(names), std::end(names), word);
}

bool is_double_struck(std::string_view word) {
  return word == "mathbb" || word == "mathds" || word == "mathbbm" || word == "Bbb";
}

std::u32string_view accent_mark(std::string_view word) {
  if (word == "hat" || word == "widehat") return U"\u0302";
  if (word == "tilde" || word == "widetilde") return U"\u0303";
  if (word == "bar") return U"\u0304";
  if (word == "vec") return U"\u20D7";
  if (word == "dot") return U"\u0307";
  if (word == "ddot") return U"\u0308";
  if (word == "check") return U"\u030C";
  if (word == "acute") return U"\u0301";
  if (word == "grave") return U"\u0300";
  if (word == "breve") return U"\u0306";
  if (word == "overrightarrow") return U"\u20D7";
  return {};
}

std::string plain(std::string_view tex, int depth);

class Plain {
 public:
  Plain(std::string_view tex, int depth) : tex_(tex), depth_(depth) {}

  std::string run() {
    while (at_ < tex_.size()) step();
    return std::move(out_);
  }

 private:
  // The argument at `at_`: a group, a command, or one character; as plain text.
  std::string argument() {
    while (at_ < tex_.size() && is_ascii_space(tex_[at_])) ++at_;
    if (at_ >= tex_.size()) return {};
    if (tex_[at_] == '{') {
      if (const auto group = argument_at(tex_, at_)) {
        at_ = group->end;
        return plain(group->inner, depth_ + 1);
      }
      ++at_;
      return {};
    }
    std::size_t end = at_;
    if (tex_[at_] == '\\') {
      end += std::max<std::size_t>(2, 1 + control_word(tex_, at_).size());
      const std::string_view word = control_word(tex_, at_);
      if (is_font(word) || is_double_struck(word)) {
        // x^\mathrm{T}: the command takes its argument along.
        if (const auto group = argument_at(tex_, end)) end = group->end;
      }
    } else {
      text::next_code_point(tex_, end);
    }
    end = std::min(end, tex_.size());
    const std::string_view one = tex_.substr(at_, end - at_);
    at_ = end;
    return plain(one, depth_ + 1);
  }

  void script(char sign) {
    ++at_;
    const std::string moved = argument();
    if (moved.empty()) return;
    if (const auto raised = shifted(moved, sign == '^' ? superscript : subscript)) {
      out_ += *raised;
    } else {
      out_ += sign;
      out_ += text::code_point_count(moved) == 1 || (sign == '_' && is_word(moved))
                  ? moved
                  : "(" + moved + ")";
    }
  }

  void command() {
    const std::string_view word = control_word(tex_, at_);
    if (word.empty()) {
      control_symbol();
      return;
    }
    at_ += 1 + word.size();
    if (is_silent(word)) {
      if (at_ < tex_.size() && tex_[at_] == '.') ++at_;  // \left.
      if (word.ends_with("style") || word.ends_with("size") || word == "tiny" || word == "small") {
        while (at_ < tex_.size() && is_ascii_space(tex_[at_])) ++at_;
      }
    } else if (word == "rm" || word == "bf" || word == "it" || word == "tt" || word == "sf" ||
               word == "em" || word == "cal") {
      while (at_ < tex_.size() && is_ascii_space(tex_[at_])) ++at_;
    } else if (is_font(word)) {
      if (at_ < tex_.size() && tex_[at_] == '*') ++at_;
      out_ += argument();
    } else if (is_double_struck(word)) {
      const std::string letters = argument();
      for (const char letter : letters) {
        const std::string_view sign = double_struck(letter);
        out_ += sign.empty() ? std::string_view(&letter, 1) : sign;
      }
    } else if (word == "frac" || word == "tfrac" || word == "dfrac" || word == "cfrac" ||
               word == "nicefrac" || word == "sfrac") {
      const std::string above = argument();
      const std::string below = argument();
      out_ += bracketed(above) + "/" + bracketed(below);
    } else if (word == "binom" || word == "tbinom" || word == "dbinom") {
      const std::string above = argument();
      out_ += "(" + above + " choose " + argument() + ")";
    } else if (word == "stackrel" || word == "overset" || word == "underset" ||
               word == "textcolor" || word == "href") {
      argument();
      out_ += argument();
    } else if (word == "begin" || word == "end" || word == "color" || word == "phantom" ||
               word == "label" || word == "hspace") {
      const std::string first = argument();
      if (word == "begin") {
        at_ = skip_option(tex_, at_);
        // The columns of a table, or their number.
        if (first == "array" || first == "tabular" || first == "alignedat") argument();
      }
    } else if (word == "not") {
      negate();
    } else if (word == "sqrt") {
      root();
    } else if (word == "norm" || word == "Norm") {
      out_ += "‖" + argument() + "‖";
    } else if (word == "abs" || word == "Abs") {
      out_ += "|" + argument() + "|";
    } else if (word == "bra") {
      out_ += "⟨" + argument() + "|";
    } else if (word == "ket") {
      const bool closes_bra = out_.ends_with('|');
      out_ += (closes_bra ? "" : "|") + argument() + "⟩";
    } else if (word == "braket" || word == "ev") {
      out_ += "⟨" + argument() + "⟩";
    } else if (const std::u32string_view mark = accent_mark(word); !mark.empty()) {
      const std::string base = argument();
      out_ += base;
      if (text::code_point_count(base) == 1) text::append_utf8(out_, mark.front());
    } else if (is_function(word)) {
      name(word);
    } else if (const std::string_view sign = symbol_of(word); !sign.empty()) {
      out_ += sign;
      // "\alpha x" is αx, as TeX sets it; operators keep their space.
      const bool letter = !greek_letter_of(word).empty();
      while (letter && at_ + 1 < tex_.size() && tex_[at_] == ' ' && is_ascii_letter(tex_[at_ + 1]))
        ++at_;
    } else {
      out_ += word;
      if (at_ < tex_.size() && tex_[at_] == '{') out_ += ' ';
    }
  }

  void root() {
    const std::size_t option = skip_option(tex_, at_);
    const std::string degree =
        option > at_ + 2 ? plain(tex_.substr(at_ + 1, option - at_ - 2), depth_ + 1) : "";
    at_ = option;
    const std::string inner = bracketed(argument());
    if (degree.empty() || degree == "2") {
      out_ += "√" + inner;
    } else if (degree == "3") {
      out_ += "∛" + inner;
    } else if (degree == "4") {
      out_ += "∜" + inner;
    } else {
      out_ += inner + "^(1/" + degree + ")";
    }
  }

  void negate() {
    const std::string sign = argument();
    if (sign == "=") {
      out_ += "≠";
    } else if (sign == "∈") {
      out_ += "∉";
    } else {
      out_ += sign;
      if (text::code_point_count(sign) == 1) text::append_utf8(out_, 0x338);
    }
  }

  void name(std::string_view word) {
    if (!out_.empty() && (is_ascii_letter(out_.back()) || is_ascii_digit(out_.back()))) out_ += ' ';
    out_ += word;
    if (at_ < tex_.size() && (tex_[at_] == '\\' || is_ascii_letter(tex_[at_]))) out_ += ' ';
  }

  void control_symbol() {
    const char sign = at_ + 1 < tex_.size() ? tex_[at_ + 1] : '\\';
    at_ = std::min(tex_.size(), at_ + 2);
    switch (sign) {
      case ',':
      case ';':
      case ':':
      case '>':
      case ' ':
      case '\\':
        out_ += ' ';
        break;
      case '!':
        break;
      case '|':
        out_ += "‖";
        break;
      default:
        out_ += sign;
    }
  }

  void step() {
    switch (tex_[at_]) {
      case '\\':
        command();
        break;
      case '^':
      case '_':
        script(tex_[at_]);
        break;
      case '{':
      case '}':
      case '$':
        ++at_;
        break;
      case '~':
      case '&':
        out_ += ' ';
        ++at_;
        break;
      case '\'':
        out_ += "′";
        ++at_;
        break;
      default:
        out_ += tex_[at_++];
    }
  }

  std::string_view tex_;
  int depth_;
  std::size_t at_ = 0;
  std::string out_;
};

std::string plain(std::string_view tex, int depth) {
  if (depth > kDeepest) return std::string(tex);
  return Plain(tex, depth).run();
}

}  // namespace

std::string maths_to_plain(std::string_view tex) { return plain(tex, 0); }

}  // namespace broadsheet::tex
