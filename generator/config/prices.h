#pragma once
// What models cost: score.prices of config.yaml, then the table shipped with the program.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"

namespace broadsheet::config {

/// The month of the table: list prices as the providers published them then, in US dollars per
/// million tokens, for short prompts and without discounts for batches.
inline constexpr std::string_view kPricesDate = "2025-10";

/// The price of score.model: that of score.prices, else that of the table; std::nullopt if neither
/// has the model, whose cost is then unknown.
std::optional<PriceConfig> price_of(const ScoreConfig& score);

/// Names of all models with a price, sorted; for suggestions.
std::vector<std::string> priced_models(const ScoreConfig& score);

}  // namespace broadsheet::config
