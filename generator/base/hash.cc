#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cassert>

namespace broadsheet {

std::uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string hash_hex(std::string_view bytes, int digits) {
  assert(digits >= 1 && digits <= 16);
  constexpr char kHex[] = "0123456789abcdef";
  const std::uint64_t value = hash64(bytes);
  std::string text;
  for (int digit = 0; digit < digits; ++digit) text += kHex[(value >> (60 - 4 * digit)) & 15];
  return text;
}

}  // namespace broadsheet
