#pragma once
// Files of content/ with what was written about a day or a month.

#include <optional>
#include <string>
#include <string_view>

#include "model/calendar.h"

namespace broadsheet {

/// "2026-07/2026-07-14.md".
inline std::string text_file(Day day) { return day.month().str() + "/" + day.str() + ".md"; }

/// "2026-07/2026-07.md".
inline std::string text_file(Month month) { return month.str() + "/" + month.str() + ".md"; }

/// "2026-07-14" or "2026-07" of such a path in content/; empty for any other.
inline std::string period_of_text_file(std::string_view file) {
  constexpr std::string_view kEnd = ".md";
  const std::size_t slash = file.find('/');
  if (slash == std::string_view::npos || !file.ends_with(kEnd)) return {};
  const std::string_view name = file.substr(slash + 1, file.size() - slash - 1 - kEnd.size());
  const auto day = Day::parse(name);
  const auto month = day ? std::optional(day->month()) : Month::parse(name);
  return month && month->str() == file.substr(0, slash) ? std::string(name) : std::string();
}

}  // namespace broadsheet
