#include <string>

#include "import/read_source.h"
#include "json/writer.h"
#include "samples.h"
#include "support/catch.h"
#include "support/processor_time.h"

using namespace broadsheet;
using importer::ParsedSource;
using namespace broadsheet::test;

namespace {

const std::string kTwo = contents({"2503.00001", "2503.00002"}) +
                         markdown_paper("##", 1, "2503.00001", "", "") +
                         markdown_paper("##", 2, "2503.00002", "", markdown_scores(9, 8));

std::string old_title(const std::string& date) {
  return "# Personalized Daily Arxiv Papers " + date + "\n\n";
}
std::string iso_title(const std::string& date) {
  return "# Personalized Daily ArXiv Papers " + date + "\n\n";
}

std::string table(const std::string& corner, const std::string& rule) {
  return "| " + corner + " | Prompt | Completion | Total |\n|" + rule + "|" + rule + "|" + rule +
         "|" + rule +
         "|\n| **Token** | 1000 | 200 | 1200 |\n| **Cost** | $1.19752 | $0.4076 | $1.60512 |\n\n";
}

std::string topic_body(const std::string& relevant) {
  return html_table(1000, 200, 2) +
         "**Topic Coverage:**\n\n<table>\n    <tbody>\n        <tr><td><a href=\"#topic-a-b\">A, "
         "and B</a></td>"
         "<td align=\"center\">1</td></tr>\n        <tr><td><a "
         "href=\"#topic-c\">C</a></td><td>1</td></tr>\n"
         "    </tbody>\n</table>\n\n**Table of contents by topic:**\n\n## [A, and B](#topic-a-b) "
         "(1)\n\n"
         "1. [Title of 2503.00001](#paper-2503-00001)\n**Authors:** Ada Lovelace\n\n## "
         "[C](#topic-c) (1)\n\n"
         "1. [Title of 2503.00002](#paper-2503-00002)\n**Authors:** Ada Lovelace\n\n---\n\n"
         "## A, and B (1) <a id=\"topic-a-b\"></a>\n\n" +
         markdown_paper("###", 1, "2503.00001",
                        "**Primary Topic:** A, and B\n\n**Also Matches:** C, A, and B\n\n",
                        "**Topic Match:** Fits.\n\n" + markdown_scores(10, 8)) +
         "## C (1) <a id=\"topic-c\"></a>\n\n" +
         markdown_paper("###", 1, "2503.00002", "**Primary Topic:** C\n\n", relevant);
}

ParsedSource read(const std::string& markdown, std::string* told = nullptr,
                  std::string* what = nullptr) {
  Diagnostics problems;
  importer::ParseResult result = importer::read_source(markdown, "day.md", problems);
  if (told == nullptr) {
    CHECK(problems.str().empty());
  } else {
    *told = problems.str();
  }
  if (what != nullptr) *what = result.what;
  REQUIRE(result.sources.size() == 1);
  return std::move(result.sources.front());
}

}  // namespace

TEST_CASE("each of the fourteen layouts is read and distinguished") {
  struct Case {
    int layout;
    std::string day, markdown;
    std::size_t papers;
  };
  const std::string kScanned = "Total scanned papers: 60\n\nTotal relevant papers: 2\n\n";
  const auto& [layout, day, markdown, papers] = GENERATE_COPY(values<Case>({
      {1, "2025-01-17",
       "# Personalized Daily Arxiv Papers 01/17/2025\nTotal cost: $0.980125\n\nTotal relevant "
       "papers: 1\n\n"
       "Paper selection prompt and criteria at the bottom\n\nTable of contents with paper "
       "titles:\n\n"
       "0. [Title](#user-content-link0)\n**Authors:** Ada Lovelace\n\n---\n"
       "## 0. [Title](https://arxiv.org/abs/2503.00002) <a id=\"link0\"></a>\n**ArXiv ID:** "
       "2503.00002\n"
       "**Authors:** Ada Lovelace\n\n**Abstract:** arXiv:2503.00002v1 Announce Type: new  "
       "Abstract: We count.\n\n"
       "**Comment:** Good.\n**Relevance:** 9\n**Novelty:** 8\n\n---\n\n"
       "# Paper selection prompt\nBe helpful.\nBe brief.\n\n## Topics\n\n1. Gates\n",
       1},
      {2, "2025-01-23",
       old_title("01/23/2025") + table("", "---") + "Total relevant papers: 2\n\n" + kTwo +
           kPromptRaw,
       2},
      {3, "2025-01-28", old_title("01/28/2025") + table("", "---") + kScanned + kTwo + kPromptRaw,
       2},
      {4, "2025-02-18",
       old_title("02/18/2025") + table("*[gpt-x]*", "---") + "Total ArXiv papers: 90\n\n" +
           kScanned + kTwo + kPromptRaw,
       2},
      {4, "2025-02-19",
       old_title("02/19/2025") + table("*gpt-x*", "---") + "Total ArXiv papers: 90\n\n" + kScanned +
           kTwo + kPromptRaw,
       2},
      {5, "2025-03-18",
       old_title("03/18/2025") + table("*[gpt-x]*", "---") + kTotals + kTwo + kPromptRaw, 2},
      {6, "2025-03-24",
       old_title("3/24/2025") + table("*[gpt-x]*", "---") + kTotals + kTwo + kPromptRaw, 2},
      {7, "2025-04-03", old_title("4/3/2025") + kOldTable + kTotals + kTwo + kPromptRaw, 2},
      {8, "2025-03-14",
       kRemedial + old_title("3/14/2025") + kOldTable + kTotals + kTwo + kPromptRaw, 2},
      {9, "2025-10-07", iso_title("2025-10-07") + kOldTable + kTotals + kTwo + kPromptParts, 2},
      {10, "2025-05-16",
       kRemedial + iso_title("2025-05-16") + kOldTable + kTotals + kTwo + kPromptParts, 2},
      {11, "2026-03-13", kRemedial + iso_title("2026-03-13") + kOldTable + kTwo + kPromptParts, 2},
      {12, "2026-03-25", iso_title("2026-03-25") + html_table(1000, 200, 2) + kTwo + kPromptParts,
       2},
      {13, "2026-05-08", iso_title("2026-05-08") + topic_body(markdown_scores(9, 8)) + kPromptParts,
       2},
      {14, "2026-06-05",
       iso_title("2026-06-05") + html_table(0, 0, 0) +
           "**Topic Coverage:**\n\nNo papers selected.\n\n**Table of contents by "
           "topic:**\n\n\n\n---\n\n\n\n---\n\n" +
           kPromptParts,
       0},
  }));
  CAPTURE(layout);
  std::string what;
  const ParsedSource found = read(markdown, nullptr, &what);
  CHECK(what == "daily Markdown, layout " + std::to_string(layout));
  CHECK(found.digest.date.str() == day);
  REQUIRE(found.digest.papers.size() == papers);
  CHECK(found.prompt_text.find("Be helpful.\nBe brief.") != std::string::npos);
  CHECK(found.prompt_text.find("1. Gates") != std::string::npos);
  if (layout != 1) {
    CHECK(found.digest.usage.prompt_tokens == (layout == 14 ? 0 : 1000));
    CHECK(found.digest.model == (layout == 2 || layout == 3 ? "" : "gpt-x"));
  }
  if (layout >= 4 && layout != 11) CHECK(found.digest.counts.announced == 90);
  if (layout >= 3 && layout != 11) CHECK(found.digest.counts.scanned == 60);
  const bool remedial =
      broadsheet::json::to_line(found.digest.extra).find("remedial run for missed papers") !=
      std::string::npos;
  CHECK(remedial == (layout == 8 || layout == 10 || layout == 11));
  if (papers == 2) {
    const Entry& last = found.digest.papers[1];
    CHECK(last.id.str() == "2503.00002");
    CHECK(last.title == "Title of 2503.00002 with $x_1$");
    CHECK(last.authors == std::vector<std::string>{"Ada Lovelace", "José Pérez"});
    CHECK(last.abstract == "Abstract of 2503.00002 with \\emph{marks} – and $a \\! b$.");
    CHECK(last.comment == "Model Architecture: comment of 2503.00002");
    CHECK(last.relevance == 9);
    CHECK(last.score == 17);
  }
  if (papers == 2 && layout != 13) {
    const Entry& match = found.digest.papers[0];
    CHECK(match.chosen_by == ChosenBy::FollowedAuthor);
    CHECK(match.comment == "Author match");
    CHECK_FALSE(match.score);
  }
}

TEST_CASE("the first layout states only a total cost and keeps the feed's prefix apart") {
  const ParsedSource found = read(
      "# Personalized Daily Arxiv Papers 01/17/2025\nTotal cost: $0.980125\n\nTotal relevant "
      "papers: 1\n\n---\n"
      "## 0. [T](https://arxiv.org/abs/2501.00001) <a id=\"link0\"></a>\n**ArXiv ID:** 2501.00001\n"
      "**Authors:** A (Univ, College of Sums), B\n\n"
      "**Abstract:** arXiv:2501.00001v1 Announce Type: new  Abstract: We count.\n\n"
      "**Comment:** Good.\n**Relevance:** 9\n**Novelty:** 8\n");
  CHECK(found.digest.usage.total_cost() == 0.980125);
  CHECK(found.digest.extra.empty());
  CHECK(found.digest.counts.selected == 1);
  REQUIRE(found.digest.papers.size() == 1);
  CHECK(found.digest.papers[0].abstract == "We count.");
  CHECK(found.digest.papers[0].comment == "Good.");
  CHECK(found.digest.papers[0].authors == std::vector<std::string>{"A", "B"});
  CHECK(found.repaired.size() == 1);
}

TEST_CASE("labels of topics are cut at the right commas") {
  const ParsedSource found = read(iso_title("2026-05-08") + topic_body(markdown_scores(9, 8)));
  CHECK(found.digest.papers[0].topics == std::vector<std::string>{"A, and B", "C"});
  CHECK(
      broadsheet::json::to_line(found.digest.papers[0].extra) ==
      R"({"PRIMARY_TOPIC_LABEL":"A, and B","TOPIC_MATCH_COMMENT":"Fits.","MATCHED_TOPIC_LABELS":["A, and B","C"]})");
}

TEST_CASE("text that Markdown would damage is read as it was published") {
  const std::string title = GENERATE(
      as<std::string>{}, "[Re] counting", "An [open bracket", "Of *stars* and `ticks`",
      "$a_1 * b_1$ \\! x", "C^{*}-algebras <b>bold</b>", "1. First things first", "A](b) c");
  CAPTURE(title);
  const ParsedSource found =
      read(iso_title("2026-02-27") + "## 1. [" + title +
           "](https://arxiv.org/abs/2602.00001) <a id=\"link1\"></a>\n\n"
           "**ArXiv ID:** 2602.00001\n\n**Authors:** A\n\n**Abstract:** a *b* c_1 d_2 `e \\. f "
           "<script>x</script> **g** h\n\n**Comment:** c\n\n" +
           markdown_scores(9, 8) + "\n");
  REQUIRE(found.digest.papers.size() == 1);
  CHECK(found.digest.papers[0].title == title);
  CHECK(found.digest.papers[0].abstract.starts_with("a *b* c_1 d_2 `e"));
  CHECK(found.digest.papers[0].abstract.ends_with("<script>x</script> **g** h"));
}

TEST_CASE("figures that do not fit are reported with their place") {
  std::string told;
  read(iso_title("2026-02-27") + table("*[m]*", ":-:") + "Total relevant papers: 3\n\n" + kTwo,
       &told);
  CHECK(told == "day.md:3: warning: the page states 3 relevant papers but shows 2\n");
  read(iso_title("2026-02-27") + contents({"2503.00001"}) +
           markdown_paper("##", 1, "2503.00001", "", "") +
           markdown_paper("##", 2, "2503.00002", "", ""),
       &told);
  CHECK(told == "day.md:1: warning: the table of contents lists 1 papers, the page shows 2\n");
  read(iso_title("2026-02-27") +
           markdown_paper("##", 1, "2503.00001", "", "**Relevance:** ten\n**Novelty:** 12"),
       &told);
  CHECK(told ==
        "day.md:3: error: Relevance should be a number from 0 to 10, not 'ten'; it is kept in "
        "'extra'\n"
        "day.md:3: error: Novelty should be a number from 0 to 10, not '12'; it is kept in "
        "'extra'\n");
}

TEST_CASE("other Markdown is no digest; a list of links to digests is reported as such") {
  Diagnostics problems;
  const importer::ParseResult listing = importer::read_source(
      "# 2025-01\n\n[2025-01-17-output.md](2025-01-17-output.md)\n\n"
      "[2025-01-21-output.md](2025-01-21-output.md)\n",
      "index.md", problems);
  CHECK(listing.sources.empty());
  CHECK(listing.what == "not a digest: index listing");
  const std::string text =
      GENERATE(as<std::string>{}, "", "# About\n\nA page.\n", "# Papers 2026-02-30\n",
               "text [a](b.md) and more\n\n# x\n\nmore\n");
  CAPTURE(text);
  const importer::ParseResult other = importer::read_source(text, "x.md", problems);
  CHECK(other.sources.empty());
  CHECK(other.what.starts_with("ignored: "));
}

TEST_CASE("hostile Markdown neither crashes nor grows") {
  std::string wide = "|";
  std::string rule = "|";
  for (int column = 0; column < 5000; ++column) {
    wide += "a|";
    rule += "-|";
  }
  std::string rows;
  for (int row = 0; row < 5000; ++row) rows += "|a|\n";
  const std::string text = GENERATE_COPY(
      as<std::string>{}, std::string(50'000, '['), std::string(50'000, '>'),
      std::string(20'000, '*') + "a", std::string(50'000, '`'), wide + "\n" + rule + "\n" + rows,
      "## 1. [x](https://arxiv.org/abs/2602.00001)\n\n**ArXiv ID:**");
  Diagnostics problems;
  CHECK(importer::read_source(iso_title("2026-02-27") + text, "x.md", problems).sources.size() ==
        1);
}

TEST_CASE("a table with very many columns is read as text, in linear time") {
  std::string cells = "|";
  for (int at = 0; at < 200'000; ++at) cells += " a |";
  const test::ProcessorTime time;
  read(iso_title("2026-04-01") + "| *[m]* | Prompt |\n|---|---|\n" + cells + "\n");
  CHECK(time.seconds() < 10);
}

TEST_CASE("marks of emphasis that would take too long are not read, with a warning") {
  std::string text;
  for (int at = 0; at < 40'000; ++at) text += "[[]()[[]()[[*";
  Diagnostics problems;
  const importer::ParseResult result = importer::read_source(
      "# Personalized Daily Arxiv Papers 02/13/2026\n\n" + text + "\n", "day.md", problems);
  CHECK(result.what.starts_with("daily Markdown"));
  CHECK(problems.str().find("day.md: warning: a paragraph has so many links and marks") !=
        std::string::npos);
}

TEST_CASE("very many images are read as links, with a warning, in linear time") {
  std::string images;
  for (int at = 0; at < 15'000; ++at) images += "![[]()";
  std::string told;
  const ParsedSource found =
      read(iso_title("2026-04-01") + markdown_paper("##", 1, "2604.00001", "", "") +
               "**Abstract:** a " + images + "\n",
           &told);
  CHECK(told == "day.md: warning: the file has more than 1,000 images; they are read as links\n");
  REQUIRE(found.digest.papers.size() == 1);
  CHECK(found.digest.papers[0].abstract.find("![[]()![[]()") != std::string::npos);
}
