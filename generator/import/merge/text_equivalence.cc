#include "import/merge/text_equivalence.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "json/writer.h"
#include "text/normalize.h"

namespace broadsheet::importer {
namespace {

/// Folded ASCII letters and digits only: what no rendering changes.
std::string skeleton(std::string_view text) {
  std::string kept;
  for (const char c : text::fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

bool is_subsequence(std::string_view part, std::string_view whole) {
  std::size_t at = 0;
  for (const char c : whole) {
    if (at < part.size() && part[at] == c) ++at;
  }
  return at == part.size();
}

}  // namespace

bool same_text(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const std::string bare_a = skeleton(a);
  const std::string bare_b = skeleton(b);
  if (bare_a == bare_b) return true;
  const std::string& shorter = bare_a.size() < bare_b.size() ? bare_a : bare_b;
  const std::string& longer = bare_a.size() < bare_b.size() ? bare_b : bare_a;
  return shorter.size() * 20 >= longer.size() * 19 && is_subsequence(shorter, longer);
}

int decimals(double number) {
  const std::string digits = json::number_text(number);
  const std::size_t point = digits.find('.');
  if (point == std::string::npos || digits.find('e') != std::string::npos) return 0;
  return static_cast<int>(digits.size() - point - 1);
}

bool same_cost(double a, double b) {
  if (a == b) return true;
  const int digits = std::max(2, std::min(decimals(a), decimals(b)));
  return std::abs(a - b) <= 0.5 * std::pow(10.0, -digits) * 1.0001;
}

}  // namespace broadsheet::importer
