#include "arxiv/day_records.h"

#include <charconv>
#include <cstdint>
#include <utility>

#include "json/document.h"
#include "json/writer.h"

namespace broadsheet::arxiv {
namespace {

constexpr std::pair<DayRecord::What, std::string_view> kWhats[] = {
    {DayRecord::What::Announced, "announced"},
    {DayRecord::What::Incomplete, "incomplete"},
    {DayRecord::What::Nothing, "nothing"},
    {DayRecord::What::Stale, "stale"},
    {DayRecord::What::Outage, "outage"}};

}  // namespace

fs::path days_path(const fs::path& root) { return root / ".broadsheet" / "days.json"; }
fs::path asked_path(const fs::path& root) { return root / ".broadsheet" / "asked"; }

std::string_view name_of(DayRecord::What what) {
  for (const auto& [value, name] : kWhats) {
    if (value == what) return name;
  }
  return "";
}

std::map<Day, DayRecord> read_days(const fs::path& root) {
  std::map<Day, DayRecord> days;
  const auto bytes = read_file_if_exists(days_path(root));
  if (!bytes) return days;
  const auto document = json::Document::parse(*bytes);
  if (!document) return days;
  for (const json::Node value : document->root()) {
    const auto day = Day::parse(value.key());
    if (!day) continue;
    for (const auto& [what, name] : kWhats) {
      if (value.text_of("what") != name) continue;
      days[*day] = {.what = what,
                    .why = std::string(value.text_of("why")),
                    .at = std::string(value.text_of("at")),
                    .completed = std::string(value.text_of("completed"))};
    }
  }
  return days;
}

void record_day(const fs::path& root, Day day, const DayRecord& record) {
  std::map<Day, DayRecord> days = read_days(root);
  if (const auto old = days.find(day); old != days.end() && old->second.what < record.what) return;
  days[day] = record;
  json::Object object;
  for (const auto& [when, what] : days) {
    json::Object entry = {{"what", name_of(what.what)}, {"why", what.why}, {"at", what.at}};
    if (!what.completed.empty()) entry.add("completed", what.completed);
    object.add(when.str(), std::move(entry));
  }
  write_if_changed(days_path(root), std::move(json::Writer().value(object)).finish());
}

std::optional<std::chrono::system_clock::time_point> read_asked(const fs::path& root) {
  const std::string text = read_file_if_exists(asked_path(root)).value_or("");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // The clock counts in smaller units than the file and ends in the year 2262.
  constexpr auto most = std::chrono::floor<std::chrono::milliseconds>(
      std::chrono::system_clock::time_point::max().time_since_epoch());
  if (error != std::errc() || value < 0 || value > most.count()) return std::nullopt;
  return std::chrono::system_clock::time_point(std::chrono::milliseconds(value));
}

void write_asked(const fs::path& root, std::chrono::system_clock::time_point moment) {
  const auto since = std::chrono::floor<std::chrono::milliseconds>(moment.time_since_epoch());
  write_file_atomically(asked_path(root), std::to_string(since.count()) + "\n");
}

}  // namespace broadsheet::arxiv
