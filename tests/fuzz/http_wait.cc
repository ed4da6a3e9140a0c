// The headers by which a server asks to wait.
#include "fuzz/fuzz.h"
#include "net/retry.h"

using namespace broadsheet;

FUZZ(text) {
  net::parse_http_date(text);
  for (const char* name : {"Retry-After", "retry-after-ms"}) {
    net::Reply reply{.status = 429,
                     .headers = {{name, text}, {"Date", "Wed, 21 Oct 2026 07:28:00 GMT"}},
                     .body = {},
                     .trouble = {},
                     .what = {}};
    const auto wait = net::asked_wait_seconds(reply, std::chrono::system_clock::time_point());
    fuzz::expect(!wait || *wait >= 0, "no wait is negative");
    net::wait_before_retry(reply, 3, {}, wait, 0.5);
  }
}
