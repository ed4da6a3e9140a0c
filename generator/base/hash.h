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

/// The first of the 16 hexadecimal digits of `value`.
/// @param digits  1 to 16
std::string hex(std::uint64_t value, int digits);

/// A hash over many values in order, texts with their ends, so that no two sequences look alike.
/// Stable across versions; across machines of one byte order.
class HashSum {
 public:
  HashSum& add(std::uint64_t number);
  HashSum& add(double number);
  HashSum& add(std::string_view text);
  /// Never 0.
  std::uint64_t value() const;

 private:
  template <typename Number>
  HashSum& add_bytes(Number number);

  std::string bytes_;  ///< what came since they were many, after the hash of all before
};

}  // namespace broadsheet
