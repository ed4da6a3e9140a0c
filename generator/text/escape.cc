#include "text/escape.h"

#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// Whether a byte needs a closer look; most do not, and runs of them are copied as they are.
constexpr std::array<bool, 256> marked_bytes(std::string_view bytes) {
  std::array<bool, 256> table{};
  for (const char byte : bytes) table[static_cast<unsigned char>(byte)] = true;
  return table;
}

constexpr std::array<bool, 256> kHtmlSpecial = marked_bytes("&<>\"'");

std::string_view entity(char byte) {
  switch (byte) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return "&#39;";
  }
}

constexpr std::string_view kHexUpper = "0123456789ABCDEF";

bool is_unreserved(unsigned char byte) {
  const auto c = static_cast<char>(byte);
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// XML 1.0, production 2: Char.
bool is_xml_character(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

// Only bytes below 0x20, 0xEF (U+FFFE, U+FFFF) and bad UTF-8 can be no XML characters.
bool may_hold_non_xml(std::string_view text) {
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 0x20 || value == 0xEF) return true;
  }
  return first_invalid_utf8(text) != std::string_view::npos;
}

std::string xml_characters_only(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  while (!text.empty()) {
    const std::size_t bad = first_invalid_utf8(text);
    const std::string_view good = text.substr(0, bad);
    for (std::size_t offset = 0; offset < good.size();) {
      const std::size_t begin = offset;
      if (is_xml_character(next_code_point(good, offset))) {
        kept.append(good.substr(begin, offset - begin));
      }
    }
    if (bad == std::string_view::npos) break;
    text.remove_prefix(bad + 1);
  }
  return kept;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 16);
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kHtmlSpecial[static_cast<unsigned char>(text[i])]) continue;
    escaped.append(text.substr(copied, i - copied));
    escaped.append(entity(text[i]));
    copied = i + 1;
  }
  escaped.append(text.substr(copied));
  return escaped;
}

std::string escape_xml(std::string_view text) {
  if (may_hold_non_xml(text)) return escape_html(xml_characters_only(text));
  return escape_html(text);
}

std::string escape_url(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 4);
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    if (is_unreserved(value)) {
      escaped += byte;
    } else {
      escaped += '%';
      escaped += kHexUpper[value >> 4];
      escaped += kHexUpper[value & 15];
    }
  }
  return escaped;
}

std::string mended_url(std::string_view url) {
  const auto is_hex = [&](std::size_t at) {
    return at < url.size() &&
           std::string_view("0123456789abcdefABCDEF").find(url[at]) != std::string_view::npos;
  };
  std::string repaired;
  repaired.reserve(url.size());
  for (std::size_t at = 0; at < url.size(); ++at) {
    const char c = url[at];
    const bool lone_percent = c == '%' && !(is_hex(at + 1) && is_hex(at + 2));
    if (!lone_percent && std::string_view("\"<>^`{|}").find(c) == std::string_view::npos) {
      repaired += c;
    } else {
      repaired += escape_url(url.substr(at, 1));
    }
  }
  return repaired;
}

bool is_safe_url(std::string_view url) {
  // Browsers drop tabs and line ends inside a URL and controls before it, so a URL that holds
  // any of them is not one we know.
  for (const char byte : url) {
    const auto value = static_cast<unsigned char>(byte);
    if (value <= 0x20 || value == 0x7F || value == '\\') return false;
  }
  // "//host" would leave the site unnoticed.
  if (url.empty() || url.starts_with("//")) return false;
  const std::size_t end = url.find_first_of(":/?#");
  if (end == std::string_view::npos || url[end] != ':') return true;  // relative
  const std::string scheme = lower_ascii(url.substr(0, end));
  if (scheme == "mailto") return end + 1 < url.size();
  return (scheme == "http" || scheme == "https") && url.substr(end + 1).starts_with("//") &&
         url.size() > end + 3;
}

}  // namespace broadsheet::text
