#include "import/merge/prompt_text.h"

#include <algorithm>
#include <tuple>

#include "base/ascii.h"
#include "base/hash.h"

namespace broadsheet::importer {
namespace {

enum class Marker { None, Bullet, Number };

struct PromptLine {
  std::string_view indent;
  Marker marker = Marker::None;
  std::string_view number;  ///< the digits of a Number
  std::string_view rest;    ///< after the marker; it begins with a space if there is one
};

PromptLine split_line(std::string_view line) {
  constexpr std::string_view kBullets[] = {"-", "*", "+", "•", "‣", "–"};
  const std::size_t start = std::min(line.find_first_not_of(" \t"), line.size());
  PromptLine split{.indent = line.substr(0, start), .number = {}, .rest = line.substr(start)};
  const auto ends_marker = [&](std::size_t size) {
    return split.rest.size() == size || split.rest[size] == ' ' || split.rest[size] == '\t';
  };
  const std::size_t digits =
      std::min(split.rest.find_first_not_of("0123456789"), split.rest.size());
  if (digits > 0 && digits < split.rest.size() &&
      (split.rest[digits] == '.' || split.rest[digits] == ')') && ends_marker(digits + 1)) {
    split.marker = Marker::Number;
    split.number = split.rest.substr(0, digits);
    split.rest.remove_prefix(digits + 1);
    return split;
  }
  for (const std::string_view bullet : kBullets) {
    if (!split.rest.starts_with(bullet) || !ends_marker(bullet.size())) continue;
    split.marker = Marker::Bullet;
    split.rest.remove_prefix(bullet.size());
    break;
  }
  return split;
}

/// Calls `use` with each line, without its line feed.
template <typename Use>
void each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    use(line);
  }
}

bool is_word_byte(char byte) {
  const auto lead = static_cast<unsigned char>(byte);  // of "•" and "–" it is 0xE2
  return is_ascii_letter(byte) || is_ascii_digit(byte) || (lead >= 0xC3 && lead != 0xE2);
}

std::size_t numbered_items(std::string_view prompt) {
  std::size_t count = 0;
  each_line(prompt, [&](std::string_view line) {
    if (split_line(line).marker == Marker::Number) ++count;
  });
  return count;
}

}  // namespace

std::string with_plain_markers(std::string_view prompt) {
  std::string plain;
  each_line(prompt, [&](std::string_view line) {
    const PromptLine split = split_line(line);
    plain.append(split.indent);
    if (split.marker == Marker::Bullet) plain.append("-");
    if (split.marker == Marker::Number) plain.append(split.number).append(".");
    plain.append(split.rest).append("\n");
  });
  if (!prompt.ends_with('\n') && !plain.empty()) plain.pop_back();
  return plain;
}

bool has_words(std::string_view prompt) {
  bool found = false;
  each_line(prompt, [&](std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t>"), line.size()));
    if (line.starts_with('#')) return;
    const std::string_view rest = split_line(line).rest;
    found = found || std::any_of(rest.begin(), rest.end(), is_word_byte);
  });
  return found;
}

std::string prompt_name(std::string_view prompt) {
  std::string lines;
  each_line(prompt, [&](std::string_view line) {
    const std::string_view rest = trimmed(split_line(line).rest);
    if (!rest.empty()) lines.append(rest).append("\n");
  });
  return hash_hex(lines);
}

const std::string& fuller_prompt(const std::string& a, const std::string& b) {
  const auto key = [](const std::string& prompt) {
    return std::make_tuple(numbered_items(prompt), prompt.size());
  };
  if (key(a) != key(b)) return key(a) > key(b) ? a : b;
  return a <= b ? a : b;
}

}  // namespace broadsheet::importer
