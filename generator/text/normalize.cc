#include "text/normalize.h"

#include <utf8proc.h>

#include <array>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point;
  std::size_t size;  // bytes, at least 1
};

// Reads one character; a byte that begins none is one U+FFFD.
Decoded decode(std::string_view text, std::size_t at) {
  utf8proc_int32_t code_point = -1;
  const utf8proc_ssize_t size =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                       static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
  if (size <= 0 || code_point < 0) return {kReplacement, 1};
  return {static_cast<char32_t>(code_point), static_cast<std::size_t>(size)};
}

bool is_dropped(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

// Lower case and the table; marks are gone already.
void append_letter(std::string& out, char32_t c) {
  c = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
  switch (c) {
    case 0xF8:
      out += 'o';
      return;  // ø
    case 0x142:
      out += 'l';
      return;    // ł
    case 0x111:  // đ
    case 0xF0:
      out += 'd';
      return;  // ð
    case 0x131:
      out += 'i';
      return;  // ı
    case 0xDF:
      out += "ss";
      return;  // ß
    case 0xE6:
      out += "ae";
      return;  // æ
    case 0x153:
      out += "oe";
      return;  // œ
    case 0xFE:
      out += "th";
      return;  // þ
    case 0x3C2:
      c = 0x3C3;
      break;  // final sigma: lower case must not depend on what follows
    case 0x2018:
    case 0x2019:
      out += '\'';
      return;
    case 0x2010:
    case 0x2011:
    case 0x2013:
      out += '-';
      return;
    default:
      break;
  }
  append_utf8(out, c);
}

void append_folded(std::string& out, char32_t c) {
  if (is_dropped(c)) return;
  std::array<utf8proc_int32_t, 32> parts{};
  int boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  utf8proc_ssize_t count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                                   parts.size(), options, &boundary);
  if (count <= 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) {
    parts[0] = static_cast<utf8proc_int32_t>(c);
    count = 1;
  }
  for (utf8proc_ssize_t i = 0; i < count; ++i) {
    const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
    const utf8proc_category_t category = utf8proc_category(part);
    if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
        category == UTF8PROC_CATEGORY_ME) {
      continue;
    }
    if (part < 0x80) {
      out += lower_ascii(static_cast<char>(part));
    } else {
      append_letter(out, static_cast<char32_t>(part));
    }
  }
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      out += lower_ascii(text[at]);
      ++at;
      continue;
    }
    const Decoded next = decode(text, at);
    append_folded(out, next.code_point);
    at += next.size;
  }
  return out;
}

FoldedText fold_with_origin(std::string_view text) {
  FoldedText result;
  result.text.reserve(text.size() + 8);
  result.origin.reserve(text.size() + 9);
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      result.text += lower_ascii(text[at]);
      result.origin.push_back(static_cast<std::uint32_t>(at));
      ++at;
      continue;
    }
    const Decoded next = decode(text, at);
    append_folded(result.text, next.code_point);
    result.origin.resize(result.text.size(), static_cast<std::uint32_t>(at));
    at += next.size;
  }
  result.origin.push_back(static_cast<std::uint32_t>(text.size()));
  return result;
}

}  // namespace broadsheet::text
