#include "taste/read_list.h"

#include "base/error.h"
#include "support/catch.h"

using namespace broadsheet;
using namespace broadsheet::taste;

namespace {

PaperList read(const std::string& text, const std::string& name = "library.bib",
               bool against = false) {
  Diagnostics problems;
  return read_list(text, name, against, problems);
}

}  // namespace

TEST_CASE("BibTeX: id, DOI, title, names, the day of the addition and stars") {
  const PaperList list = read(R"(@article{vaswani,
  title = {Attention is {All} you need}, author = {Vaswani, Ashish and Shazeer, Noam},
  eprint = {1706.03762}, archivePrefix = {arXiv}, timestamp = {2024-03-05}, keywords = {nlp, starred},
}
@inproceedings{other, title = "A paper of a conference", doi = {https://doi.org/10.1000/ABC.1}}
@misc{empty, note = {nothing}}
)");
  REQUIRE(list.papers.size() == 2);
  CHECK(list.unusable == 1);
  const Paper& first = list.papers[0];
  REQUIRE(first.id);
  CHECK(first.id->str() == "1706.03762");
  CHECK(first.title == "Attention is All you need");
  CHECK(first.authors == std::vector<std::string>{"Ashish Vaswani", "Noam Shazeer"});
  CHECK(first.starred());
  CHECK(first.day() == Day(2024, 3, 5));
  CHECK(list.papers[1].doi == "10.1000/abc.1");
  CHECK_FALSE(list.papers[1].starred());
}

TEST_CASE("broken braces end an entry, not the run") {
  for (const char* text :
       {"@article{a, title = {open { and never closed", "@article{a, title = {x}}}}}, @article{",
        "@article", "@article{b, title = \"{\", eprint = {2401.00001}}", "@@@@{{{{====,,,,"}) {
    CHECK(read(text).papers.size() <= 2);
  }
  // An entry after a broken one is read.
  CHECK(
      read("@misc{a, title = }\n@misc{b, title = {A title that is long}, eprint = {2401.00001}}\n")
          .papers.size() == 1);
}

TEST_CASE("RIS, CSL-JSON and Zotero's items") {
  CHECK(read("TY  - JOUR\nTI  - A title of some length\nAU  - Lovelace, Ada\n"
             "UR  - https://arxiv.org/abs/2401.00001v2\nER  - \n",
             "x.ris")
            .papers.at(0)
            .id->str() == "2401.00001");
  const PaperList csl = read(
      R"([{"id": "a", "type": "article", "title": "A title of some length",
           "author": [{"family": "Lovelace", "given": "Ada"}], "issued": {"date-parts": [[2024, 3]]},
           "URL": "http://arxiv.org/abs/2403.00001"}])",
      "x.json");
  REQUIRE(csl.papers.size() == 1);
  CHECK(csl.papers[0].authors == std::vector<std::string>{"Ada Lovelace"});
  CHECK(csl.papers[0].day() == Day(2024, 3, 1));
  const PaperList zotero = read(
      R"([{"key": "K", "data": {"itemType": "preprint", "title": "A title of some length",
           "creators": [{"firstName": "Ada", "lastName": "Lovelace"}], "abstractNote": "We count.",
           "archiveID": "arXiv:2403.00002", "dateAdded": "2025-01-02T03:04:05Z",
           "tags": [{"tag": "★★★"}]}},
          {"key": "N", "data": {"itemType": "note", "note": "mine", "title": "A note to myself"}}])",
      "x.json");
  REQUIRE(zotero.papers.size() == 1);
  CHECK(zotero.papers[0].id->str() == "2403.00002");
  CHECK(zotero.papers[0].abstract == "We count.");
  CHECK(zotero.papers[0].authors == std::vector<std::string>{"Ada Lovelace"});
  CHECK(zotero.papers[0].starred());
  CHECK(zotero.papers[0].day() == Day(2025, 1, 2));
}

TEST_CASE("marks: stars, and hidden papers are against") {
  const PaperList list = read(
      R"({"star": {"p2602-01234": {"title": "A title"}, "phep-th-9901001": {}},
          "read": {"p2602-00001": {}}, "hide": ["math.GT/0309136", "p2602-99999", "nonsense"]})",
      "marks.json");
  REQUIRE(list.papers.size() == 4);
  CHECK(list.unusable == 1);
  CHECK(list.papers[0].id->str() == "2602.01234");
  CHECK(list.papers[0].starred());
  CHECK(list.papers[1].id->str() == "hep-th/9901001");
  CHECK(list.papers[2].against());
  CHECK_FALSE(list.papers[2].starred());
}

TEST_CASE("a list may be against, and what is no list is an error") {
  const char* one = "@misc{a, title = {A title that is long}, eprint = {2401.00001}}";
  CHECK(read(one, "x.bib", true).papers.at(0).against());
  CHECK_THROWS_AS(read("once upon a time", "x.txt"), Error);
  CHECK_THROWS_AS(read("{\"star\": ", "x.json"), Error);
  CHECK_THROWS_AS(read("", "x.json"), Error);
}

TEST_CASE("a list of very many entries is cut, and counted") {
  std::string text;
  for (std::size_t i = 0; i < kMostRead + 3; ++i) text += "@misc{a, eprint={2401.00001}}\n";
  const PaperList list = read(text);
  CHECK(list.papers.size() == kMostRead);
  CHECK(list.further == 3);
}
