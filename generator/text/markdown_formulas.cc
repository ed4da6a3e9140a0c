#include "text/markdown_formulas.h"

#include <algorithm>
#include <map>

#include "base/ascii.h"

namespace broadsheet::text {
namespace {

constexpr std::size_t kLongest = 4000;  // bytes of a formula; keeps time linear

class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  std::vector<MarkdownFormula> run() {
    while (at_ < text_.size()) {
      if (at_line_start() && skip_fenced_code()) continue;
      const char c = text_[at_];
      if (c == '\\') {
        at_ += 2;
      } else if (c == '`') {
        skip_code_span();
      } else if (text_.substr(at_, 2) == "](") {
        skip_target();
      } else if (c != '$' || !take_formula()) {
        ++at_;
      }
    }
    return std::move(found_);
  }

 private:
  bool at_line_start() const { return at_ == 0 || text_[at_ - 1] == '\n'; }
  std::size_t end_of_line(std::size_t at) const {
    return std::min(text_.find('\n', at), text_.size());
  }
  std::size_t run_length(std::size_t at) const {
    const std::size_t end = text_.find_first_not_of(text_[at], at);
    return std::min(end, text_.size()) - at;
  }

  /// The fence at the beginning of a line: its first character; npos if there is none.
  std::size_t fence_at(std::size_t line) const {
    const std::size_t first = std::min(text_.find_first_not_of(' ', line), text_.size());
    if (first - line > 3 || first == text_.size()) return std::string_view::npos;
    if (text_[first] != '`' && text_[first] != '~') return std::string_view::npos;
    return run_length(first) >= 3 ? first : std::string_view::npos;
  }

  bool skip_fenced_code() {
    const std::size_t open = fence_at(at_);
    if (open == std::string_view::npos) return false;
    const std::size_t length = run_length(open);
    const std::size_t line_end = end_of_line(open);
    // "``` a ```" in one line is a code span.
    if (text_[open] == '`' &&
        text_.substr(open + length, line_end - open - length).find('`') != std::string_view::npos)
      return false;
    at_ = line_end;
    while (at_ < text_.size()) {
      const std::size_t close = fence_at(++at_);
      at_ = end_of_line(at_);
      if (close != std::string_view::npos && text_[close] == text_[open] &&
          run_length(close) >= length)
        break;
    }
    return true;
  }

  void skip_code_span() {
    const std::size_t length = run_length(at_);
    const std::size_t after = at_ + length;
    const auto unclosed = unclosed_.find(length);
    at_ = after;
    if (unclosed != unclosed_.end() && after >= unclosed->second) return;
    for (std::size_t close = text_.find('`', after); close != std::string_view::npos;) {
      const std::size_t run = run_length(close);
      if (run == length) {
        at_ = close + run;
        return;
      }
      close = text_.find('`', close + run);
    }
    unclosed_[length] = after;
  }

  void skip_target() {
    at_ += 2;
    while (at_ < text_.size() && text_[at_] != ')' && !is_ascii_space(text_[at_])) ++at_;
  }

  bool take_formula() {
    const bool display = text_.substr(at_, 2) == "$$";
    const std::string_view mark = display ? "$$" : "$";
    const std::size_t begin = at_ + mark.size();
    const std::size_t limit = std::min(text_.size(), begin + kLongest);
    if (begin >= limit || (!display && is_ascii_space(text_[begin]))) return false;
    for (std::size_t end = begin; end < limit; ++end) {
      const char c = text_[end];
      if (c == '\\') {
        ++end;
      } else if (c == '`' || (c == '\n' && is_blank_line(end + 1))) {
        return false;
      } else if (text_.substr(end, mark.size()) == mark) {
        const std::size_t after = end + mark.size();
        const bool closes = display || (!is_ascii_space(text_[end - 1]) &&
                                        (after == text_.size() || !is_ascii_digit(text_[after])));
        if (end == begin || !closes) return false;
        found_.push_back({.tex = std::string(text_.substr(begin, end - begin)),
                          .display = display,
                          .offset = at_,
                          .length = after - at_});
        at_ = after;
        return true;
      }
    }
    return false;
  }

  bool is_blank_line(std::size_t at) const {
    at = text_.find_first_not_of(" \t\r", at);
    return at == std::string_view::npos || text_[at] == '\n';
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<MarkdownFormula> found_;
  std::map<std::size_t, std::size_t>
      unclosed_;  ///< by length of a run of backticks: none closes after
};

}  // namespace

std::vector<MarkdownFormula> formulas_in_markdown(std::string_view markdown) {
  return Scan(markdown).run();
}

}  // namespace broadsheet::text
