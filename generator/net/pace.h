#pragma once
// Requests one at a time, with a pause between them and retries.

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "net/environment.h"
#include "net/retry.h"

namespace broadsheet::net {

/// Sends requests to a service that limits its clients: one request at a time, and a pause between
/// the starts of two (arXiv: 3 s, for all its legacy interfaces together).
/// Source: https://info.arxiv.org/help/api/tou.html
class PacedSender {
 public:
  /// Receives a message before each wait: "HTTP 503; asking again in 21 s (1 of 5)".
  using Listener = std::function<void(const std::string& message)>;

  PacedSender(const Environment& environment, double pause_seconds, RetryRule rule,
              Listener listener = {});

  /// Continues the pause of an earlier sender or run.
  /// @param last  when its last request started
  /// @param keep  called with the start of each request, before it is sent
  void continue_from(std::optional<std::chrono::system_clock::time_point> last,
                     std::function<void(std::chrono::system_clock::time_point)> keep);

  /// Returns the last reply, successful or not. Retries keep the pause too.
  /// @param passing  whether a successful reply should be requested again (an unexpected empty
  /// page)
  Reply send(const Request& request, const std::function<bool(const Reply&)>& passing = {});

  int requests() const { return requests_; }  ///< started so far, retries included

 private:
  void wait_for_turn();

  const Environment& environment_;
  double pause_seconds_;
  RetryRule rule_;
  Listener listener_;
  std::function<void(std::chrono::system_clock::time_point)> keep_;
  std::mutex mutex_;
  std::optional<std::chrono::system_clock::time_point> last_;
  int requests_ = 0;
};

}  // namespace broadsheet::net
