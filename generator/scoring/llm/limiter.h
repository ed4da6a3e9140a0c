#pragma once
// Limits requests and tokens a minute.

#include <chrono>
#include <mutex>

#include "config/config.h"
#include "net/environment.h"

namespace broadsheet::scoring {

/// Keeps score.requests_per_minute, evenly spread, and score.tokens_per_minute; the tokens of one
/// minute may be used at once at the start. Thread-safe.
class Limiter {
 public:
  Limiter(const config::ScoreConfig& config, const net::Environment& environment);

  /// Sleeps until a request with this number of tokens may start. One that exceeds the tokens of a
  /// minute waits for a full minute.
  void wait(double tokens);

 private:
  const net::Environment& environment_;
  double pause_;  // seconds between two requests
  double most_;   // tokens a minute
  double level_;  // tokens available; negative: reserved for waiting requests
  std::chrono::system_clock::time_point last_;
  std::chrono::system_clock::time_point free_;
  std::mutex mutex_;
};

}  // namespace broadsheet::scoring
