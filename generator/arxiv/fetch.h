#pragma once
// The world to the inbox: today's announcement, or past days.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "config/config.h"
#include "model/announcement.h"
#include "net/environment.h"

namespace broadsheet::arxiv {

struct FetchResult {
  enum class What {
    New,           ///< an inbox file was written
    AlreadyThere,  ///< the day is in the inbox; left as it is
    Nothing,       ///< arXiv announced nothing: weekend, holiday, or an empty feed
    Stale,         ///< the feed shows an earlier day, which is in the inbox already
  };
  What what = What::Nothing;
  Day date;                   ///< of the announcement; of today when there is none
  std::string why{};          ///< in words, for Nothing and Stale
  std::size_t announced = 0;  ///< distinct papers
  std::size_t kept = 0;       ///< of them, not skipped by config
  std::size_t repeats = 0;    ///< of the kept, seen on an earlier day with the same abstract
};

/// One request for all categories. The day is the feed's own date. When arXiv cut the feed (2,000
/// items), each category is asked for by itself and the answers are put together.
///
/// What came of it is recorded in .broadsheet/days.json, an outage too.
/// Throws Error(Network) when arXiv cannot be asked or answers nonsense, Error(Config) when it
/// knows no such category, Error(Io).
/// @param again  write the day also when it is in the inbox
FetchResult fetch_today(const fs::path& root, const config::FetchConfig& config,
                        std::span<const std::string> holidays, bool again,
                        const net::Surroundings& world);

/// Days `from` to `to`, one result for each, oldest first. Pages read are kept in
/// .broadsheet/fetching.json, so that a run that was cut goes on behind them.
/// By date of change a day lacks papers that changed again later; by date of submission it is not
/// the day of the announcement. Days in the inbox already are left unless `again`.
/// Throws as fetch_today.
std::vector<FetchResult> fetch_past(const fs::path& root, const config::FetchConfig& config,
                                    std::span<const std::string> holidays, Day from, Day to,
                                    InboxSource source, bool again, const net::Surroundings& world);

/// Each paper once, in the order of first occurrence: categories joined, the highest version, the
/// announce type that says most (new, cross, replace, replace-cross).
std::vector<Announced> merge_repeats(std::vector<Announced> papers);

/// Says for each paper why config leaves it out, if it does.
void mark_skipped(std::vector<Announced>& papers, const config::FetchConfig& config);

}  // namespace broadsheet::arxiv
