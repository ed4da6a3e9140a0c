#include "app/curation/cmd_announce.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "app/commands/exit_codes.h"
#include "app/curate/announcements.h"
#include "app/curate/history.h"
#include "app/curate/webhook.h"
#include "app/lock.h"
#include "app/project.h"
#include "base/error.h"
#include "base/log.h"
#include "render/input/routes.h"

namespace broadsheet::app {
namespace {

constexpr double kMostSecondsOfRequest = 30;

/// A page of the site that should appear.
struct Awaited {
  Issue issue;
  std::optional<std::string> bytes;  ///< the page has these; std::nullopt: any
  std::string trouble{};             ///< why it is not there
};

std::vector<Awaited> awaited_pages(const fs::path& root, const config::Config& config,
                                   const std::vector<Day>& days, const std::set<Day>& sent) {
  const render::Routes routes(config.site.base_url);
  std::map<Day, Digest> digests;
  for (Digest& digest : load_digests(root, score_rule(config)))
    digests.insert({digest.date, std::move(digest)});
  std::vector<Awaited> pages;
  for (const Day day : days) {
    const auto digest = digests.find(day);
    if (digest == digests.end()) {
      throw Error(ErrorKind::Usage, {}, "there is no digest of " + day.str() + " to announce");
    }
    const render::Route route = render::Routes::day(day);
    Awaited& page = pages.emplace_back(
        Awaited{.issue = {.digest = digest->second, .url = routes.absolute(route)}, .bytes = {}});
    // The page of an earlier announcement is online already.
    if (sent.contains(day)) {
      page.bytes = read_file_if_exists(Places{root}.site() / route.output_path());
    }
  }
  return pages;
}

/// Asks for a page until it is there or `deadline` has passed.
void wait_for(Awaited& page, std::chrono::system_clock::time_point deadline,
              std::chrono::duration<double> interval, const net::Environment& world) {
  bool is_told = false;
  while (true) {
    const std::chrono::duration<double> left = deadline - world.clock();
    const net::Reply reply = world.transport.send(
        {.url = page.issue.url,
         .headers = {{"Cache-Control", "no-cache"}},
         .timeout_seconds = std::clamp(left.count(), 1.0, kMostSecondsOfRequest)});
    if (reply.ok() && (!page.bytes || reply.body == *page.bytes)) {
      page.trouble.clear();
      return;
    }
    page.trouble = reply.ok() ? "the page is an earlier version" : reply.summary();
    if (world.clock() + interval > deadline) return;
    if (!is_told) {
      print("waiting up to " + std::to_string(std::lround(left.count())) + " s for " +
            page.issue.url + " (" + page.trouble + ")\n");
      is_told = true;
    }
    world.sleep(interval);
  }
}

std::string papers_of(const Digest& digest) {
  std::string text = digest.date.str() + ": " + counted(digest.papers.size(), "paper");
  if (digest.status != DayStatus::Complete) {
    text += " (" + std::string(name_of(digest.status)) + ": " + digest.status_reason + ")";
  }
  return text;
}

std::string sentence_of(const Awaited& page) {
  if (page.trouble.empty()) return papers_of(page.issue.digest) + ", " + page.issue.url;
  return page.issue.digest.date.str() + " is not online at " + page.issue.url + ": " + page.trouble;
}

/// Sends one notice for all pages. @return whether it was sent, or nobody wants one
bool notify(const config::Config& config, const std::vector<Awaited>& pages,
            const net::Environment& world) {
  std::string summary = config.site.title + ": ";
  std::vector<Issue> issues;
  for (const Awaited& page : pages) {
    if (!summary.ends_with(": ")) summary += "; ";
    summary += sentence_of(page);
    if (page.trouble.empty()) issues.push_back(page.issue);
  }
  if (world.variable(config.publish.webhook_env).empty()) {
    say("no webhook is set (" + config.publish.webhook_env + ")");
    return true;
  }
  return send_notice(config.publish, notice_json(summary, issues), world);
}

/// Writes down which pages are online: announced, if the webhook was sent, and to be mailed.
void record(const fs::path& root, const std::set<Day>& online, bool announced, bool mail) {
  const Lock lock(Places{root}.state(), "announce", kPatience);
  Announcements announcements = read_announcements(root);
  for (const Day day : online) {
    if (announced) {
      announcements.pending.erase(day);
      announcements.sent.insert(day);
    }
    if (mail) announcements.unmailed.insert(day);
  }
  write_announcements(root, std::move(announcements));
}

/// Waits for each page and reports it.
/// @return the days that are online
std::set<Day> find_online(std::vector<Awaited>& pages, const AnnounceOptions& options,
                          const net::Environment& world) {
  std::set<Day> online;
  const auto deadline = world.clock() + std::chrono::duration_cast<std::chrono::seconds>(
                                            std::chrono::duration<double>(options.limit_seconds));
  for (Awaited& page : pages) {
    wait_for(page, deadline, std::chrono::duration<double>(options.interval_seconds), world);
    add_result(options.results, {{"kind", "announce"},
                                 {"day", page.issue.digest.date.str()},
                                 {"url", page.issue.url},
                                 {"online", page.trouble.empty()},
                                 {"reason", page.trouble}});
    if (page.trouble.empty()) {
      online.insert(page.issue.digest.date);
      print("online: " + sentence_of(page) + "\n");
    } else {
      warn("error: " + sentence_of(page));
    }
  }
  return online;
}

}  // namespace

int run_announce(const fs::path& root, const config::Config& config, const AnnounceOptions& options,
                 const AnnounceSteps& steps, const net::Environment& world) {
  if (!config.site.base_url.starts_with("http")) {
    throw Error(ErrorKind::Config, {.path = display_path(Places{root}.config())},
                "site.base_url is not set, so the address of an issue is not known");
  }
  const Announcements known = read_announcements(root);
  std::vector<Day> days = options.days;
  if (days.empty()) days.assign(known.pending.begin(), known.pending.end());
  std::set<Day> to_mail = steps.mail && options.days.empty() ? known.unmailed : std::set<Day>();
  if (days.empty() && to_mail.empty()) {
    say("no day waits for its announcement");
    return kNothingNew;
  }
  bool announced = true;
  bool all_online = true;
  if (!days.empty()) {
    std::vector<Awaited> pages = awaited_pages(root, config, days, known.sent);
    const std::set<Day> online = find_online(pages, options, world);
    announced = notify(config, pages, world);
    all_online = online.size() == pages.size();
    record(root, online, announced, static_cast<bool>(steps.mail));
    to_mail.insert(online.begin(), online.end());
  }
  const int mailed = steps.mail && !to_mail.empty() ? steps.mail(to_mail) : kDone;
  if (!announced || !all_online) return exit_code(ErrorKind::Network);
  return mailed == kNothingNew ? kDone : mailed;
}

}  // namespace broadsheet::app
