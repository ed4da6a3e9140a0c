#include "json/scan.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "text/utf8.h"

namespace broadsheet::json {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  JsonPlaces run() {
    const std::size_t bad = text::first_invalid_utf8(text_);
    skip_space();
    if (at_ == text_.size()) {
      fail("expected a JSON object, found nothing");
    } else {
      value();
      skip_space();
      if (ok() && at_ < text_.size()) fail("expected the end of the file, found " + shown());
    }
    if (bad != std::string_view::npos && (ok() || bad < places_.mistake_at)) {
      places_.mistake = "the file is not UTF-8 here";
      places_.mistake_at = bad;
    }
    return std::move(places_);
  }

 private:
  bool ok() const { return places_.mistake.empty(); }
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void fail(std::string mistake) {
    if (!ok()) return;
    places_.mistake = std::move(mistake);
    places_.mistake_at = at_;
  }

  /// What stands here, for a message.
  std::string shown() const {
    if (at_ >= text_.size()) return "the end of the file";
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (byte == '\'') return "a single quote (JSON needs \")";
    if (byte < 0x20 || byte == 0x7F) return "a control character";
    const std::string_view rest = text_.substr(at_);
    std::size_t length = 1;
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80)
      ++length;
    return "'" + std::string(rest.substr(0, length)) + "'";
  }

  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
      ++at_;
    }
  }

  void note_value(std::size_t key) {
    places_.values.push_back(static_cast<std::uint32_t>(at_));
    places_.keys.push_back(static_cast<std::uint32_t>(key));
  }

  void value() {
    std::vector<bool> open;  // for each level around: is it an object
    std::size_t key = at_;
    for (;;) {
      skip_space();
      if (!open.empty() && open.back() && key == kNoKey) {
        if (here() != '"') return fail("expected a key in double quotes, found " + shown());
        key = at_;
        string();
        skip_space();
        if (ok() && here() != ':') return fail("expected ':' after the key, found " + shown());
        ++at_;
        skip_space();
      }
      if (!ok()) return;
      note_value(key == kNoKey ? at_ : key);
      const char c = here();
      if (c == '{' || c == '[') {
        if (open.size() >= kMaxJsonDepth) {
          return fail("nested deeper than " + std::to_string(kMaxJsonDepth) + " levels");
        }
        open.push_back(c == '{');
        ++at_;
        skip_space();
        if (here() != (c == '{' ? '}' : ']')) {
          key = kNoKey;
          continue;
        }
      } else {
        scalar();
        if (!ok()) return;
      }
      // A value has ended; so may the ones around it.
      while (!open.empty()) {
        skip_space();
        const char end = open.back() ? '}' : ']';
        if (here() == end) {
          ++at_;
          open.pop_back();
          continue;
        }
        if (here() != ',') {
          return fail(std::string("expected ',' or '") + end + "', found " + shown());
        }
        ++at_;
        skip_space();
        if (here() == end)
          return fail(std::string("expected another value after ',', found '") + end + "'");
        break;
      }
      if (open.empty()) return;
      key = kNoKey;
    }
  }

  void scalar() {
    const char c = here();
    if (c == '"') return string();
    if (c == '-' || is_digit(c)) return number();
    for (const std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(at_, word.size()) == word) {
        at_ += word.size();
        return;
      }
    }
    fail("expected a value, found " + shown());
  }

  void string() {
    const std::size_t begin = at_++;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return;
      }
      if (static_cast<unsigned char>(c) < 0x20) {
        return fail(c == '\n' || c == '\r'
                        ? "the text does not end on its line; a line break inside is \\n"
                        : "a control character stands in the text; write it as \\u00XX");
      }
      if (c == '\\' && !escape()) return;
      if (c != '\\') ++at_;
    }
    at_ = begin;
    fail("the text that begins here does not end");
  }

  /// The four digits at `at_`; -1 when they are not.
  int hex4() const {
    int code = 0;
    for (std::size_t digit = 0; digit < 4; ++digit) {
      const char c = at_ + digit < text_.size() ? text_[at_ + digit] : '\0';
      if (is_digit(c)) {
        code = code * 16 + (c - '0');
      } else if (c >= 'a' && c <= 'f') {
        code = code * 16 + (c - 'a' + 10);
      } else if (c >= 'A' && c <= 'F') {
        code = code * 16 + (c - 'A' + 10);
      } else {
        return -1;
      }
    }
    return code;
  }

  bool escape() {
    const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos && c != '\0') {
      at_ += 2;
      return true;
    }
    if (c != 'u') {
      fail("'\\" + (c > 0x20 && c < 0x7F ? std::string(1, c) : std::string()) +
           "' is no escape of JSON; a backslash itself is \\\\");
      return false;
    }
    at_ += 2;
    const int code = hex4();
    if (code < 0) {
      fail("expected four hexadecimal digits after \\u");
      return false;
    }
    if (code >= 0xDC00 && code <= 0xDFFF) {
      fail("half of a surrogate pair stands alone");
      return false;
    }
    at_ += 4;
    if (code >= 0xD800 && code <= 0xDBFF) {
      const bool pair = text_.substr(at_, 2) == "\\u";
      if (pair) at_ += 2;
      const int low = pair ? hex4() : -1;
      if (low < 0xDC00 || low > 0xDFFF) {
        fail("half of a surrogate pair stands alone");
        return false;
      }
      at_ += 4;
    }
    return true;
  }

  void digits() {
    while (is_digit(here())) ++at_;
  }

  void number() {
    const std::size_t begin = at_;
    if (here() == '-') ++at_;
    if (!is_digit(here())) return fail("expected a digit, found " + shown());
    const bool leading_zero = here() == '0';
    digits();
    if (leading_zero && at_ - begin > (text_[begin] == '-' ? 2U : 1U)) {
      at_ = begin;
      return fail("a number does not begin with 0");
    }
    bool whole = true;
    if (here() == '.') {
      whole = false;
      ++at_;
      if (!is_digit(here())) return fail("expected a digit, found " + shown());
      digits();
    }
    if (here() == 'e' || here() == 'E') {
      whole = false;
      ++at_;
      if (here() == '+' || here() == '-') ++at_;
      if (!is_digit(here())) return fail("expected a digit, found " + shown());
      digits();
    }
    // What simdjson refuses, whoever explains its refusal must refuse too.
    const std::string token(text_.substr(begin, at_ - begin));
    errno = 0;
    if (whole) {
      token.front() == '-' ? static_cast<void>(std::strtoll(token.c_str(), nullptr, 10))
                           : static_cast<void>(std::strtoull(token.c_str(), nullptr, 10));
    }
    if (errno == ERANGE || !std::isfinite(std::strtod(token.c_str(), nullptr))) {
      at_ = begin;
      fail("the number is too large");
    }
  }

  static constexpr std::size_t kNoKey = std::string_view::npos;

  std::string_view text_;
  std::size_t at_ = 0;
  JsonPlaces places_;
};

}  // namespace

JsonPlaces scan_json(std::string_view text) { return Scanner(text).run(); }

}  // namespace broadsheet::json
