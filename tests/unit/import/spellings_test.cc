// Files of other programs as they are really written: days in words, YAML of PyYAML, broken lines.

#include <string>
#include <vector>

#include "import/source/day_text.h"
#include "import/source/loose_json.h"
#include "read_lists.h"
#include "support/catch.h"

using namespace broadsheet;
using test::Outcome;
using test::read;

namespace {

using Papers = std::vector<std::string>;

/// The day, the id and the title of each paper.
Papers days_in(const std::string& bytes, const std::string& path) {
  Papers all;
  for (const std::string& paper : read(bytes, path).papers) {
    all.push_back(paper.substr(0, paper.find(" | ", paper.find(" | ") + 1)));
  }
  return all;
}

}  // namespace

TEST_CASE("a day is found in words of several languages") {
  const auto [text, day] = GENERATE(table<std::string, std::string>({
      {"March 2nd, 2026", "2026-03-02"},
      {"2nd March 2026", "2026-03-02"},
      {"March 2-8, 2026", "2026-03-08"},
      {"2. März 2026", "2026-03-02"},
      {"2. Mai 2026", "2026-05-02"},
      {"le 2 février 2026", "2026-02-02"},
      {"02.03.2026", "2026-03-02"},
      {"31/12/2026", "2026-12-31"},
      {"12/31/2026", "2026-12-31"},
      {"02/03/2026", "-"},
      {"2026 年 3 月 2 日", "2026-03-02"},
      {"2026년 3월 2일", "2026-03-02"},
      {"2026 Week 10", "2026-03-08"},
      {"Week 10, 2026", "2026-03-08"},
      {"KW 10/2026", "2026-03-08"},
      {"32.03.2026", "-"},
  }));
  CAPTURE(text);
  const std::optional<Day> found = importer::last_day_in(text);
  CHECK((found ? found->str() : "-") == day);
}

TEST_CASE("a file named by its day and its subject is of that day") {
  const std::string list =
      R"([{"url": "https://arxiv.org/abs/2603.00001", "title": "One thing here"}])";
  CHECK(days_in(list, "_posts/2026-03-03-what-happened-on-may-7-2019.json") ==
        Papers{"2026-03-03 2603.00001 | One thing here"});
  CHECK(days_in(list, "2026-03-02-to-2026-03-08.json") ==
        Papers{"2026-03-08 2603.00001 | One thing here"});
}

TEST_CASE("a heading about a day within those of the list states none") {
  CHECK(
      days_in("# Digest 2026-03-02\n\n## Papers accepted before May 7 2019\n\n"
              "- [One thing here](https://arxiv.org/abs/2603.00001)\n\n## Updated on 2026-03-03\n\n"
              "### 4 March 2026\n\n- [Two things here](https://arxiv.org/abs/2603.00002)\n",
              "list.md") ==
      Papers{"2026-03-02 2603.00001 | One thing here", "2026-03-04 2603.00002 | Two things here"});
}

TEST_CASE("YAML of a list that is not indented, with keys around it, and of several documents") {
  const std::string first =
      "date: 2026-03-02\npapers:\n- id: '2603.00010'\n  title: First thing\n"
      "- id: '2603.00021'\n  title: Second thing\ntotal: 2\n";
  CHECK(days_in(first, "list.yaml") ==
        Papers{"2026-03-02 2603.00010 | First thing", "2026-03-02 2603.00021 | Second thing"});
  const std::string second =
      "---\ndate: 2026-03-03\npapers:\n- id: '2603.00030'\n  title: Third thing\n";
  CHECK(days_in(first + second, "list.yaml") == Papers{"2026-03-02 2603.00010 | First thing",
                                                       "2026-03-02 2603.00021 | Second thing",
                                                       "2026-03-03 2603.00030 | Third thing"});
}

TEST_CASE("broken lines of JSON leave the others readable") {
  const std::string good = R"({"id": "2603.00001", "title": "First thing"})";
  const std::string also = R"({"id": "2603.00002", "title": "Second thing", "score": NaN})";
  const std::string broken = GENERATE(R"({"id": "2603.00003", "ti)", "", "[1, 2]");
  for (const std::string& text :
       {broken + "\n" + good + "\n" + also + "\n", good + "\n" + broken + "\n" + also + "\n"}) {
    CAPTURE(text);
    CHECK(days_in(text, "2026-03-02.jsonl") ==
          Papers{"2026-03-02 2603.00001 | First thing", "2026-03-02 2603.00002 | Second thing"});
  }
  CHECK(days_in(R"({"id": "2603.00003", "ti)"
                "\n" +
                    good,
                "2026-03-02.jsonl") == Papers{"2026-03-02 2603.00001 | First thing"});
}

TEST_CASE("JSON with NaN or a comma too many is read, with a warning") {
  const Outcome outcome = read(
      "{\"papers\": [{\"id\": \"2603.00001\", \"title\": \"First, [NaN] thing\", \"score\": "
      "NaN,},\n"
      "]}",
      "2026-03-02.json");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(outcome.entries[0].title == "First, [NaN] thing");
  CHECK(outcome.problems.find("is not JSON") != std::string::npos);
  CHECK(importer::standard_json(R"(["a,]", "\",}", 1 , ])") == R"(["a,]", "\",}", 1  ])");
}

TEST_CASE("feeds keep text with markup, and what precedes a fault") {
  const std::string feed =
      "<rss><channel><item><title>CO<sub>2</sub> capture</title>"
      "<link>https://arxiv.org/abs/2603.00001</link>"
      "<summary type=\"xhtml\"><div><p>We <b>see</b>.</p></div></summary></item>\n";
  const Outcome whole = read(feed + "</channel></rss>", "2026-03-02.xml");
  REQUIRE(whole.entries.size() == 1);
  CHECK(whole.entries[0].title == "CO2 capture");
  CHECK(whole.entries[0].abstract == "We see.");
  const Outcome cut = read(feed + "<item><title>Second", "2026-03-02.xml");
  CHECK(cut.papers.size() == 1);
  CHECK(cut.left_out.find("not XML from here") != std::string::npos);
}

TEST_CASE("feeds of arXiv before 2024, of Dublin Core, and in Latin-1") {
  const Outcome old = read(
      "<rss><channel><item><title>Seeing Things. (arXiv:2603.00002v1 [cs.LG])</title>"
      "<link>http://arxiv.org/abs/2603.00002</link>"
      "<creator>&lt;a href=\"http://x\"&gt;Ada Lovelace&lt;/a&gt;, &lt;a href=\"http://y\"&gt;"
      "Karl Weber&lt;/a&gt;</creator>"
      "<description>&lt;p&gt;If a &lt; b, we see.&lt;/p&gt;</description></item></channel></rss>",
      "2026-03-02.xml");
  CHECK(old.papers == Papers{"2026-03-02 2603.00002v1 | Seeing Things | Ada Lovelace, Karl Weber | "
                             "If a < b, we see. | cs.LG | "});
  const Outcome core = read(
      "<OAI-PMH><record><title>Seeing "
      "Things</title><identifier>oai:arXiv.org:2603.00002</identifier>"
      "<description>We see.</description><description>Comment: 12 pages</description></record>"
      "</OAI-PMH>",
      "2026-03-02.xml");
  REQUIRE(core.entries.size() == 1);
  CHECK(core.entries[0].abstract == "We see.");
  CHECK(core.entries[0].author_comment == "12 pages");
  const Outcome latin = read(
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><title>Caf\xE9 talk"
      "</title><link>http://arxiv.org/abs/2603.00002</link></item></channel></rss>",
      "2026-03-02.xml");
  REQUIRE(latin.entries.size() == 1);
  CHECK(latin.entries[0].title == "Café talk");
  CHECK(latin.problems.empty());
}

TEST_CASE("tables of pandas by columns, and with their columns apart") {
  const std::string text = GENERATE(
      R"({"title": {"0": "First thing", "1": "Second thing"},
          "arxiv_id": {"0": "2603.00001", "1": "2603.00002"}})",
      R"({"columns": ["title", "arxiv_id"], "index": [0, 1],
          "data": [["First thing", "2603.00001"], ["Second thing", "2603.00002"]]})");
  CHECK(days_in(text, "2026-03-02.json") ==
        Papers{"2026-03-02 2603.00001 | First thing", "2026-03-02 2603.00002 | Second thing"});
}
