#include "app/serve/preview_server.h"

#include "support/catch.h"

using broadsheet::app::accepted_host;

TEST_CASE("the preview responds to names of loopback and to those that are allowed") {
  for (const char* host : {"localhost", "localhost:8000", "LOCALHOST:1", "digest.localhost:8000",
                           "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"}) {
    CAPTURE(host);
    CHECK(accepted_host(host, {}));
  }
  for (const char* host : {"", ":8000", "example.org", "example.org:8000", "localhost.example.org",
                           "127.0.0.1.example.org", "127.0.0.2", "0.0.0.0:8000", "[::2]:8000",
                           "notlocalhost", "::1"}) {
    CAPTURE(host);
    CHECK_FALSE(accepted_host(host, {}));
  }
  CHECK(accepted_host("workstation:8000", {"Workstation"}));
  CHECK_FALSE(accepted_host("workstation.example.org", {"workstation"}));
}
