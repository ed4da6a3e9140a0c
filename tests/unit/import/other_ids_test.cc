// Papers that are not of arXiv, in lists of other programs.

#include <string>
#include <vector>

#include "import/merge/merge.h"
#include "import/read_source.h"
#include "import/records/find_id.h"
#include "json/writer.h"
#include "support/catch.h"

using namespace broadsheet;

namespace {

std::vector<Entry> read(const std::string& bytes, const std::string& path) {
  Diagnostics problems;
  std::vector<Entry> entries;
  importer::ParseResult result = importer::read_source(bytes, path, problems, {});
  for (importer::ParsedSource& source : result.sources) {
    for (Entry& entry : source.digest.papers) entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<std::string> ids(const std::vector<Entry>& entries) {
  std::vector<std::string> texts;
  for (const Entry& entry : entries) texts.push_back(entry.id.str());
  return texts;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a record with a DOI or an address is a paper") {
  const std::vector<Entry> entries = read(
      R"([{"title": "Folding proteins", "doi": "https://doi.org/10.1038/S41586-021-03819-2"},
          {"title": "Reviewing papers", "url": "https://openreview.net/forum?id=XyZ12abC"},
          {"title": "Sequencing cells", "link":
           "https://www.biorxiv.org/content/10.1101/2021.10.04.463034v2.full", "doi": "10.1038/x1"},
          {"title": "Counting patients", "id": "10.1101/2020.02.10.20021675"},
          {"title": "Nothing known", "url": "https://example.org/10"}])",
      "2026-03-02.json");
  CHECK(ids(entries) == Ids{"doi:10.1038/s41586-021-03819-2", "openreview:XyZ12abC",
                            "biorxiv:10.1101/2021.10.04.463034",
                            "medrxiv:10.1101/2020.02.10.20021675"});
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].doi.empty());  // the id states it
  CHECK(entries[2].version == 2);
  CHECK(entries[2].doi == "10.1038/x1");
  for (const Entry& entry : entries) CHECK(entry.extra.empty());
}

TEST_CASE("an arXiv id is preferred wherever it is, and the DOI remains") {
  const std::vector<Entry> entries = read(
      R"([{"title": "Folding proteins", "doi": "10.1038/s41586-021-03819-2",
           "url": "https://doi.org/10.1038/s41586-021-03819-2",
           "pdf": "https://arxiv.org/pdf/2106.01234v2"},
          {"title": "A preprint", "doi": "10.48550/arXiv.2106.01235"}])",
      "2026-03-02.json");
  CHECK(ids(entries) == Ids{"2106.01234", "2106.01235"});
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].doi == "10.1038/s41586-021-03819-2");
  CHECK(entries[0].version == 2);
}

TEST_CASE("tables, items and headings may name papers that are not of arXiv") {
  CHECK(ids(read("| Title | Link |\n|--|--|\n"
                 "| Folding proteins | [paper](https://doi.org/10.1038/s41586-021-03819-2) |\n"
                 "| Both places | [arXiv](https://arxiv.org/abs/2106.01234) "
                 "[DOI](https://doi.org/10.1145/1.2) |\n",
                 "2026-03-02.md")) == Ids{"doi:10.1038/s41586-021-03819-2", "2106.01234"});
  CHECK(ids(read("- [Reviewing by machine](https://openreview.net/forum?id=XyZ12abC)\n"
                 "- [Sequencing cells](https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1)"
                 "\n",
                 "2026-03-02.md")) ==
        Ids{"openreview:XyZ12abC", "biorxiv:10.1101/2021.10.04.463034"});
  CHECK(ids(read("## Folding proteins\n\n**Authors**: Ada L\n\n"
                 "**Link**: https://doi.org/10.1038/s41586-021-03819-2\n\n**Abstract**: Folds.\n",
                 "2026-03-02.md")) == Ids{"doi:10.1038/s41586-021-03819-2"});
}

TEST_CASE("a list of references states when a paper was published") {
  const std::vector<Entry> bib = read(
      "@article{a, title={Folding proteins}, author={Ada Lovelace}, doi={10.1038/abc}, "
      "year={2021}, month=jul}\n"
      "@misc{b, title={Attention}, eprint={1706.03762}, year={2017}, month={6}}\n",
      "2026-03-02.bib");
  CHECK(ids(bib) == Ids{"doi:10.1038/abc", "1706.03762"});
  REQUIRE(bib.size() == 2);
  CHECK(bib[0].published == "2021-07");
  CHECK(bib[1].published.empty());

  const std::vector<Entry> json = read(
      R"([{"title": "A paper", "doi": "10.1038/abc", "published": "2026-02-27T00:00:00Z"},
          {"title": "Another", "doi": "10.1038/def", "year": 2024}])",
      "2026-03-02.json");
  REQUIRE(json.size() == 2);
  CHECK(json[0].published == "2026-02-27");
  CHECK(json[1].published == "2024");
  CHECK(json[1].extra.empty());
}

TEST_CASE("an address ends where the sentence around it does") {
  struct Case {
    std::string text, id;
  };
  const auto& [text, id] = GENERATE(values<Case>({
      {"See (https://doi.org/10.1016/S0140-6736(05)66899-8).", "doi:10.1016/s0140-6736(05)66899-8"},
      {"at doi:10.1234/abc, and more", "doi:10.1234/abc"},
      {"<a href=\"https://doi.org/10.1234/abc\">", "doi:10.1234/abc"},
      {"https://openreview.net/forum?id=XyZ12 and doi:10.1234/abc", "openreview:XyZ12"},
      {"biorxiv.org/content/10.1101/134015v1", "biorxiv:10.1101/134015"},
  }));
  CAPTURE(text);
  REQUIRE(importer::find_other_id(text));
  CHECK(importer::find_other_id(text)->id.str() == id);
}

TEST_CASE("entries of a day with one DOI are one paper, of arXiv if one is") {
  const auto source = [](const std::string& path, std::vector<Entry> papers) {
    importer::ParsedSource made{.kind = importer::SourceKind::Records,
                                .digest = Digest{.date = Day(2026, 3, 2)}};
    made.digest.path = path;
    made.digest.papers = std::move(papers);
    return made;
  };
  Entry published{.id = *PaperId::parse("doi:10.1234/abc")};
  published.title = "A paper";
  published.abstract = "What we did.";
  Entry preprint{.id = *PaperId::parse("2602.01234")};
  preprint.title = "A paper";
  preprint.doi = "10.1234/ABC";
  Diagnostics problems;
  const importer::MergedDay merged =
      importer::merge_day({source("a.json", {published}), source("b.json", {preprint})}, problems);
  CHECK(ids(merged.digest.papers) == Ids{"2602.01234"});
  REQUIRE(merged.digest.papers.size() == 1);
  CHECK(merged.digest.papers[0].abstract == "What we did.");
}
