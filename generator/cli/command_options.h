#pragma once
// Kinds of option values, with messages that state what was expected.

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/log.h"
#include "model/calendar.h"

namespace broadsheet::cli {

/// One of some words.
CLI::Validator one_of(const std::vector<std::string>& words);

/// A number within bounds, with or without a fraction.
template <typename Number>
CLI::Validator number_from(Number least, Number most) {
  return CLI::Validator(
      [least, most](const std::string& given) -> std::string {
        Number number{};
        const char* end = given.data() + given.size();
        const auto read = std::from_chars(given.data(), end, number);
        const bool good = read.ec == std::errc() && read.ptr == end;
        if (good && number >= least && number <= most) return "";
        const auto shown = [](Number bound) { return grouped(static_cast<std::int64_t>(bound)); };
        return std::string("should be a ") + (std::is_integral_v<Number> ? "whole " : "") +
               "number from " + shown(least) + " to " + shown(most) + ", not '" + given + "'";
      },
      "");
}

/// An option that takes a day.
void add_day(CLI::App& sub, const std::string& name, std::optional<Day>& target,
             const std::string& what);

/// Days as arguments, in any number.
void add_days(CLI::App& sub, const std::string& name, std::vector<Day>& target,
              const std::string& what);

}  // namespace broadsheet::cli
