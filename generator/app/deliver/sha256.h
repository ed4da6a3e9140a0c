#pragma once
// SHA-256, so that the record of what was sent holds no addresses.

#include <string>
#include <string_view>

namespace broadsheet::app {

/// SHA-256 in 64 lower-case hexadecimal digits. Source: FIPS 180-4.
std::string sha256_hex(std::string_view bytes);

}  // namespace broadsheet::app
