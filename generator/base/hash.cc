#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cassert>

namespace broadsheet {

std::uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string hash_hex(std::string_view bytes, int digits) { return hex(hash64(bytes), digits); }

std::string hex(std::uint64_t value, int digits) {
  assert(digits >= 1 && digits <= 16);
  constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  for (int digit = 0; digit < digits; ++digit) text += kHex[(value >> (60 - 4 * digit)) & 15];
  return text;
}

namespace {

constexpr std::size_t kFold = 1U << 16;

}  // namespace

template <typename Number>
HashSum& HashSum::add_bytes(Number number) {
  bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
  if (bytes_.size() > kFold) {
    const std::uint64_t hash = hash64(bytes_);
    bytes_.assign(reinterpret_cast<const char*>(&hash), sizeof hash);
  }
  return *this;
}

HashSum& HashSum::add(std::uint64_t number) { return add_bytes(number); }

HashSum& HashSum::add(double number) { return add_bytes(number); }

HashSum& HashSum::add(std::string_view text) {
  bytes_ += text;
  return add_bytes(std::uint64_t{text.size()});
}

std::uint64_t HashSum::value() const {
  const std::uint64_t hash = hash64(bytes_);
  return hash == 0 ? 1 : hash;
}

}  // namespace broadsheet
