#include "index/related.h"

#include <algorithm>

#include "index/topical_terms.h"
#include "index/trends.h"
#include "support/catch.h"

namespace broadsheet::search {
namespace {

index::Document paper(int number, Day day, const std::string& title,
                      const std::string& abstract = "") {
  return {.id = *PaperId::parse("2601." + std::to_string(10000 + number)),
          .day = day,
          .score = 16.0 + number % 3,
          .title = title,
          .authors = {"Zebra Crossing"},
          .comment = "",
          .abstract = abstract,
          .topics = {},
          .categories = {},
          .url = ""};
}

std::vector<index::Document> papers() {
  std::vector<index::Document> all;
  const char* const titles[] = {"Sparse attention kernels",  "LoRA adapters for vision",
                                "Koopman operators and DMD", "Kernels of sparse attention",
                                "Vision with LoRA adapters", "DMD by Koopman operators",
                                "Graph diffusion",           "Optimal transport plans"};
  for (int i = 0; i < 8; ++i) all.push_back(paper(i, Day(2026, 1, 5 + i / 3), titles[i]));
  return all;
}

std::vector<std::vector<RelatedPaper>> related_to(const index::InvertedIndex& index,
                                                  std::uint32_t first = 0) {
  return related_papers(index::pack(index), index::documents_in(index), first);
}

std::vector<Trend> rising_in(const index::InvertedIndex& index, const std::vector<Month>& months) {
  return trends(index::pack(index), index::documents_in(index), months);
}

}  // namespace

TEST_CASE(
    "a paper's relatives are earlier papers or those of its day, with the words that say why") {
  const auto related = related_to(invert(papers()));
  REQUIRE(related.size() == 8);
  CHECK(related[0].empty());
  REQUIRE(related[3].size() == 1);
  CHECK(related[3][0].paper == 0);
  CHECK(related[3][0].shared_terms.size() == 3);
  REQUIRE(related[4].size() == 1);
  CHECK(related[4][0].paper == 1);
  CHECK(std::find(related[4][0].shared_terms.begin(), related[4][0].shared_terms.end(), "LoRA") !=
        related[4][0].shared_terms.end());
  CHECK(related[6].empty());  // names of authors make no relatives
}

TEST_CASE("later days change no relatives") {
  std::vector<index::Document> all = papers();
  const auto before = related_to(invert(all));
  for (int i = 8; i < 20; ++i)
    all.push_back(paper(i, Day(2026, 2, 1), "Sparse attention kernels LoRA Koopman"));
  const auto after = related_to(invert(all));
  for (std::size_t i = 0; i < before.size(); ++i) {
    REQUIRE(before[i].size() == after[i].size());
    for (std::size_t k = 0; k < before[i].size(); ++k) {
      CHECK(before[i][k].paper == after[i][k].paper);
      CHECK(before[i][k].shared_terms == after[i][k].shared_terms);
    }
  }
}

TEST_CASE("lists of the last days alone are those that all days give") {
  const index::InvertedIndex index = invert(papers());
  const auto all = related_to(index);
  const auto last = related_to(index, 3);
  REQUIRE(last.size() == 5);
  for (std::size_t i = 0; i < last.size(); ++i) {
    REQUIRE(last[i].size() == all[i + 3].size());
    for (std::size_t k = 0; k < last[i].size(); ++k) {
      CHECK(last[i][k].paper == all[i + 3][k].paper);
      CHECK(last[i][k].shared_terms == all[i + 3][k].shared_terms);
    }
  }
}

TEST_CASE("one word in common makes no relatives") {
  std::vector<index::Document> all;
  for (int i = 0; i < 4; ++i)
    all.push_back(paper(i, Day(2026, 1, 5), "Koopman w" + std::to_string(i) + "x"));
  for (const auto& found : related_to(invert(all))) CHECK(found.empty());
}

TEST_CASE("a share that is a little larger than before is chance, no rise") {
  // About Mamba are 10 of 100 papers of the month before, and so many of 100 now.
  const auto found_among = [](int number) {
    std::vector<index::Document> all;
    for (int i = 0; i < 100; ++i)
      all.push_back(paper(i, Day(2026, 1, 5), i < 10 ? "Mamba" : "Gradient"));
    for (int i = 100; i < 200; ++i)
      all.push_back(paper(i, Day(2026, 2, 5), i < 100 + number ? "Mamba" : "Gradient"));
    return rising_in(invert(all), {Month(2026, 1), Month(2026, 2)}).size();
  };
  CHECK(found_among(19) == 0);
  CHECK(found_among(30) == 1);
}

TEST_CASE("a word that many papers of the last month are about rises") {
  std::vector<index::Document> all;
  for (int i = 0; i < 60; ++i)
    all.push_back(paper(i, Day(2026, 1, 5), "Gradient theorems", "However we propose"));
  for (int i = 60; i < 100; ++i) {
    all.push_back(paper(i, Day(2026, 2, 5), i % 3 == 0 ? "Mamba theorems" : "Gradient theorems"));
  }
  all.push_back(paper(100, Day(2026, 3, 1), "Mamba"));  // a month that has only begun
  const std::vector<Month> months = {Month(2026, 1), Month(2026, 2), Month(2026, 3)};
  const auto found = rising_in(invert(all), months);
  REQUIRE(found.size() == 1);
  CHECK(found[0].term == "mamba");
  CHECK(found[0].rise == 0);
  CHECK(found[0].counts == std::vector<std::uint32_t>{0, 14, 1});
  CHECK(found[0].papers.size() == 5);
}

TEST_CASE("without papers, or a month before, nothing rises") {
  CHECK(rising_in(index::invert({}), {}).empty());
  CHECK(rising_in(index::invert({}), {Month(2026, 1)}).empty());
  CHECK(rising_in(invert(papers()), {Month(2026, 1)}).empty());
  CHECK(rising_in(invert(papers()), {Month(2025, 1)}).empty());
  CHECK(related_to(index::invert({})).empty());
}

TEST_CASE("plain words name no topic") {
  CHECK(index::is_plain_word("however"));
  CHECK(index::is_plain_word("propose"));
  CHECK_FALSE(index::is_plain_word("attention"));
  CHECK_FALSE(index::is_plain_word(""));
}

}  // namespace broadsheet::search
