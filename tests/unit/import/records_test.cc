// Lists of papers of other programs: whatever the file is, a title and an id are a paper.

#include <string>
#include <vector>

#include "import/read_source.h"
#include "import/readers/inline_text.h"
#include "import/source/day_text.h"
#include "json/writer.h"
#include "read_lists.h"
#include "support/catch.h"

using namespace broadsheet;
using test::joined;
using test::Outcome;
using test::read;

namespace {

const std::string kAttention =
    "2026-03-02 1706.03762 | Attention Is All You Need | Ashish Vaswani, Noam Shazeer | Attention "
    "replaces recurrence. | cs.CL, cs.LG | ";

}  // namespace

TEST_CASE("a day is found in each usual spelling") {
  const auto [text, day] = GENERATE(table<std::string, std::string>({
      {"a/2026-03-02.json", "2026-03-02"},
      {"daily/20260302_Mon/text.md", "2026-03-02"},
      {"results_20260302_065807.json", "2026-03-02"},
      {"results_20260302065807.json", "2026-03-02"},
      {"2-Mar-2026/NLP/README.md", "2026-03-02"},
      {"02Mar2026.md", "2026-03-02"},
      {"docs/2026/03/02/index.md", "2026-03-02"},
      {"docs/202603/02/1706.03762v7-attention.md", "2026-03-02"},
      {"docs/2026-03/02.md", "2026-03-02"},
      {"2026_3_2.md", "2026-03-02"},
      {"Updated on 2026.03.02", "2026-03-02"},
      {"Monday, 2 March 2026", "2026-03-02"},
      {"March 2, 2026", "2026-03-02"},
      {"Mon, 2 Mar 2026 09:00:00 +0900", "2026-03-02"},
      {"2026年03月02日", "2026-03-02"},
      {"Top Papers (June 23 - June 29) - 2025", "2025-06-29"},
      {"weekly/2026-W10.md", "2026-03-08"},
      {"2026-03-02-to-2026-03-08.md", "2026-03-08"},
      {"2026-02-30.md", "-"},
      {"1706.03762.md", "-"},
      {"02/03/2026", "-"},
      {"notes.md", "-"},
      {"papers-2026-03.md", "-"},
  }));
  CAPTURE(text);
  const std::optional<Day> found = importer::last_day_in(text);
  CHECK((found ? found->str() : "-") == day);
}

TEST_CASE("the same paper is read from every kind of file") {
  const auto [name, bytes] = GENERATE(table<std::string, std::string>({
      {"2026-03-02.json",
       R"([{"id": "http://arxiv.org/abs/1706.03762", "title": "Attention Is All You Need",
           "authors": ["Ashish Vaswani", "Noam Shazeer"], "published": "2017-06-12",
           "summary": "Attention replaces recurrence.", "categories": ["cs.CL", "cs.LG"]}])"},
      {"2026-03-02.jsonl",
       R"({"id": "1706.03762", "title": "Attention Is All You Need", "authors": ["Ashish Vaswani", "Noam Shazeer"], "summary": "Attention replaces recurrence.", "categories": ["cs.CL", "cs.LG"]})"
       "\n"
       R"({"id": "1706.03762", "title": "Attention Is All You Need"})"},
      {"papers.json",
       R"({"date": "2026-03-02", "papers": [{"url": "https://arxiv.org/abs/1706.03762",
           "title": "Attention Is All You Need", "authors": "Ashish Vaswani and Noam Shazeer",
           "abstract": "Attention replaces recurrence.", "categories": "cs.CL cs.LG"}]})"},
      {"days.json",
       R"({"2026-03-02": {"1706.03762": {"title": "Attention Is All You Need",
           "authors": [{"name": "Ashish Vaswani"}, {"name": "Noam Shazeer"}],
           "abstract": "Attention replaces recurrence.", "categories": ["cs.CL", "cs.LG"]}}})"},
      {"2026/03/02.csv",
       "arxiv_id,title,authors,abstract,categories\n"
       "1706.03762,\"Attention Is All You Need\",Ashish Vaswani; Noam Shazeer,"
       "\"Attention\nreplaces recurrence.\",cs.CL cs.LG\n"},
      {"2026-03-02.tsv",
       "url\ttitle\tauthors\tabstract\tcategories\n"
       "https://arxiv.org/abs/1706.03762\tAttention Is All You Need\tAshish Vaswani, Noam Shazeer"
       "\tAttention replaces recurrence.\tcs.CL, cs.LG\n"},
      {"2026-03-02.yaml",
       "- title: Attention Is All You Need\n  id: '1706.03762'\n"
       "  authors: [Ashish Vaswani, Noam Shazeer]\n  abstract: Attention replaces recurrence.\n"
       "  categories: [cs.CL, cs.LG]\n"},
      {"2026-03-02.bib",
       "@misc{vaswani2017, title={{Attention} Is All You Need},\n"
       " author = \"Vaswani, Ashish and Shazeer, Noam\", eprint={1706.03762},\n"
       " archivePrefix={arXiv}, primaryClass={cs.CL}, keywords={x}, abstract={Attention replaces "
       "recurrence.}, categories = {cs.CL cs.LG}}\n"},
      {"2026-03-02.ris",
       "TY  - JOUR\nTI  - Attention Is All You Need\nAU  - Vaswani, Ashish\nAU  - Shazeer, Noam\n"
       "UR  - https://arxiv.org/abs/1706.03762\nAB  - Attention replaces recurrence.\n"
       "C1  - x\nER  - \n"},
      {"2026-03-02.xml",
       "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>"
       "<id>http://arxiv.org/abs/1706.03762</id><title>Attention Is All You Need</title>"
       "<author><name>Ashish Vaswani</name></author><author><name>Noam Shazeer</name></author>"
       "<summary>Attention replaces recurrence.</summary><category term=\"cs.CL\"/>"
       "<category term=\"cs.LG\"/></entry></feed>"},
      {"2026-03-02.md",
       "# Daily\n\n| Title | Authors | PDF | Abstract | Categories |\n|---|:-:|--|---|---|\n"
       "| **Attention Is All You Need** | Ashish Vaswani, Noam Shazeer | "
       "[pdf](https://arxiv.org/pdf/1706.03762) | <details><summary>Show</summary><p>Attention "
       "replaces recurrence.</p></details> | cs.CL, cs.LG |\n"},
      {"docs/202603/02/attention.md",
       "---\ntitle: Attention Is All You Need\nauthors: \"Ashish Vaswani, Noam Shazeer\"\n"
       "pdf: https://arxiv.org/pdf/1706.03762\ndate: 2017-06-12\ncategories: [cs.CL, cs.LG]\n---\n"
       "\n## Abstract\nAttention replaces recurrence.\n"},
      {"2026-03-02.md",
       "# [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"
       "*Ashish Vaswani,Noam Shazeer*\n\nMain category: cs.CL, cs.LG\n\n"
       "<details>\n<summary>Details</summary>\nAbstract: Attention replaces recurrence.\n"
       "</details>\n"},
      {"2026-03-02.md",
       "- **Attention Is All You Need**  \n  Ashish Vaswani, Noam Shazeer  \n"
       "  _2026-03-01_ \xC2\xB7 https://arxiv.org/abs/1706.03762 \xC2\xB7 `cs.CL` `cs.LG`  \n"
       "  <details><summary>Abstract</summary>\n\n  Attention replaces recurrence.\n\n"
       "  </details>\n"},
      {"2026-03-02.md",
       "### 1. Attention Is All You Need\n\n- **Authors**: Ashish Vaswani, Noam Shazeer\n"
       "- **Subjects:** Computation and Language (cs.CL); Machine Learning (cs.LG)\n"
       "- **Link:** https://arxiv.org/pdf/1706.03762\n- **Abstract**\n Attention replaces "
       "recurrence.\n"},
      {"2026-03-02.md",
       "#### [new 001] Attention Is All You Need\n- **\xE5\x88\x86\xE7\xB1\xBB: cs.CL; cs.LG**\n\n"
       "- **\xE9\x93\xBE\xE6\x8E\xA5: "
       "[https://arxiv.org/pdf/1706.03762](https://arxiv.org/pdf/1706.03762)**\n\n"
       "> **\xE4\xBD\x9C\xE8\x80\x85:** Ashish Vaswani; Noam Shazeer\n>\n"
       "> **\xE6\x91\x98\xE8\xA6\x81:** Attention replaces recurrence.\n>\n---\n"},
  }));
  CAPTURE(name, bytes);
  const Outcome outcome = read(bytes, name);
  CHECK(outcome.problems.empty());
  CHECK(outcome.left_out.empty());
  CHECK_FALSE(outcome.what.starts_with("ignored"));
  REQUIRE(outcome.papers.size() == 1);
  std::string paper = outcome.papers.front();
  std::string expected = kAttention;
  if (name.ends_with(".ris")) expected = expected.substr(0, expected.find("cs.CL")) + " | ";
  const std::size_t line_break = paper.find("Attention\nreplaces");
  if (line_break != std::string::npos) paper[line_break + 9] = ' ';
  CHECK(paper == expected);
}

TEST_CASE(
    "comment beside what only arXiv states is the authors'; beside scores alone the scorer's") {
  const Outcome arxiv = read(
      R"([{"id": "1706.03762v7", "title": "T t", "summary": "a", "comment": "15 pages",
           "score": 8.5, "doi": "10.1000/x", "journal_ref": "J 1"}])",
      "2026-03-02.json");
  REQUIRE(arxiv.entries.size() == 1);
  CHECK(arxiv.entries[0].author_comment == "15 pages");
  CHECK(arxiv.entries[0].comment.empty());
  CHECK(arxiv.entries[0].score == 8.5);
  CHECK(arxiv.entries[0].doi == "10.1000/x");
  CHECK(arxiv.entries[0].journal_reference == "J 1");
  CHECK(arxiv.entries[0].version == 7);

  const Outcome scorer = read(
      R"([{"url": "https://arxiv.org/abs/1706.03762", "title": "T t", "comment": "Fits.",
           "relevance": "9/10", "novelty_score": 8}])",
      "2026-03-02.json");
  REQUIRE(scorer.entries.size() == 1);
  CHECK(scorer.entries[0].comment == "Fits.");
  const Outcome dated = read(
      R"([{"url": "https://arxiv.org/abs/1706.03762", "title": "T t", "comment": "Fits.",
           "relevance": 9, "novelty": 8, "date": "2026-03-02"}])",
      "2026-03-02.json");
  CHECK(dated.entries.at(0).comment == "Fits.");
  CHECK(scorer.entries[0].author_comment.empty());
  CHECK(scorer.entries[0].relevance == 9);
  CHECK(scorer.entries[0].score == 17);
}

TEST_CASE("BibTeX keeps the braces of TeX and the order of names") {
  const Outcome outcome = read(R"(@article{a, eprint = {2603.00001},
  title = {The {LoRA} of $x_{ij}^{2}$ and $\sqrt{ab}$ by {\c{C}}a{\u g}la and \"{O}},
  author = {Lovelace, Ada}}
@misc{b, eprint = "2603.00002", title = "A {{B}} c",
  author = "Lovelace, Ada and {Research and Development, Ltd} and von Neumann, John and King, Jr., Martin Luther"}
)",
                               "2026-03-02.bib");
  REQUIRE(outcome.entries.size() == 2);
  CHECK(outcome.entries[0].title == "The LoRA of $x_{ij}^{2}$ and $\\sqrt{ab}$ by Çağla and Ö");
  CHECK(outcome.entries[0].authors == std::vector<std::string>{"Ada Lovelace"});
  CHECK(outcome.entries[1].title == "A B c");
  CHECK(outcome.entries[1].authors ==
        std::vector<std::string>{"Ada Lovelace", "Research and Development, Ltd",
                                 "John von Neumann", "Martin Luther King, Jr."});
}

TEST_CASE("authors with a comma in their names are read as people write them") {
  const auto authors_of = [](const std::string& authors) {
    const Outcome outcome =
        read(R"([{"url": "https://arxiv.org/abs/2603.00001", "title": "T", "authors": )" + authors +
                 "}]",
             "2026-03-02.json");
    return outcome.entries.at(0).authors;
  };
  using Names = std::vector<std::string>;
  CHECK(authors_of(R"("Lovelace, Ada")") == Names{"Ada Lovelace"});
  CHECK(authors_of(R"("Lovelace, A., Babbage, C.")") == Names{"A. Lovelace", "C. Babbage"});
  CHECK(authors_of(R"("Ada Lovelace, Charles Babbage")") ==
        Names{"Ada Lovelace", "Charles Babbage"});
  CHECK(authors_of(R"(["Ada Lovelace, Charles Babbage"])") ==
        Names{"Ada Lovelace", "Charles Babbage"});
  CHECK(authors_of(R"(["von der Berg, Jan Pieter"])") == Names{"Jan Pieter von der Berg"});
  CHECK(authors_of(R"(["Lovelace, Ada", "OpenAI", "King, Martin Luther, Jr."])") ==
        Names{"Ada Lovelace", "OpenAI", "Martin Luther King, Jr."});
}

TEST_CASE("a DOI is one however it is written, and another text is none") {
  const auto entry_of = [](const std::string& doi) {
    return read(R"([{"id": "2603.00001", "title": "T", "summary": "S", "doi": ")" + doi + "\"}]",
                "2026-03-02.json")
        .entries.at(0);
  };
  CHECK(entry_of("https://doi.org/10.1234/ABC").doi == "10.1234/ABC");
  CHECK(entry_of("doi:10.1234/abd").doi == "10.1234/abd");
  CHECK(entry_of("10.48550/arXiv.2603.00001").doi.empty());
  CHECK(entry_of("nan").doi.empty());
  CHECK(entry_of("to appear").doi.empty());
  CHECK(entry_of("to appear").extra.find("doi") != nullptr);
}

TEST_CASE("an id of a table may lack zeros, a longer number is none") {
  const Outcome outcome = read(
      "id,title,url\n2603.0328,One,\n,Two,https://arxiv.org/abs/2603.99999999\n", "2026-03-02.csv");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(outcome.entries[0].id.str() == "2603.03280");
}

TEST_CASE("a paper that cannot be used is left out with its reason, the others are read") {
  const Outcome outcome = read(
      "{\"id\": \"1706.03762\", \"title\": \"Attention\"}\n"
      "{\"id\": \"W2741809807\", \"title\": \"A preprint\", \"authors\": [\"A B\"]}\n"
      "{\"id\": \"1412.6980\", \"title\": \n"
      "{\"id\": \"1810.04805\", \"title\": \"BERT\"}\n",
      "2026-03-02.jsonl");
  CHECK(outcome.papers.size() == 2);
  CHECK(outcome.left_out == "2: no id: A preprint\n3: not JSON: \n");
  CHECK(outcome.problems.empty());

  const Outcome no_day =
      read("- [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n", "list.md");
  CHECK(no_day.papers.empty());
  CHECK(no_day.what == "ignored: text, no paper can be used");
  CHECK(no_day.left_out == "1: no day: Attention Is All You Need\n");
}

TEST_CASE("what has no field is kept in extra and counted by name") {
  const Outcome outcome = read(
      R"([{"id": "1706.03762", "title": "T t", "summary": "a", "updated": "",
           "AI": {"tokens": 7, "method": "y"}, "stars": 3}])",
      "2026-03-02.json");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(json::to_line(outcome.entries[0].extra) == R"({"AI":{"tokens":7},"stars":3})");
  CHECK(outcome.unused == "AI.tokens 1\nstars 1\n");
  CHECK(outcome.entries[0].parts == std::vector<SummaryPart>{{"method", "y", ""}});
}

TEST_CASE("rows of a table by topic have days of their own, and others are no person") {
  const std::string row =
      "|**2021-10-04**|**Fast Uncertainty for Active Graph SLAM**|Julio A. Placed et.al.|"
      "[2110.01289](http://arxiv.org/abs/2110.01289)|**[link](https://example.org/code)**|";
  const std::string expected =
      "2021-10-04 2110.01289 | Fast Uncertainty for Active Graph SLAM | Julio A. Placed |  |  | "
      "SLAM";
  const Outcome json = read("{\"SLAM\": {\"2110.01289\": \"" + row + "\\n\"}}", "cv-daily.json");
  const Outcome table = read(
      "## Updated on 2026.06.29\n\n## SLAM\n\n|Publish Date|Title|Authors|PDF|Code|\n"
      "|---|---|---|---|---|\n" +
          row + "\n",
      "README.md");
  CHECK(json.papers == std::vector<std::string>{expected});
  CHECK(table.papers == std::vector<std::string>{expected});
  REQUIRE(json.entries.size() == 1);
  REQUIRE(table.entries.size() == 1);
  CHECK(json.entries[0].links ==
        std::vector<PaperLink>{{"example.org", "https://example.org/code"}});
  CHECK(table.entries[0].links == std::vector<PaperLink>{{"code", "https://example.org/code"}});
  for (const Entry& entry : {json.entries[0], table.entries[0]}) {
    CHECK(entry.others);
    CHECK(entry.extra.empty());
  }
}

TEST_CASE("a weekly table is of the last day of its week") {
  const Outcome outcome = read(
      "## Top Papers of the Week (June 23 - June 29) - 2025\n| **Paper** | **Links** |\n|--|--|\n"
      "| 1) Attention Is All You Need - no recurrence. <br>\xE2\x97\x8F fast | "
      "[Paper](https://arxiv.org/abs/1706.03762), [Tweet](https://example.org/1) |\n"
      "| 2) A report without arXiv | [Paper](https://example.org/report.pdf) |\n",
      "README.md");
  CHECK(outcome.papers ==
        std::vector<std::string>{"2025-06-29 1706.03762 | Attention Is All You Need |  |  |  | "});
  CHECK(outcome.left_out == "5: no id: A report without arXiv\n");
}

TEST_CASE("folders below the day are topics") {
  CHECK(read("[{\"id\": \"1706.03762\", \"title\": \"T t\", \"summary\": \"\"}]",
             "archive/2-Mar-2026/NLP/papers.json")
            .papers == std::vector<std::string>{"2026-03-02 1706.03762 | T t |  |  |  | NLP"});
}

TEST_CASE("the outermost of several headings is the section, unless all papers are below it") {
  const auto places = [](const std::string& bytes, const std::string& path) {
    std::string all;
    for (const Entry& entry : read(bytes, path).entries) {
      all += entry.section + ": " + joined(entry.topics) + "; ";
    }
    return all;
  };
  const std::string nlp = R"("NLP": [{"id": "2603.00001", "title": "One t", "summary": "a"}])";
  const std::string arms = R"("Arms": [{"id": "2603.00002", "title": "Two t", "summary": "a"}])";
  CHECK(places("{\"Language\": {" + nlp + "}, \"Robotics\": {" + arms + "}}", "2026-03-02.json") ==
        "Language: NLP; Robotics: Arms; ");
  CHECK(places("{\"My picks\": {" + nlp + ", " + arms + "}}", "2026-03-02.json") ==
        ": My picks, NLP; : My picks, Arms; ");
  CHECK(places("[{\"id\": \"2603.00001\", \"title\": \"One t\", \"summary\": \"a\", "
               "\"section\": \"Robotics\", \"topic\": \"Arms\"}]",
               "2026-03-02.json") == "Robotics: Arms; ");
  CHECK(places("# Today\n## Language\n### NLP\n#### [One t](https://arxiv.org/abs/2603.00001)\n\n"
               "## Robotics\n### Arms\n#### [Two t](https://arxiv.org/abs/2603.00002)\n",
               "2026-03-02.md") == "Language: NLP; Robotics: Arms; ");
  // A paper of two sections is in the first, and keeps the other.
  CHECK(places("{\"Language\": {" + nlp + "}, \"Robotics\": {" + nlp + "}}", "2026-03-02.json") ==
        "Language: NLP, Robotics; ");
}

TEST_CASE("Python objects are refused by name, and date with papers is never our digest") {
  CHECK(read("{'id': '1706.03762', 'title': 'T'}", "2026-03-02.jsonl").what ==
        "ignored: this is Python, not JSON");
  CHECK(read(R"({"date": "2026-03-02", "papers": []})", "a.json").what ==
        "ignored: JSON without papers");
}

TEST_CASE("an old number without its archive is completed by the categories") {
  const auto id = [](const std::string& categories) {
    const Outcome outcome = read(
        "[{\"id\": \"0603163\", \"title\": \"T t\", \"summary\": \"a\", "
        "\"categories\": " +
            categories + "}]",
        "2026-03-02.json");
    return outcome.entries.empty() ? "-" : outcome.entries.front().id.str();
  };
  CHECK(id("[\"astro-ph\"]") == "astro-ph/0603163");
  CHECK(id("[\"astro-ph.GA\", \"astro-ph\"]") == "astro-ph/0603163");
  CHECK(id("[\"astro-ph\", \"hep-th\"]") == "-");
  CHECK(id("[]") == "-");
}

TEST_CASE("the announcement of arXiv by e-mail") {
  const Outcome outcome = read(
      " Submissions to:\nArtificial Intelligence\n"
      " received from  Thu 19 Nov 24 19:00:00 GMT  to  Fri 22 Nov 24 19:00:00 GMT\n"
      "---\n\\\\\narXiv:1706.03762\nDate: Thu, 7 Nov 2024 02:49:53 GMT   (3kb)\n\n"
      "Title: Attention Is All You\n  Need\nAuthors: Ashish Vaswani, Noam\n  Shazeer\n"
      "Categories: cs.CL cs.LG\nComments: 15 pages\n\\\\\n  Attention replaces recurrence.\n"
      "\\\\ ( https://arxiv.org/abs/1706.03762 , 3kb)\n---\n"
      "\\\\\narXiv:1412.6980 (*cross-listing*)\nDate: Thu, 7 Nov 2024\n\nTitle: Adam\n"
      "Authors: Diederik P. Kingma\nCategories: cs.LG\n\\\\\n  Moments.\n"
      "\\\\ ( https://arxiv.org/abs/1412.6980 , 3kb)\n%%--%%\n---\n"
      "\\\\\narXiv:1810.04805\nreplaced with revised version Wed, 11 Feb 2026 22:17:21 GMT\n\n"
      "Title: BERT\nAuthors: Jacob Devlin\nCategories: cs.CL\n"
      "\\\\ ( https://arxiv.org/abs/1810.04805 ,  3kb)\n",
      "mail.txt");
  CHECK(outcome.what == "arXiv e-mail");
  REQUIRE(outcome.papers.size() == 3);
  CHECK(outcome.papers[0] ==
        "2024-11-25 1706.03762 | Attention Is All You Need | Ashish Vaswani, Noam Shazeer | "
        "Attention replaces recurrence. | cs.CL, cs.LG | ");
  CHECK(outcome.entries[0].author_comment == "15 pages");
  CHECK(outcome.entries[0].announce_type == "new");
  CHECK(outcome.entries[1].announce_type == "cross");
  CHECK(outcome.entries[2].announce_type == "replace");
  CHECK(outcome.entries[2].abstract.empty());
}

TEST_CASE("a heading that is a label, a list's name or a topic is never a title") {
  const Outcome outcome = read(
      "# Daily papers\n\n## Robotics (2)\n\n- **Attention Is All You Need**\n"
      "  - Link: https://arxiv.org/abs/1706.03762\n- **Adam: A Method for Optimization**\n"
      "  - Link: https://arxiv.org/abs/1412.6980\n\n## BERT for Language\n### Abstract\nWords.\n"
      "### Link\nhttps://arxiv.org/abs/1810.04805\n",
      "2026-03-02.md");
  CHECK(outcome.papers ==
        std::vector<std::string>{
            "2026-03-02 1706.03762 | Attention Is All You Need |  |  |  | Robotics",
            "2026-03-02 1412.6980 | Adam: A Method for Optimization |  |  |  | Robotics",
            "2026-03-02 1810.04805 | BERT for Language |  | Words. |  | Robotics"});
}

TEST_CASE("a map gives members the names of our fields") {
  const Outcome outcome = read(
      R"([{"paper_id": "1706.03762", "headline": "Attention Is All You Need", "remarks": "15 pages",
           "abstract": "Not this.", "gist": "Attention replaces recurrence.", "area": "cs",
           "issued": "2 March 2026"}])",
      "list.json",
      "files: '*.json'\nread: json\nday: issued\ntopics: [theme, area]\nfields:\n"
      "  title: headline\n  abstract: [none, gist]\n  author_comment: remarks\n");
  CHECK(outcome.papers ==
        std::vector<std::string>{"2026-03-02 1706.03762 | Attention Is All You Need |  | Attention "
                                 "replaces recurrence. |  | cs"});
  REQUIRE(outcome.entries.size() == 1);
  CHECK(outcome.entries[0].author_comment == "15 pages");
  CHECK(json::to_line(outcome.entries[0].extra) == R"({"their abstract":"Not this."})");
}

TEST_CASE("a map for other files, or for another reader, changes nothing of this one") {
  const std::string list = R"([{"id": "1706.03762", "title": "T t", "summary": "a"}])";
  const std::string map = "files: posts/*.md\nfields:\n  title: summary\n";
  CHECK(read(list, "2026-03-02.json", map).papers == read(list, "2026-03-02.json").papers);
  CHECK(read("| Title | Link |\n|--|--|\n| T t | https://arxiv.org/abs/1706.03762 |\n",
             "2026-03-02.md", "read: blocks\n")
            .papers.empty());
}

TEST_CASE("mistakes in a map are errors with their place") {
  const auto [map, message] = GENERATE(table<std::string, std::string>({
      {"- a\n", "map.yaml:1:1: error: a map should have keys such as 'fields'"},
      {"file: x\n", "map.yaml:1:1: error: 'file' is none of files"},
      {"read: tables\n", "map.yaml:1:7: error: 'read' is json, table, blocks or post"},
      {"fields:\n  titel: x\n", "map.yaml:2:3: error: 'titel' is no field of a paper"},
      {"fields:\n  title: {a: b}\n", "error: 'title' should be a text or a list of texts"},
  }));
  CAPTURE(map);
  Diagnostics problems;
  CHECK_FALSE(importer::parse_map(map, "map.yaml", problems));
  CHECK(problems.str().find(message) != std::string::npos);
}

TEST_CASE("the maps that come with the program are for files of their programs") {
  CHECK(importer::shipped_maps().size() == 3);
  const Outcome post = read(
      "---\ntitle: Hot Papers 2021-07-16\n---\n\n# 1. Attention Is All You Need\n\n"
      "Ashish Vaswani, Noam Shazeer\n\n- retweets: 12, favorites: 3\n\n"
      "- links: [abs](https://arxiv.org/abs/1706.03762) | [pdf](https://arxiv.org/pdf/1706.03762)\n"
      "- [cs.CL](https://arxiv.org/list/cs.CL/recent)\n\nAttention replaces recurrence.\n",
      "2021-07-16---Hot-Papers.md");
  REQUIRE(post.entries.size() == 1);
  CHECK(post.entries[0].authors.size() == 2);
  CHECK(post.entries[0].abstract.find("Attention replaces recurrence.") != std::string::npos);
}

TEST_CASE("an unclosed bracket hides no later link, and many of them stay text") {
  const importer::InlineText one = importer::read_inline("a [b](c and [d](https://example.org/)");
  REQUIRE(one.links.size() == 1);
  CHECK(one.links[0].url == "https://example.org/");
  std::string many;
  for (int i = 0; i < 5000; ++i) many += i % 2 == 0 ? "[a](b" : "![[";
  CHECK(importer::read_inline(many).text == many);
}
