#include "app/init/settings_text.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/error.h"
#include "config/load.h"
#include "json/writer.h"

namespace broadsheet::app {
namespace {

bool is_key_line(std::string_view line) {
  return !line.empty() && std::string_view(" #-\r\n").find(line.front()) == std::string_view::npos;
}

std::string quoted(std::string_view text) {
  std::string literal;
  json::append_string(literal, text);  // valid YAML, too
  return literal;
}

[[noreturn]] void no_such(std::string_view key) {
  throw Error(ErrorKind::Config, {}, "there is no key '" + std::string(key) + "' to change");
}

// Of the value that begins at `at`.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  const std::size_t newline = std::min(text.find('\n', at), text.size());
  if (at < newline && (text[at] == '"' || text[at] == '[')) {
    const std::size_t close = text.find(text[at] == '"' ? '"' : ']', at + 1);
    if (close < newline) return close + 1;
  }
  std::size_t end = std::min(text.find(" #", at), newline);
  while (end > at && text[end - 1] == ' ') --end;
  return end;
}

}  // namespace

std::optional<std::string_view> block_of(std::string_view yaml, std::string_view key) {
  std::optional<std::size_t> begin;
  std::size_t end = 0;  // of the last line that belongs to the block
  for (std::size_t at = 0; at < yaml.size();) {
    const std::size_t next = std::min(yaml.find('\n', at), yaml.size() - 1) + 1;
    const std::string_view line = yaml.substr(at, next - at);
    if (is_key_line(line)) {
      if (begin) break;
      std::string_view rest = line;
      if (rest.starts_with(key) && rest.substr(key.size()).starts_with(':')) {
        rest.remove_prefix(key.size() + 1);
        const std::size_t value = rest.find_first_not_of(" \r\n");
        if (value == std::string_view::npos || rest[value] == '#') begin = end = next;
      }
    } else if (begin && line.front() != '#' &&
               line.find_first_not_of(" \r\n") != std::string_view::npos) {
      end = next;
    }
    at = next;
  }
  if (!begin || end == *begin) return std::nullopt;
  return yaml.substr(*begin, end - *begin);
}

std::string yaml_scalar(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (static_cast<unsigned char>(c) >= 0x80) || c == ' ' || c == '-' || c == '.' ||
           c == '_' || c == '/';
  };
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  static constexpr std::string_view kWords[] = {"true", "false", "yes", "no", "on",
                                                "off",  "null",  "y",   "n"};
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const bool safe = !text.empty() && letter(text.front()) && text.back() != ' ' &&
                    std::all_of(text.begin(), text.end(), plain) &&
                    std::find(std::begin(kWords), std::end(kWords), lower) == std::end(kWords);
  return safe ? std::string(text) : quoted(text);
}

std::string yaml_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + yaml_scalar(text);
  return "[" + list + "]";
}

void SettingsText::set(std::string_view key, const std::string& yaml) {
  const Location where = config::place_of(text_, "config.yaml", key);
  if (where.line == 0) no_such(key);
  std::size_t at = 0;
  for (int line = 1; line < where.line; ++line) at = text_.find('\n', at) + 1;
  const std::string name = std::string(key.substr(key.rfind('.') + 1)) + ":";
  if (!trimmed(std::string_view(text_).substr(at)).starts_with(name)) no_such(key);
  at += static_cast<std::size_t>(where.column) - 1;
  const std::size_t end = end_of_value(text_, at);
  const std::size_t line_end = std::min(text_.find('\n', end), text_.size());
  std::string rest = text_.substr(end, line_end - end);
  const std::size_t comment = rest.find('#');
  if (comment != std::string::npos) {  // in its column if there is room
    const std::size_t column = end + comment;
    const std::size_t used = at + yaml.size();
    rest = std::string(column > used + 1 ? column - used : 1, ' ') + rest.substr(comment);
  }
  text_.replace(at, line_end - at, yaml + rest);
}

void SettingsText::set_block(std::string_view key, std::string_view lines) {
  const auto block = block_of(text_, key);
  if (!block) no_such(key);
  std::size_t at = static_cast<std::size_t>(block->data() - text_.data());
  std::size_t length = block->size();
  std::string replacement(lines);
  if (lines.empty()) {
    const std::size_t line = text_.rfind('\n', at - 2) + 1;  // at - 1 ends the line of the key
    length += at - line;
    at = line;
    replacement = std::string(key) + ": []\n";
  }
  text_.replace(at, length, replacement);
}

}  // namespace broadsheet::app
