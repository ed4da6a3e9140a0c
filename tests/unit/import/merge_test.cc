#include "import/merge/merge.h"

#include <algorithm>
#include <string>

#include "content/digest_json.h"
#include "import/merge/prompt_text.h"
#include "import/merge/text_equivalence.h"
#include "json/writer.h"
#include "support/catch.h"

using namespace broadsheet;
using content::to_json;
using importer::merge_day;
using importer::MergedDay;
using importer::ParsedSource;
using importer::SourceKind;

namespace {

Entry entry(const std::string& id, double relevance, double novelty) {
  Entry made{.id = *PaperId::parse(id)};
  made.title = "Title of " + id;
  made.authors = {"Ada L"};
  made.abstract = "Abstract of " + id;
  made.comment = "Comment of " + id;
  made.relevance = relevance;
  made.novelty = novelty;
  made.score = relevance + novelty;
  return made;
}

ParsedSource source(SourceKind kind, const std::string& path, std::vector<Entry> papers) {
  ParsedSource found{.kind = kind, .digest = Digest{.date = Day(2026, 4, 1)}};
  found.digest.path = path;
  int line = 10;
  for (const Entry& paper : papers) found.lines.emplace(paper.id, line++);
  found.digest.papers = std::move(papers);
  return found;
}

std::vector<std::string> ids(const Digest& digest) {
  std::vector<std::string> names;
  for (const Entry& paper : digest.papers) names.push_back(paper.id.str());
  return names;
}

/// Merges; checks that the order of sources, and merging the result again with them, change
/// nothing.
MergedDay merge(std::vector<ParsedSource> sources, std::string* told = nullptr) {
  Diagnostics problems;
  MergedDay merged = merge_day(sources, problems);
  const std::string bytes = to_json(merged.digest);
  if (told != nullptr) *told = problems.str();

  Diagnostics others;
  std::vector<ParsedSource> reversed(sources.rbegin(), sources.rend());
  CHECK(to_json(merge_day(reversed, others).digest) == bytes);
  CHECK(others.str() == problems.str());

  ParsedSource standing = source(SourceKind::OurDigest, "content.json", {});
  standing.digest = *content::parse_digest(bytes, "content.json", others);
  standing.stored = true;
  sources.push_back(standing);
  CHECK(to_json(merge_day(sources, others).digest) == bytes);
  return merged;
}

}  // namespace

TEST_CASE("JSON gives the text, Markdown the rest") {
  ParsedSource json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
  json.digest.papers[0].abstract = "It is $a \\! b$, *so*";
  ParsedSource markdown = source(SourceKind::Markdown, "a.md", {entry("2604.00001", 9, 8)});
  markdown.digest.papers[0].abstract = "It is $a ! b$, so";
  markdown.digest.model = "gpt-x";
  markdown.digest.usage.prompt_tokens = 100;
  markdown.digest.counts.scanned = 50;
  markdown.prompt_text = "Be brief.\n";
  std::string told;
  const MergedDay merged = merge({json, markdown}, &told);
  CHECK(told.empty());
  CHECK(merged.conflicts == 0);
  CHECK(merged.digest.papers[0].abstract == "It is $a \\! b$, *so*");
  CHECK(merged.digest.model == "gpt-x");
  CHECK(merged.digest.usage.prompt_tokens == 100);
  CHECK(merged.digest.counts.selected == 1);
  CHECK(merged.digest.prompt.size() == 16);
  CHECK(merged.prompt_text == "Be brief.\n");
  CHECK(broadsheet::json::to_line(merged.digest.extra) ==
        R"({"imported_from":["output_json","markdown"]})");
}

TEST_CASE("a conflict names both places and keeps the better source") {
  ParsedSource json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
  ParsedSource markdown = source(SourceKind::Markdown, "a.md", {entry("2604.00001", 9, 7)});
  markdown.digest.papers[0].title = "Another title";
  std::string told;
  const MergedDay merged = merge({json, markdown}, &told);
  CHECK(merged.conflicts == 3);
  CHECK(merged.digest.papers[0].novelty == 8);
  CHECK(told ==
        "a.md:10: warning: the title of 2604.00001 is 'Another title' here\n"
        "a.json:10: note: kept is 'Title of 2604.00001'\n"
        "a.md:10: warning: the novelty of 2604.00001 is 7 here\n"
        "a.json:10: note: kept is 8\n"
        "a.md:10: warning: the score of 2604.00001 is 16 here\n"
        "a.json:10: note: kept is 17\n");
}

TEST_CASE("lists of one day are merged; the page's list gives the order, spotlights come last") {
  const ParsedSource output =
      source(SourceKind::OutputJson, "a-output.json",
             {entry("2604.00001", 9, 9), entry("2604.00002", 9, 8), entry("2604.00003", 9, 8)});
  const ParsedSource daily = source(SourceKind::DailyPapers, "a-daily.json",
                                    {entry("2604.00002", 9, 8), entry("2604.00004", 8, 8)});
  ParsedSource hotspot = source(SourceKind::HotspotPapers, "a-hot.json",
                                {entry("2604.00005", 10, 9), entry("2604.00003", 9, 8)});
  for (Entry& paper : hotspot.digest.papers) paper.spotlight.kind = SpotlightKind::DailyHot;
  std::string told;
  const MergedDay merged = merge({output, daily, hotspot}, &told);
  CHECK(ids(merged.digest) == std::vector<std::string>{"2604.00002", "2604.00004", "2604.00001",
                                                       "2604.00003", "2604.00005"});
  CHECK(merged.digest.papers[3].spotlight.kind == SpotlightKind::DailyHot);
  CHECK(merged.listed.size() == 4);  // one of them is spotlighted as well
  CHECK(merged.digest.counts.selected == 3);
  CHECK(told ==
        "a-daily.json: warning: 1 paper is listed here only: 2604.00004\n"
        "a-output.json: note: both lists are merged\n"
        "a-daily.json: warning: 1 paper is not listed here: 2604.00001\n"
        "a-output.json: note: this list is kept\n");
  CHECK(broadsheet::json::to_line(merged.digest.extra) ==
        R"({"imported_from":["output_json","daily_papers_json","hotspot_papers_json"]})");
}

TEST_CASE("a published day keeps its order, whatever else lists its papers") {
  const std::vector<std::string> printed = {"2604.00003", "2604.00001", "2604.00002"};
  const ParsedSource page =
      source(SourceKind::Page, "a.txt",
             {entry("2604.00003", 8, 8), entry("2604.00001", 9, 9), entry("2604.00002", 8, 8)});
  const ParsedSource output =
      source(SourceKind::OutputJson, "a-output.json",
             {entry("2604.00001", 9, 9), entry("2604.00002", 8, 8), entry("2604.00003", 8, 8)});
  const ParsedSource daily =
      source(SourceKind::DailyPapers, "a-daily.json",
             {entry("2604.00002", 8, 8), entry("2604.00003", 8, 8), entry("2604.00001", 9, 9)});
  ParsedSource hotspot = source(SourceKind::HotspotPapers, "a-hot.json",
                                {entry("2604.00009", 9, 9), entry("2604.00002", 8, 8)});
  for (Entry& paper : hotspot.digest.papers) paper.spotlight.kind = SpotlightKind::NewFrontier;
  CHECK(ids(merge({output, daily, page}).digest) == printed);
  std::vector<std::string> with_spotlight = printed;
  with_spotlight.emplace_back("2604.00009");
  CHECK(ids(merge({output, hotspot, page}).digest) == with_spotlight);

  // A list of spotlights that is imported first changes nothing.
  Diagnostics problems;
  ParsedSource stored = source(SourceKind::OurDigest, "content.json", {});
  stored.digest = merge_day({hotspot}, problems).digest;
  stored.stored = true;
  CHECK(ids(merge_day({stored, page, output}, problems).digest) == with_spotlight);
}

TEST_CASE("two runs of one day without a common paper are put together, without a warning") {
  const ParsedSource morning =
      source(SourceKind::OutputJson, "a-06.json", {entry("2604.00002", 9, 8)});
  const ParsedSource noon = source(SourceKind::OutputJson, "a-12.json",
                                   {entry("2604.00003", 9, 8), entry("2604.00001", 8, 8)});
  std::string told;
  const MergedDay merged = merge({noon, morning}, &told);
  CHECK(ids(merged.digest) == std::vector<std::string>{"2604.00002", "2604.00003", "2604.00001"});
  CHECK(merged.digest.counts.selected == 3);
  CHECK(told.empty());
}

TEST_CASE("papers that an earlier import kept aside return to the list of an imported day") {
  Diagnostics problems;
  ParsedSource stored = source(SourceKind::OurDigest, "content.json", {entry("2604.00001", 9, 8)});
  stored.stored = true;
  const json::Value aside = content::to_value(entry("2604.00002", 9, 8));
  stored.digest.extra = {{"imported_from", json::List{"output_json"}},
                         {"other_papers", json::List{aside}}};
  const MergedDay merged = merge_day({stored}, problems);
  CHECK(ids(merged.digest) == std::vector<std::string>{"2604.00001", "2604.00002"});
  CHECK(broadsheet::json::to_line(merged.digest.extra) == R"({"imported_from":["output_json"]})");
}

TEST_CASE("days that a page links to are kept in extra") {
  ParsedSource page = source(SourceKind::Page, "a.txt", {});
  page.neighbours = {Day(2026, 4, 2), Day(2026, 3, 31)};
  CHECK(broadsheet::json::to_line(merge({page}).digest.extra) ==
        R"({"imported_from":["page"],"neighbours":["2026-03-31","2026-04-02"]})");
}

TEST_CASE("a cost with more digits wins over its rounded form, whichever comes later") {
  ParsedSource daily = source(SourceKind::DailyPapers, "a.json", {});
  daily.digest.usage.prompt_cost = 1.04748;
  daily.digest.usage.completion_cost = 0.5;
  ParsedSource page = source(SourceKind::Page, "a.txt", {});
  page.digest.usage.prompt_cost = 1.05;
  page.digest.usage.completion_cost = 0.51;
  std::string told;
  const MergedDay merged = merge({daily, page}, &told);
  CHECK(merged.digest.usage.prompt_cost == 1.04748);
  CHECK(merged.digest.usage.completion_cost == 0.5);
  CHECK(told ==
        "a.txt: warning: the completion's cost is $0.51 here\na.json: note: kept is $0.5\n");

  Diagnostics problems;
  const MergedDay first = merge_day({page}, problems);
  ParsedSource standing = source(SourceKind::OurDigest, "content.json", {});
  standing.digest = first.digest;
  standing.stored = true;
  CHECK(merge_day({standing, daily}, problems).digest.usage.prompt_cost == 1.04748);
}

TEST_CASE("a day whose scorer was down has failed; a day that chose nothing has not") {
  ParsedSource markdown = source(SourceKind::Markdown, "a.md", {});
  markdown.digest.usage.prompt_tokens = 0;
  markdown.digest.usage.completion_tokens = 0;
  markdown.digest.counts.scanned = 137;
  MergedDay merged = merge({markdown, source(SourceKind::OutputJson, "a.json", {})});
  CHECK(merged.digest.status == DayStatus::Failed);
  CHECK(merged.digest.status_reason ==
        "the scorer was down: it used 0 tokens while 137 papers were scanned");

  markdown.digest.usage.prompt_tokens = 17204;
  merged = merge({markdown});
  CHECK(merged.digest.status == DayStatus::Complete);
  CHECK(merged.digest.status_reason.empty());
}

TEST_CASE("an empty list does not beat one with papers, and both places are named") {
  const ParsedSource output = source(SourceKind::OutputJson, "a-output.json", {});
  const ParsedSource page = source(SourceKind::Page, "a.txt", {entry("2604.00001", 9, 8)});
  std::string told;
  const MergedDay merged = merge({output, page}, &told);
  CHECK(ids(merged.digest) == std::vector<std::string>{"2604.00001"});
  CHECK(merged.digest.counts.selected == 1);
  CHECK(merged.conflicts == 1);
  CHECK(told ==
        "a-output.json: warning: 1 paper is not listed here: 2604.00001\n"
        "a.txt: note: this list is kept\n");
}

TEST_CASE("a day that failed here is filled by an import; a day that found nothing stays") {
  ParsedSource own = source(SourceKind::OurDigest, "content.json", {});
  own.stored = true;
  own.digest.status = DayStatus::Failed;
  own.digest.status_reason = "the server did not answer";
  own.digest.usage.prompt_tokens = 0;
  ParsedSource json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
  ParsedSource markdown = source(SourceKind::Markdown, "a.md", {entry("2604.00001", 9, 8)});
  markdown.digest.usage.prompt_tokens = 1200;
  std::string told;
  MergedDay merged = merge({own, json, markdown}, &told);
  CHECK(merged.digest.status == DayStatus::Complete);
  CHECK(merged.digest.status_reason.empty());
  CHECK(merged.digest.usage.prompt_tokens == 1200);
  CHECK(ids(merged.digest) == std::vector<std::string>{"2604.00001"});
  CHECK(told ==
        "content.json: warning: 1 paper is not listed here: 2604.00001\n"
        "a.json: note: this list is kept\n"
        "content.json: warning: prompt tokens is 0 here\n"
        "a.md: note: kept is 1200\n");

  own.digest.status = DayStatus::Complete;
  own.digest.status_reason.clear();
  Diagnostics problems;
  merged = merge_day({own, json}, problems);
  CHECK(merged.digest.papers.empty());
  CHECK(merged.conflicts == 1);
  CHECK(broadsheet::json::to_line(merged.digest.extra).find("2604.00001") != std::string::npos);
  CHECK(problems.str() ==
        "a.json: warning: 1 paper is listed here only: 2604.00001\n"
        "content.json: note: this list is kept; the others are in 'extra'\n");
}

TEST_CASE("a digest of our own is not overruled by an import") {
  ParsedSource own = source(SourceKind::OurDigest, "content.json", {entry("2604.00001", 9, 8)});
  own.stored = true;
  own.digest.papers[0].comment = "Mended by hand";
  own.digest.status = DayStatus::Partial;
  own.digest.status_reason = "so it was";
  const ParsedSource json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
  Diagnostics problems;
  const MergedDay merged = merge_day({json, own}, problems);
  CHECK(merged.digest.papers[0].comment == "Mended by hand");
  CHECK(merged.digest.status == DayStatus::Partial);
  CHECK(merged.conflicts == 1);
}

TEST_CASE("better text that comes later replaces what an import of Markdown left") {
  ParsedSource markdown = source(SourceKind::Markdown, "a.md", {entry("2604.00001", 9, 8)});
  markdown.digest.papers[0].abstract = "It is $a ! b$";
  Diagnostics problems;
  ParsedSource standing = source(SourceKind::OurDigest, "content.json", {});
  standing.digest = merge_day({markdown}, problems).digest;
  standing.stored = true;
  ParsedSource json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
  json.digest.papers[0].abstract = "It is $a \\! b$";
  CHECK(to_json(merge_day({standing, json}, problems).digest) ==
        to_json(merge_day({json, markdown}, problems).digest));
  CHECK(problems.problems().empty());
}

TEST_CASE("what Markdown's rendering eats is no difference") {
  CHECK(importer::same_text("Piotr Żelasko", "Piotr .Zelasko"));
  CHECK(importer::same_text("Christian Internò", "Christian Intern`o"));
  CHECK(importer::same_text("a \\emph{b} – c  d", "a \\emph{b} -- c d"));
  CHECK(importer::same_text("", ""));
  CHECK_FALSE(importer::same_text("a b c", "a b d"));
  CHECK_FALSE(importer::same_text("a whole sentence", "a"));
  CHECK(importer::same_cost(1.05, 1.04748));
  CHECK(importer::same_cost(0.1, 0.10));
  CHECK_FALSE(importer::same_cost(0.5, 0.51));
  CHECK_FALSE(importer::same_cost(1, 1.04748));
}

TEST_CASE("prompts that differ only in list markers are one") {
  const auto merged = [](const std::string& prompt) {
    ParsedSource page = source(SourceKind::Page, "page.md", {entry("2604.00001", 8, 7)});
    page.prompt_text = prompt;
    return merge({page});
  };
  const MergedDay plain = merged("1. Theory\n   - *bounds* - and more\n2. Systems\n-- end\n");
  for (const char* other : {"1) Theory\n   * *bounds* - and more\n2) Systems\n-- end\n",
                            "1. Theory\n   • *bounds* - and more\n2. Systems\n-- end\n"}) {
    CHECK(merged(other).digest.prompt == plain.digest.prompt);
    CHECK(merged(other).prompt_text == plain.prompt_text);
  }
  // A page saved from a browser has other markers, or none, and no indentation.
  for (const char* other : {"- Theory\n- *bounds* - and more\n- Systems\n-- end\n",
                            "Theory\n\n*bounds* - and more\nSystems\n-- end"}) {
    CHECK(merged(other).digest.prompt == plain.digest.prompt);
    CHECK(importer::fuller_prompt(merged(other).prompt_text, plain.prompt_text) ==
          plain.prompt_text);
    CHECK(importer::fuller_prompt(plain.prompt_text, merged(other).prompt_text) ==
          plain.prompt_text);
  }
  CHECK(plain.prompt_text == "1. Theory\n   - *bounds* - and more\n2. Systems\n-- end\n");
  CHECK(merged("1. Theory\n   - *limits*\n").digest.prompt != plain.digest.prompt);
  CHECK(merged("no list").prompt_text == "no list");
}

TEST_CASE("a prompt without words is none") {
  const auto prompt_of = [](const std::string& text) {
    ParsedSource page = source(SourceKind::Markdown, "a.md", {entry("2604.00001", 9, 8)});
    page.prompt_text = text;
    return merge({page}).digest.prompt;
  };
  for (const char* text : {"# System Prompt\n\n## User\n", "- \n1.\n\u2022 \n", "---\n\n##\n"}) {
    CAPTURE(text);
    CHECK(prompt_of(text).empty());
  }
  CHECK_FALSE(prompt_of("# System Prompt\n\n- 用户\n").empty());
  CHECK_FALSE(prompt_of("1. one\n").empty());
}
