#include "arxiv/fetch_parts.h"

#include "arxiv/schedule.h"
#include "base/error.h"
#include "base/log.h"
#include "net/curl_transport.h"

namespace broadsheet::arxiv {

Arxiv::Arxiv(const fs::path& root, const config::FetchConfig& config,
             const net::Surroundings& world)
    : config_(config),
      sender_(world, config.pause_seconds, {.retries = config.retries},
              [](const std::string& news) { say("arXiv: " + news); }) {
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
  // An error status may carry arXiv's own sentence.
  if (reply.trouble == net::Trouble::None && reply.status == 400) read(reply.body);
  throw Error(ErrorKind::Network, {.path = net::printable_url(url)},
              "arXiv gave no answer: " + reply.summary());
}

FetchResult take_in(const fs::path& root, const config::FetchConfig& config,
                    Announcement announcement, SeenList& seen) {
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
             {.what = DayRecord::What::Announced, .why = {}, .at = announcement.fetched});
  FileBatch inbox;
  inbox.add_if_changed(inbox_path(root, announcement.date), to_json(announcement));
  inbox.commit();
  return result;
}

std::string why_nothing(Day day, std::span<const std::string> holidays) {
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
