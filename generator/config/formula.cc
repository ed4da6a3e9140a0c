#include "config/formula.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.h"

namespace broadsheet::config {
namespace {

constexpr int kMaxDepth = 50;

// Grammar: sum = product {(+|-) product}; product = factor {(*|/) factor};
// factor = number | word | (min|max) "(" sum "," sum ")" | "(" sum ")" | "-" factor.
class Reader {
 public:
  Reader(std::string_view text, double relevance, double novelty)
      : text_(text), relevance_(relevance), novelty_(novelty) {}

  double read() {
    const double value = sum(0);
    skip_space();
    if (at_ < text_.size()) fail("an operator");
    return value;
  }

 private:
  [[noreturn]] void fail(const std::string& expected) const {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "score.score_formula '" + std::string(text_) + "': expected " + expected +
                    " at character " + std::to_string(at_ + 1) +
                    "; words are relevance, novelty, min and max");
  }

  void skip_space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  bool take(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void need(char c) {
    if (!take(c)) fail(std::string("'") + c + "'");
  }

  double sum(int depth) {
    if (depth > kMaxDepth) fail("fewer parentheses");
    double value = product(depth);
    while (true) {
      if (take('+'))
        value += product(depth);
      else if (take('-'))
        value -= product(depth);
      else
        return value;
    }
  }

  double product(int depth) {
    double value = factor(depth);
    while (true) {
      if (take('*')) {
        value *= factor(depth);
      } else if (take('/')) {
        const double by = factor(depth);
        value = by == 0 ? 0 : value / by;
      } else {
        return value;
      }
    }
  }

  double factor(int depth) {
    if (depth > kMaxDepth) fail("fewer parentheses");
    if (take('-')) return -factor(depth + 1);
    if (take('(')) {
      const double value = sum(depth + 1);
      need(')');
      return value;
    }
    skip_space();
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] >= 'a' && text_[at_] <= 'z') ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (word == "relevance") return relevance_;
    if (word == "novelty") return novelty_;
    if (word == "min" || word == "max") {
      need('(');
      const double a = sum(depth + 1);
      need(',');
      const double b = sum(depth + 1);
      need(')');
      return word == "min" ? std::min(a, b) : std::max(a, b);
    }
    at_ = start;
    double number = 0;
    const char* end_of_text = text_.data() + text_.size();
    const auto [end, error] = std::from_chars(text_.data() + at_, end_of_text, number);
    if (!word.empty() || error != std::errc()) fail("a number or a word");
    at_ = static_cast<std::size_t>(end - text_.data());
    return number;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  double relevance_;
  double novelty_;
};

}  // namespace

Formula::Formula(std::string_view text) : text_(text) { static_cast<void>(score(1, 1)); }

double Formula::score(double relevance, double novelty) const {
  const double value = Reader(text_, relevance, novelty).read();
  return std::isfinite(value) ? std::round(value * 100) / 100 : 0;
}

}  // namespace broadsheet::config
