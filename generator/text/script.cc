#include "text/script.h"

#include <algorithm>
#include <array>
#include <vector>

namespace broadsheet::text {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Reads the source once and writes what is kept.
class Stripper {
 public:
  explicit Stripper(std::string_view source) : source_(source) {}

  std::string run() {
    while (at_ < source_.size()) step();
    if (!kept_.empty()) kept_ += '\n';
    return std::move(kept_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  void step() {
    const char c = peek();
    if (is_space(c)) {
      gap_ = std::max(gap_, c == '\n' ? Gap::Line : Gap::Space);
      ++at_;
    } else if (c == '/' && peek(1) == '/') {
      at_ = std::min(source_.find('\n', at_), source_.size());
    } else if (c == '/' && peek(1) == '*') {
      skip_block_comment();
    } else if (c == '"' || c == '\'') {
      keep(literal_end(at_ + 1, c));
    } else if (c == '`') {
      keep(template_end(at_ + 1));
    } else if (c == '}' && !templates_.empty() && templates_.back() == 0) {
      templates_.pop_back();
      keep(template_end(at_ + 1));
    } else if (c == '/' && starts_regex()) {
      keep(regex_end(at_ + 1));
    } else if (is_word(c)) {
      std::size_t end = at_;
      while (end < source_.size() && is_word(source_[end])) ++end;
      keep(end);
    } else {
      if (!templates_.empty() && c == '{') ++templates_.back();
      if (!templates_.empty() && c == '}') --templates_.back();
      keep(at_ + 1);
    }
  }

  void skip_block_comment() {
    const std::size_t close = source_.find("*/", at_ + 2);
    const std::size_t end = close == std::string_view::npos ? source_.size() : close + 2;
    const bool lines = source_.substr(at_, end - at_).find('\n') != std::string_view::npos;
    gap_ = std::max(gap_, lines ? Gap::Line : Gap::Space);
    at_ = end;
  }

  /// Appends source up to `end`, after the gap that the two sides need.
  void keep(std::size_t end) {
    const char next = peek();
    const char last = kept_.empty() ? '\n' : kept_.back();
    if (gap_ == Gap::Line && last != '\n') {
      kept_ += '\n';
    } else if (gap_ == Gap::Space && ((is_word(last) && is_word(next)) ||
                                      (last == next && (next == '+' || next == '-')) ||
                                      (last == '/' && (next == '/' || next == '*')))) {
      kept_ += ' ';
    }
    gap_ = Gap::None;
    kept_.append(source_.substr(at_, end - at_));
    at_ = end;
  }

  std::size_t literal_end(std::size_t from, char quote) const {
    for (; from < source_.size(); ++from) {
      if (source_[from] == '\\')
        ++from;
      else if (source_[from] == quote)
        return from + 1;
    }
    return source_.size();
  }

  /// To the end of the template, or behind the "${" that opens an expression in it.
  std::size_t template_end(std::size_t from) {
    for (; from < source_.size(); ++from) {
      if (source_[from] == '\\') {
        ++from;
      } else if (source_[from] == '`') {
        return from + 1;
      } else if (source_[from] == '$' && from + 1 < source_.size() && source_[from + 1] == '{') {
        templates_.push_back(0);
        return from + 2;
      }
    }
    return source_.size();
  }

  /// Whether a slash here begins a regular expression: where a value cannot stand before it.
  bool starts_regex() const {
    if (kept_.empty()) return true;
    const char last = kept_.back();
    if (!is_word(last))
      return last != ')' && last != ']' && last != '}' && last != '"' && last != '\'' &&
             last != '`';
    std::size_t start = kept_.size();
    while (start > 0 && is_word(kept_[start - 1])) --start;
    static constexpr std::array<std::string_view, 7> kBeforeValue = {
        "return", "typeof", "case", "in", "of", "void", "await"};
    return std::ranges::find(kBeforeValue, std::string_view(kept_).substr(start)) !=
           kBeforeValue.end();
  }

  std::size_t regex_end(std::size_t from) const {
    bool in_class = false;
    for (; from < source_.size() && source_[from] != '\n'; ++from) {
      const char c = source_[from];
      if (c == '\\')
        ++from;
      else if (c == '[')
        in_class = true;
      else if (c == ']')
        in_class = false;
      else if (c == '/' && !in_class)
        return from + 1;
    }
    return std::min(from, source_.size());
  }

  enum class Gap { None, Space, Line };

  std::string_view source_;
  std::size_t at_ = 0;
  std::string kept_;
  Gap gap_ = Gap::None;
  std::vector<int> templates_;  ///< open braces inside each template expression we are in
};

}  // namespace

std::string strip_script(std::string_view source) { return Stripper(source).run(); }

}  // namespace broadsheet::text
