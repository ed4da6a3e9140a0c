#include "index/browser/range_coder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace broadsheet::index {
namespace {

constexpr std::uint32_t kOne = 1U << 15;
constexpr std::uint8_t kMostUsed = 30;
constexpr int kModelledBits = 2;

constexpr std::array<std::uint32_t, kMostUsed + 1> rates() {
  std::array<std::uint32_t, kMostUsed + 1> table{};
  for (std::uint32_t n = 0; n <= kMostUsed; ++n) table[n] = 655360 / (10 * n + 16);
  return table;
}
constexpr auto kRates = rates();

}  // namespace

RangeEncoder::RangeEncoder() : probabilities_(kTables * 256, kOne / 2), used_(kTables * 256, 0) {}

void RangeEncoder::encode(std::uint32_t probability, int bit) {
  const std::uint32_t bound = (range_ >> 15) * probability;
  if (bit != 0) {
    range_ = bound;
  } else {
    low_ += bound;
    range_ -= bound;
  }
  while (range_ < 1U << 24) {
    range_ <<= 8;
    shift();
  }
}

// Moves the top byte out; a byte of ones waits, as a carry may still reach it.
void RangeEncoder::shift() {
  if (low_ < 0xFF000000U || low_ > 0xFFFFFFFFU) {
    const auto carry = static_cast<std::uint8_t>(low_ >> 32);
    if (!first_) out_ += static_cast<char>(cache_ + carry);
    first_ = false;
    for (; pending_ > 0; --pending_) out_ += static_cast<char>(0xFF + carry);
    cache_ = static_cast<std::uint8_t>(low_ >> 24);
  } else {
    ++pending_;
  }
  low_ = (low_ & 0x00FFFFFFU) << 8;
}

void RangeEncoder::bit(std::uint32_t context, int bit) {
  encode(probabilities_[context], bit);
  learn(context, bit);
}

void RangeEncoder::learn(std::uint32_t context, int bit) {
  std::uint16_t& p = probabilities_[context];
  std::uint8_t& used = used_[context];
  const std::uint32_t rate = kRates[used];
  if (used < kMostUsed) ++used;
  if (bit != 0) {
    p = static_cast<std::uint16_t>(p + (((kOne - p) * rate) >> 16));
  } else {
    p = static_cast<std::uint16_t>(p - ((p * rate) >> 16));
  }
}

void RangeEncoder::symbol(std::uint32_t table, unsigned value) {
  unsigned node = 1;
  for (int i = 7; i >= 0; --i) {
    const int b = static_cast<int>(value >> i & 1);
    const std::uint32_t context = table * 256 + node;
    if (table < 256) {
      const std::uint32_t any = kTableAnyText * 256 + node;
      if (used_[context] == 0) {
        probabilities_[context] = probabilities_[any];
        used_[context] = std::min<std::uint8_t>(used_[any], 1);
      }
      learn(any, b);
    }
    bit(context, b);
    node = node * 2 + static_cast<unsigned>(b);
  }
}

void RangeEncoder::number(std::uint32_t table, std::uint32_t value) {
  assert(value <= 1U << 30);
  const std::uint32_t context = table * 256;
  const std::uint32_t plus_one = value + 1;
  const int bits = std::bit_width(plus_one) - 1;
  for (int i = 0; i < bits; ++i) bit(context + static_cast<std::uint32_t>(i), 1);
  bit(context + static_cast<std::uint32_t>(bits), 0);
  std::uint32_t node = 1;
  for (int i = bits - 1; i >= 0; --i) {
    const int b = static_cast<int>(plus_one >> i & 1);
    if (bits - i <= kModelledBits) {
      bit(context + 32 + static_cast<std::uint32_t>(bits) * 4 + node, b);
      node = node * 2 + static_cast<std::uint32_t>(b);
    } else {
      encode(kOne / 2, b);
    }
  }
}

void RangeEncoder::text(std::string_view text, std::size_t from) {
  unsigned before = from == 0 ? 0 : static_cast<unsigned char>(text[from - 1]);
  for (; from < text.size(); ++from) {
    const unsigned byte = static_cast<unsigned char>(text[from]);
    symbol(before, byte);
    before = byte;
  }
  symbol(before, 0);
}

std::string RangeEncoder::finish() {
  // The number in [low, low + range) with the most trailing zeros.
  for (int keep = 1; keep <= 4; ++keep) {
    const std::uint64_t mask = (std::uint64_t{1} << (32 - 8 * keep)) - 1;
    const std::uint64_t rounded = (low_ + mask) & ~mask;
    if (rounded < low_ + range_) {
      low_ = rounded;
      break;
    }
  }
  for (int i = 0; i < 5; ++i) shift();
  for (int i = 0; i < 4 && !out_.empty() && out_.back() == '\0'; ++i) out_.pop_back();
  return std::move(out_);
}

std::uint32_t size_class(std::uint32_t count) {
  return std::min(15U, static_cast<std::uint32_t>(std::bit_width(count)) - 1);
}

}  // namespace broadsheet::index
