// Nothing in Markdown of another program is lost, and no label is taken for text.

#include <string>
#include <vector>

#include "json/writer.h"
#include "read_lists.h"
#include "support/catch.h"

using namespace broadsheet;
using test::Outcome;
using test::read;

namespace {

using Papers = std::vector<std::string>;

std::string extra_of(const Entry& entry) { return json::to_line(entry.extra); }

Papers names_in(const Outcome& outcome) {
  Papers all;
  for (const Entry& entry : outcome.entries) {
    all.push_back(entry.id.str() + " " + entry.title + " | " + test::joined(entry.authors));
  }
  return all;
}

}  // namespace

TEST_CASE("a labelled line below the address of a paper is kept, whatever its label") {
  const Outcome outcome = read(
      "# Papers\n\n## Learning to Walk\n- Authors: Ada Lovelace\n"
      "- Link: https://arxiv.org/abs/2603.00001\n- Verdict: must read\n- Keywords: legs\n"
      "- Kurzfassung: Wir gehen.\n",
      "2026-03-02.md");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(outcome.entries[0].abstract == "Wir gehen.");
  CHECK(extra_of(outcome.entries[0]) == R"({"Verdict":"must read","Keywords":"legs"})");
  CHECK(outcome.unused == "Keywords 1\nVerdict 1\n");
}

TEST_CASE("words beside the address of a paper are kept") {
  const Outcome outcome = read(
      "# Papers\n\n## Learning to Walk\n- Authors: Ada Lovelace\n"
      "- Link: https://arxiv.org/abs/2603.00001 (best paper of the day) "
      "[PDF](https://x.example/a)\n",
      "2026-03-02.md");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(extra_of(outcome.entries[0]) == R"x({"Link text":"(best paper of the day)"})x");
}

TEST_CASE("an unknown label does not continue the field above it") {
  const auto [body, authors, abstract, extra] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"- 作者：张三\n- 摘要：我们提出方法。\n- 评语：很好\n- 关键词：机器人\n", "张三",
           "我们提出方法。", R"({"评语":"很好","关键词":"机器人"})"},
          {"作者：张三\n摘要：我们提出方法。\n评语：很好\n", "张三", "我们提出方法。",
           R"({"评语":"很好"})"},
          {"Authors: Ada Lovelace\nKeywords: walking, legs\n", "Ada Lovelace", "",
           R"({"Keywords":"walking, legs"})"},
          {"- Authors: Ada Lovelace\n- Abstract: We walk.\n- Venue: ICML 2026\n", "Ada Lovelace",
           "We walk.", R"({"Venue":"ICML 2026"})"},
          {"Authors: Ada Lovelace\nAbstract: We walk.\nResults: good ones.\n", "Ada Lovelace",
           "We walk.\nResults: good ones.", "{}"},
      }));
  CAPTURE(body);
  const Outcome outcome =
      read("# Papers\n\n## [Learning to Walk](https://arxiv.org/abs/2603.00001)\n" + body,
           "2026-03-02.md");
  REQUIRE(outcome.entries.size() == 1);
  const Entry& entry = outcome.entries[0];
  CHECK(test::joined(entry.authors) == authors);
  CHECK(entry.abstract == abstract);
  CHECK(extra_of(entry) == extra);
}

TEST_CASE("the body of a post is read without headings, and above the first") {
  const std::string front = "---\ntitle: Seeing Things Here\narxiv: \"2603.00001\"\n---\n";
  const std::string rest = GENERATE("**Abstract**: We see.\n**TL;DR**: short\n",
                                    "## Abstract\nWe see.\n## TL;DR\nshort\n");
  const Outcome outcome = read(front + "Whole body, a long summary.\n\n" + rest, "2026-03-02.md");
  CAPTURE(rest);
  REQUIRE(outcome.entries.size() == 1);
  const Entry& entry = outcome.entries[0];
  CHECK(entry.abstract == "We see.");
  REQUIRE(entry.parts.size() == 1);
  CHECK(entry.parts[0].text == "short");
  CHECK(extra_of(entry).find("Whole body, a long summary.") != std::string::npos);
}

TEST_CASE("a post whose link is one of the papers it lists is a list") {
  const Outcome outcome = read(
      "---\ntitle: Weekly picks on arXiv\nauthor: The Editor\n"
      "link: https://arxiv.org/abs/2603.00001\ndate: 2026-03-02\n---\n"
      "- [Learning to Walk](https://arxiv.org/abs/2603.00001)\n"
      "- [Seeing Things Here](https://arxiv.org/abs/2603.00002)\n",
      "2026-03-02.md");
  CHECK(names_in(outcome) ==
        Papers{"2603.00001 Learning to Walk | ", "2603.00002 Seeing Things Here | "});
}

TEST_CASE("a table without bars at its ends is a table, also beside another") {
  const Outcome outcome = read(
      "# Papers\n\n| Title | Link |\n|---|---|\n| Learning to Walk | "
      "https://arxiv.org/abs/2603.00001 |\n"
      "\nTitle | Link\n--- | ---\nSeeing Things Here | https://arxiv.org/abs/2603.00002\n",
      "2026-03-02.md");
  CHECK(names_in(outcome) ==
        Papers{"2603.00001 Learning to Walk | ", "2603.00002 Seeing Things Here | "});
}

TEST_CASE("items without a linked title are papers beside those that have one") {
  const Outcome outcome = read(
      "# Papers\n\n- [First Thing](https://arxiv.org/abs/2603.00001)\n"
      "- Third Thing: https://arxiv.org/abs/2603.00003\n- 2603.00006 - Sixth Thing\n"
      "- [2603.00005](https://arxiv.org/abs/2603.00005) Fifth Thing\n",
      "2026-03-02.md");
  CHECK(names_in(outcome) == Papers{"2603.00001 First Thing | ", "2603.00003 Third Thing | ",
                                    "2603.00006 Sixth Thing | ", "2603.00005 Fifth Thing | "});
}

TEST_CASE("the rest of the line of a title is names and a note") {
  const Outcome outcome = read(
      "# Papers\n\n- **Learning to Walk** (Score: 7) — Ada Lovelace — "
      "https://arxiv.org/abs/2603.00001\n",
      "2026-03-02.md");
  CHECK(names_in(outcome) == Papers{"2603.00001 Learning to Walk | Ada Lovelace"});
  REQUIRE(outcome.entries.size() == 1);
  CHECK(extra_of(outcome.entries[0]) == R"x({"note":"(Score: 7)"})x");
}

TEST_CASE("a line above another of signs is a heading") {
  const Outcome outcome = read(
      "Papers\n======\n\nLearning to Walk\n----------------\n\n- Authors: Ada Lovelace\n"
      "- Link: https://arxiv.org/abs/2603.00001\n\nSeeing Things Here\n------------------\n\n"
      "- Authors: Charles Babbage\n- Link: https://arxiv.org/abs/2603.00002\n",
      "2026-03-02.md");
  CHECK(names_in(outcome) == Papers{"2603.00001 Learning to Walk | Ada Lovelace",
                                    "2603.00002 Seeing Things Here | Charles Babbage"});
}

TEST_CASE("a reference below a paper or within a sentence is no paper of the day") {
  const std::string body = GENERATE(
      "1. [Seeing More](https://arxiv.org/abs/2603.00004)\n"
      "   - Based on [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"
      "   - TL;DR: more seeing\n",
      "## [Seeing More](https://arxiv.org/abs/2603.00004)\n\n**TL;DR:** more seeing\n\n"
      "**Abstract:** We see. As in\n[Attention Is All You Need](https://arxiv.org/abs/1706.03762) "
      "it was shown.\n");
  CAPTURE(body);
  const Outcome outcome = read("# Papers\n\n" + body, "2026-03-02.md");
  CHECK(names_in(outcome) == Papers{"2603.00004 Seeing More | "});
  REQUIRE(outcome.entries.size() == 1);
  REQUIRE(outcome.entries[0].parts.size() == 1);
  CHECK(outcome.entries[0].parts[0].text == "more seeing");
}

TEST_CASE("a title with the address of one paper alone in a line needs no labels") {
  const Outcome outcome = read(
      "# Picks\n\n## Learning to Walk\n\nAda Lovelace, Karl Weber\n\n"
      "https://arxiv.org/abs/2603.00001\n\nWe walk.\n\n## Further reading\n\n"
      "A survey is at https://arxiv.org/abs/2603.00009 as well.\n\n"
      "## Seeing Things Here\n\n[arXiv](https://arxiv.org/abs/2603.00002)\n",
      "2026-03-02.md");
  CHECK(names_in(outcome) == Papers{"2603.00001 Learning to Walk | Ada Lovelace, Karl Weber",
                                    "2603.00002 Seeing Things Here | "});
}

TEST_CASE("front matter in TOML, and front matter that lists papers") {
  const Outcome toml = read(
      "+++\ntitle = \"Seeing Things Here\"\narxiv = '2603.00001'\ndate = 2026-03-02\n"
      "authors = [\"Ada Lovelace\", \"Karl Weber\"]\n+++\n## Abstract\nWe see.\n",
      "post.md");
  CHECK(toml.papers == Papers{"2026-03-02 2603.00001 | Seeing Things Here | Ada Lovelace, Karl "
                              "Weber | We see. |  | "});
  const Outcome list = read(
      "---\ntitle: Weekly picks\ndate: 2026-03-02\npapers:\n"
      "  - {title: Seeing Things Here, url: 'https://arxiv.org/abs/2603.00001'}\n"
      "  - {title: Learning to Walk, url: 'https://arxiv.org/abs/2603.00002'}\n---\nHello.\n",
      "post.md");
  CHECK(names_in(list) ==
        Papers{"2603.00001 Seeing Things Here | ", "2603.00002 Learning to Walk | "});
}
