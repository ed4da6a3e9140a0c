#pragma once
// From arXiv to the inbox: today's announcement, or past days.

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
    Added,         ///< papers were added to the day's inbox file
    AlreadyThere,  ///< the inbox holds all papers of the response
    Nothing,       ///< arXiv announced nothing: weekend, holiday, or an empty feed
    Stale,         ///< the feed still holds an earlier day, which is in the inbox already
  };
  What what = What::Nothing;
  Day date;                   ///< of the announcement; today if there is none
  std::string why{};          ///< for Nothing and Stale
  std::size_t announced = 0;  ///< distinct papers of the day
  std::size_t kept = 0;       ///< of them, not skipped by config
  std::size_t repeats = 0;    ///< of the kept, seen on an earlier day with the same abstract
  std::size_t added = 0;      ///< with Added: papers that the inbox did not hold
};

/// Requests all categories at once. The day is the feed's own date. If arXiv cut the feed off
/// (2,000 items), requests each category alone and joins the responses.
///
/// A day may come in parts: papers that the day's inbox file does not hold are added to it. Items
/// that the previous feed held without any difference are not of this day: they are left out, and
/// if they are more than half, the feed is Stale. The outcome is recorded in
/// .broadsheet/days.json, an outage too.
///
/// Throws Error(Network) if arXiv cannot be reached or the response cannot be read, Error(Config)
/// if a category is unknown, Error(Io).
/// @param again  replaces the day's inbox file
FetchResult fetch_today(const fs::path& root, const config::FetchConfig& config,
                        std::span<const std::string> holidays, bool again,
                        const net::Environment& environment);

/// Days `from` to `to`, one result for each, oldest first. Pages are saved in
/// .broadsheet/fetching.json, so that an interrupted run continues after them.
/// By date of change a day lacks papers that changed again later; by date of submission it is not
/// the day of the announcement. Days that the inbox holds are not changed unless `again`; one that
/// is recorded as incomplete gets the papers it lacks. Throws as fetch_today.
std::vector<FetchResult> fetch_past(const fs::path& root, const config::FetchConfig& config,
                                    std::span<const std::string> holidays, Day from, Day to,
                                    InboxSource source, bool again,
                                    const net::Environment& environment);

/// Each paper once, in the order of first occurrence: categories joined, the highest version, the
/// first announce type in the order new, cross, replace, replace-cross.
std::vector<Announced> merge_repeats(std::vector<Announced> papers);

/// Sets for each paper why config leaves it out, or an empty text.
void mark_skipped(std::vector<Announced>& papers, const config::FetchConfig& config);

}  // namespace broadsheet::arxiv
