#include "json/scan.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "text/utf8.h"

namespace broadsheet::json {
namespace {

constexpr std::size_t kNoKey = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A position in the text, and the first mistake.
struct Cursor {
  std::string_view text;
  std::size_t at = 0;
  std::string mistake = {};
  std::size_t mistake_at = 0;

  bool ok() const { return mistake.empty(); }
  char here() const { return at < text.size() ? text[at] : '\0'; }
  void skip_space() {
    while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t') ++at;
  }
  void skip_digits() {
    while (is_digit(here())) ++at;
  }
  /// Returns false.
  bool fail(std::string message) {
    if (ok()) {
      mistake = std::move(message);
      mistake_at = at;
    }
    return false;
  }
};

/// The character here, for a message.
std::string shown(const Cursor& cursor) {
  if (cursor.at >= cursor.text.size()) return "the end of the file";
  const auto byte = static_cast<unsigned char>(cursor.here());
  if (byte == '\'') return "a single quote (JSON needs \")";
  if (byte < 0x20 || byte == 0x7F) return "a control character";
  const std::string_view rest = cursor.text.substr(cursor.at);
  std::size_t length = 1;
  while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80) {
    ++length;
  }
  return "'" + std::string(rest.substr(0, length)) + "'";
}

/// The four hexadecimal digits here; -1 if there are none.
int hex4(const Cursor& cursor) {
  int code = 0;
  for (const char c : cursor.text.substr(std::min(cursor.at, cursor.text.size()), 4)) {
    const int digit = is_digit(c)            ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    code = code * 16 + digit;
  }
  return cursor.at + 4 <= cursor.text.size() ? code : -1;
}

/// After "\u": one code unit, or the two of a surrogate pair.
bool scan_unicode_escape(Cursor& cursor) {
  const int code = hex4(cursor);
  if (code < 0) return cursor.fail("expected four hexadecimal digits after \\u");
  const std::string alone = "a surrogate without its other half";
  if (code >= 0xDC00 && code <= 0xDFFF) return cursor.fail(alone);
  cursor.at += 4;
  if (code < 0xD800 || code > 0xDBFF) return true;
  const bool pair = cursor.text.substr(cursor.at, 2) == "\\u";
  if (pair) cursor.at += 2;
  const int low = pair ? hex4(cursor) : -1;
  if (low < 0xDC00 || low > 0xDFFF) return cursor.fail(alone);
  cursor.at += 4;
  return true;
}

bool scan_escape(Cursor& cursor) {
  const char c = cursor.at + 1 < cursor.text.size() ? cursor.text[cursor.at + 1] : '\0';
  if (c != '\0' && std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) {
    cursor.at += 2;
    return true;
  }
  if (c != 'u') {
    return cursor.fail("'\\" + (c > 0x20 && c < 0x7F ? std::string(1, c) : std::string()) +
                       "' is not an escape of JSON; a backslash itself is \\\\");
  }
  cursor.at += 2;
  return scan_unicode_escape(cursor);
}

bool scan_string(Cursor& cursor) {
  const std::size_t begin = cursor.at++;
  while (cursor.at < cursor.text.size()) {
    const char c = cursor.here();
    if (c == '"') {
      ++cursor.at;
      return true;
    }
    if (static_cast<unsigned char>(c) < 0x20) {
      return cursor.fail(c == '\n' || c == '\r'
                             ? "the text does not end on its line; a line break inside is \\n"
                             : "a control character in the text; write it as \\u00XX");
    }
    if (c != '\\') {
      ++cursor.at;
    } else if (!scan_escape(cursor)) {
      return false;
    }
  }
  cursor.at = begin;
  return cursor.fail("the text that begins here does not end");
}

bool scan_digits(Cursor& cursor) {
  if (!is_digit(cursor.here())) return cursor.fail("expected a digit, found " + shown(cursor));
  cursor.skip_digits();
  return true;
}

/// Whether simdjson reads the number: an integer of 64 bits, or a finite double.
bool fits(const std::string& token, bool whole) {
  errno = 0;
  if (whole && token.front() == '-') {
    static_cast<void>(std::strtoll(token.c_str(), nullptr, 10));
  } else if (whole) {
    static_cast<void>(std::strtoull(token.c_str(), nullptr, 10));
  }
  return errno != ERANGE && std::isfinite(std::strtod(token.c_str(), nullptr));
}

bool scan_number(Cursor& cursor) {
  const std::size_t begin = cursor.at;
  if (cursor.here() == '-') ++cursor.at;
  const std::size_t first_digit = cursor.at;
  if (!scan_digits(cursor)) return false;
  if (cursor.text[first_digit] == '0' && cursor.at - first_digit > 1) {
    cursor.at = begin;
    return cursor.fail("a number does not begin with 0");
  }
  bool whole = true;
  if (cursor.here() == '.') {
    whole = false;
    ++cursor.at;
    if (!scan_digits(cursor)) return false;
  }
  if (cursor.here() == 'e' || cursor.here() == 'E') {
    whole = false;
    ++cursor.at;
    if (cursor.here() == '+' || cursor.here() == '-') ++cursor.at;
    if (!scan_digits(cursor)) return false;
  }
  if (fits(std::string(cursor.text.substr(begin, cursor.at - begin)), whole)) return true;
  cursor.at = begin;
  return cursor.fail("the number is too large");
}

bool scan_scalar(Cursor& cursor) {
  const char c = cursor.here();
  if (c == '"') return scan_string(cursor);
  if (c == '-' || is_digit(c)) return scan_number(cursor);
  for (const std::string_view word : {"true", "false", "null"}) {
    if (cursor.text.substr(cursor.at, word.size()) == word) {
      cursor.at += word.size();
      return true;
    }
  }
  return cursor.fail("expected a value, found " + shown(cursor));
}

bool scan_key(Cursor& cursor) {
  if (cursor.here() != '"') {
    return cursor.fail("expected a key in double quotes, found " + shown(cursor));
  }
  if (!scan_string(cursor)) return false;
  cursor.skip_space();
  if (cursor.here() != ':') {
    return cursor.fail("expected ':' after the key, found " + shown(cursor));
  }
  ++cursor.at;
  cursor.skip_space();
  return true;
}

/// Scans one value with all values inside it.
class ValueScanner {
 public:
  ValueScanner(Cursor& cursor, SourceMap& map) : cursor_(cursor), map_(map) {}

  void run() {
    do {
      cursor_.skip_space();
      std::size_t key = kNoKey;
      if (!open_.empty() && open_.back() == '}') {
        key = cursor_.at;
        if (!scan_key(cursor_)) return;
      }
      map_.values.push_back(static_cast<std::uint32_t>(cursor_.at));
      map_.keys.push_back(static_cast<std::uint32_t>(key == kNoKey ? cursor_.at : key));
      const char c = cursor_.here();
      if (c == '{' || c == '[') {
        if (!enter(c == '{' ? '}' : ']')) return;
        if (cursor_.here() != open_.back()) continue;
      } else if (!scan_scalar(cursor_)) {
        return;
      }
      if (!leave()) return;
    } while (!open_.empty());
  }

 private:
  bool enter(char end) {
    if (open_.size() >= kMaxDepth) {
      return cursor_.fail("nested deeper than " + std::to_string(kMaxDepth) + " levels");
    }
    open_.push_back(end);
    ++cursor_.at;
    cursor_.skip_space();
    return true;
  }

  /// After a value: closes the levels that end here, then passes a comma.
  bool leave() {
    cursor_.skip_space();
    while (!open_.empty() && cursor_.here() == open_.back()) {
      ++cursor_.at;
      open_.pop_back();
      cursor_.skip_space();
    }
    if (open_.empty()) return true;
    const char end = open_.back();
    if (cursor_.here() != ',') {
      return cursor_.fail(std::string("expected ',' or '") + end + "', found " + shown(cursor_));
    }
    ++cursor_.at;
    cursor_.skip_space();
    if (cursor_.here() == end) {
      return cursor_.fail(std::string("expected another value after ',', found '") + end + "'");
    }
    return true;
  }

  Cursor& cursor_;
  SourceMap& map_;
  std::string open_;  ///< the closing bracket of each level
};

}  // namespace

SourceMap scan(std::string_view text) {
  SourceMap map;
  Cursor cursor{.text = text};
  cursor.skip_space();
  if (cursor.at == text.size()) {
    cursor.fail("expected a JSON object, found nothing");
  } else {
    ValueScanner(cursor, map).run();
    cursor.skip_space();
    if (cursor.ok() && cursor.at < text.size()) {
      cursor.fail("expected the end of the file, found " + shown(cursor));
    }
  }
  map.mistake = std::move(cursor.mistake);
  map.mistake_at = cursor.mistake_at;
  const std::size_t bad = text::first_invalid_utf8(text);
  if (bad != std::string_view::npos && (map.mistake.empty() || bad < map.mistake_at)) {
    map.mistake = "the file is not UTF-8 here";
    map.mistake_at = bad;
  }
  return map;
}

}  // namespace broadsheet::json
