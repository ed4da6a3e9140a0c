#include "tex/plain_maths.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "tex/plain_forms.h"
#include "tex/scan.h"
#include "tex/symbols.h"
#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

constexpr int kDeepest = 12;

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
    const bool ordinal = moved == "th" || moved == "st" || moved == "nd" || moved == "rd";
    if (sign == '^' && ordinal && !out_.empty()) {
      out_ += moved;
    } else if (const auto raised = shifted(moved, sign == '^' ? superscript : subscript)) {
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
    if (word.empty()) return control_symbol();
    at_ += 1 + word.size();
    if (appearance(word) || fraction(word) || delimited(word) || physics(word) || quantity(word)) {
      return;
    }
    if (word == "stackrel" || word == "overset" || word == "underset" || word == "textcolor" ||
        word == "href") {
      argument();
      out_ += argument();
    } else if (word == "overbrace" || word == "underbrace") {
      braced();
    } else if (word == "begin" || word == "end") {
      environment(word);
    } else if (word == "color" || word == "phantom" || word == "label" || word == "hspace") {
      argument();
    } else if (word == "not") {
      negate();
    } else if (word == "sqrt") {
      root();
    } else if (const char32_t mark = accent_mark(word); mark != 0) {
      const std::string base = argument();
      out_ += base;
      if (text::code_point_count(base) == 1) text::append_utf8(out_, mark);
    } else if (is_function(word)) {
      name(word);
    } else if (const std::string_view sign = symbol_of(word); !sign.empty()) {
      symbol(word, sign);
    } else {
      out_ += word;
      if (is_at('{')) out_ += ' ';
    }
  }

  bool is_at(char byte) const { return at_ < tex_.size() && tex_[at_] == byte; }

  void skip_space() {
    while (at_ < tex_.size() && is_ascii_space(tex_[at_])) ++at_;
  }

  // Fonts, sizes, boxes.
  bool appearance(std::string_view word) {
    if (is_silent(word)) {
      if (is_at('.')) ++at_;  // \left.
      if (word.ends_with("style") || word.ends_with("size") || word == "tiny" || word == "small") {
        skip_space();
      }
    } else if (word == "rm" || word == "bf" || word == "it" || word == "tt" || word == "sf" ||
               word == "em" || word == "cal") {
      skip_space();
    } else if (is_font(word)) {
      if (is_at('*')) ++at_;
      out_ += argument();
    } else if (is_double_struck(word)) {
      for (const char letter : argument()) {
        const std::string_view sign = double_struck(letter);
        out_ += sign.empty() ? std::string_view(&letter, 1) : sign;
      }
    } else {
      return false;
    }
    return true;
  }

  bool fraction(std::string_view word) {
    if (word == "frac" || word == "tfrac" || word == "dfrac" || word == "cfrac" ||
        word == "nicefrac" || word == "sfrac") {
      const std::string above = argument();
      out_ += bracketed(above) + "/" + bracketed(argument());
    } else if (word == "binom" || word == "tbinom" || word == "dbinom") {
      const std::string above = argument();
      out_ += "(" + above + " choose " + argument() + ")";
    } else if (word == "dv" || word == "pdv") {
      const std::string sign = word == "dv" ? "d" : "∂";
      std::string above = argument();
      const std::string below = is_at('{') ? argument() : std::exchange(above, {});
      out_ += sign + (above.empty() ? "" : bracketed(above)) + "/" + sign + bracketed(below);
    } else {
      return false;
    }
    return true;
  }

  // Arguments between signs: norms, brackets of quantum mechanics, commutators.
  bool delimited(std::string_view word) {
    const auto between = [this](std::string_view open, std::string_view middle, int arguments,
                                std::string_view close) {
      std::string inner = argument();
      for (int i = 1; i < arguments && is_at('{'); ++i) inner.append(middle).append(argument());
      out_.append(open).append(inner).append(close);
      return true;
    };
    if (word == "norm" || word == "Norm") return between("‖", "", 1, "‖");
    if (word == "abs" || word == "Abs") return between("|", "", 1, "|");
    if (word == "bra") return between("⟨", "", 1, "|");
    if (word == "ket") return between(out_.ends_with('|') ? "" : "|", "", 1, "⟩");
    if (word == "braket") return between("⟨", "|", 2, "⟩");
    if (word == "ketbra") return between("|", "⟩⟨", 2, "|");
    if (word == "mel") return between("⟨", "|", 3, "⟩");
    if (word == "ev" || word == "expval") return between("⟨", "", 1, "⟩");
    if (word == "comm") return between("[", ", ", 2, "]");
    if (word == "acomm") return between("{", ", ", 2, "}");
    if (word == "order") return between("O(", "", 1, ")");
    return false;
  }

  bool physics(std::string_view word) {
    if (word == "grad") {
      out_ += "∇";
    } else if (word == "laplacian") {
      out_ += "∇²";
    } else if (word == "dd") {
      out_ += "d" + argument();
    } else {
      return false;
    }
    return true;
  }

  // Numbers with units, and chemical formulas.
  bool quantity(std::string_view word) {
    if (word == "SI" || (word == "qty" && is_at('{'))) {
      at_ = skip_option(tex_, at_);
      const std::string number = argument();
      const std::string unit = is_at('{') ? units() : "";
      out_ += unit.empty() ? "(" + number + ")" : number + " " + unit;
    } else if (word == "si" || word == "unit") {
      at_ = skip_option(tex_, at_);
      out_ += units();
    } else if (word == "num") {
      at_ = skip_option(tex_, at_);
      out_ += argument();
    } else if (word == "ang") {
      out_ += argument() + "°";
    } else if (word == "ce") {
      const auto formula = argument_at(tex_, at_);
      if (!formula) return false;
      at_ = formula->end;
      out_ += plain(chemical_tex(formula->inner), depth_ + 1);
    } else {
      return word == "qty";  // with other brackets than braces: they are shown
    }
    return true;
  }

  // The argument of units: \micro\metre is µm.
  std::string units() {
    const auto group = argument_at(tex_, at_);
    if (!group) return argument();
    at_ = group->end;
    std::string found;
    for (std::size_t i = 0; i < group->inner.size();) {
      const std::string_view word = control_word(group->inner, i);
      const std::string_view sign = unit_of(word);
      if (group->inner[i] != '\\' || sign.empty())
        return found + plain(group->inner.substr(i), depth_ + 1);
      found += sign;
      i += 1 + word.size();
    }
    return found;
  }

  // A brace with a label above or below, which must not read as an exponent.
  void braced() {
    out_ += argument();
    if (!is_at('^') && !is_at('_')) return;
    ++at_;
    out_ += " (" + argument() + ")";
  }

  void environment(std::string_view word) {
    const std::string name = argument();
    if (word == "end") return;
    at_ = skip_option(tex_, at_);
    // The columns of a table, or their number.
    if (name == "array" || name == "tabular" || name == "alignedat") argument();
  }

  void symbol(std::string_view word, std::string_view sign) {
    out_ += sign;
    // "\alpha x" is αx, as TeX sets it; operators keep their space.
    const bool letter = !greek_letter_of(word).empty();
    while (letter && at_ + 1 < tex_.size() && tex_[at_] == ' ' && is_ascii_letter(tex_[at_ + 1])) {
      ++at_;
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
    if (is_at('\\') || is_at('{') || (at_ < tex_.size() && is_ascii_letter(tex_[at_]))) out_ += ' ';
  }

  // "\\\\" between lines. One that goes on with a relation or an operator continues the line
  // before.
  void line_break() {
    at_ = skip_option(tex_, at_);
    const std::string rest = plain(tex_.substr(at_, tex_.find("\\\\", at_) - at_), depth_ + 1);
    const std::size_t begin = rest.find_first_not_of(' ');
    while (out_.ends_with(' ')) out_.pop_back();
    if (begin == std::string::npos || out_.empty()) {
      out_ += ' ';
      return;
    }
    std::size_t end = begin;
    const char32_t next = text::next_code_point(rest, end);
    const bool continues =
        std::u32string_view(U"=+-<>≤≥≈∼≃≡×·±→⇒≠∝,.").find(next) != std::u32string_view::npos;
    out_ += continues ? " " : "; ";
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
        out_ += ' ';
        break;
      case '\\':
        line_break();
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
