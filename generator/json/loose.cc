#include "json/loose.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "text/lost_backslashes.h"
#include "text/utf8.h"

namespace broadsheet::json {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxKeyLength = 64;  // characters, for keys after a doubtful quote

struct Quote {
  std::string_view open;
  std::array<std::string_view, 3> close;  // any of them; empty ones do not count
};
constexpr std::array<Quote, 4> kQuotes = {{
    {"\"", {"\"", "", ""}},
    {"'", {"'", "", ""}},
    {"\u201c", {"\u201d", "\u201c", "\""}},
    {"\u2018", {"\u2019", "\u2018", "'"}},
}};

std::optional<unsigned> hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(0, 4)) {
    const auto digit = std::string_view("0123456789abcdef").find(lower_ascii(c));
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(digit);
  }
  return value;
}

// What a text is part of.
enum class Place { Key, Member, Item };

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), work_(text.size() * 10 + 100000) {}

  std::optional<LooseValue> value_at(std::size_t at, std::size_t& end) {
    at_ = at;
    auto value = read_value(0, Place::Item);
    end = at_;
    return value;
  }

  bool exhausted() const { return work_ == 0; }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  // Hostile text must not cost more than its length times a constant.
  bool spend() {
    if (work_ > 0) --work_;
    return work_ > 0;
  }

  void skip_space() {
    while (!at_end() && is_ascii_space(text_[at_]) && spend()) ++at_;
  }

  std::optional<LooseValue> read_value(int depth, Place place) {
    skip_space();
    if (at_end() || depth > kMaxDepth || !spend()) return std::nullopt;
    if (text_[at_] == '{') return read_members(depth, true);
    if (text_[at_] == '[') return read_members(depth, false);
    for (const Quote& quote : kQuotes) {
      if (starts(quote.open)) return read_text(quote, place);
    }
    return read_bare();
  }

  // Members of an object or items of a list; the opening bracket is at at_.
  std::optional<LooseValue> read_members(int depth, bool is_object) {
    LooseValue value{.kind = is_object ? LooseValue::Kind::Object : LooseValue::Kind::Array};
    const char close = is_object ? '}' : ']';
    ++at_;
    while (spend()) {
      skip_space();
      if (at_end()) return std::nullopt;
      if (text_[at_] == close) {
        ++at_;
        return value;
      }
      if (is_object) {
        auto key = read_key();
        if (!key) return std::nullopt;
        value.keys.push_back(std::move(*key));
      }
      auto item = read_value(depth + 1, is_object ? Place::Member : Place::Item);
      if (!item) return std::nullopt;
      value.items.push_back(std::move(*item));
      skip_space();
      if (at_end()) return std::nullopt;
      if (text_[at_] == ',')
        ++at_;
      else if (text_[at_] != close)
        return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<std::string> read_key() {
    std::optional<LooseValue> key;
    for (const Quote& quote : kQuotes) {
      if (!key && starts(quote.open)) key = read_text(quote, Place::Key);
    }
    if (!key) {
      std::string word;
      while (!at_end() && is_bare_key(text_[at_])) {
        word += text_[at_++];
      }
      if (word.empty() || is_ascii_digit(word[0])) return std::nullopt;
      key = LooseValue{.kind = LooseValue::Kind::Text, .text = word};
    }
    skip_space();
    if (at_end() || text_[at_] != ':') return std::nullopt;
    ++at_;
    return key->text;
  }

  // A number or a word without quotes; only what can be one.
  std::optional<LooseValue> read_bare() {
    std::string word;
    while (!at_end() && (is_ascii_letter(text_[at_]) || is_ascii_digit(text_[at_]) ||
                         std::string_view("+-./").find(text_[at_]) != std::string_view::npos)) {
      word += text_[at_++];
      if (!spend() || word.size() > 64) return std::nullopt;
    }
    if (word.empty()) return std::nullopt;
    return LooseValue{.kind = LooseValue::Kind::Bare, .text = word};
  }

  std::size_t after_space(std::size_t at) {
    while (at < text_.size() && is_ascii_space(text_[at]) && spend()) ++at;
    return at;
  }

  // Whether a quote before `at` ends its text: after a key follows ':', after a value a bracket or
  // a comma, and in an object another key after the comma.
  bool closes(std::size_t at, Place place) {
    at = after_space(at);
    if (at >= text_.size()) return false;
    const char next = text_[at];
    if (place == Place::Key) return next == ':';
    if (next != ',') return next == '}' || next == ']';
    return place == Place::Item || is_key_at(after_space(at + 1));
  }

  // Whether a key with its colon begins at `at`, or the object ends there.
  bool is_key_at(std::size_t at) {
    if (at >= text_.size()) return true;  // the object is cut off; its end is missed elsewhere
    if (text_[at] == '}') return true;
    const std::string_view rest = text_.substr(at, kMaxKeyLength);
    std::size_t end = 0;
    const auto* quote = std::find_if(kQuotes.begin(), kQuotes.end(),
                                     [&](const Quote& one) { return rest.starts_with(one.open); });
    if (quote != kQuotes.end()) {
      const auto [length, found] = find_close(*quote, rest.substr(quote->open.size()));
      if (length == 0) return false;
      end = quote->open.size() + found + length;
    } else {
      while (end < rest.size() && is_bare_key(rest[end])) ++end;
      if (end == 0) return false;
    }
    spend();
    const std::size_t colon = after_space(at + end);
    return colon < text_.size() && text_[colon] == ':';
  }

  static bool is_bare_key(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_'; }

  // The first closing quote in `text`: its length and its offset; length 0 if there is none.
  static std::pair<std::size_t, std::size_t> find_close(const Quote& quote, std::string_view text) {
    std::pair<std::size_t, std::size_t> first{0, text.size()};
    for (const std::string_view close : quote.close) {
      const std::size_t at = close.empty() ? std::string_view::npos : text.find(close);
      if (at < first.second) first = {close.size(), at};
    }
    return first;
  }

  std::optional<LooseValue> read_text(const Quote& quote, Place place) {
    at_ += quote.open.size();
    LooseValue value{.kind = LooseValue::Kind::Text};
    bool raw_quote = false;
    bool raw_break = false;
    bool quoted_key = false;  // a quote with a colon, on a later line
    while (!at_end() && spend()) {
      if (text_[at_] == '\\') {
        read_escape(value.text);
        continue;
      }
      const auto* end = std::find_if(quote.close.begin(), quote.close.end(),
                                     [&](auto close) { return !close.empty() && starts(close); });
      if (end != quote.close.end()) {
        const std::size_t length = end->size();
        if (closes(at_ + length, place)) {
          at_ += length;
          // A text whose end is missing may have consumed the next key or the next object.
          const bool doubtful =
              raw_quote && (quoted_key || value.text.find('{') != std::string::npos);
          if (doubtful) return std::nullopt;
          return value;
        }
        raw_quote = true;
        if (raw_break && place != Place::Key && closes(at_ + length, Place::Key)) quoted_key = true;
        value.text.append(text_.substr(at_, length));
        at_ += length;
        continue;
      }
      if (text_[at_] == '\n') raw_break = true;
      value.text += text_[at_] == '\n' ? ' ' : text_[at_];
      ++at_;
    }
    return std::nullopt;
  }

  // A backslash is at at_.
  void read_escape(std::string& out) {
    if (at_ + 1 >= text_.size()) {
      ++at_;
      return;
    }
    const char c = text_[at_ + 1];
    if (c == '"' || c == '\\' || c == '/' || c == '\'') {
      out += c;
      at_ += 2;
      return;
    }
    if (c == 'u') {
      if (const auto code = hex4(text_.substr(at_ + 2))) {
        at_ += 6;
        append_code(*code, out);
        return;
      }
    }
    if (std::string_view("bfnrt").find(c) != std::string_view::npos) {
      std::size_t end = at_ + 1;
      while (end < text_.size() && is_ascii_letter(text_[end]) && end - at_ < 14) ++end;
      if (!text::is_escape_like_command(text_.substr(at_ + 1, end - at_ - 1))) {
        out += ' ';
        at_ += 2;
        return;
      }
    }
    out += '\\';  // TeX that was not escaped
    ++at_;
  }

  void append_code(unsigned code, std::string& out) {
    char32_t point = code;
    if (code >= 0xD800 && code < 0xDC00 && starts("\\u")) {
      const auto low = hex4(text_.substr(at_ + 2));
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        at_ += 6;
        point = 0x10000 + ((code - 0xD800) << 10) + (*low - 0xDC00);
      }
    }
    if (point >= 0xD800 && point < 0xE000) point = 0xFFFD;
    text::append_utf8(out, point);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t work_;
};

// All whole values that begin with `open`, outermost ones only.
std::vector<LooseValue> whole_values(std::string_view text, char open) {
  std::vector<LooseValue> values;
  Reader reader(text);
  std::size_t at = 0;
  while ((at = text.find(open, at)) != std::string_view::npos && !reader.exhausted()) {
    std::size_t end = at;
    if (auto value = reader.value_at(at, end)) {
      value->begin = at;
      value->end = end;
      values.push_back(std::move(*value));
      at = end;
    } else {
      ++at;
    }
  }
  return values;
}

}  // namespace

std::vector<LooseValue> loose_objects(std::string_view text) { return whole_values(text, '{'); }

std::vector<LooseValue> loose_lists(std::string_view text) { return whole_values(text, '['); }

}  // namespace broadsheet::json
