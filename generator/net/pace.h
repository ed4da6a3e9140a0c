#pragma once
// Requests one at a time, with a pause between them, tried again when that may help.

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "net/environment.h"
#include "net/retry.h"

namespace broadsheet::net {

/// Sends to one service as its rules ask: never two requests at a time, never two starts within
/// the pause (arXiv: 3 s, for all its old interfaces together).
/// Source: https://info.arxiv.org/help/api/tou.html
class PacedSender {
 public:
  /// Hears of each wait before a retry: "HTTP 503; asking again in 21 s (1 of 5)".
  using Listener = std::function<void(const std::string& news)>;

  PacedSender(const Surroundings& world, double pause_seconds, RetryRule rule,
              Listener listener = {});

  /// Lets the pause hold across senders and runs.
  /// @param last  when the last request of an earlier one started
  /// @param keep  is told of each start, before the request is sent
  void continue_from(std::optional<std::chrono::system_clock::time_point> last,
                     std::function<void(std::chrono::system_clock::time_point)> keep);

  /// The last reply, be it good or bad. Retries are paced too.
  /// @param passing  may call further replies passing troubles (a page that is unexpectedly empty)
  Reply send(const Request& request, const std::function<bool(const Reply&)>& passing = {});

  int requests() const { return requests_; }  ///< started so far, retries included

 private:
  void wait_for_turn();

  const Surroundings& world_;
  double pause_seconds_;
  RetryRule rule_;
  Listener listener_;
  std::function<void(std::chrono::system_clock::time_point)> keep_;
  std::mutex mutex_;
  std::optional<std::chrono::system_clock::time_point> last_;
  int requests_ = 0;
};

}  // namespace broadsheet::net
