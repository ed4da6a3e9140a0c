#include "json/loose.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::json {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxBytes = 1 << 20;  // no honest reply to a batch is longer

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

// TeX commands that begin like an escape of JSON: \beta is not a backspace and "eta".
bool is_tex_command(std::string_view word) {
  static constexpr std::array<std::string_view, 52> kCommands = {
      "bar",    "begin",    "beta",   "bf",         "big",    "binom",    "bm",     "boldsymbol",
      "bot",    "bullet",   "flat",   "forall",     "frac",   "nabla",    "ne",     "neg",
      "neq",    "ni",       "norm",   "not",        "notin",  "nu",       "rangle", "rceil",
      "rfloor", "rho",      "right",  "rightarrow", "rm",     "tan",      "tanh",   "tau",
      "text",   "textbf",   "textit", "texttt",     "textrm", "textsc",   "tfrac",  "theta",
      "tilde",  "times",    "tiny",   "to",         "top",    "triangle", "tt",     "bigcup",
      "bmod",   "nicefrac", "ref",    "rVert"};
  return std::find(kCommands.begin(), kCommands.end(), word) != kCommands.end();
}

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

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), work_(text.size() * 10 + 100000) {}

  std::optional<LooseValue> object_at(std::size_t at, std::size_t& end) {
    at_ = at;
    auto value = read_value(0);
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

  std::optional<LooseValue> read_value(int depth) {
    skip_space();
    if (at_end() || depth > kMaxDepth || !spend()) return std::nullopt;
    if (text_[at_] == '{') return read_members(depth, true);
    if (text_[at_] == '[') return read_members(depth, false);
    for (const Quote& quote : kQuotes) {
      if (starts(quote.open)) return read_text(quote, false);
    }
    return read_bare();
  }

  // Members of an object or items of a list; the opening bracket is at at_.
  std::optional<LooseValue> read_members(int depth, bool is_object) {
    LooseValue value{.kind = is_object ? LooseValue::Kind::Object : LooseValue::Kind::List};
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
      auto item = read_value(depth + 1);
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
      if (!key && starts(quote.open)) key = read_text(quote, true);
    }
    if (!key) {
      std::string word;
      while (!at_end() &&
             (is_ascii_letter(text_[at_]) || is_ascii_digit(text_[at_]) || text_[at_] == '_')) {
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

  // Whether a closing quote at `at` can be one: a key is followed by ':', a value by ',' or a
  // bracket.
  bool closes(std::size_t at, bool is_key) {
    while (at < text_.size() && is_ascii_space(text_[at]) && spend()) ++at;
    if (at >= text_.size()) return false;
    const char next = text_[at];
    return is_key ? next == ':' : next == ',' || next == '}' || next == ']';
  }

  std::optional<LooseValue> read_text(const Quote& quote, bool is_key) {
    at_ += quote.open.size();
    LooseValue value{.kind = LooseValue::Kind::Text};
    bool raw_quote = false;
    bool raw_break = false;
    while (!at_end() && spend()) {
      if (text_[at_] == '\\') {
        read_escape(value.text);
        continue;
      }
      const auto* end = std::find_if(quote.close.begin(), quote.close.end(),
                                     [&](auto close) { return !close.empty() && starts(close); });
      if (end != quote.close.end()) {
        const std::size_t length = end->size();
        if (closes(at_ + length, is_key)) {
          at_ += length;
          // An object that was cut in its text may have swallowed the next one; better to ask
          // again.
          const bool doubtful =
              raw_quote && (raw_break || value.text.find('{') != std::string::npos);
          if (doubtful) return std::nullopt;
          return value;
        }
        raw_quote = true;
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

  // A backslash stands at at_.
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
      if (!is_tex_command(text_.substr(at_ + 1, end - at_ - 1))) {
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

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

std::string_view behind_space(std::string_view text) {
  const auto begin = std::find_if_not(text.begin(), text.end(), is_ascii_space);
  return text.substr(static_cast<std::size_t>(begin - text.begin()));
}

// Reasoning stands in front; the same tags inside an answer are somebody's words.
std::string_view without_thoughts(std::string_view text) {
  for (const std::string_view tag : {"think", "thinking", "reasoning", "thought"}) {
    const std::string close = "</" + std::string(tag) + ">";
    if (behind_space(text).starts_with("<" + std::string(tag) + ">")) {
      const auto end = text.find(close);
      return end == std::string_view::npos ? std::string_view() : text.substr(end + close.size());
    }
    // Some servers swallow the opening tag.
    const auto end = text.find("\n" + close);
    if (end != std::string_view::npos) return text.substr(end + 1 + close.size());
  }
  static constexpr std::string_view kFinal = "<|channel|>final<|message|>";
  if (const auto at = text.rfind(kFinal); at != std::string_view::npos) {
    return text.substr(at + kFinal.size());
  }
  if (behind_space(text).starts_with("<|channel|>analysis")) return {};
  return text;
}

}  // namespace

std::string readable_part(std::string_view reply) {
  if (reply.starts_with("\xEF\xBB\xBF")) reply.remove_prefix(3);
  std::string text = text::clean_utf8(text::cut_utf8(without_thoughts(reply), kMaxBytes));
  if (text.find("{&quot;") != std::string::npos || text.find("{ &quot;") != std::string::npos) {
    replace_all(text, "&quot;", "\"");
    replace_all(text, "&#39;", "'");
    replace_all(text, "&lt;", "<");
    replace_all(text, "&gt;", ">");
    replace_all(text, "&amp;", "&");
  }
  return text;
}

std::vector<LooseValue> loose_objects(std::string_view text) {
  std::vector<LooseValue> objects;
  Reader reader(text);
  std::size_t at = 0;
  while ((at = text.find('{', at)) != std::string_view::npos && !reader.exhausted()) {
    std::size_t end = at;
    if (auto object = reader.object_at(at, end)) {
      objects.push_back(std::move(*object));
      at = end;
    } else {
      ++at;
    }
  }
  return objects;
}

LooseValue first_loose_list(std::string_view text) {
  Reader reader(text);
  std::size_t at = 0;
  while ((at = text.find('[', at)) != std::string_view::npos && !reader.exhausted()) {
    std::size_t end = at;
    if (auto list = reader.object_at(at, end)) return *list;
    ++at;
  }
  return {};
}

}  // namespace broadsheet::json
