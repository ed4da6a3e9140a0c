#pragma once
// Spreads requests and tokens over the minute.

#include <chrono>
#include <mutex>

#include "config/config.h"
#include "net/environment.h"

namespace broadsheet::scoring {

/// Keeps to score.requests_per_minute, evenly spread, and to score.tokens_per_minute, of which a
/// whole minute may be used at once at the start. Safe to share between threads.
class Limiter {
 public:
  Limiter(const config::ScoreConfig& config, const net::Surroundings& world);

  /// Sleeps until a request of so many tokens may start. One that is larger than a minute's tokens
  /// waits for a whole minute's.
  void wait(double tokens);

 private:
  const net::Surroundings& world_;
  double pause_;  // seconds between two requests
  double most_;   // tokens a minute
  double level_;  // tokens free now; below zero: promised to those who wait
  std::chrono::system_clock::time_point last_;
  std::chrono::system_clock::time_point free_;
  std::mutex mutex_;
};

}  // namespace broadsheet::scoring
