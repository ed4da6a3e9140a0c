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

/// A script above ('^') or below ('_') the line after `before`: "²", "_max", "^(a+b)"; "th" after a
/// word or number is as it is.
std::string script_text(char sign, const std::string& script, char before);

/// Whether a text needs no brackets beside a fraction bar or a root.
bool is_word(std::string_view text);
std::string bracketed(const std::string& text);

/// As `bracketed`, for what is below a fraction's bar: "2n" gets brackets too, as 1/2n reads
/// (1/2)n.
std::string bracketed_divisor(const std::string& text);  ///< in brackets unless it is a word

}  // namespace broadsheet::tex
