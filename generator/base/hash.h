#pragma once
// Content hashes: for file names and for "has it changed".

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

/// XXH3, 64 bit. Stable across machines and versions. Not for secrets.
std::uint64_t hash64(std::string_view bytes);

/// The first `digits` (1 to 16) hexadecimal digits of hash64, lower case.
std::string hash_hex(std::string_view bytes, int digits = 16);

}  // namespace broadsheet
