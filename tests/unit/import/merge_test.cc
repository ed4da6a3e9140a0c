#include "import/merge/merge.h"

#include <algorithm>
#include <string>

#include "content/digest_json.h"
#include "import/merge/text_equivalence.h"
#include "support/catch.h"

using namespace broadsheet;
using content::to_json;
using importer::Found;
using importer::merge_day;
using importer::MergedDay;
using importer::SourceKind;

namespace {

Entry entry(const std::string& id, double relevance, double novelty) {
  Entry made{.id = *ArxivId::parse(id)};
  made.title = "Title of " + id;
  made.authors = {"Ada L"};
  made.abstract = "Abstract of " + id;
  made.comment = "Comment of " + id;
  made.relevance = relevance;
  made.novelty = novelty;
  made.score = relevance + novelty;
  return made;
}

Found source(SourceKind kind, const std::string& path, std::vector<Entry> papers) {
  Found found{.kind = kind, .what = {}, .digest = Digest{.date = Day(2026, 4, 1)}};
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
MergedDay merge(std::vector<Found> sources, std::string* told = nullptr) {
  Diagnostics problems;
  MergedDay merged = merge_day(sources, problems);
  const std::string bytes = to_json(merged.digest);
  if (told != nullptr) *told = problems.str();

  Diagnostics others;
  std::vector<Found> reversed(sources.rbegin(), sources.rend());
  CHECK(to_json(merge_day(reversed, others).digest) == bytes);
  CHECK(others.str() == problems.str());

  Found standing = source(SourceKind::OurDigest, "content.json", {});
  standing.digest = *content::parse_digest(bytes, "content.json", others);
  standing.standing = true;
  sources.push_back(standing);
  CHECK(to_json(merge_day(sources, others).digest) == bytes);
  return merged;
}

}  // namespace

TEST_CASE("JSON gives the text, Markdown the rest") {
  Found json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
  json.digest.papers[0].abstract = "It is $a \\! b$, *so*";
  Found markdown = source(SourceKind::Markdown, "a.md", {entry("2604.00001", 9, 8)});
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
  CHECK(merged.digest.extra_json == R"({"imported_from":["output_json","markdown"]})");
}

TEST_CASE("a conflict names both places and keeps the better source") {
  Found json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
  Found markdown = source(SourceKind::Markdown, "a.md", {entry("2604.00001", 9, 7)});
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

TEST_CASE("two runs of one day: the output's list stands, the other's papers are kept aside") {
  const Found output =
      source(SourceKind::OutputJson, "a-output.json",
             {entry("2604.00001", 9, 9), entry("2604.00002", 9, 8), entry("2604.00003", 9, 8)});
  const Found daily = source(SourceKind::DailyPapers, "a-daily.json",
                             {entry("2604.00002", 9, 8), entry("2604.00004", 8, 8)});
  Found hotspot = source(SourceKind::HotspotPapers, "a-hot.json",
                         {entry("2604.00003", 9, 8), entry("2604.00005", 10, 9)});
  for (Entry& paper : hotspot.digest.papers) paper.spotlight.kind = SpotlightKind::DailyHot;
  std::string told;
  const MergedDay merged = merge({output, daily, hotspot}, &told);
  CHECK(ids(merged.digest) ==
        std::vector<std::string>{"2604.00003", "2604.00005", "2604.00002", "2604.00001"});
  CHECK(merged.digest.papers[0].spotlight.kind == SpotlightKind::DailyHot);
  CHECK(told ==
        "a-daily.json: warning: 1 paper is listed here only: 2604.00004\n"
        "a-output.json: note: this list is kept; the others stand in 'extra'\n"
        "a-daily.json: warning: 1 paper is not listed here: 2604.00001\n"
        "a-output.json: note: this list is kept\n");
  CHECK(merged.digest.extra_json.find("\"other_papers\":[{\"id\":\"2604.00004\"") !=
        std::string::npos);
}

TEST_CASE("a cost with more digits wins over its rounded form, whichever comes later") {
  Found daily = source(SourceKind::DailyPapers, "a.json", {});
  daily.digest.usage.prompt_cost = 1.04748;
  daily.digest.usage.completion_cost = 0.5;
  Found page = source(SourceKind::Page, "a.txt", {});
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
  Found standing = source(SourceKind::OurDigest, "content.json", {});
  standing.digest = first.digest;
  standing.standing = true;
  CHECK(merge_day({standing, daily}, problems).digest.usage.prompt_cost == 1.04748);
}

TEST_CASE("a day whose scorer was down has failed; a day that chose nothing has not") {
  Found markdown = source(SourceKind::Markdown, "a.md", {});
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
  const Found output = source(SourceKind::OutputJson, "a-output.json", {});
  const Found page = source(SourceKind::Page, "a.txt", {entry("2604.00001", 9, 8)});
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
  Found own = source(SourceKind::OurDigest, "content.json", {});
  own.standing = true;
  own.digest.status = DayStatus::Failed;
  own.digest.status_reason = "the server did not answer";
  own.digest.usage.prompt_tokens = 0;
  Found json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
  Found markdown = source(SourceKind::Markdown, "a.md", {entry("2604.00001", 9, 8)});
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
  CHECK(merged.digest.extra_json.find("2604.00001") != std::string::npos);
  CHECK(problems.str() ==
        "a.json: warning: 1 paper is listed here only: 2604.00001\n"
        "content.json: note: this list is kept; the others stand in 'extra'\n");
}

TEST_CASE("a digest of our own is not overruled by an import") {
  Found own = source(SourceKind::OurDigest, "content.json", {entry("2604.00001", 9, 8)});
  own.standing = true;
  own.digest.papers[0].comment = "Mended by hand";
  own.digest.status = DayStatus::Partial;
  own.digest.status_reason = "so it was";
  const Found json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
  Diagnostics problems;
  const MergedDay merged = merge_day({json, own}, problems);
  CHECK(merged.digest.papers[0].comment == "Mended by hand");
  CHECK(merged.digest.status == DayStatus::Partial);
  CHECK(merged.conflicts == 1);
}

TEST_CASE("better text that comes later replaces what an import of Markdown left") {
  Found markdown = source(SourceKind::Markdown, "a.md", {entry("2604.00001", 9, 8)});
  markdown.digest.papers[0].abstract = "It is $a ! b$";
  Diagnostics problems;
  Found standing = source(SourceKind::OurDigest, "content.json", {});
  standing.digest = merge_day({markdown}, problems).digest;
  standing.standing = true;
  Found json = source(SourceKind::OutputJson, "a.json", {entry("2604.00001", 9, 8)});
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
