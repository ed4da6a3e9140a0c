#pragma once
// Unicode characters to TeX commands, for pdfTeX: it reads UTF-8 of Latin letters and common
// punctuation, and stops at other characters.

#include <string>

namespace broadsheet::tex {

/// The maths command of a Greek letter, a sign or a mathematical letter: "α" `\alpha`, "≤" `\le`,
/// "𝔼" `\mathbb{E}`. Empty if there is none.
std::string maths_command(char32_t character);

/// A letter with accents as TeX writes it: "ả" `\h{a}`, "ấ" `\'{\^{a}}`. Empty for characters
/// below U+0180, which pdfTeX reads, and for characters without such a form.
std::string accent_command(char32_t character);

}  // namespace broadsheet::tex
