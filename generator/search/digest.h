#pragma once
// A hash over many values, in order.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace broadsheet::search {

/// Hashes what it is given, texts with their ends, so that no two sequences look alike.
class Digest {
 public:
  void add(std::uint64_t number) {
    buffer_.append(reinterpret_cast<const char*>(&number), sizeof number);
    if (buffer_.size() > kFold) fold();
  }
  void add(std::string_view text) {
    buffer_.append(text);
    add(static_cast<std::uint64_t>(text.size()));
  }
  /// Never 0.
  std::uint64_t value() {
    fold();
    std::uint64_t hash = 0;
    std::memcpy(&hash, buffer_.data(), sizeof hash);
    return hash == 0 ? 1 : hash;
  }

 private:
  static constexpr std::size_t kFold = 1U << 16;

  void fold() {
    const std::uint64_t hash = hash64(buffer_);
    buffer_.assign(reinterpret_cast<const char*>(&hash), sizeof hash);
  }

  std::string buffer_;
};

/// 7 hexadecimal digits of `key`: the name of a folder whose files are made from what the key covers.
inline std::string key_name(std::uint64_t key) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string name;
  for (int shift = 60; shift >= 36; shift -= 4) name += kDigits[key >> shift & 15];
  return name;
}

}  // namespace broadsheet::search
