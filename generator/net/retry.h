#pragma once
// Which reply is worth asking again, and after how long. Pure: chance and time are handed in.

#include <chrono>
#include <optional>
#include <string_view>

#include "net/transport.h"

namespace broadsheet::net {

struct RetryRule {
  int retries = 5;                ///< after the first try
  double first_seconds = 4;       ///< doubled with every try
  double most_seconds = 120;      ///< no backoff is longer
  double patience_seconds = 600;  ///< a server that asks for a longer wait ends the tries
};

/// Whether the same request may do better later: no whole answer, 408, 425, 429, 500, 502 to 504,
/// 52x. Never: bad TLS, a refused redirect, too large, any other status.
bool is_passing(const Reply& reply);

/// How long the server asks to wait: `retry-after-ms`, else Retry-After in seconds or as a date,
/// which is counted from the answer's own Date, as this machine's clock may be wrong. Never
/// negative; nothing when it does not say, or says nonsense. Source: RFC 9110 section 10.2.3; "-ms"
/// as OpenAI's servers send it.
std::optional<double> asked_wait_seconds(const Reply& reply,
                                         std::chrono::system_clock::time_point now);

/// Seconds to wait before the next try; nothing: give up.
///
///     asked by the server:  that long, plus up to a tenth (at least 0.1 s) by chance
///     else:                 half of min(first * 2^tried, most), plus as much again by chance
///
/// @param tried   retries made so far, from 0
/// @param asked   what the server asks for, when known
/// @param chance  0 to 1
std::optional<double> wait_before_retry(const Reply& reply, int tried, const RetryRule& rule,
                                        std::optional<double> asked, double chance);

/// "Wed, 21 Oct 2026 07:28:00 GMT" and the two older forms of HTTP, also with a zone like -0400.
std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text);

}  // namespace broadsheet::net
