#include "app/curate/day_gaps.h"

#include <algorithm>
#include <utility>

#include "arxiv/inbox.h"
#include "arxiv/schedule.h"
#include "base/log.h"
#include "model/library.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kMostNamed = 10;
// If the newest day is older, an imported archive ended long ago, or this machine's clock is wrong.
constexpr int kMostDaysBack = 400;

using What = arxiv::DayRecord::What;

/// Why a day that has neither digest nor inbox file has none.
/// @param is_linked  other days link to its issue
void explain_absence(const arxiv::DayRecord* record, bool is_linked,
                     std::span<const std::string> holidays, DayGap& gap) {
  const arxiv::DayKind kind = arxiv::kind_of(gap.day, holidays);
  if (is_linked) {
    gap.why = "not imported: other days link to its issue";
  } else if (kind != arxiv::DayKind::Working) {
    gap.why = kind == arxiv::DayKind::Weekend ? "weekend" : "holiday";
    gap.quiet = true;
  } else if (record == nullptr) {
    gap.why = "unknown: no run on that day";
  } else if (record->what == What::Nothing) {
    gap.why = record->why;
    gap.quiet = true;
  } else if (record->what == What::Outage) {
    gap.why = "outage: " + record->why;
  } else if (record->what == What::Stale) {
    gap.why = "arXiv's feed was late: " + record->why;
  } else {
    gap.why = "its inbox file is lost";
  }
  gap.needs_fetch = !gap.quiet;
}

/// What a digest lacks: "partial: 2 papers without a verdict"; empty if it lacks nothing.
std::string unfinished_text(const fs::path& root, const Digest& digest) {
  std::string text;
  if (digest.status != DayStatus::Complete) {
    text = digest.status == DayStatus::Failed ? "failed" : "partial";
    if (!digest.status_reason.empty()) text += ": " + digest.status_reason;
  }
  if (const std::int64_t added = added_later(root, digest); added > 0) {
    if (!text.empty()) text += "; ";
    text += counted(static_cast<std::size_t>(added), "paper") + " of the inbox not scored";
  }
  return text;
}

std::optional<DayGap> gap_of(Day day, const arxiv::DayRecord* record, const Library& library,
                             const fs::path& root, std::span<const std::string> holidays) {
  const bool in_inbox = path_exists(arxiv::inbox_path(root, day));
  const Digest* const digest = library.find(day);
  DayGap gap{.day = day, .why = {}, .has_digest = digest != nullptr};
  if (record != nullptr && record->what == What::Incomplete) {
    gap.why = incomplete_text(*record);
    const std::string unfinished = digest != nullptr ? unfinished_text(root, *digest) : "";
    if (!unfinished.empty()) gap.why += "; " + unfinished;
    gap.is_incomplete = true;
    gap.needs_fetch = true;
  } else if (digest != nullptr) {
    gap.why = unfinished_text(root, *digest);
    if (gap.why.empty()) return std::nullopt;
    gap.needs_fetch = !in_inbox;
  } else if (in_inbox) {
    gap.why = "not scored";
  } else {
    explain_absence(record, library.is_absent(day), holidays, gap);
  }
  return gap;
}

/// The newest day before `today` with a digest or an inbox file.
std::optional<Day> last_known_day(std::span<const Digest> digests, const std::vector<Day>& inbox,
                                  Day today) {
  std::optional<Day> last;
  const auto add = [&](Day day) {
    if (day < today && (!last || day > *last)) last = day;
  };
  for (const Digest& digest : digests) {
    if (!digest.sample) add(digest.date);
  }
  std::for_each(inbox.begin(), inbox.end(), add);
  return last;
}

/// The first day of the last `count` working days before `today`.
Day first_of_working_days(Day today, int count, std::span<const std::string> holidays) {
  Day first = today;
  while (count > 0) {
    first = first.plus(-1);
    if (arxiv::kind_of(first, holidays) == arxiv::DayKind::Working) --count;
  }
  return first;
}

std::vector<DayGap> find_gaps_in(const Library& library, const fs::path& root,
                                 const config::Config& config, Day from, Day to) {
  const auto records = arxiv::read_days(root);
  std::vector<DayGap> gaps;
  for (Day day = from; day <= to; day = day.plus(1)) {
    const auto record = records.find(day);
    auto gap = gap_of(day, record == records.end() ? nullptr : &record->second, library, root,
                      config.holidays);
    if (gap) gaps.push_back(*std::move(gap));
  }
  return gaps;
}

}  // namespace

std::string incomplete_text(const arxiv::DayRecord& record) {
  return "incomplete: " + record.why +
         (record.completed.empty() ? "" : "; last completed " + record.completed);
}

std::vector<DayGap> find_gaps(const fs::path& root, const config::Config& config, Day from,
                              Day to) {
  return find_gaps_in(Library(load_digests(root)), root, config, from, to);
}

preprints::Fetched fetch_gaps(const fs::path& root, const config::Config& config,
                              std::span<const DayGap> gaps, const net::Environment& world) {
  preprints::Fetched all;
  for (std::size_t at = 0; at < gaps.size();) {
    std::size_t end = at + 1;
    if (gaps[at].needs_fetch) {
      while (end < gaps.size() && gaps[end].needs_fetch &&
             gaps[end].day == gaps[end - 1].day.plus(1)) {
        ++end;
      }
      preprints::Fetched fetched =
          preprints::fetch_past(root, config.fetch, config.holidays, gaps[at].day,
                                gaps[end - 1].day, InboxSource::Change, false, world);
      all.days.insert(all.days.end(), fetched.days.begin(), fetched.days.end());
      if (all.trouble.empty()) all.trouble = std::move(fetched.trouble);
    }
    at = end;
  }
  return all;
}

RecentGaps find_recent_gaps(const fs::path& root, const config::Config& config, Day today) {
  const Library library(load_digests(root));
  const std::span<const Digest> digests = library.digests();
  const std::vector<Day> inbox = arxiv::inbox_days(root);
  const std::optional<Day> last = last_known_day(digests, inbox, today);
  if (!last) return {};
  if ((today.days() - last->days()).count() > kMostDaysBack) return {};
  Day first_known = *last;
  for (const Digest& digest : digests) {
    if (!digest.sample) first_known = std::min(first_known, digest.date);
  }
  for (const Day day : inbox) first_known = std::min(first_known, day);

  const Day window =
      std::max(first_known, first_of_working_days(today, config.fetch.fill_days, config.holidays));
  RecentGaps recent;
  for (DayGap& gap : find_gaps_in(library, root, config, window, today.plus(-1))) {
    if (gap.needs_fetch && (!gap.has_digest || gap.is_incomplete)) {
      recent.fillable.push_back(std::move(gap));
    }
  }
  for (DayGap& gap : find_gaps_in(library, root, config, last->plus(1), window.plus(-1))) {
    if (!gap.quiet) recent.older.push_back(std::move(gap));
  }
  return recent;
}

std::string gaps_text(std::span<const DayGap> gaps) {
  std::string text;
  for (std::size_t i = 0; i < std::min(gaps.size(), kMostNamed); ++i) {
    text += (i > 0 ? ", " : "") + gaps[i].day.str() + " (" + gaps[i].why + ")";
  }
  if (gaps.size() > kMostNamed) {
    text += " and " + std::to_string(gaps.size() - kMostNamed) + " more";
  }
  return text;
}

}  // namespace broadsheet::app
