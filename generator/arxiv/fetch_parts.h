#pragma once
// What fetching today's announcement, past days and preprints share. Used by fetch.cc,
// fetch_past.cc and preprints/.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "arxiv/day_records.h"
#include "arxiv/fetch.h"
#include "arxiv/seen_list.h"
#include "model/preprint_servers.h"
#include "net/pace.h"

namespace broadsheet::arxiv {

/// Sends requests to a service one at a time, with the pause of config between them.
class Service {
 public:
  /// @param name  in messages: "bioRxiv"
  Service(std::string name, const config::FetchConfig& config, const net::Environment& environment);

  /// The result of `read`. A response that it cannot read (Error(Network)) is requested again.
  /// Throws Error(Network) if there is no response, and what `read` throws.
  /// @param read  called with the body and with the name of the response in messages
  template <typename Read>
  auto get(const std::string& url, const Read& read) {
    const std::string name = net::printable_url(url);
    const net::Reply reply = ask(url, [&](const std::string& body) { read(body, name); });
    return read(reply.body, name);
  }

 private:
  net::Reply ask(const std::string& url, const std::function<void(const std::string& body)>& read);

  const std::string name_;
  const config::FetchConfig& config_;

 protected:
  net::PacedSender sender_;
};

/// arXiv; the pause is kept across objects and runs.
class Arxiv : public Service {
 public:
  Arxiv(const fs::path& root, const config::FetchConfig& config,
        const net::Environment& environment);
};

/// The categories of the server that config names.
const std::vector<std::string>& categories_of(const config::FetchConfig& config,
                                              const PreprintServer& server);

/// A category of a server among the categories of an inbox file: "biorxiv/neuroscience".
std::string request_name(const PreprintServer& server, const std::string& category);

/// Which servers of config have not been asked for the day: "bioRxiv and medRxiv are missing"; or
/// empty.
std::string missing_servers(const config::FetchConfig& config, const Announcement& day);

/// Whether a day with this record has all that arXiv announced.
bool lacks_only_servers(const config::FetchConfig& config, const Announcement& day,
                        const DayRecord& record);

/// Marks the papers, and writes the list of seen papers, the record of the day and, last, the inbox
/// file: as long as it is missing, the day is fetched again. A day that lacks the papers of a
/// server is recorded as incomplete, too. Throws Error(Io).
/// @param incomplete  why the day is known to lack papers of arXiv; or empty
FetchResult store_day(const fs::path& root, const config::FetchConfig& config,
                      Announcement announcement, SeenList& seen,
                      const std::string& incomplete = {});

/// Adds the papers of a later response that `day` does not hold and stores it. If there is none,
/// only records that the day was compared: AlreadyThere.
/// @param at  when the response arrived, UTC
/// @param changed  stores the day also without further papers
FetchResult add_papers(const fs::path& root, const config::FetchConfig& config, Announcement day,
                       std::vector<Announced> papers, SeenList& seen, const std::string& at,
                       const std::string& incomplete = {}, bool changed = false);

/// "weekend", "holiday" or "arXiv announced nothing".
std::string reason_for_nothing(Day day, std::span<const std::string> holidays);

}  // namespace broadsheet::arxiv
