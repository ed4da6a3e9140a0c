#include "import/decode.h"

#include <array>
#include <cstddef>
#include <string_view>

#include "base/ascii.h"
#include "base/position.h"
#include "text/utf8.h"

namespace broadsheet::importer {

std::string decode_utf16(std::string bytes) {
  if (bytes.size() < 2 || bytes.size() % 2 != 0) return bytes;
  const bool big = bytes[0] == '\xFE' && bytes[1] == '\xFF';
  const bool little = bytes[0] == '\xFF' && bytes[1] == '\xFE';
  if (!big && !little) return bytes;
  const auto unit = [&](std::size_t at) -> char32_t {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return big ? first * 256U + second : second * 256U + first;
  };
  std::string text;
  for (std::size_t at = 2; at < bytes.size(); at += 2) {
    char32_t point = unit(at);
    const bool pair =
        (point & 0xFC00U) == 0xD800 && at + 2 < bytes.size() && (unit(at + 2) & 0xFC00U) == 0xDC00;
    if (pair) {
      at += 2;
      point = 0x10000 + ((point & 0x3FFU) << 10U) + (unit(at) & 0x3FFU);
    }
    text::append_utf8(text, (point & 0xF800U) == 0xD800 ? char32_t{0xFFFD} : point);
  }
  return text;
}

std::string decode_declared(std::string bytes) {
  constexpr std::size_t kDeclaration = 200;  // bytes
  const std::string head = lower_ascii(bytes.substr(0, kDeclaration));
  const std::string_view declaration = std::string_view(head).substr(0, head.find("?>"));
  const bool declared = declaration.starts_with("<?xml") &&
                        (declaration.find("iso-8859-1") != std::string_view::npos ||
                         declaration.find("windows-1252") != std::string_view::npos ||
                         declaration.find("latin1") != std::string_view::npos);
  if (!declared || text::first_invalid_utf8(bytes) == std::string_view::npos) return bytes;
  // Windows-1252 from 0x80; browsers read ISO-8859-1 so too.
  constexpr std::array<char32_t, 32> kHigh = {
      0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
      0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text::append_utf8(text, byte >= 0x80 && byte < 0xA0 ? kHigh[byte - 0x80U] : char32_t{byte});
  }
  return text;
}

std::string repair_utf8(std::string bytes, const std::string& path, Diagnostics& problems) {
  const std::size_t bad = text::first_invalid_utf8(bytes);
  if (bad == std::string_view::npos) return bytes;
  const Position at = position_of(bytes, bad);
  problems.warning({path, at.line, at.column},
                   "the file is not UTF-8 from here; bad bytes are replaced");
  return text::clean_utf8(bytes);
}

}  // namespace broadsheet::importer
