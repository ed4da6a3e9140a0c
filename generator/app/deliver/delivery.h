#pragma once
// What mail and messages have in common: when something is sent again, and how its fate is
// reported.

#include <cstddef>
#include <optional>
#include <string>

#include "app/deliver/record.h"

namespace broadsheet::app {

enum class Repeat {
  Never,
  Unsettled,  ///< also to recipients whose server refused, or may or may not have it
  Always,     ///< also to recipients who have it
};

/// Numbers of recipients.
struct Deliveries {
  std::size_t sent = 0;
  std::size_t already = 0;  ///< had it before
  std::size_t refused = 0;  ///< now or before
  std::size_t unknown = 0;  ///< the server may have it; not sent again
  std::size_t failed = 0;   ///< a later run sends it

  Deliveries& operator+=(const Deliveries& other);
};

bool should_send(std::optional<DeliveryState> earlier, Repeat repeat);

/// Counts what is not sent because of an earlier run, and warns if nobody knows whether it arrived.
/// @param what  "the mail of 2026-03-02 to recipient 1"
void count_earlier(DeliveryState earlier, const std::string& what, Deliveries& counts);

/// Counts what was just sent, and warns if it was not taken.
/// @param reason  why not
void count_now(DeliveryState state, const std::string& what, const std::string& reason,
               Deliveries& counts);

/// The exit code: 3 if something was not reached, kPartial if it was refused or is not known,
/// kNothingNew if all have it.
int code_of(const Deliveries& counts);

}  // namespace broadsheet::app
