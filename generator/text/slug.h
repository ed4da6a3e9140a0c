#pragma once
// From a title to a part of a URL.

#include <string>
#include <string_view>

namespace broadsheet::text {

/// Lower-case ASCII letters, digits and single hyphens: "Geoffrey É. Hinton" becomes
/// "geoffrey-e-hinton". Never empty: text without any letter or digit gives "x" and a hash.
std::string slug(std::string_view text);

}  // namespace broadsheet::text
