#include "model/library.h"

#include <string>
#include <utility>

#include "support/catch.h"

using namespace broadsheet;

namespace {

Entry entry(const std::string& id, std::optional<double> score) {
  Entry made{.id = *PaperId::parse(id)};
  made.title = "Paper " + id;
  made.score = score;
  return made;
}

Digest digest(const std::string& day, std::vector<Entry> papers) {
  Digest made{.date = *Day::parse(day)};
  made.papers = std::move(papers);
  return made;
}

std::vector<std::string> ids(const Library& library) {
  std::vector<std::string> found;
  for (const Paper& paper : library.papers()) found.push_back(paper.id.str());
  return found;
}

}  // namespace

TEST_CASE("papers are sorted by day, then score falling, then id") {
  const Library library({
      digest("2026-02-02", {entry("2602.00005", 19), entry("2602.00001", 16)}),
      digest("2026-01-30", {entry("2601.00002", 15), entry("2601.00001", 15),
                            entry("2601.00003", std::nullopt), entry("2601.00004", 17.5)}),
  });
  CHECK(ids(library) == std::vector<std::string>{"2601.00004", "2601.00001", "2601.00002",
                                                 "2601.00003", "2602.00005", "2602.00001"});
  CHECK(library.entries() == 6);
  CHECK(library.digests().front().date == Day(2026, 1, 30));
}

TEST_CASE("a paper that comes back keeps its first place and lists both days") {
  const Library library({
      digest("2026-02-03", {entry("2602.00001", 19), entry("2602.00002", 12)}),
      digest("2026-02-02", {entry("2602.00001", 14)}),
  });
  CHECK(ids(library) == std::vector<std::string>{"2602.00001", "2602.00002"});
  const Paper* paper = library.find(*PaperId::parse("2602.00001"));
  REQUIRE(paper != nullptr);
  REQUIRE(paper->appearances.size() == 2);
  CHECK(library.first(*paper).score == 14);
  CHECK(library.entry(paper->appearances[1]).score == 19);
  CHECK(library.first_day(*paper) == Day(2026, 2, 2));
  CHECK(library.entries() == 3);
}

TEST_CASE("days that a source links to and that have no digest are absent") {
  Digest monday = digest("2026-02-09", {});
  monday.extra.add(kNeighbours, json::List{"2026-02-06", "2026-02-10", "2026-02-31", 7});
  Digest tuesday = digest("2026-02-10", {});
  tuesday.extra.add(kNeighbours, json::List{"2026-02-09", "2026-02-12", "2026-02-06"});
  Digest friday = digest("2026-02-13", {});
  friday.extra.add(kNeighbours, "2026-02-11");
  const Library library({tuesday, friday, monday});
  const std::span<const Day> absent = library.absent_days();
  CHECK(std::vector<Day>(absent.begin(), absent.end()) ==
        std::vector<Day>{Day(2026, 2, 6), Day(2026, 2, 12)});
  CHECK(library.is_absent(Day(2026, 2, 12)));
  CHECK_FALSE(library.is_absent(Day(2026, 2, 10)));
  CHECK_FALSE(library.is_absent(Day(2026, 2, 11)));
}

TEST_CASE("a library finds days and months, and reports if there is none") {
  const Library library(
      {digest("2026-03-02", {}), digest("2025-12-31", {}), digest("2026-03-01", {})});
  CHECK(library.find(Day(2026, 3, 1))->date == Day(2026, 3, 1));
  CHECK(library.find(Day(2026, 3, 3)) == nullptr);
  CHECK(library.find(Day(2026, 2, 28)) == nullptr);
  CHECK(library.find(*PaperId::parse("2602.00001")) == nullptr);
  CHECK(library.months() == std::vector<Month>{Month(2025, 12), Month(2026, 3)});
}

TEST_CASE("an empty library is a library") {
  const Library library({});
  CHECK(library.papers().empty());
  CHECK(library.months().empty());
  CHECK(library.find(Day(2026, 3, 1)) == nullptr);
}

TEST_CASE("totals are known only when both parts are") {
  Usage usage;
  CHECK_FALSE(usage.total_tokens());
  CHECK_FALSE(usage.total_cost());
  usage.prompt_tokens = 100;
  usage.prompt_cost = 0.25;
  CHECK_FALSE(usage.total_tokens());
  usage.completion_tokens = 20;
  usage.completion_cost = 0.5;
  CHECK(usage.total_tokens() == 120);
  CHECK(usage.total_cost() == 0.75);
}

TEST_CASE("a paper that comes back under its DOI is the same paper") {
  Entry first = entry("2602.00001", 14);
  first.doi = "10.1234/ABC";
  const Library library({
      digest("2026-02-02", {first}),
      digest("2026-02-03", {entry("doi:10.1234/abc", 19), entry("openreview:XyZ12", 12)}),
  });
  CHECK(ids(library) == std::vector<std::string>{"2602.00001", "openreview:XyZ12"});
  CHECK(library.papers()[0].appearances.size() == 2);
  CHECK(library.digests()[1].papers[0].id.str() == "2602.00001");
  CHECK(library.digests()[1].papers[0].doi == "10.1234/abc");
}
