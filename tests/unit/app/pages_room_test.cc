#include "app/build/pages_room.h"

#include <vector>

#include "support/catch.h"

using namespace broadsheet;

namespace {

constexpr std::uint64_t kLimit = 1'000'000'000;

Entry paper(int number) {
  return {.id = *PaperId::parse("2602." + std::to_string(10000 + number))};
}

/// A digest on each of `days`, with `each` papers that are new.
Library library(const std::vector<Day>& days, int each) {
  std::vector<Digest> digests;
  int number = 0;
  for (const Day day : days) {
    Digest digest{.date = day};
    for (int i = 0; i < each; ++i) digest.papers.push_back(paper(number++));
    digests.push_back(digest);
  }
  return Library(std::move(digests));
}

}  // namespace

TEST_CASE("the rate counts new papers of the last 365 days") {
  const Library years = library({Day(2024, 1, 1), Day(2025, 3, 2), Day(2026, 2, 27)}, 10);
  CHECK(app::papers_a_year(years) == 20);
}

TEST_CASE("the rate of a shorter library is scaled to a year") {
  const Library half = library({Day(2026, 1, 1), Day(2026, 3, 14)}, 10);  // 73 days
  CHECK(app::papers_a_year(half) == 100);
}

TEST_CASE("a library of less than 30 days has no rate") {
  CHECK(app::papers_a_year(library({}, 1)) == 0);
  CHECK(app::papers_a_year(library({Day(2026, 2, 1), Day(2026, 2, 20)}, 5)) == 0);
}

TEST_CASE("a paper that comes back is not new") {
  Digest first{.date = Day(2026, 1, 1)};
  first.papers = {paper(1)};
  Digest last{.date = Day(2026, 3, 14)};
  last.papers = {paper(1)};
  CHECK(app::papers_a_year(Library({first, last})) == 5);
}

TEST_CASE("the years left follow from the size of a paper and the rate") {
  app::BuildFigures figures{.papers = 10'000, .bytes = 100'000'000, .papers_a_year = 5'000};
  CHECK(app::years_left(figures, kLimit) == 18.0);
  CHECK(app::pages_room_text(figures) ==
        "GitHub Pages: 100 of 1,000 MB; room for about 18 years at 5,000 papers a year");
  figures.bytes = kLimit;
  CHECK(app::years_left(figures, kLimit) == 0.0);
  CHECK(app::pages_room_text(figures).find("less than a year") != std::string::npos);
  figures.papers_a_year = 0;
  CHECK_FALSE(app::years_left(figures, kLimit).has_value());
  CHECK(app::pages_room_text(figures).empty());
}
