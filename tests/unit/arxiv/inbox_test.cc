#include "arxiv/inbox.h"

#include <ctime>
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
    CHECK(error.where().path == ".broadsheet/inbox/x.json");
    CHECK(error.where().line == 1);
    CHECK(error.message().starts_with("not an inbox file: "));
  }
}

TEST_CASE("an inbox file reads back as it was written") {
  Announcement day{.date = Day(2026, 2, 27)};
  day.source = InboxSource::Change;
  day.fetched = "2026-02-27T05:10:00Z";
  day.categories = {"cs.LG"};
  day.unreadable = {"A title \"x\""};
  Announced paper{.id = *PaperId::parse("2602.00001")};
  paper.version = 2;
  paper.title = "On $x$";
  paper.authors = {"A. One", "Bo Sample"};
  paper.abstract = "We study it.";
  paper.categories = {"cs.LG", "cs.CL"};
  paper.announce_type = "replace";
  paper.licence = "http://creativecommons.org/licenses/by/4.0/";
  paper.comment = "12 pages";
  paper.doi = "10.1/x";
  paper.journal_reference = "J. 1";
  paper.skipped = "type replace";
  paper.seen = Seen{.day = Day(2026, 2, 1), .version = 1, .abstract_changed = true};
  day.papers = {paper, Announced{.id = *PaperId::parse("2602.00002")}};
  const std::string bytes = to_json(day);
  const Announcement read = parse_announcement(bytes, "x.json");
  CHECK(to_json(read) == bytes);
  CHECK(read.papers[0].seen->abstract_changed);
  CHECK(read.papers[0].skipped == "type replace");
  CHECK_FALSE(read.papers[1].seen);
}

TEST_CASE("an inbox file of very many keys is refused in time in proportion to its size") {
  std::string bytes = "{\"format\":1";
  for (int i = 0; bytes.size() < 1'000'000; ++i) bytes += ",\"k" + std::to_string(i) + "\":1";
  const std::clock_t begin = std::clock();
  CHECK_THROWS_AS(parse_announcement(bytes + "}", "x.json"), Error);
  CHECK(std::clock() - begin < 4 * CLOCKS_PER_SEC);
}
