#pragma once
// The commands of formulas: one table for plain text, for formulas outside dollars and for BibTeX.

#include <cstdint>
#include <string_view>

namespace broadsheet::tex {

/// How a command is written as plain text.
enum class FormulaRole : std::uint8_t {
  Silent,        ///< not at all: sizes of parentheses, limits
  Size,          ///< not at all, and the spaces after it neither
  Font,          ///< {text}: the text
  DoubleStruck,  ///< {letters}: ℝ
  Function,      ///< its name, upright: log n
  Accent,        ///< {x}: x̂; longer arguments hat(xy)
  Fraction,      ///< {a}{b}: a/b
  Binomial,      ///< {a}{b}: (a choose b)
  GeneralFraction,
  Infix,    ///< the group before it over the group after it
  Above,    ///< {a}{b}: b^a
  Below,    ///< {a}{b}: b_a
  Brace,    ///< {a}^{b}: a (b)
  Arrow,    ///< [a]{b}: →_a^b
  Second,   ///< {a}{b}: b
  Drop,     ///< {a}: nothing
  Negate,   ///< ≠
  Modulus,  ///< {n}: (mod n)
  Root,     ///< [n]{x}
  Begin,
  End,
  Package,  ///< has another form in TeX (packages.h)
};

struct FormulaCommand {
  std::string_view name;
  FormulaRole role;
  /// With so many arguments it is a formula outside dollars, too; 0: it is none there.
  int arguments = 0;
  int most_arguments = 0;  ///< if more groups may follow; else 0
  bool has_option = false;
  char32_t sign = 0;           ///< the combining accent, or the arrow
  std::string_view word = {};  ///< of an accent over more than one character
};

/// By name without its backslash; null if the table has none. Letters and signs are in symbols.h.
const FormulaCommand* find_formula_command(std::string_view name);

/// Whether the command is incomplete without an argument.
bool takes_argument(const FormulaCommand& command);

/// Whether LaTeX with amsmath prints the command and does nothing else.
bool is_printed_by_latex(const FormulaCommand& command);

}  // namespace broadsheet::tex
