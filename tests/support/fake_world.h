#pragma once
// An environment that a test controls: a scripted transport, a clock that moves when someone
// sleeps, fixed chance, an environment of its own.

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "net/environment.h"

namespace broadsheet::test {

/// Answers with what `answer` gives; remembers all requests.
class FakeTransport : public net::Transport {
 public:
  using Answer = std::function<net::Reply(const net::Request& request, int number)>;

  explicit FakeTransport(Answer answer) : answer_(std::move(answer)) {}

  net::Reply send(const net::Request& request) override {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    return answer_(request, static_cast<int>(requests_.size()));
  }

  const std::vector<net::Request>& requests() const { return requests_; }

 private:
  Answer answer_;
  std::mutex mutex_;
  std::vector<net::Request> requests_;
};

inline net::Reply reply_of(int status, std::string body, std::vector<net::Header> headers = {}) {
  net::Reply reply;
  reply.status = status;
  reply.body = std::move(body);
  reply.headers = std::move(headers);
  return reply;
}

inline net::Reply trouble_of(net::Trouble trouble, std::string what) {
  net::Reply reply;
  reply.trouble = trouble;
  reply.what = std::move(what);
  return reply;
}

/// Time stands still but for sleeping. Safe to use from several threads.
class FakeTime {
 public:
  explicit FakeTime(std::chrono::system_clock::time_point start) : now_(start) {}

  std::chrono::system_clock::time_point now() const {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  void set(std::chrono::system_clock::time_point moment) {
    const std::lock_guard lock(mutex_);
    now_ = moment;
  }
  void sleep(std::chrono::duration<double> time) {
    const std::lock_guard lock(mutex_);
    sleeps_.push_back(time.count());
    now_ += std::chrono::duration_cast<std::chrono::system_clock::duration>(time);
  }
  std::vector<double> sleeps() const {
    const std::lock_guard lock(mutex_);
    return sleeps_;
  }

 private:
  mutable std::mutex mutex_;
  std::chrono::system_clock::time_point now_;
  std::vector<double> sleeps_;
};

/// 2026-03-02 (a Monday) 06:00 UTC unless said otherwise.
inline std::chrono::system_clock::time_point moment(int year = 2026, unsigned month = 3,
                                                    unsigned day = 2, int hour = 6) {
  return std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) /
                               static_cast<int>(day)) +
         std::chrono::hours(hour);
}

inline net::Environment fake_environment(net::Transport& transport, FakeTime& time,
                                         std::map<std::string, std::string> environment = {},
                                         double chance = 0.0) {
  return {
      .transport = transport,
      .clock = [&time] { return time.now(); },
      .sleep = [&time](std::chrono::duration<double> span) { time.sleep(span); },
      .random = [chance] { return chance; },
      .variable =
          [environment = std::move(environment)](const std::string& name) {
            const auto found = environment.find(name);
            return found == environment.end() ? std::string() : found->second;
          },
  };
}

}  // namespace broadsheet::test
