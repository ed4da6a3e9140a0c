#pragma once
// What fetching today's announcement and fetching past days share. Used by fetch.cc and
// fetch_past.cc.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "arxiv/fetch.h"
#include "arxiv/seen_list.h"
#include "net/pace.h"

namespace broadsheet::arxiv {

/// Sends requests to arXiv one at a time, with the pause of config between them, also across
/// objects and runs.
class Arxiv {
 public:
  Arxiv(const fs::path& root, const config::FetchConfig& config,
        const net::Environment& environment);

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

  const config::FetchConfig& config_;
  net::PacedSender sender_;
};

/// Marks the papers, and writes the list of seen papers, the record of the day and, last, the inbox
/// file: as long as it is missing, the day is fetched again. Throws Error(Io).
/// @param incomplete  why the day is known to lack papers; or empty
FetchResult store_day(const fs::path& root, const config::FetchConfig& config,
                      Announcement announcement, SeenList& seen,
                      const std::string& incomplete = {});

/// Adds the papers of a later response that `day` does not hold and stores it. If there is none,
/// only records that the day was compared: AlreadyThere.
/// @param at  when the response arrived, UTC
FetchResult add_papers(const fs::path& root, const config::FetchConfig& config, Announcement day,
                       std::vector<Announced> papers, SeenList& seen, const std::string& at,
                       const std::string& incomplete = {});

/// "weekend", "holiday" or "arXiv announced nothing".
std::string reason_for_nothing(Day day, std::span<const std::string> holidays);

}  // namespace broadsheet::arxiv
