#pragma once
// Commands of common packages (siunitx, mhchem, physics, nicefrac and others) as plain TeX.

#include <string>
#include <string_view>

namespace broadsheet::tex {

/// A formula in which the commands of packages that neither KaTeX nor LaTeX with amsmath has are
/// replaced: `\norm{x}` "\lVert x\rVert", `\SI{5}{\micro\metre}` "5\,\mathrm{\text{µ}m}",
/// `\ce{H2O}` "\mathrm{H_{2}O}". A command without its arguments, or over 12 deep, stays as it is.
std::string expand_packages(std::string_view formula);

/// The argument of \ce, chemistry, as TeX: digits after a letter are lowered, charges raised.
std::string chemical_tex(std::string_view formula);

}  // namespace broadsheet::tex
