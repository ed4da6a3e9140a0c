#include "model/digest.h"

#include <cmath>

namespace broadsheet {

std::optional<std::int64_t> Usage::total_tokens() const {
  if (!prompt_tokens || !completion_tokens) return std::nullopt;
  return *prompt_tokens + *completion_tokens;
}

std::optional<double> Usage::total_cost() const {
  return stated_cost ? stated_cost : cost_of_parts();
}

std::optional<double> Usage::cost_of_parts() const {
  if (!prompt_cost || !completion_cost) return std::nullopt;
  constexpr double kUnit = 1e9;  // rounds away what binary fractions add: 0.0045000000000000005
  return std::round((*prompt_cost + *completion_cost) * kUnit) / kUnit;
}

std::string digest_file(Day day) { return day.month().str() + "/" + day.str() + ".json"; }

std::optional<Day> day_of_digest_file(std::string_view file) {
  const std::optional<Day> day = Day::parse(file.substr(file.find('/') + 1).substr(0, 10));
  return day && digest_file(*day) == file ? day : std::nullopt;
}

}  // namespace broadsheet
