#pragma once
// Which replies are worth a retry, and after how long. Pure: random numbers and the time are
// parameters.

#include <chrono>
#include <optional>
#include <string_view>

#include "net/transport.h"

namespace broadsheet::net {

struct RetryRule {
  int retries = 5;                ///< after the first request
  double first_seconds = 4;       ///< backoff before the first retry; doubles with each retry
  double most_seconds = 120;      ///< maximum of the backoff
  double patience_seconds = 600;  ///< a server that asks for a longer wait is not asked again
};

/// Whether the same request may succeed later: an incomplete reply, status 408, 425, 429, 500, 502
/// to 504 or 52x. Not for bad TLS, a refused redirect, a reply that is too large, any other status.
bool is_passing(const Reply& reply);

/// Seconds that the server asks to wait: `retry-after-ms`, else Retry-After in seconds or as a
/// date. A date counts from the reply's own Date, because this machine's clock may be wrong. Never
/// negative, infinite for a number that is too large; std::nullopt if there is no such header or it
/// cannot be read. Source: RFC 9110 section 10.2.3; "-ms" as OpenAI's servers send it.
std::optional<double> asked_wait_seconds(const Reply& reply,
                                         std::chrono::system_clock::time_point now);

/// Seconds to wait before the next retry; std::nullopt: give up.
///
///     requested by the server:  that long, plus up to a tenth (at least 0.1 s) at random
///     otherwise:                half of min(first * 2^tried, most), plus as much again at random
///
/// @param tried   retries made so far, from 0
/// @param asked   what the server asks for, if known
/// @param chance  random, 0 to 1
std::optional<double> wait_before_retry(const Reply& reply, int tried, const RetryRule& rule,
                                        std::optional<double> asked, double chance);

/// "Wed, 21 Oct 2026 07:28:00 GMT" and the two older forms of HTTP, also with a zone like -0400.
/// Years 0 to 9999, more than system_clock can hold.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

}  // namespace broadsheet::net
