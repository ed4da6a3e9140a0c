#include "arxiv/inbox.h"

#include <string>

#include "arxiv/day_records.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using namespace broadsheet::arxiv;

TEST_CASE("a moment that the clock cannot hold is unknown") {
  const test::TempDir dir;
  const auto read = [&](const std::string& text) {
    write_file_atomically(asked_path(dir.path()), text);
    return read_asked(dir.path());
  };
  CHECK(read("1772431200000\n") == test::moment());
  for (const char* text : {"", "-1", "x", "9223372036855", "177000177000000", "253402300799999",
                           "9223372036854775807", "99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(read(text));
  }
}

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
