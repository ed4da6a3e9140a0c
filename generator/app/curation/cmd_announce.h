#pragma once
// broadsheet announce: the webhook, once an issue is online.

#include <functional>
#include <set>
#include <vector>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"

namespace broadsheet::app {

struct AnnounceOptions {
  std::vector<Day> days{};       ///< DAY; none: the days that `daily` scored and nobody announced
  double limit_seconds = 600;    ///< --limit: how long to wait for the pages, all together
  double interval_seconds = 10;  ///< --interval: between two requests
  Results results = nullptr;     ///< {kind: "announce", day, url, online, reason}
};

/// The steps after the webhook, handed in by the command line.
struct AnnounceSteps {
  /// Sends the mail of days that are online; empty: no mail is sent here. Returns an exit code.
  std::function<int(const std::set<Day>&)> mail{};
};

/// Requests the page of each day on the site until it is there, then sends the webhook, with links
/// to the pages. A day that was announced before has its new page only when the bytes are those of
/// site/. Days whose page does not appear in time are reported by the webhook too, and stay
/// pending. Takes the project's lock only to write down what was announced. Days that are online
/// are then mailed, with those that an earlier run did not mail completely.
/// @return kDone; kNothingNew if no day is pending; 3 if a page did not appear or the webhook was
///         not sent; or the code of the mail
/// Throws Error(Config) without a base_url, Error(Usage) for a day without a digest.
int run_announce(const fs::path& root, const config::Config& config, const AnnounceOptions& options,
                 const AnnounceSteps& steps, const net::Environment& world);

}  // namespace broadsheet::app
