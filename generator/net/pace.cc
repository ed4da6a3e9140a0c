#include "net/pace.h"

#include <cmath>

namespace broadsheet::net {

PacedSender::PacedSender(const Environment& environment, double pause_seconds, RetryRule rule,
                         Listener listener)
    : environment_(environment),
      pause_seconds_(pause_seconds),
      rule_(rule),
      listener_(std::move(listener)) {}

void PacedSender::continue_from(std::optional<std::chrono::system_clock::time_point> last,
                                std::function<void(std::chrono::system_clock::time_point)> keep) {
  last_ = last;
  keep_ = std::move(keep);
}

void PacedSender::wait_for_turn() {
  if (last_) {
    const double gone = std::chrono::duration<double>(environment_.clock() - *last_).count();
    // If the clock was set back, the time since the last request is unknown: wait the full pause.
    const double left = gone < 0 ? pause_seconds_ : pause_seconds_ - gone;
    if (left > 0) environment_.sleep(std::chrono::duration<double>(left));
  }
  last_ = environment_.clock();
  if (keep_) keep_(*last_);
  ++requests_;
}

Reply PacedSender::send(const Request& request, const std::function<bool(const Reply&)>& passing) {
  const std::lock_guard lock(mutex_);
  for (int tried = 0;; ++tried) {
    wait_for_turn();
    Reply reply = environment_.transport.send(request);
    const bool doubtful = reply.ok() && passing && passing(reply);
    if (reply.ok() && !doubtful) return reply;
    Reply judged = reply;
    if (doubtful) judged.status = 503;  // for the rule: worth asking again
    const auto wait =
        wait_before_retry(judged, tried, rule_, asked_wait_seconds(reply, environment_.clock()),
                          environment_.random());
    if (!wait) return reply;
    if (listener_) {
      const std::string reason = doubtful ? "an unexpected response" : reply.summary();
      listener_(reason + "; asking again in " + std::to_string(std::lround(std::ceil(*wait))) +
                " s (" + std::to_string(tried + 1) + " of " + std::to_string(rule_.retries) + ")");
    }
    environment_.sleep(std::chrono::duration<double>(*wait));
  }
}

}  // namespace broadsheet::net
