#pragma once
// Units of siunitx. Used by packages.cc only.

#include <string>
#include <string_view>

namespace broadsheet::tex {

/// The argument of \unit as TeX: `\micro\metre\per\second\squared` "\mathrm{\text{µ}m/s^{2}}". What
/// is no known unit stays as it is.
std::string units_tex(std::string_view units);

}  // namespace broadsheet::tex
