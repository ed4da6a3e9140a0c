#include "import/papers/published_paper.h"

#include <string>
#include <vector>

#include "json/writer.h"
#include "support/catch.h"

using namespace broadsheet;
using importer::AuthorList;
using Names = std::vector<std::string>;

TEST_CASE("affiliations cut at their commas are repaired where that is certain") {
  struct Case {
    Names cut, repaired;
    AuthorList how;
  };
  const auto& [cut, repaired, how] = GENERATE(values<Case>({
      {{"Ada L", "Bob M"}, {"Ada L", "Bob M"}, AuthorList::Unchanged},
      {{}, {}, AuthorList::Unchanged},
      {{"Ada L (Univ", "College of Sums)"}, {"Ada L"}, AuthorList::Repaired},
      {{"Ada L (A", "B", "C)", "Bob M (D)", "Cy N"},
       {"Ada L", "Bob M", "Cy N"},
       AuthorList::Repaired},
      {{"Ada (Lady) L", "Bob (X", "Y)"}, {"Ada (Lady) L", "Bob"}, AuthorList::Repaired},
      {{"Ada L (Univ (East", "West)", "Sums)"}, {"Ada L"}, AuthorList::Repaired},
      {{"Ada L (University of Sums)", "Bob M (Acme)"}, {"Ada L", "Bob M"}, AuthorList::Repaired},
      {{"Ada L (1", "2)", "Bob M (1)"}, {"Ada L", "Bob M"}, AuthorList::Repaired},
      {{"Ada L [1", "2]", "Bob M"}, {"Ada L", "Bob M"}, AuthorList::Repaired},
      {{"Ada L (1 and 2)", "Bob M (2)"}, {"Ada L", "Bob M"}, AuthorList::Repaired},
      {{"Ada L (1)", "Bob M (2) ((1) Univ", "(2) College)"},
       {"Ada L", "Bob M"},
       AuthorList::Repaired},
      {{"Ada L (1)", "Bob M (2)", "((1) Univ", "(2) College)"},
       {"Ada L", "Bob M"},
       AuthorList::Repaired},
      {{"Some Team", ":", "Ada L"}, {"Some Team", "Ada L"}, AuthorList::Repaired},
      {{"Wei L (Will)", "Bob M"}, {"Wei L (Will)", "Bob M"}, AuthorList::Unchanged},  // a nickname
      // Nobody knows what these are.
      {{"Ada L (Kay)", "Bob M (Kay)"}, {"Ada L (Kay)", "Bob M (Kay)"}, AuthorList::Doubtful},
      {{"Ada (Lady)", "L", "Bob M"}, {"Ada (Lady)", "L", "Bob M"}, AuthorList::Doubtful},
      {{"Ada (Lady)", "Bob M"}, {"Ada (Lady)", "Bob M"}, AuthorList::Unchanged},
      {{"Ada L (Univ", "College"}, {"Ada L (Univ", "College"}, AuthorList::Doubtful},
      {{"Ada L", "College)"}, {"Ada L", "College)"}, AuthorList::Doubtful},
      {{"Ada L", "2]", "Bob M"}, {"Ada L", "2]", "Bob M"}, AuthorList::Doubtful},
      {{"Ada L (1", "2"}, {"Ada L (1", "2"}, AuthorList::Doubtful},
      {{"(Univ", "College)", "Ada"}, {"(Univ", "College)", "Ada"}, AuthorList::Doubtful},
  }));
  CAPTURE(cut);
  const importer::RepairedAuthors result = importer::repair_authors(cut);
  CHECK(result.names == repaired);
  CHECK(result.how == how);
}

TEST_CASE("author markers and open parentheses take linear time") {
  const std::size_t count = 200'000;
  std::string markers = "Ada L";
  for (std::size_t at = 0; at < count; ++at) markers += " (1)";
  CHECK(importer::repair_authors({markers}).names == Names{"Ada L"});
  Names open(count, "Univ");
  open.front() = "Ada L (Univ";
  CHECK(importer::repair_authors(open).how == AuthorList::Doubtful);
  open.back() = "Univ)";
  CHECK(importer::repair_authors(open).names == Names{"Ada L"});
}

TEST_CASE("a piece without a letter is no author") {
  CHECK(importer::repair_authors({")("}).names.empty());
  CHECK(importer::repair_authors({"数学", ":"}).names == Names{"数学"});
}

TEST_CASE("the feed's prefix is removed, its version and type are kept") {
  Entry entry{.id = *PaperId::parse("2501.00001")};
  importer::fill_entry({.title = "T",
                        .authors = {"A"},
                        .abstract = "arXiv:2501.00001v2 Announce Type: cross  Abstract: We count.",
                        .comment = ""},
                       entry);
  CHECK(entry.abstract == "We count.");
  CHECK(entry.version == 2);
  CHECK(entry.announce_type == "cross");
  CHECK(broadsheet::json::to_line(entry.source) ==
        R"({"abstract":"arXiv:2501.00001v2 Announce Type: cross  Abstract: We count."})");
}

TEST_CASE("an abstract that only looks like a feed's is left") {
  const std::string abstract =
      GENERATE(as<std::string>{}, "arXiv: a history. Abstract: nothing.",
               "arXiv:25x v1 Announce Type: new Abstract: a", "Announce Type: new Abstract: a",
               "arXiv:2501.00001v1 Announce Type: new");
  Entry entry{.id = *PaperId::parse("2501.00001")};
  importer::fill_entry({.title = "T", .authors = {}, .abstract = abstract, .comment = ""}, entry);
  CHECK(entry.abstract == abstract);
  CHECK(entry.version == 0);
}

TEST_CASE("TeX becomes Unicode and what was published is kept") {
  Entry entry{.id = *PaperId::parse("2501.00001")};
  const importer::TextRepairs how = importer::fill_entry({.title = "On  P\\'olya's $x^2$",
                                                          .authors = {"Jos\\'e P\\'erez", "Ada L"},
                                                          .abstract = "Plain.",
                                                          .comment = "Author match"},
                                                         entry);
  CHECK(how.authors == AuthorList::Unchanged);
  CHECK(entry.title == "On Pólya's $x^2$");
  CHECK(entry.authors == Names{"José Pérez", "Ada L"});
  CHECK(entry.chosen_by == ChosenBy::FollowedAuthor);
  CHECK(broadsheet::json::to_line(entry.source) ==
        R"({"title":"On P\\'olya's $x^2$","authors":["Jos\\'e P\\'erez","Ada L"]})");
}
