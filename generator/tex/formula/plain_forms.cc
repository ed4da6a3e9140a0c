#include "tex/formula/plain_forms.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

struct Form {
  char32_t sign;
  std::string_view form;
};

constexpr Form kSuperscripts[] = {{U'0', "⁰"}, {U'1', "¹"}, {U'2', "²"}, {U'3', "³"}, {U'4', "⁴"},
                                  {U'5', "⁵"}, {U'6', "⁶"}, {U'7', "⁷"}, {U'8', "⁸"}, {U'9', "⁹"},
                                  {U'+', "⁺"}, {U'-', "⁻"}, {U'(', "⁽"}, {U')', "⁾"}, {U'i', "ⁱ"},
                                  {U'n', "ⁿ"}, {U'′', "′"}, {U'∘', "°"}};
constexpr Form kSubscripts[] = {{U'0', "₀"}, {U'1', "₁"}, {U'2', "₂"}, {U'3', "₃"},
                                {U'4', "₄"}, {U'5', "₅"}, {U'6', "₆"}, {U'7', "₇"},
                                {U'8', "₈"}, {U'9', "₉"}, {U'+', "₊"}, {U'-', "₋"}};
constexpr Form kDoubleStruck[] = {{U'C', "ℂ"}, {U'H', "ℍ"}, {U'N', "ℕ"}, {U'P', "ℙ"},
                                  {U'Q', "ℚ"}, {U'R', "ℝ"}, {U'Z', "ℤ"}};

template <std::size_t size>
std::string_view form_of(const Form (&forms)[size], char32_t sign) {
  const auto* found = std::ranges::find(forms, sign, &Form::sign);
  return found == std::end(forms) ? std::string_view() : found->form;
}

// "(n choose k)" has its own brackets.
bool is_binomial(std::string_view text) {
  return text.starts_with('(') && text.find(')') + 1 == text.size() &&
         text.find(" choose ") != std::string_view::npos;
}

}  // namespace

std::string_view superscript(char32_t sign) { return form_of(kSuperscripts, sign); }
std::string_view subscript(char32_t sign) { return form_of(kSubscripts, sign); }
std::string_view double_struck(char letter) {
  return form_of(kDoubleStruck, static_cast<unsigned char>(letter));
}

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
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::next_code_point(text, i);
    const bool ascii = c < 0x80;
    const char byte = ascii ? static_cast<char>(c) : 'x';
    const bool is_operator = (c >= 0x2190 && c <= 0x22FF && c != U'∞' && c != U'∂' && c != U'∇') ||
                             c == U'×' || c == U'±' || c == U'÷' || c == U'·';
    if (is_operator || !(is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '.'))
      return false;
  }
  return true;
}

std::string script_text(char sign, const std::string& script, char before) {
  if (script.empty()) return {};
  const bool ordinal = script == "th" || script == "st" || script == "nd" || script == "rd";
  if (sign == '^' && ordinal && before != ' ') return script;
  if (auto moved = shifted(script, sign == '^' ? superscript : subscript)) return *std::move(moved);
  const bool is_short = text::code_point_count(script) == 1 || (sign == '_' && is_word(script));
  return sign + (is_short || is_binomial(script) ? script : "(" + script + ")");
}

std::string bracketed(const std::string& text) { return is_word(text) ? text : "(" + text + ")"; }

std::string bracketed_divisor(const std::string& text) {
  bool is_product = false;  // a number times letters
  for (std::size_t i = 0; i < text.size();) {
    const bool first = i == 0;
    const char32_t c = text::next_code_point(text, i);
    const bool ascii = c < 0x80;
    const bool letter = ascii ? is_ascii_letter(static_cast<char>(c)) : c >= U'Α' && c <= U'ϵ';
    if (first && !(ascii && is_ascii_digit(static_cast<char>(c)))) break;
    is_product = is_product || letter;
  }
  return is_product ? "(" + text + ")" : bracketed(text);
}

}  // namespace broadsheet::tex
