#include "mail/encoding.h"

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"
#include "text/utf8.h"

namespace broadsheet::mail {
namespace {

constexpr std::string_view kLineBreak = "\r\n";
constexpr std::size_t kLineLength = 76;
constexpr std::string_view kWordBegin = "=?utf-8?B?";
constexpr std::string_view kWordEnd = "?=";

std::string base64_of(std::string_view bytes) {
  static constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text += i + k <= bytes.size() ? kLetters[group >> (18 - 6 * k) & 63U] : '=';
    }
  }
  return text;
}

std::string escaped(char c) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'=', kDigits[byte >> 4], kDigits[byte & 15]};
}

void add_quoted_line(std::string& out, std::string_view line) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool last = i + 1 == line.size();
    const bool space = c == ' ' || c == '\t';
    const bool plain = (c > ' ' && c < 0x7f && c != '=') || (space && !last);
    const std::string piece = plain ? std::string(1, c) : escaped(c);
    // The last column is kept for the '=' that joins lines.
    if (column + piece.size() > kLineLength - 1) {
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  }
}

/// Text without what could change the structure or the look of a header.
std::string one_line(std::string_view text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = next_code_point(text, at);
    if (is_control(c) || changes_direction(c) || c == 0x2028 || c == 0x2029) c = ' ';
    text::append_utf8(clean, c);
  }
  return text::collapse_space(clean);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

/// ASCII words, folded where a line would be longer than 76 characters.
std::string folded(std::string_view text, std::size_t column) {
  std::string out;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!out.empty()) {
      const bool fits = column + 1 + word.size() <= kLineLength;
      out += fits ? " " : "\r\n ";
      column = fits ? column + 1 : 1;
    }
    out += word;
    column += word.size();
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return out;
}

std::string encoded_words(std::string_view text, std::size_t column) {
  std::string out;
  while (!text.empty()) {
    const std::size_t room =
        kLineLength - 1 - std::min<std::size_t>(column, 40) - kWordBegin.size() - kWordEnd.size();
    const std::string_view piece = text::cut_utf8(text, room / 4 * 3);
    if (!out.empty()) out += "\r\n ";
    out += std::string(kWordBegin) + base64_of(piece) + std::string(kWordEnd);
    text.remove_prefix(piece.size());
    column = 1;
  }
  return out;
}

/// Words of ASCII that are longer than a line of SMTP would be cut by servers.
bool needs_encoding(std::string_view text) {
  std::size_t run = 0;
  for (const char c : text) {
    run = c == ' ' ? 0 : run + 1;
    if (run > kLineLength - 2) return true;
  }
  return !is_ascii(text) || text.find("=?") != std::string_view::npos;
}

}  // namespace

std::string base64(std::string_view bytes) {
  const std::string all = base64_of(bytes);
  std::string lines;
  for (std::size_t at = 0; at < all.size(); at += kLineLength) {
    lines += all.substr(at, kLineLength);
    lines += kLineBreak;
  }
  return lines;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    add_quoted_line(out, text.substr(0, end));
    out += kLineBreak;
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

std::string header_text(std::string_view text, std::size_t column) {
  const std::string line = one_line(text);
  return needs_encoding(line) ? encoded_words(line, column) : folded(line, column);
}

std::string header_phrase(std::string_view text, std::size_t column) {
  const std::string line = one_line(text);
  if (needs_encoding(line)) return encoded_words(line, column);
  std::string quoted = "\"";
  for (const char c : line) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace broadsheet::mail
