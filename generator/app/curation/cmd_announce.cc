#include "app/curation/cmd_announce.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "app/build/lock.h"
#include "app/commands/exit_codes.h"
#include "app/curate/announcements.h"
#include "app/curate/history.h"
#include "app/curate/webhook.h"
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
  for (Digest& digest : load_digests(root)) digests.insert({digest.date, std::move(digest)});
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

void record(const fs::path& root, const std::vector<Awaited>& pages) {
  const Lock lock(Places{root}.state(), "announce", kPatience);
  Announcements announcements = read_announcements(root);
  for (const Awaited& page : pages) {
    if (!page.trouble.empty()) continue;
    announcements.pending.erase(page.issue.digest.date);
    announcements.sent.insert(page.issue.digest.date);
  }
  write_announcements(root, std::move(announcements));
}

}  // namespace

int run_announce(const fs::path& root, const config::Config& config, const AnnounceOptions& options,
                 const net::Environment& world) {
  if (!config.site.base_url.starts_with("http")) {
    throw Error(ErrorKind::Config, {.path = display_path(Places{root}.config())},
                "site.base_url is not set, so the address of an issue is not known");
  }
  const Announcements known = read_announcements(root);
  std::vector<Day> days = options.days;
  if (days.empty()) days.assign(known.pending.begin(), known.pending.end());
  if (days.empty()) {
    say("no day waits for its announcement");
    return kNothingNew;
  }
  std::vector<Awaited> pages = awaited_pages(root, config, days, known.sent);
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
      print("online: " + sentence_of(page) + "\n");
    } else {
      warn("error: " + sentence_of(page));
    }
  }
  const bool sent = notify(config, pages, world);
  if (sent) record(root, pages);
  const bool all_online = std::all_of(pages.begin(), pages.end(),
                                      [](const Awaited& page) { return page.trouble.empty(); });
  return sent && all_online ? kDone : exit_code(ErrorKind::Network);
}

}  // namespace broadsheet::app
