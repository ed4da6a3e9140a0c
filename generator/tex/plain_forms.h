#pragma once
// What signs and commands of formulas are in plain text. Used by plain_maths.cc.

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::tex {

/// Empty if the sign has no such form.
std::string_view superscript(char32_t sign);
std::string_view subscript(char32_t sign);
std::string_view double_struck(char letter);

/// All of `text` in such a form, without spaces; std::nullopt if a character has none.
std::optional<std::string> shifted(std::string_view text, std::string_view (*form)(char32_t));

/// Whether a text needs no brackets beside a fraction bar or a root.
bool is_word(std::string_view text);
std::string bracketed(const std::string& text);  ///< in brackets unless it is a word

/// The argument of \ce, chemistry, as TeX: digits after a letter are lowered, charges raised.
std::string chemical_tex(std::string_view formula);

/// Commands for appearance only.
bool is_silent(std::string_view word);
/// Commands whose argument is shown as it is: fonts, boxes, texts.
bool is_font(std::string_view word);
/// Names set upright with a space after them: \log n.
bool is_function(std::string_view word);
/// Commands for double-struck letters.
bool is_double_struck(std::string_view word);
/// The combining character of an accent; 0 if the command is none.
char32_t accent_mark(std::string_view word);
/// The sign of a unit or prefix of siunitx, "µ" for micro; empty if it is none.
std::string_view unit_of(std::string_view word);

}  // namespace broadsheet::tex
