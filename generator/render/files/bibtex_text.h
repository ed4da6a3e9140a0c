#pragma once
// Text as a value of a BibTeX field.

#include <string>
#include <string_view>

namespace broadsheet::render {

enum class Capitals {
  Keep,  ///< words whose capitals matter are in braces: titles, which styles set in lower case
  Leave,
};

/// `text`, TeX with Unicode, so that BibTeX and pdfTeX print it:
/// - special characters are escaped, and braces are balanced;
/// - formulas stay formulas; a word that contains one is in braces as a whole;
/// - characters that pdfTeX does not know become commands, as far as TeX has them;
/// - commands outside the lists of text and maths commands are printed, not run, so that no field
///   reads a file, defines a macro or ends its entry.
std::string bibtex_text(std::string_view text, Capitals capitals);

}  // namespace broadsheet::render
