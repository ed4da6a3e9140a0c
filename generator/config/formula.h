#pragma once
// The score formula of config.yaml: "relevance + novelty", "0.7 * relevance + 0.3 * novelty".

#include <string>
#include <string_view>

namespace broadsheet::config {

/// An expression of relevance, novelty, numbers, + - * /, min(a, b), max(a, b) and parentheses.
class Formula {
 public:
  /// Throws Error(Config) with the formula, the position and what was expected there.
  explicit Formula(std::string_view text);

  /// Rounded to two decimals. A division by zero gives 0.
  double score(double relevance, double novelty) const;

 private:
  std::string text_;
};

}  // namespace broadsheet::config
