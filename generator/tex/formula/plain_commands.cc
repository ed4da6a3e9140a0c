// The commands of formulas that have parts: fractions, roots, accents, arrows, environments.
#include <algorithm>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "tex/formula/plain_forms.h"
#include "tex/formula/plain_writer.h"
#include "tex/formula/scan.h"
#include "tex/formula/symbols.h"
#include "text/utf8.h"

namespace broadsheet::tex {

void PlainWriter::silent(std::string_view word) {
  if (word == "left") {
    if (const std::optional<std::size_t> end = matching_right(tex_, at_)) {
      // \left( a \over b \right) is a group.
      const std::string_view inner = tex_.substr(at_, *end - at_);
      if (infix_in(inner)) {
        std::size_t sign = at_;
        text::next_code_point(tex_, sign);
        out_ += tex_.substr(at_, sign - at_);
        out_ += plain_group(tex_.substr(sign, *end - sign), depth_ + 1);
        at_ = *end;
      }
    }
  }
  if (is_at('.')) ++at_;  // \left.
}

void PlainWriter::term(const std::string& term) {
  const std::size_t begin = out_.find_last_not_of(' ');
  const char before = begin == std::string::npos ? before_ : out_[begin];
  const bool adjoins = begin == std::string::npos || begin + 1 == out_.size();
  const bool digit_before = adjoins && is_ascii_digit(before);
  if (digit_before &&
      std::all_of(term.begin(), term.end(),
                  [](char byte) { return is_ascii_digit(byte) || byte == '/'; }) &&
      !continues_term()) {
    out_ += " " + term;  // 2 1/3
    return;
  }
  const bool glued = adjoins && (is_ascii_letter(before) || digit_before || before == ')' ||
                                 static_cast<unsigned char>(before) >= 0x80);
  const bool bracket = glued || before == '/' || after_function_ || continues_term();
  out_ += bracket ? "(" + term + ")" : term;
}

bool PlainWriter::continues_term() const {
  if (is_argument_ || at_ >= tex_.size()) return false;
  const char next = tex_[at_];
  if (is_ascii_letter(next) || is_ascii_digit(next) || next == '^' || next == '_' || next == '(' ||
      next == '{') {
    return true;
  }
  if (next != '\\') return false;
  const std::string_view word = control_word(tex_, at_);
  if (!greek_letter_of(word).empty()) return true;
  const FormulaCommand* known = find_formula_command(word);
  if (known == nullptr) return false;
  switch (known->role) {
    case FormulaRole::Font:
    case FormulaRole::DoubleStruck:
    case FormulaRole::Function:
    case FormulaRole::Accent:
    case FormulaRole::Fraction:
    case FormulaRole::Root:
      return true;
    default:
      return false;
  }
}

void PlainWriter::accent(const FormulaCommand& known) {
  const std::string base = argument();
  const std::size_t size = text::code_point_count(base);
  constexpr std::size_t most_under_line = 3;
  const bool line = known.name == "overline" || known.name == "bar";
  if (size == 1 || (line && size <= most_under_line && is_word(base))) {
    for (std::size_t i = 0; i < base.size();) {
      const std::size_t begin = i;
      text::next_code_point(base, i);
      out_ += base.substr(begin, i - begin);
      text::append_utf8(out_, known.sign);
    }
  } else if (size > 1) {
    out_ += known.word;
    out_ += "(" + base + ")";
  }
}

void PlainWriter::general_fraction() {
  const std::string open = argument();
  const std::string close = argument();
  const std::string thickness = argument();
  argument();  // the style
  const std::string above = argument();
  const std::string below = argument();
  const bool has_bar =
      thickness.find_first_of("123456789") != std::string::npos || thickness.empty();
  if (has_bar && open.empty()) {
    term(bracketed(above) + "/" + bracketed_divisor(below));
  } else if (has_bar) {
    out_ += open + bracketed(above) + "/" + bracketed_divisor(below) + close;
  } else {
    out_ += open == "(" ? "(" + above + " choose " + below + ")"
                        : open + above + " atop " + below + close;
  }
}

void PlainWriter::infix(std::string_view word) {
  std::string above = std::move(out_);
  std::string below = plain_group(tex_.substr(at_), depth_ + 1);
  at_ = tex_.size();
  for (std::string* part : {&above, &below}) {
    part->erase(0, std::min(part->find_first_not_of(' '), part->size()));
    while (part->ends_with(' ')) part->pop_back();
  }
  if (word == "over") {
    out_ = bracketed(above) + "/" + bracketed_divisor(below);
  } else if (word == "choose") {
    out_ = "(" + above + " choose " + below + ")";
  } else {
    const std::string stacked = above + " atop " + below;
    out_ = word == "brace" ? "{" + stacked + "}" : word == "brack" ? "[" + stacked + "]" : stacked;
  }
}

void PlainWriter::arrow(char32_t sign) {
  const std::size_t option = skip_option(tex_, at_);
  const std::string below =
      option > at_ + 2 ? plain_group(tex_.substr(at_ + 1, option - at_ - 2), depth_ + 1) : "";
  at_ = option;
  const std::string above = argument();
  text::append_utf8(out_, sign);
  put_script('_', below);
  put_script('^', above);
}

void PlainWriter::braced() {
  out_ += argument();
  if (!is_at('^') && !is_at('_')) return;
  ++at_;
  out_ += " (" + argument() + ")";
}

const PlainWriter::Environment& PlainWriter::environment_of(std::string_view name) {
  static constexpr Environment known[] = {
      {"", "", "", " "},          {"Bmatrix", "{", "}", " "}, {"Vmatrix", "‖", "‖", " "},
      {"bmatrix", "[", "]", " "}, {"cases", "{", "}", ", "},  {"dcases", "{", "}", ", "},
      {"pmatrix", "(", ")", " "}, {"vmatrix", "|", "|", " "}, {"rcases", "{", "}", ", "},
  };
  const auto* found = std::ranges::find(known, name, &Environment::name);
  return found == std::end(known) ? known[0] : *found;
}

void PlainWriter::begin_environment() {
  const std::string name = argument();
  at_ = skip_option(tex_, at_);
  // The columns of a table, or their number.
  if (name == "array" || name == "tabular" || name == "alignedat") argument();
  environments_.push_back(&environment_of(name));
  out_ += environments_.back()->open;
  if (!environments_.back()->open.empty()) skip_space();
}

void PlainWriter::end_environment() {
  argument();
  if (environments_.empty()) return;
  if (!environments_.back()->close.empty()) {
    while (out_.ends_with(' ')) out_.pop_back();
    out_ += environments_.back()->close;
  }
  environments_.pop_back();
}

void PlainWriter::cell() {
  const std::string_view separator = environments_.empty() ? " " : environments_.back()->cell;
  ++at_;
  if (separator == " ") {
    out_ += ' ';
    return;
  }
  while (out_.ends_with(' ')) out_.pop_back();
  out_ += separator;
  skip_space();
}

void PlainWriter::root() {
  const std::size_t option = skip_option(tex_, at_);
  const std::string degree =
      option > at_ + 2 ? plain_group(tex_.substr(at_ + 1, option - at_ - 2), depth_ + 1) : "";
  at_ = option;
  const std::string inner = argument();
  const std::string_view sign = degree.empty() || degree == "2" ? "√"
                                : degree == "3"                 ? "∛"
                                : degree == "4"                 ? "∜"
                                                                : "";
  if (sign.empty()) {
    out_ += bracketed(inner) + "^(1/" + degree + ")";
  } else {
    out_ += sign;
    out_ += continues_term() ? "(" + inner + ")" : bracketed(inner);
  }
}

void PlainWriter::negate() {
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

void PlainWriter::name(std::string_view word) {
  if (!out_.empty() && (is_ascii_letter(out_.back()) || is_ascii_digit(out_.back()))) out_ += ' ';
  out_ += word;
  if (is_at('\\') || is_at('{') || (at_ < tex_.size() && is_ascii_letter(tex_[at_]))) out_ += ' ';
  named_ = true;
}

}  // namespace broadsheet::tex
