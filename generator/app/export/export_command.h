#pragma once
// broadsheet export: the library in formats of other programs.

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "model/calendar.h"

namespace broadsheet::app {

enum class ExportFormat { Lines, Csv, Bibtex, Ris, Csl };

/// Names on the command line, in the order of the enumerators.
inline constexpr std::array<std::string_view, 5> kExportFormatNames = {"jsonl", "csv", "bibtex",
                                                                       "ris", "csl"};

/// @param name  one of kExportFormatNames
ExportFormat export_format(std::string_view name);

struct ExportOptions {
  std::optional<Day> day{};  ///< std::nullopt: all days
  ExportFormat format = ExportFormat::Lines;
  std::string output{};  ///< a file; empty: standard output
};

/// Writes all digests or one. Citation formats have each paper once, at its first appearance; the
/// others have it on each of its days. A digest that cannot be read is an error, and nothing is
/// written.
/// @return 0; 1 if a digest cannot be read or there is none
int run_export(const std::filesystem::path& root, const ExportOptions& options);

}  // namespace broadsheet::app
