#include "arxiv/inbox.h"

#include <string>

#include "base/error.h"
#include "support/catch.h"

using namespace broadsheet;
using namespace broadsheet::arxiv;

TEST_CASE("a file that is no inbox file is refused with its name") {
  const std::string bytes = GENERATE(
      as<std::string>{}, "", "[]", "{}", "{\"format\": 2}", "nonsense",
      "{\"format\":1,\"date\":\"2026-02-30\",\"source\":\"feed\",\"categories\":[],\"papers\":[]}",
      "{\"format\":1,\"date\":\"2026-02-27\",\"source\":\"x\",\"categories\":[],\"papers\":[]}",
      "{\"format\":1,\"date\":\"2026-02-27\",\"source\":\"feed\",\"categories\":[],\"papers\":[{"
      "\"id\":"
      "\"x\"}]}");
  CAPTURE(bytes);
  try {
    parse_announcement(bytes, ".broadsheet/inbox/x.json");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).starts_with(".broadsheet/inbox/x.json: error: "));
  }
}
