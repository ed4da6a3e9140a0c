#include "net/environment.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdlib>
#include <memory>
#include <mutex>
#include <random>
#include <thread>

namespace broadsheet::net {

void forbid_core_dumps() {
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &none);
  // A kernel that pipes dumps to a program ignores the limit, but not this.
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

Environment system_environment(Transport& transport) {
  struct Dice {
    std::mutex mutex;
    std::mt19937_64 engine{std::random_device{}()};
  };
  auto dice = std::make_shared<Dice>();
  return {
      .transport = transport,
      .clock = system_clock_now(),
      .sleep = [](std::chrono::duration<double> time) { std::this_thread::sleep_for(time); },
      .random =
          [dice] {
            const std::lock_guard lock(dice->mutex);
            return std::uniform_real_distribution<double>(0, 1)(dice->engine);
          },
      .variable =
          [](const std::string& name) {
            const char* value = std::getenv(name.c_str());
            return std::string(value == nullptr ? "" : value);
          },
  };
}

}  // namespace broadsheet::net
