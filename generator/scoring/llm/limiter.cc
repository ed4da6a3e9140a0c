#include "scoring/llm/limiter.h"

#include <algorithm>

namespace broadsheet::scoring {

Limiter::Limiter(const config::ScoreConfig& config, const net::Environment& environment)
    : environment_(environment),
      pause_(60.0 / config.requests_per_minute),
      most_(config.tokens_per_minute),
      level_(most_),
      last_(environment.clock()),
      free_(last_) {}

void Limiter::wait(double tokens) {
  double seconds = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto now = environment_.clock();
    // If the clock was set back, do not wait for the time it lost.
    if (now < last_) free_ = now;
    const double gone = std::max(0.0, std::chrono::duration<double>(now - last_).count());
    last_ = now;
    level_ = std::min(most_, level_ + gone * most_ / 60) - std::min(tokens, most_);
    if (level_ < 0) seconds = -level_ / most_ * 60;
    seconds = std::max(seconds, std::chrono::duration<double>(free_ - now).count());
    free_ = std::max(free_, now) + std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                       std::chrono::duration<double>(pause_));
  }
  if (seconds > 0) environment_.sleep(std::chrono::duration<double>(seconds));
}

}  // namespace broadsheet::scoring
