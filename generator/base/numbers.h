#pragma once
// Numbers as text, with a decimal point whatever the locale.

#include <string>

namespace broadsheet {

/// With so many digits after the point, correctly rounded: (0.5, 2) gives "0.50".
/// @param number  finite
/// @param digits  0 to 20
std::string fixed_decimals(double number, int digits);

/// The same without zeros at the end: (16.5, 2) gives "16.5", (17, 2) gives "17".
std::string short_decimals(double number, int digits);

}  // namespace broadsheet
