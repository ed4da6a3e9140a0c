#include "preprints/details.h"

#include "base/error.h"
#include "base/files.h"
#include "support/catch.h"

using namespace broadsheet;
using preprints::read_details;

namespace {

std::string page_of(const std::string& items) {
  return R"({"messages": [{"status": "ok", "total": "9"}], "collection": [)" + items + "]}";
}

std::string item(const std::string& members) {
  return R"({"doi": "10.1101/2026.02.26.700001", "title": "T")" +
         (members.empty() ? "" : ", " + members) + "}";
}

Announced one(const std::string& members) {
  const preprints::DetailsPage page = read_details(page_of(item(members)), "page");
  REQUIRE(page.papers.size() == 1);
  return page.papers.front();
}

}  // namespace

TEST_CASE("a page of preprints is read") {
  const std::string bytes =
      read_file(fs::path(BROADSHEET_SOURCE_DIR) / "tests/fuzz/corpus/details/page.json");
  const preprints::DetailsPage page = read_details(bytes, "page");
  CHECK(page.total == 7);
  CHECK(page.items == 2);
  REQUIRE(page.papers.size() == 2);
  const Announced& first = page.papers[0];
  CHECK(first.id.str() == "biorxiv:10.1101/2026.02.26.700001");
  CHECK(first.version == 1);
  CHECK(first.title == "Sleep in Drosophila & others");
  CHECK(first.authors == std::vector<std::string>{"A. B. Doe", "Bo Sample Jr", "The Fly Group"});
  CHECK(first.abstract == "Flies sleep (p < 0.05, n > 3).");
  CHECK(first.categories == std::vector<std::string>{"neuroscience"});
  CHECK(first.announce_type == "new");
  CHECK(first.licence == "https://creativecommons.org/licenses/by-nc-nd/4.0/");
  CHECK(first.doi.empty());
  const Announced& second = page.papers[1];
  CHECK(second.announce_type == "replace");
  CHECK(second.version == 2);
  CHECK(second.categories == std::vector<std::string>{"cell biology"});
  CHECK(second.doi == "10.1234/abc");
  CHECK(second.licence.empty());
}

TEST_CASE("an empty list and items that are no papers are no error") {
  const preprints::DetailsPage empty =
      read_details(R"({"messages": [{"status": "no posts found"}], "collection": []})", "page");
  CHECK(empty.total == 0);
  CHECK(empty.papers.empty());

  const preprints::DetailsPage page =
      read_details(page_of(R"({"title": "Without a DOI"}, {"doi": "10.1101/2026.02.26.700001"}, 5,
                              {"doi": "10.48550/arXiv.2602.00001", "title": "Of arXiv"})"),
                   "page");
  CHECK(page.items == 4);
  CHECK(page.papers.empty());
  CHECK(page.unreadable ==
        std::vector<std::string>{"Without a DOI", "10.1101/2026.02.26.700001", "", "Of arXiv"});
}

TEST_CASE("texts of preprints are cleaned, and only tags of typesetting are removed") {
  CHECK(one(R"("abstract": "CO<sub>2</sub> &lt; 5\n and  <x> &amp; <jats:p>more</jats:p>")")
            .abstract == "CO2 < 5 and <x> & more");
  CHECK(one(R"("abstract": "<")").abstract == "<");
  CHECK(one(R"("authors": ";; ;")").authors.empty());
  CHECK(one(R"("authors": "Van der Doe, A.")").authors ==
        std::vector<std::string>{"A. Van der Doe"});
  CHECK(one(R"("version": "x", "license": 5, "category": null)").version == 0);
  CHECK(one(R"("version": -3)").version == 0);
  CHECK(one(R"("published": "NA")").doi.empty());
}

TEST_CASE("anything but a list of preprints is an error of the network") {
  const std::string bytes =
      GENERATE(as<std::string>{}, "", "<html></html>", "[]", "{}", R"({"messages": []})",
               R"({"messages": [{}]})", R"({"messages": [{"status": "ok"}]})",
               R"({"messages": [{"status": "Error: no such server"}]})",
               R"({"messages": [{"status": "ok"}], "collection": [{"a")");
  CAPTURE(bytes);
  try {
    read_details(bytes, "page");
    FAIL("was read");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Network);
  }
}

TEST_CASE("a request names server, days and the items before its page") {
  CHECK(preprints::details_url("https://api.example.org", preprint_servers()[1], Day(2026, 2, 27),
                               Day(2026, 3, 1), 200) ==
        "https://api.example.org/details/medrxiv/2026-02-27/2026-03-01/200");
}
