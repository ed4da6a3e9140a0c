#include "arxiv/fetch_parts.h"

#include <set>
#include <utility>

#include "arxiv/day_records.h"
#include "arxiv/inbox.h"
#include "arxiv/schedule.h"
#include "base/error.h"
#include "base/log.h"
#include "net/curl_transport.h"

namespace broadsheet::arxiv {
namespace {

DayRecord record_of_day(const std::string& at, const std::string& completed,
                        const std::string& incomplete) {
  return {.what = incomplete.empty() ? DayRecord::What::Announced : DayRecord::What::Incomplete,
          .why = incomplete,
          .at = at,
          .completed = completed};
}

}  // namespace

Arxiv::Arxiv(const fs::path& root, const config::FetchConfig& config,
             const net::Environment& environment)
    : config_(config),
      sender_(environment, config.pause_seconds, {.retries = config.retries},
              [](const std::string& message) { say("arXiv: " + message); }) {
  sender_.continue_from(read_asked(root), [root](auto moment) { write_asked(root, moment); });
}

net::Reply Arxiv::ask(const std::string& url,
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
  // An error status may come with arXiv's own message.
  if (reply.trouble == net::Trouble::None && reply.status == 400) read(reply.body);
  throw Error(ErrorKind::Network, {.path = net::printable_url(url)},
              "arXiv did not respond: " + reply.summary() +
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
             record_of_day(announcement.fetched, announcement.fetched, incomplete));
  FileBatch inbox;
  inbox.add_if_changed(inbox_path(root, announcement.date), to_json(announcement));
  inbox.commit();
  return result;
}

FetchResult add_papers(const fs::path& root, const config::FetchConfig& config, Announcement day,
                       std::vector<Announced> papers, SeenList& seen, const std::string& at,
                       const std::string& incomplete) {
  std::set<PaperId> known;
  for (const Announced& paper : day.papers) known.insert(paper.id);
  const std::size_t before = day.papers.size();
  for (Announced& paper : papers) {
    if (known.insert(paper.id).second) day.papers.push_back(std::move(paper));
  }
  const std::size_t added = day.papers.size() - before;
  if (added == 0) {
    record_day(root, day.date, record_of_day(at, day.fetched, incomplete));
    return {.what = FetchResult::What::AlreadyThere, .date = day.date};
  }
  day.fetched = at;
  FetchResult result = store_day(root, config, std::move(day), seen, incomplete);
  result.what = FetchResult::What::Added;
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
