#pragma once
// The outside world of fetching and scoring, so that tests can replace it: transport, clock, sleep,
// random numbers, environment variables.

#include <chrono>
#include <functional>
#include <string>

#include "base/clock.h"
#include "net/transport.h"

namespace broadsheet::net {

using Sleep = std::function<void(std::chrono::duration<double>)>;
using Random = std::function<double()>;  ///< 0 <= x < 1
/// The value of an environment variable; empty if it is not set. The only source of keys.
using Variable = std::function<std::string(const std::string& name)>;

struct Environment {
  Transport& transport;
  Clock clock;
  Sleep sleep;
  Random random;
  Variable variable;
};

/// Disables core dumps of this process, which holds keys.
void forbid_core_dumps();

/// The clock, sleep, random numbers and environment variables of this machine.
Environment system_environment(Transport& transport);

}  // namespace broadsheet::net
