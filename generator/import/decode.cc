#include "import/decode.h"

#include <cstddef>

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

std::string repair_utf8(std::string bytes, const std::string& path, Diagnostics& problems) {
  const std::size_t bad = text::first_invalid_utf8(bytes);
  if (bad == std::string_view::npos) return bytes;
  const Position at = position_of(bytes, bad);
  problems.warning({path, at.line, at.column},
                   "the file is not UTF-8 from here; bad bytes are replaced");
  return text::clean_utf8(bytes);
}

}  // namespace broadsheet::importer
