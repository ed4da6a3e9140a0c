#pragma once
// What fetching today's announcement and fetching past days share. Used by fetch.cc and
// fetch_past.cc.

#include <functional>
#include <span>
#include <string>

#include "arxiv/fetch.h"
#include "arxiv/inbox.h"
#include "net/pace.h"

namespace broadsheet::arxiv {

/// Speaks to arXiv: one request at a time, with the pause of config between them, also between two
/// of these and between two runs.
class Arxiv {
 public:
  Arxiv(const fs::path& root, const config::FetchConfig& config, const net::Surroundings& world);

  /// What `read` makes of the answer; one that it cannot read (Error(Network)) is asked for again.
  /// Throws Error(Network) when no answer comes, and what `read` throws.
  /// @param read  called with the body and with how messages name the answer
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

/// Marks the papers, and writes the list of what was seen, the record of the day and, last, the
/// inbox file: as long as that is missing, the day is fetched again. Throws Error(Io).
FetchResult take_in(const fs::path& root, const config::FetchConfig& config,
                    Announcement announcement, SeenList& seen);

/// "weekend", "holiday", or that arXiv announced nothing.
std::string why_nothing(Day day, std::span<const std::string> holidays);

}  // namespace broadsheet::arxiv
