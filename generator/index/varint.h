#pragma once
// Numbers in few bytes, for what is held in memory.

#include <cstdint>
#include <vector>

namespace broadsheet::index {

/// Seven bits a byte, the lowest first; the top bit is set if more follow.
inline void put_varint(std::vector<std::uint8_t>& out, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7) out.push_back(static_cast<std::uint8_t>(number | 0x80));
  out.push_back(static_cast<std::uint8_t>(number));
}

/// Reads what `put_varint` wrote and moves past it.
inline std::uint32_t take_varint(const std::uint8_t*& at) {
  std::uint32_t number = *at & 0x7FU;
  for (unsigned shift = 7; (*at++ & 0x80) != 0; shift += 7) number |= (*at & 0x7FU) << shift;
  return number;
}

}  // namespace broadsheet::index
