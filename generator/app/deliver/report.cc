#include "app/deliver/report.h"

#include <cstdint>

#include "base/log.h"
#include "model/calendar.h"

namespace broadsheet::app {

void report_deliveries(const std::string& kind, const std::string& of, const Deliveries& counts,
                       Results results) {
  std::string line = kind + " of " + of + ": sent to " + counted(counts.sent, "recipient");
  const auto add = [&](std::size_t count, const std::string& what) {
    if (count > 0) line += ", " + std::to_string(count) + " " + what;
  };
  add(counts.already, "had it already");
  add(counts.refused, "refused");
  add(counts.unknown, "may have it");
  add(counts.failed, "not reached");
  print(line + "\n");
  const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  add_result(results, {{"kind", kind},
                       {Week::parse(of) ? "week" : "day", of},
                       {"sent", number(counts.sent)},
                       {"already", number(counts.already)},
                       {"refused", number(counts.refused)},
                       {"unknown", number(counts.unknown)},
                       {"failed", number(counts.failed)}});
}

}  // namespace broadsheet::app
