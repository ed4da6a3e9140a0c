#include "arxiv/fetch_parts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "arxiv/inbox.h"
#include "arxiv/schedule.h"
#include "base/error.h"
#include "base/log.h"
#include "net/curl_transport.h"

namespace broadsheet::arxiv {
namespace {

DayRecord record_of_day(const config::FetchConfig& config, const Announcement& day,
                        const std::string& at, std::string incomplete) {
  const std::string missing = missing_servers(config, day);
  if (!missing.empty()) incomplete += (incomplete.empty() ? "" : "; ") + missing;
  return {.what = incomplete.empty() ? DayRecord::What::Announced : DayRecord::What::Incomplete,
          .why = incomplete,
          .at = at,
          .completed = day.fetched};
}

}  // namespace

Service::Service(std::string name, const config::FetchConfig& config,
                 const net::Environment& environment)
    : name_(std::move(name)),
      config_(config),
      sender_(environment, config.pause_seconds, {.retries = config.retries},
              [this](const std::string& message) { say(name_ + ": " + message); }) {}

Arxiv::Arxiv(const fs::path& root, const config::FetchConfig& config,
             const net::Environment& environment)
    : Service("arXiv", config, environment) {
  sender_.continue_from(read_asked(root), [root](auto moment) { write_asked(root, moment); });
}

const std::vector<std::string>& categories_of(const config::FetchConfig& config,
                                              const PreprintServer& server) {
  return server.scheme == IdScheme::Biorxiv ? config.biorxiv.categories : config.medrxiv.categories;
}

std::string request_name(const PreprintServer& server, const std::string& category) {
  return std::string(server.id) + "/" + category;
}

std::string missing_servers(const config::FetchConfig& config, const Announcement& day) {
  std::string missing;
  bool several = false;
  for (const PreprintServer& server : preprint_servers()) {
    const std::vector<std::string>& wanted = categories_of(config, server);
    const bool complete =
        std::all_of(wanted.begin(), wanted.end(), [&](const std::string& category) {
          const std::string name = request_name(server, category);
          return std::find(day.categories.begin(), day.categories.end(), name) !=
                 day.categories.end();
        });
    if (complete) continue;
    several = !missing.empty();
    missing += (several ? " and " : "") + std::string(service_name(server.scheme));
  }
  if (missing.empty()) return missing;
  return missing + (several ? " are missing" : " is missing");
}

bool lacks_only_servers(const config::FetchConfig& config, const Announcement& day,
                        const DayRecord& record) {
  return record.what == DayRecord::What::Incomplete && record.why == missing_servers(config, day);
}

net::Reply Service::ask(const std::string& url,
                        const std::function<void(const std::string& body)>& read) {
  net::Reply reply = sender_.send(
      {.url = url,
       .headers = {{"User-Agent", net::user_agent(BROADSHEET_VERSION, config_.contact)}},
       .timeout_seconds = config_.timeout_seconds},
      [&](const net::Reply& candidate) {
        try {
          read(candidate.body);
          return false;
        } catch (const Error& error) {
          return error.kind() == ErrorKind::Network;
        }
      });
  if (reply.ok()) return reply;
  // An error status may come with the service's own message.
  if (reply.trouble == net::Trouble::None && reply.status == 400) read(reply.body);
  throw Error(ErrorKind::Network, {.path = net::printable_url(url)},
              name_ + " did not respond: " + reply.summary() +
                  (reply.trouble == net::Trouble::Timeout ? " (fetch.timeout_seconds)" : ""));
}

FetchResult store_day(const fs::path& root, const config::FetchConfig& config,
                      Announcement announcement, SeenList& seen, const std::string& incomplete) {
  mark_skipped(announcement.papers, config);
  FetchResult result{.what = FetchResult::What::New, .date = announcement.date};
  for (Announced& paper : announcement.papers) {
    paper.seen = seen.before(announcement.date, paper.id, paper.abstract);
    ++result.announced;
    if (!paper.skipped.empty()) continue;
    ++result.kept;
    if (paper.seen && !paper.seen->abstract_changed) ++result.repeats;
  }
  seen.put(announcement);
  seen.save(root);
  record_day(root, announcement.date,
             record_of_day(config, announcement, announcement.fetched, incomplete));
  FileBatch inbox;
  inbox.add_if_changed(inbox_path(root, announcement.date), to_json(announcement));
  inbox.commit();
  return result;
}

FetchResult add_papers(const fs::path& root, const config::FetchConfig& config, Announcement day,
                       std::vector<Announced> papers, SeenList& seen, const std::string& at,
                       const std::string& incomplete, bool changed) {
  std::set<PaperId> known;
  for (const Announced& paper : day.papers) known.insert(paper.id);
  const std::size_t before = day.papers.size();
  for (Announced& paper : papers) {
    if (known.insert(paper.id).second) day.papers.push_back(std::move(paper));
  }
  const std::size_t added = day.papers.size() - before;
  if (added == 0 && !changed) {
    record_day(root, day.date, record_of_day(config, day, at, incomplete));
    return {.what = FetchResult::What::AlreadyThere, .date = day.date};
  }
  day.fetched = at;
  FetchResult result = store_day(root, config, std::move(day), seen, incomplete);
  result.what = added > 0 ? FetchResult::What::Added : FetchResult::What::AlreadyThere;
  result.added = added;
  return result;
}

std::string reason_for_nothing(Day day, std::span<const std::string> holidays) {
  switch (kind_of(day, holidays)) {
    case DayKind::Weekend:
      return "weekend";
    case DayKind::Holiday:
      return "holiday";
    default:
      return "arXiv announced nothing";
  }
}

}  // namespace broadsheet::arxiv
