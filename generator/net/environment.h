#pragma once
// All that the network side takes from outside, so that tests can hand in their own: transport,
// clock, waiting, chance, environment.

#include <chrono>
#include <functional>
#include <string>

#include "base/clock.h"
#include "net/transport.h"

namespace broadsheet::net {

using Sleep = std::function<void(std::chrono::duration<double>)>;
using Random = std::function<double()>;  ///< 0 <= x < 1
/// The value of an environment variable; empty when it is not set. Keys come from here alone.
using Environment = std::function<std::string(const std::string& name)>;

struct Surroundings {
  Transport& transport;
  Clock clock;
  Sleep sleep;
  Random random;
  Environment environment;
};

/// For a process that holds keys: from here on it leaves no core dump, whoever asks for one.
void forbid_core_dumps();

/// The machine's own clock, sleep, chance and environment.
Surroundings real_surroundings(Transport& transport);

}  // namespace broadsheet::net
