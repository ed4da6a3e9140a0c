#include "index/closeness.h"

#include "index/xapian/recommender.h"
#include "support/catch.h"
#include "support/near.h"

using namespace broadsheet;
using namespace broadsheet::index;

namespace {

const std::vector<PaperText> kDay = {
    {.title = "Crop yields from satellite images", .abstract = "Regression on fields and rain."},
    {.title = "Attention kernels", .abstract = "Sparse attention.", .authors = {"Ada Lovelace"}},
    {.title = "Hospital triage", .abstract = "Patients and trees."},
};
const std::vector<LibraryPaper> kLibrary = {
    {.paper = {.title = "Sparse attention for long sequences",
               .abstract = "Kernels that skip.",
               .authors = {"Lovelace, A.", "Bo Sample"}},
     .weight = 2},
    {.paper = {.title = "Satellite images of rivers", .abstract = "Rain."}, .weight = -1},
};

}  // namespace

TEST_CASE("a library brings what is like it to the top, and what it is against to the end") {
  const auto ranked = recommend(kDay, {}, {}, kLibrary);
  REQUIRE_FALSE(ranked.empty());
  CHECK(ranked[0].candidate == 1);
  CHECK(ranked[0].value == test::near(1));
  CHECK(ranked[0].nearest == 0);
  for (const Ranked& one : ranked) CHECK(one.candidate != 0);
  const LibraryProfile profile(kLibrary, kDay);
  CHECK(profile.closeness(kDay[0]).value < 0);
  CHECK_FALSE(profile.closeness(kDay[0]).nearest);
  CHECK(profile.closeness(kDay[2]).value == test::near(0));
}

TEST_CASE("a paper is as close as can be to itself, and its words are learned") {
  const LibraryProfile profile({kLibrary.data(), 1}, kDay);
  const Closeness same = profile.closeness(kLibrary[0].paper);
  CHECK(same.similarity == test::near(1));
  CHECK(same.value == test::near(1));
  const auto terms = profile.terms(3);
  REQUIRE(terms.size() == 3);
  CHECK(terms[0].weight >= terms[1].weight);
  CHECK(LibraryProfile({}, {}).terms(5).empty());
}

TEST_CASE("authors count by full names, not by initials") {
  std::vector<LibraryPaper> library = kLibrary;
  CHECK(LibraryProfile(library, kDay).closeness(kDay[1]).authors == test::near(0));
  library[0].paper.authors = {"Ada Lovelace"};
  CHECK(LibraryProfile(library, kDay).closeness(kDay[1]).authors > 0.3);
  CHECK(author_key("A. Lovelace").empty());
  CHECK(author_key("Ada Lovelace") == author_key("ada lovelace"));
}

TEST_CASE("an empty library changes nothing") {
  const std::vector<Opinion> picks = {{.paper = kLibrary[0].paper}};
  const auto plain = recommend(kDay, picks, {});
  const auto with = recommend(kDay, picks, {}, {});
  REQUIRE(plain.size() == with.size());
  for (std::size_t i = 0; i < plain.size(); ++i) CHECK(plain[i].candidate == with[i].candidate);
}
