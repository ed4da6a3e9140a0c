#include <string>

#include "import/read_source.h"
#include "samples.h"
#include "support/catch.h"

using namespace broadsheet;
using namespace broadsheet::test;
using importer::ParsedSource;

namespace {

/// As a browser's reader view saves it.
const std::string kReader =
    "Personalized Daily ArXiv Papers 2026-02-27\n| [gpt-x] | Prompt | Completion | Total "
    "|\n|---|---|---|---|\n"
    "| Token | 1000 | 200 | 1200 |\n| Cost | $0.08 | $0.51 | $0.59 |\nTotal arXiv papers: 90\n"
    "Total scanned papers: 60\nTotal relevant papers: 2\nTable of contents with paper titles:\n-\n"
    "First: of two Authors: Ada Lovelace, Bob M\n-\nSecond Authors: Cy N\n"
    "1. First: of two\nArXiv ID: 2602.00001\nAuthors: Ada Lovelace, Bob M\nAbstract: We count.\n"
    "Comment: Author match\n2. Second\nArXiv ID: 2602.00002\nAuthors: Cy N\nAbstract: Keywords: "
    "one, two.\n"
    "Comment: Model Architecture: gates.\nRelevance: 10 Novelty: 8\nPaper Selection Prompt\nSystem "
    "Prompt\n"
    "Be helpful.\nUser Prompt\nTopics\n- Gates\n";

/// As the page's visible text is saved.
const std::string kVisible =
    "Previous Day 2026-02-26\nMonthly Overview 2026-02\nNext Day 2026-03-02\n\n"
    "Personalized Daily ArXiv Papers 2026-02-27\n\n[gpt-x] Prompt Completion Total\nToken 1000 200 "
    "1200\n"
    "Cost $0.08 $0.51 $0.59\n\nTotal arXiv papers: 90\n\nTotal scanned papers: 60\n\nTotal "
    "relevant papers: 2\n\n"
    "Table of contents with paper titles:\n\n  1. First: of two Authors: Ada Lovelace, Bob M\n\n"
    "  2. Second Authors: Cy N\n\n\n1. First: of two\n\nArXiv ID: 2602.00001\n\nAuthors: Ada "
    "Lovelace, Bob M\n\n"
    "Abstract: We count.\n\nComment: Author match\n\n\n2. Second\n\nArXiv ID: "
    "2602.00002\n\nAuthors: Cy N\n\n"
    "Abstract: Keywords: one,\ntwo.\n\nComment: Model Architecture: gates.\n\nRelevance: 10 "
    "Novelty: 8\n\n\n"
    "Paper Selection Prompt\n\nSystem Prompt\n\nBe helpful.\n\nUser Prompt\n\nTopics\n\n  "
    "\xE2\x80\xA2 Gates\n";

}  // namespace

TEST_CASE("both kinds of saved page are read in page order") {
  const std::string page = GENERATE(as<std::string>{}, kReader, kVisible);
  Diagnostics problems;
  const std::optional<ParsedSource> found =
      only_source(importer::read_source(page, "page.txt", problems));
  CHECK(problems.str().empty());
  REQUIRE(found);
  const Digest& digest = found->digest;
  CHECK(digest.date == Day(2026, 2, 27));
  CHECK(digest.model == "gpt-x");
  CHECK(digest.usage.prompt_tokens == 1000);
  CHECK(digest.usage.completion_tokens == 200);
  CHECK(digest.usage.prompt_cost == 0.08);
  CHECK(digest.usage.completion_cost == 0.51);
  CHECK(digest.counts.announced == 90);
  CHECK(digest.counts.scanned == 60);
  CHECK(digest.counts.selected == 2);
  REQUIRE(digest.papers.size() == 2);
  CHECK(digest.papers[0].title == "First: of two");
  CHECK(digest.papers[0].authors == std::vector<std::string>{"Ada Lovelace", "Bob M"});
  CHECK(digest.papers[0].comment == "Author match");
  CHECK(digest.papers[0].chosen_by == ChosenBy::FollowedAuthor);
  CHECK(digest.papers[1].id.str() == "2602.00002");
  CHECK(digest.papers[1].abstract == "Keywords: one, two.");
  CHECK(digest.papers[1].relevance == 10);
  CHECK(digest.papers[1].score == 18);
  CHECK(found->prompt_text.starts_with(
      "# System Prompt\n\nBe helpful.\n\n# User Prompt\n\nTopics\n"));
}

TEST_CASE("a saved page by topic is read, its headings between papers passed over") {
  Diagnostics problems;
  const std::optional<ParsedSource> found = only_source(importer::read_source(
      "Personalized Daily ArXiv Papers 2026-05-08\nModel Metric Usage Papers\n"
      "Prompt Completion Total Total arXiv Scanned Relevant\ngpt-x Tokens 1000 200 1200 90 60 "
      "2\n"
      "Cost $1.05 $0.51 $1.56\nTopic Coverage:\nTopic Papers\nA, and B 1\nC 1\nTable of "
      "contents "
      "by topic:\n"
      "A, and B (1)\n1. First Authors: Ada\nC (1)\n1. Second Authors: Bob\nA, and B (1)\n1. "
      "First\n"
      "ArXiv ID: 2605.00001\nPrimary Topic: A, and B\nAuthors: Ada\nAbstract: a\nComment: c\n"
      "Topic Match: fits\nRelevance: 9\nNovelty: 8\nC (1)\n1. Second\nArXiv ID: 2605.00002\n"
      "Primary Topic: C\nAuthors: Bob\nAbstract: b\nComment: d (2)\nRelevance: 8\nNovelty: 8\n",
      "page.txt", problems));
  CHECK(problems.str().empty());
  REQUIRE(found);
  CHECK(found->digest.model == "gpt-x");
  CHECK(found->digest.counts.scanned == 60);
  CHECK(found->digest.usage.prompt_cost == 1.05);
  REQUIRE(found->digest.papers.size() == 2);
  CHECK(found->digest.papers[0].novelty == 8);
  CHECK(found->digest.papers[1].title == "Second");
  CHECK(found->digest.papers[1].comment == "d (2)");
  CHECK(found->prompt_text.empty());
}

TEST_CASE("a text without a title line is no page") {
  Diagnostics problems;
  const std::string text = GENERATE(
      as<std::string>{}, "", "\n\n", "ArXiv ID: 2602.00001\n", "Personalized Daily ArXiv Papers\n",
      "Personalized Daily ArXiv Papers 2026-02-31\n", "My favourite papers 2026-02-27\n");
  CHECK(importer::read_source(text, "page.txt", problems).sources.empty());
}

TEST_CASE("papers of a page that cannot be used are reported with their line") {
  Diagnostics problems;
  const std::optional<ParsedSource> found = only_source(importer::read_source(
      "Personalized Daily ArXiv Papers 2026-02-27\n\n1. T\nArXiv ID: nonsense\n2. U\nArXiv ID: "
      "2602.00001\n"
      "3. V\nArXiv ID: 2602.00001\nArXiv ID:\n",
      "page.txt", problems));
  REQUIRE(found);
  CHECK(found->digest.papers.size() == 1);
  CHECK(problems.str().find(
            "page.txt:3: error: 'nonsense' is not an arXiv id; the paper is left out\n") == 0);
}
