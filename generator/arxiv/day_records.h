#pragma once
// .broadsheet/days.json: the outcome of fetching each day. .broadsheet/asked: the last request.
// Formats: docs/curation.md.

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "model/calendar.h"

namespace broadsheet::arxiv {

fs::path days_path(const fs::path& root);
fs::path asked_path(const fs::path& root);

/// The outcome of fetching a day. From the surest to the least sure: a record never replaces a
/// surer one.
struct DayRecord {
  enum class What {
    Announced,   ///< an inbox file was written; `at`: when it was last compared with the feed
    Incomplete,  ///< an inbox file was written, but part of the feed was that of an earlier day
    Nothing,     ///< arXiv announced nothing (weekend, holiday, an empty feed)
    Stale,       ///< the feed still held an earlier day
    Outage,      ///< arXiv could not be reached
  };
  What what = What::Nothing;
  std::string why;  ///< "weekend", "holiday", "empty feed", "HTTP 503", "feed of 2026-02-26"
  std::string at;   ///< UTC
  /// UTC, with Announced and Incomplete: when papers of the day were last stored.
  std::string completed{};
};

std::string_view name_of(DayRecord::What what);  ///< "announced", "incomplete", "nothing", ...

/// All records. Empty if the file is absent or damaged.
std::map<Day, DayRecord> read_days(const fs::path& root);

/// Replaces the record of a day, unless there is a surer one.
void record_day(const fs::path& root, Day day, const DayRecord& record);

/// When a run in this project last sent a request to arXiv; std::nullopt if it is not known.
std::optional<std::chrono::system_clock::time_point> read_asked(const fs::path& root);
void write_asked(const fs::path& root, std::chrono::system_clock::time_point moment);

}  // namespace broadsheet::arxiv
