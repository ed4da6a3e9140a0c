#include "content/digest_json.h"

#include <chrono>
#include <string>

#include "base/files.h"
#include "json/writer.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using content::parse_digest;
using content::to_json;
using json::to_line;

namespace {

std::string day(const std::string& papers, const std::string& more = "") {
  return "{\"format\":1,\"date\":\"2026-02-27\"," + more + "\"papers\":[" + papers + "]}";
}

std::string paper(const std::string& more) {
  return R"({"id":"2602.00001","title":"A title","authors":["Ada Lovelace"])" + more + "}";
}

/// The problems without their excerpts, one a line.
std::string problems_of(const std::string& bytes) {
  Diagnostics problems;
  parse_digest(bytes, "day.json", problems);
  std::string text;
  for (const Problem& problem : problems.problems()) {
    Problem bare = problem;
    bare.excerpt.clear();
    text += bare.str() + "\n";
  }
  return text;
}

Digest read(const std::string& bytes) {
  Diagnostics problems;
  std::optional<Digest> digest = parse_digest(bytes, "day.json", problems);
  INFO(problems.str());
  REQUIRE(digest);
  return *digest;
}

const std::string kFull = R"json({
  "format": 1,
  "date": "2026-02-27",
  "status": "partial",
  "status_reason": "two papers were not answered",
  "sample": true,
  "model": "example-model",
  "usage": {
    "prompt_tokens": 60745,
    "completion_tokens": 51376,
    "cached_tokens": 100,
    "prompt_cost_usd": 0.08,
    "completion_cost_usd": 0.51,
    "cached_cost_usd": 0.001,
    "total_cost_usd": 0.58
  },
  "counts": {
    "announced": 613,
    "scanned": 420,
    "selected": null
  },
  "prompt": "0123456789abcdef",
  "unanswered": [
    "2602.00007"
  ],
  "papers": [
    {
      "id": "math.GT/0309136",
      "version": 2,
      "title": "Łukasz's \"title\" with $O(n^2)$ and \\emph{marks} — 数学",
      "authors": [
        "Ada Lovelace",
        "Łukasz Żelasko"
      ],
      "abstract": "First line.\nSecond line.",
      "categories": [
        "math.GT"
      ],
      "comment": "Why.",
      "relevance": 9.5,
      "novelty": 8,
      "score": 17.5,
      "chosen_by": "author",
      "topics": [
        "topology"
      ],
      "spotlight": {
        "kind": "daily_hot",
        "label": "Hot",
        "comment": "Because."
      },
      "doi": "10.1000/1",
      "journal_reference": "J. 1 (2026)",
      "author_comment": "12 pages",
      "licence": "http://example.org/licence",
      "announce_type": "replace-cross",
      "source": {
        "title": "\\L{}ukasz"
      },
      "extra": {
        "Z": 1,
        "a": [
          1,
          2.5,
          null,
          true,
          {}
        ],
        "empty": []
      }
    },
    {
      "id": "2602.00001",
      "title": "Bare",
      "authors": [],
      "abstract": "",
      "comment": "",
      "relevance": null,
      "novelty": null,
      "score": null,
      "chosen_by": "model",
      "topics": []
    }
  ],
  "verdicts": [
    ["2602.00001", 9, 8.5, "topology", "Says \"so\"."],
    ["2602.00002", 1, 2, "", ""]
  ],
  "extra": {
    "remedial": "yes"
  }
}
)json";

}  // namespace

TEST_CASE("writing what was read changes nothing") { CHECK(to_json(read(kFull)) == kFull); }

TEST_CASE("every field of a digest is read") {
  const Digest digest = read(kFull);
  CHECK(digest.date == Day(2026, 2, 27));
  CHECK(digest.status == DayStatus::Partial);
  CHECK(digest.sample);
  CHECK(digest.usage.prompt_tokens == 60745);
  CHECK(digest.usage.cached_cost == 0.001);
  CHECK(digest.usage.stated_cost == 0.58);
  CHECK(digest.counts.announced == 613);
  CHECK_FALSE(digest.counts.selected);
  CHECK(digest.prompt == "0123456789abcdef");
  REQUIRE(digest.papers.size() == 2);
  const Entry& entry = digest.papers[0];
  CHECK(entry.id.str() == "math.GT/0309136");
  CHECK(entry.version == 2);
  CHECK(entry.relevance == 9.5);
  CHECK(entry.chosen_by == ChosenBy::FollowedAuthor);
  CHECK(entry.spotlight.kind == SpotlightKind::DailyHot);
  CHECK(to_line(entry.extra) == R"({"Z":1,"a":[1,2.5,null,true,{}],"empty":[]})");
  CHECK(to_line(entry.source) == R"({"title":"\\L{}ukasz"})");
  REQUIRE(digest.verdicts.size() == 2);
  CHECK(digest.verdicts[0].novelty == 8.5);
  CHECK(digest.path == "day.json");
}

TEST_CASE("what may be left out has its default") {
  const Digest digest = read(day(paper("")));
  CHECK(digest.status == DayStatus::Complete);
  CHECK(digest.model.empty());
  CHECK_FALSE(digest.usage.prompt_tokens);
  CHECK(digest.papers[0].chosen_by == ChosenBy::Model);
  CHECK_FALSE(digest.papers[0].score);
}

TEST_CASE("a byte order mark and CRLF are no mistakes") {
  std::string crlf = "\xEF\xBB\xBF";
  for (const char c : kFull) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(to_json(read(crlf)) == kFull);
}

TEST_CASE("a version at the end of an id is kept apart") {
  const Digest digest = read(day(R"({"id":"2602.00001v3","title":"T","authors":[]})"));
  CHECK(digest.papers[0].id.str() == "2602.00001");
  CHECK(digest.papers[0].version == 3);
}

TEST_CASE("control and direction-changing characters are dropped") {
  const Digest digest =
      read(day("{\"id\":\"2602.00001\",\"title\":\"a\\u0000b\\u202ec\\u2066d\\u0007\xC2\x85"
               "e\\nf\","
               "\"authors\":[\"A\\u200fB\"],\"abstract\":\"x\\u0001y\"}"));
  CHECK(digest.papers[0].title == "abcde f");
  CHECK(digest.papers[0].authors[0] == "AB");
  CHECK(digest.papers[0].abstract == "xy");
}

TEST_CASE("a wrong digest is an error with its place") {
  struct Case {
    std::string bytes, problems;
  };
  const auto& [bytes, problems] = GENERATE(values<Case>({
      {"[]", "day.json:1:1: error: a digest is an object, not a list\n"},
      {"{}",
       "day.json:1:1: error: the key 'format' is missing; digests of this version have "
       "\"format\": 1\n"},
      {R"({"format":"1"})", "day.json:1:11: error: 'format' should be the number 1\n"},
      {R"({"format":2})",
       "day.json:1:11: error: format 2 is newer than this program reads (1); use a newer "
       "broadsheet\n"},
      {R"({"format":1})",
       "day.json:1:1: error: the key 'date' is missing\n"
       "day.json:1:1: error: the key 'papers' is missing; a day without papers has []\n"},
      {R"({"format":1,"date":20260227,"papers":[]})",
       "day.json:1:20: error: 'date' should be text, not a number\n"},
      {R"({"format":1,"date":"2026-02-30","papers":[]})",
       "day.json:1:20: error: 'date' should be an existing day as \"2026-07-14\", not "
       "'2026-02-30'\n"},
      {R"({"format":1,"date":"2026-02-27","papers":{}})",
       "day.json:1:42: error: 'papers' should be a list, not an object\n"},
      {R"({"format":1,"date":"2026-02-27","papers":[]} x)",
       "day.json:1:46: error: expected the end of the file, found 'x'\n"},
      {"{\"format\":1,\n \"date\":\"2026-02-27\",\n \"papers\":[],\n \"papers\":[]}",
       "day.json:4:2: error: the key 'papers' appears twice\n"},
      {day("", R"("modell":"x",)"),
       "day.json:1:33: error: unknown key 'modell'; did you mean 'model'?\n"},
      {day("", R"("weather":"x",)"),
       "day.json:1:43: warning: unknown key 'weather'; kept under 'extra'\n"},
      {day("", R"("status":"done",)"),
       "day.json:1:42: error: unknown status 'done'; it should be one of complete, partial, "
       "failed\n"},
      {day("", R"("status":"faild",)"),
       "day.json:1:42: error: unknown status 'faild'; did you mean 'failed'?\n"},
      {day("", R"("usage":{"prompt_tokens":-1},)"),
       "day.json:1:58: error: 'prompt_tokens' should be a whole number from 0\n"},
      {day("", R"("usage":{"prompt_tokens":1.5},)"),
       "day.json:1:58: error: 'prompt_tokens' should be a whole number from 0\n"},
      {day("", R"("usage":{"euros":1},)"), "day.json:1:42: error: unknown key 'euros'\n"},
      {day("", R"("counts":[1,2,3],)"),
       "day.json:1:42: error: 'counts' should be an object, not a list\n"},
      {day("", R"("prompt":"../../etc/passwd",)"),
       "day.json:1:42: error: a prompt is named by letters, digits, '-', '_' and '.', not "
       "'../../etc/passwd'\n"},
      {day("3"), "day.json:1:43: error: a paper is an object, not a number\n"},
      {day("{}"),
       "day.json:1:43: error: the paper has no 'id'\n"
       "day.json:1:43: error: the paper has no 'title'\n"
       "day.json:1:43: error: the paper has no 'authors'; unknown ones are []\n"},
      {day(R"({"id":"7","title":"T","authors":[]})"),
       "day.json:1:49: error: '7' is not an id of a paper; a paper has one like 2607.01234 or "
       "doi:10.1234/abc\n"},
      {day(R"({"id":"2602.00001","titel":"T","authors":[]})"),
       "day.json:1:62: error: unknown key 'titel'; did you mean 'title'?\n"},
      {day(R"({"id":"2602.00001","title":" \t","authors":[]})"),
       "day.json:1:70: error: the title is empty\n"},
      {day(R"({"id":"2602.00001","title":"T","authors":"A"})"),
       "day.json:1:84: error: 'authors' should be a list, not text\n"},
      {day(R"({"id":"2602.00001","title":"T","authors":["A",null]})"),
       "day.json:1:89: error: an author should be text, not null\n"},
      {day(paper("") + "," + paper("")),
       "day.json:1:114: error: the paper 2602.00001 appears twice in this day\n"},
      {day(paper(R"(,"relevance":11)")),
       "day.json:1:119: error: relevance 11 is outside 0 to 10\n"},
      {day(paper(R"(,"score":"17")")),
       "day.json:1:115: error: 'score' should be a number, not text\n"},
      {day(paper(R"(,"chosen_by":"autor")")),
       "day.json:1:119: error: unknown chosen_by 'autor'; did you mean 'author'?\n"},
      {day(paper(R"(,"spotlight":{"kind":"daily-hot"})")),
       "day.json:1:127: error: unknown kind 'daily-hot'; did you mean 'daily_hot'?\n"},
      {day(paper(R"(,"extra":3)")),
       "day.json:1:115: error: 'extra' should be an object, not a number\n"},
      {day(paper(R"(,"version":1e6)")), "day.json:1:117: error: version 1000000 is too large\n"},
      {day("", R"("verdicts":[["2602.00001",9]],)"),
       "day.json:1:45: error: a verdict is a list: id, relevance, novelty, topic, comment, "
       "title\n"},
  }));
  CAPTURE(bytes);
  CHECK(problems_of(bytes) == problems);
}

TEST_CASE("the excerpt shows the line with a caret") {
  Diagnostics problems;
  parse_digest("{\n  \"format\": 1,\n  \"date\": 5,\n  \"papers\": []\n}\n", "day.json", problems);
  CHECK(problems.str() ==
        "day.json:3:11: error: 'date' should be text, not a number\n"
        "    3 |   \"date\": 5,\n"
        "      |           ^\n");
}

TEST_CASE("an unknown key is kept and written under extra") {
  const Digest digest = read(day(paper(R"(,"mood":["good"])"), R"("weather":"rain",)"));
  CHECK(to_line(digest.extra) == R"({"weather":"rain"})");
  CHECK(to_line(digest.papers[0].extra) == R"({"mood":["good"]})");
}

TEST_CASE("a stated total that an earlier version wrote to extra is read as the day's cost") {
  const auto read_extra = [](const std::string& usage, const std::string& total) {
    return read(day(paper(""), R"("usage":{)" + usage + R"(},"extra":{"a":1,"total_cost_usd":)" +
                                   total + "},"));
  };
  const Digest earlier = read_extra("", "0.58");
  CHECK(earlier.usage.total_cost() == 0.58);
  CHECK(to_line(earlier.extra) == R"({"a":1})");
  CHECK(read_extra(R"("total_cost_usd":0.5)", "0.58").usage.total_cost() == 0.5);
  for (const std::string other : {"\"x\"", "-1", "null"}) {
    CAPTURE(other);
    const Digest kept = read_extra("", other);
    CHECK_FALSE(kept.usage.total_cost());
    CHECK(kept.extra.size() == 2);
  }
}

TEST_CASE("at most fifty errors of a file are reported, the rest counted") {
  std::string papers;
  for (int at = 0; at < 70; ++at) papers += at == 0 ? "1" : ",1";
  Diagnostics problems;
  CHECK_FALSE(parse_digest(day(papers), "day.json", problems));
  CHECK(problems.errors() == 50);
  CHECK(problems.problems().back().message == "and 20 more errors in this file");
}

TEST_CASE("a title of five megabytes is cut, with a warning") {
  const std::string title(5'000'000, 'x');
  Diagnostics problems;
  const auto digest = parse_digest(
      day(R"({"id":"2602.00001","title":")" + title + R"(","authors":[]})"), "day.json", problems);
  REQUIRE(digest);
  CHECK(digest->papers[0].title.size() <= 2010);
  CHECK(problems.errors() == 0);
  CHECK(problems.warnings() == 1);
}

TEST_CASE("a title or a name that is cut after a blank is read as it is written") {
  const std::string title = std::string(1999, 'x') + " y", name = std::string(399, 'n') + " m";
  Diagnostics problems;
  const auto digest = parse_digest(
      day(R"({"id":"2602.00001","title":")" + title + R"(","authors":[")" + name + R"("]})"),
      "day.json", problems);
  REQUIRE(digest);
  CHECK(digest->papers[0].title == std::string(1999, 'x'));
  CHECK(digest->papers[0].authors == std::vector{std::string(399, 'n')});
  CHECK(problems.warnings() == 2);
}

TEST_CASE("hostile bytes are errors, never a crash") {
  const std::string bytes =
      GENERATE(as<std::string>{}, "", "\xEF\xBB\xBF", "\xFF\xFE{\0}",
               "{\"format\":1,\"date\":\"\xC0\xAF\"}", std::string("\0\0\0", 3),
               std::string(100'000, '['), std::string(100'000, '{'), "{\"format\":1e400}",
               "{\"format\":1,\"date\":\"2026-02-27\",\"papers\":[" + std::string(5000, '[') +
                   std::string(5000, ']') + "]}");
  Diagnostics problems;
  CHECK_FALSE(parse_digest(bytes, "day.json", problems));
  CHECK(problems.errors() == 1);
}

TEST_CASE("every truncation of a digest is refused without a crash") {
  for (std::size_t length = 0; length + 3 < kFull.size(); length += 7) {
    Diagnostics problems;
    CHECK_FALSE(parse_digest(std::string_view(kFull).substr(0, length), "day.json", problems));
    CHECK(problems.errors() == 1);
  }
}

TEST_CASE("the shipped sample is read without a word") {
  const fs::path content = fs::path(BROADSHEET_SOURCE_DIR) / "content";
  int days = 0;
  for (const std::string& name : list_files(content)) {
    if (!name.ends_with(".json")) continue;
    Diagnostics problems;
    const auto digest = parse_digest(read_file(content / name), name, problems);
    CAPTURE(problems.str());
    CHECK(problems.problems().empty());
    REQUIRE(digest);
    CHECK(to_json(*parse_digest(to_json(*digest), name, problems)) == to_json(*digest));
    ++days;
  }
  CHECK(days >= 8);
}
