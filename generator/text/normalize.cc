#include "text/normalize.h"

#include "base/ascii.h"
#include "text/letter_folding.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

bool is_dropped(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

void append_letter(std::string& out, char32_t letter) {
  if (const std::string_view plain = spelled(letter); !plain.empty()) {
    out += plain;
    return;
  }
  switch (letter) {
    case U'ς':
      out += "σ";
      break;  // lower case must not depend on what follows
    case U'‘':
    case U'’':
      out += '\'';
      break;
    case U'\u2010':
    case U'\u2011':
    case U'\u2013':
      out += '-';
      break;
    default:
      append_utf8(out, letter);
  }
}

// The character at `at`, which then moves behind it.
void append_folded(std::string& out, std::string_view text, std::size_t& at) {
  if (static_cast<unsigned char>(text[at]) < 0x80) {
    out += lower_ascii(text[at++]);
    return;
  }
  const char32_t c = next_code_point(text, at);
  if (is_dropped(c)) return;
  for (const char32_t part : without_marks(c)) append_letter(out, lower(part));
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) <
        0x80) {  // nearly all: half the time of the way below
      out += lower_ascii(text[at++]);
    } else {
      append_folded(out, text, at);
    }
  }
  return out;
}

FoldedText fold_with_origin(std::string_view text) {
  FoldedText result;
  result.text.reserve(text.size() + 8);
  result.origin.reserve(text.size() + 9);
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    append_folded(result.text, text, at);
    result.origin.resize(result.text.size(), begin);
  }
  result.origin.push_back(static_cast<std::uint32_t>(text.size()));
  return result;
}

}  // namespace broadsheet::text
