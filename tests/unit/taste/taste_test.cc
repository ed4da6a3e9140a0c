#include "taste/taste.h"

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "taste/match.h"

using namespace broadsheet;
using namespace broadsheet::taste;

namespace {

Paper paper(const std::string& id, const std::string& title, Day day,
            const std::string& source = "a.bib") {
  Paper made{.id = PaperId::parse(id), .title = title};
  made.mentions = {{.source = source, .day = day}};
  return made;
}

const Day kOld(2015, 1, 1), kLast(2026, 3, 1);

}  // namespace

TEST_CASE("newer and starred papers weigh more, unwanted ones less than nothing") {
  Paper one = paper("2401.00001", "A", Day(2024, 1, 1));
  CHECK(weight_of(one, kLast) == 2);
  CHECK(weight_of(paper("2601.00001", "A", Day(2026, 1, 1)), kLast) == 3);
  CHECK(weight_of(paper("1401.0001", "A", kOld), kLast) == 1);
  one.mentions[0].starred = true;
  CHECK(weight_of(one, kLast) == 4);
  one.mentions[0].against = true;
  CHECK(weight_of(one, kLast) == -1);
}

TEST_CASE("a list that is added again replaces what it stated before") {
  Taste taste;
  taste.put("a.bib", {paper("2401.00001", "One", kOld), paper("2401.00002", "Two", kLast)});
  taste.put("b.bib", {paper("2401.00001", "One", kLast, "b.bib")});
  REQUIRE(taste.papers().size() == 2);
  CHECK(taste.newest() == kLast);
  taste.put("a.bib", {paper("2401.00003", "Three", kOld)});
  REQUIRE(taste.papers().size() == 2);
  CHECK(taste.papers()[0].id->str() == "2401.00001");
  CHECK(taste.remove_source("b.bib") == 1);
  CHECK(taste.remove_source("b.bib") == 0);
  CHECK(taste.remove_paper(*PaperId::parse("2401.00003")));
  CHECK(taste.empty());
}

TEST_CASE("papers without an id are one by DOI or title") {
  Taste taste;
  Paper one{.doi = "10.1/a", .title = "Counting with engines"};
  one.mentions = {{.source = "a.bib"}};
  Paper same{.title = "Counting  with {Engines}."};
  same.mentions = {{.source = "b.ris"}};
  taste.put("a.bib", {one});
  taste.put("b.ris", {same});
  // The first has a DOI and a title, so either finds it.
  CHECK(taste.papers().size() == 1);
  CHECK(taste.papers()[0].mentions.size() == 2);
  Paper of_arxiv = paper("2401.00001", "Counting without engines", kLast, "c.bib");
  taste.put("c.bib", {of_arxiv});
  Paper by_title{.title = "Counting without engines"};
  by_title.mentions = {{.source = "d.bib"}};
  taste.put("d.bib", {by_title});
  CHECK(taste.papers().size() == 2);
}

TEST_CASE("taste survives the disk, and a damaged file is an error with its place") {
  const test::TempDir dir;
  Taste taste;
  Paper one = paper("2401.00001", "One \"quoted\" \\alpha", kLast);
  one.authors = {"Ada Lovelace"};
  one.mentions[0].starred = true;
  taste.put("a.bib", {one});
  write_taste(dir.path(), taste);
  CHECK(read_taste(dir.path()).papers() == taste.papers());
  write_file_atomically(taste_path(dir.path()), "{\"papers\": [{\"title\": 1}]}");
  CHECK_THROWS_AS(read_taste(dir.path()), Error);
  CHECK(read_taste(dir.path() / "nowhere").empty());
}

TEST_CASE("an id that arXiv does not know leaves its title, or nothing") {
  Taste taste;
  taste.put("a.bib", {paper("2401.00001", "A title", kLast), paper("2401.00002", "", kLast)});
  taste.forget_id(*PaperId::parse("2401.00001"));
  taste.forget_id(*PaperId::parse("2401.00002"));
  REQUIRE(taste.papers().size() == 1);
  CHECK_FALSE(taste.papers()[0].id);
}

TEST_CASE("entries are matched by id, DOI and title, not by a title that means two papers") {
  PaperMatcher known;
  const auto id = [](const char* text) { return *PaperId::parse(text); };
  known.add(id("2401.00001"), "10.1/A", "On counting machines", {"Ada Lovelace"}, "We count.");
  known.add(id("2401.00002"), "", "A survey of everything", {"Bo One"}, "All.");
  known.add(id("2401.00003"), "", "A survey of everything", {"Cy Two"}, "All of it.");
  Paper by_doi{.doi = "10.1/a"};
  REQUIRE(known.complete(by_doi));
  CHECK(by_doi.id->str() == "2401.00001");
  CHECK(by_doi.abstract == "We count.");
  Paper by_title{.title = "On Counting {Machines}", .authors = {"A. Lovelace"}};
  CHECK(known.complete(by_title));
  Paper stranger{.title = "On counting machines", .authors = {"Eve Else"}};
  CHECK_FALSE(known.complete(stranger));
  Paper two{.title = "A survey of everything"};
  CHECK_FALSE(known.complete(two));
  Paper one_of_two{.title = "A survey of everything", .authors = {"Two, Cy"}};
  CHECK_FALSE(known.complete(one_of_two));
  one_of_two.authors = {"Cy Two"};
  REQUIRE(known.complete(one_of_two));
  CHECK(one_of_two.id->str() == "2401.00003");
  known.add(id("doi:10.1234/b"), "", "On proteins", {"Di Three"}, "Folded.");
  Paper by_doi_of_id{.doi = "10.1234/b"};
  REQUIRE(known.complete(by_doi_of_id));
  CHECK(by_doi_of_id.abstract == "Folded.");
  Paper short_title{.title = "Notes"};
  CHECK_FALSE(known.complete(short_title));
}
