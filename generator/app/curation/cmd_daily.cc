#include "app/curation/cmd_daily.h"

#include <algorithm>
#include <map>
#include <vector>

#include "app/commands/exit_codes.h"
#include "app/curate/announcements.h"
#include "app/curate/day_gaps.h"
#include "app/curate/history.h"
#include "app/curate/webhook.h"
#include "app/curation/cmd_fetch.h"
#include "app/curation/cmd_score.h"
#include "arxiv/inbox.h"
#include "arxiv/schedule.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "content/digest_json.h"

namespace broadsheet::app {
namespace {

std::map<Day, std::string> hashes_of(const std::vector<Digest>& digests) {
  std::map<Day, std::string> hashes;
  for (const Digest& digest : digests) hashes[digest.date] = hash_hex(content::to_json(digest));
  return hashes;
}

std::string name_of(int outcome) {
  switch (outcome) {
    case kDone:
      return "done";
    case kNothingNew:
      return "nothing new";
    case kPartial:
      return "partial";
    case kFailed:
      return "failed: no verdict";
    default:
      return outcome == exit_code(ErrorKind::Network)
                 ? "the network or a service did not respond"
                 : "failed with code " + std::to_string(outcome);
  }
}

/// The worse of two outcomes of days.
int worse(int a, int b) {
  if (a == kNothingNew) return b;
  return b == kNothingNew ? a : std::max(a, b);
}

/// One run: its steps never throw, so that each run reaches its report.
class DailyRun {
 public:
  DailyRun(const fs::path& root, const config::Config& config, const DailyOptions& options,
           const DailySteps& steps, const net::Environment& world)
      : root_(root), config_(config), options_(options), steps_(steps), world_(world) {}

  int run() {
    const auto before = hashes_of(load_digests(root_));
    const Day today = arxiv::new_york_day(world_.clock());
    const RecentGaps gaps = find_recent_gaps(root_, config_, today);
    int outcome =
        attempt([&] { return run_fetch(root_, config_, {.results = options_.results}, world_); });
    if (outcome != exit_code(ErrorKind::Network)) {
      outcome = worse(outcome, attempt([&] { return fill(gaps.fillable); }));
    }
    const int scored = attempt([&] { return score(gaps.fillable); });
    if (scored != kNothingNew) outcome = worse(outcome == kDone ? kNothingNew : outcome, scored);
    if (scored == kFailed) outcome = kFailed;
    find_changed(before);
    if (report_gaps(gaps.older, today) && (outcome == kDone || outcome == kNothingNew)) {
      outcome = kPartial;
    }
    if (const int code = build_and_publish(); code != kDone) {
      outcome = code;
    } else if (const int mailed = mail(); mailed != kDone && mailed != kNothingNew) {
      outcome = mailed;
    }
    report(outcome, today);
    return outcome;
  }

 private:
  /// @param work  returns an exit code
  template <typename Work>
  int attempt(const Work& work) {
    try {
      return work();
    } catch (const Error& error) {
      warn(error.what());
      troubles_.emplace_back(error.what());
      return exit_code(error.kind());
    }
  }

  int fill(const std::vector<DayGap>& gaps) {
    if (gaps.empty()) return kNothingNew;
    say("fetching days that earlier runs did not complete: " + gaps_text(gaps));
    return report_fetched(fetch_gaps(root_, config_, gaps, world_), options_.results);
  }

  /// Filled days first: a paper is new on its first day only.
  int score(const std::vector<DayGap>& filled) {
    ScoreOptions options{.method = options_.method,
                         .budget_usd = options_.budget_usd,
                         .announce = true,
                         .results = options_.results};
    int outcome = kNothingNew;
    for (const DayGap& gap : filled) {
      if (!path_exists(arxiv::inbox_path(root_, gap.day))) continue;
      options.date = gap.day;
      outcome = worse(outcome, run_score(root_, config_, options, world_));
    }
    options.date = std::nullopt;
    return worse(outcome, run_score(root_, config_, options, world_));
  }

  void find_changed(const std::map<Day, std::string>& before) {
    for (Digest& digest : load_digests(root_)) {
      const auto old = before.find(digest.date);
      if (old == before.end() || old->second != hash_hex(content::to_json(digest))) {
        changed_.push_back(std::move(digest));
      }
    }
  }

  /// @return whether days are still missing
  bool report_gaps(std::vector<DayGap> gaps, Day today) {
    for (DayGap& gap : find_recent_gaps(root_, config_, today).fillable) {
      gaps.push_back(std::move(gap));
    }
    if (gaps.empty()) return false;
    troubles_.push_back("without a complete digest: " + gaps_text(gaps) +
                        "; 'broadsheet missing --fill' fetches them");
    warn(troubles_.back());
    return true;
  }

  /// Both steps run also if nothing changed: an earlier run may have been cut before them. What is
  /// up to date is left alone.
  int build_and_publish() {
    const bool publish = steps_.publish && (options_.publish || config_.publish.daily);
    const Announcements earlier = read_announcements(root_);
    if (publish) {
      Announcements now = earlier;
      for (const Digest& digest : changed_) now.unpublished.insert(digest.date);
      write_announcements(root_, now);
    }
    int code = steps_.build ? attempt(steps_.build) : kDone;
    if (code != kDone) {
      troubles_.push_back("the site was not built");
      return code;
    }
    if (!publish) return kDone;
    code = attempt(steps_.publish);
    Announcements now = read_announcements(root_);
    if (code == kDone) {
      report_late(earlier);
      now.unpublished.clear();
      now.publish_error.clear();
    } else {
      now.publish_error = troubles_.empty() ? "code " + std::to_string(code) : troubles_.back();
      troubles_.push_back("the site was not published");
    }
    write_announcements(root_, std::move(now));
    return code;
  }

  /// Days of this run, and those that an earlier run did not mail completely.
  int mail() {
    if (!steps_.mail) return kNothingNew;
    Announcements now = read_announcements(root_);
    for (const Digest& digest : changed_) now.unmailed.insert(digest.date);
    if (now.unmailed.empty()) return kNothingNew;
    write_announcements(root_, now);
    const int code = attempt([&] { return steps_.mail(now.unmailed); });
    if (code != kDone && code != kNothingNew) {
      troubles_.emplace_back("the mail was not sent to all recipients");
    }
    return code;
  }

  static void report_late(const Announcements& earlier) {
    if (earlier.unpublished.empty()) return;
    std::string days;
    for (const Day day : earlier.unpublished) days += (days.empty() ? "" : ", ") + day.str();
    print("published now: " + days + ", which an earlier run did not publish" +
          (earlier.publish_error.empty() ? "" : " (" + earlier.publish_error + ")") + "\n");
  }

  /// Success is announced by `broadsheet announce`, when the page is online.
  void report(int outcome, Day today) {
    std::string summary = name_of(outcome);
    for (const Digest& digest : changed_) {
      summary += "; " + digest.date.str() + ": " + counted(digest.papers.size(), "paper");
      if (!digest.status_reason.empty()) summary += " (" + digest.status_reason + ")";
    }
    for (const std::string& trouble : troubles_) summary += "; " + trouble;
    print("daily run: " + summary + "\n");
    add_result(options_.results, {{"kind", "daily"}, {"summary", summary}});
    if (outcome == kDone || outcome == kNothingNew) return;
    std::string site = config_.site.title;
    if (!config_.site.base_url.empty()) site += " (" + config_.site.base_url + "/)";
    send_notice(config_.publish, notice_json(site + ": " + summary, {}), world_);
    // Without a digest there is no issue whose mail and messages would state the failure.
    const bool expected = arxiv::kind_of(today, config_.holidays) == arxiv::DayKind::Working;
    if (steps_.failed && changed_.empty() && expected && outcome != kPartial) {
      attempt([&] { return steps_.failed(today, summary); });
    }
  }

  const fs::path& root_;
  const config::Config& config_;
  const DailyOptions& options_;
  const DailySteps& steps_;
  const net::Environment& world_;
  std::vector<Digest> changed_;
  std::vector<std::string> troubles_;  ///< a sentence each
};

}  // namespace

int run_daily(const fs::path& root, const config::Config& config, const DailyOptions& options,
              const DailySteps& steps, const net::Environment& world) {
  return DailyRun(root, config, options, steps, world).run();
}

}  // namespace broadsheet::app
