// What archives of strangers hold that ours does not: nothing is lost, nothing is made up.

#include <string>

#include "import/read_source.h"
#include "import/source/field_values.h"
#include "json/writer.h"
#include "samples.h"
#include "support/catch.h"
#include "tex/entities.h"
#include "text/utf8.h"

using namespace broadsheet;
using importer::ParseResult;
using namespace broadsheet::test;

namespace {

struct Outcome {
  std::string what;
  std::vector<std::string> papers;  ///< each in a line, by `line_of`
  std::string told;
};

std::string number(const std::optional<double>& value) {
  return value ? std::to_string(*value).substr(0, std::to_string(*value).find('.') + 2) : "-";
}

/// "2501.00001v2 | Title | Ada L; Bob M | abstract | comment | 9.0 8.0 17.0 | topics | extra"
std::string line_of(const Entry& entry) {
  std::string line = entry.id.str();
  if (entry.version > 0) line += "v" + std::to_string(entry.version);
  line += " | " + entry.title + " | ";
  for (const std::string& author : entry.authors) {
    line += (line.ends_with("| ") ? "" : "; ") + author;
  }
  line += " | " + entry.abstract + " | " + entry.comment + " | " + number(entry.relevance) + " " +
          number(entry.novelty) + " " + number(entry.score) + " |";
  for (const std::string& topic : entry.topics) line += " " + topic;
  for (const std::string& category : entry.categories) line += " [" + category + "]";
  return line + " | " + (entry.extra.empty() ? "" : broadsheet::json::to_line(entry.extra));
}

Outcome read(const std::string& bytes, const std::string& name) {
  Diagnostics problems;
  const ParseResult recognised = importer::read_source(bytes, name, problems);
  Outcome outcome{.what = recognised.what, .papers = {}, .told = problems.str()};
  if (!recognised.sources.empty()) {
    for (const Entry& entry : recognised.sources.front().digest.papers) {
      outcome.papers.push_back(line_of(entry));
    }
  }
  return outcome;
}

/// The only paper of an output JSON with these members.
Outcome output(const std::string& key, const std::string& members) {
  return read("{\"" + key + "\": {" + members + "}}", "2026-02-27-output.json");
}

const std::string kTitleAndAuthor = R"("title": "T", "authors": ["Ada L"])";

}  // namespace

TEST_CASE("a paper of output JSON is read in many a spelling") {
  struct Case {
    std::string key, members, paper;
  };
  const auto& [key, members, paper] = GENERATE(values<Case>({
      // Keys in other cases, missing ones, additional ones.
      {"2501.00001", kTitleAndAuthor, "2501.00001 | T | Ada L |  |  | - - - | | "},
      {"2501.00001", R"("Title": "T", "AUTHORS": ["Ada L"], "Abstract": "a", "comment": "c",
        "relevance": 9, "Novelty": 8, "score": 17, "arxivid": "2501.00001")",
       "2501.00001 | T | Ada L | a | c | 9.0 8.0 17.0 | | "},
      {"2501.00001", kTitleAndAuthor + R"(, "COMMENT": "c", "comment": "12 pages")",
       R"(2501.00001 | T | Ada L |  | c | - - - | | {"comment":"12 pages"})"},
      {"2501.00001", kTitleAndAuthor + R"(, "deep": {"a": [1, [2, {"b": null}]]}, "none": null)",
       R"(2501.00001 | T | Ada L |  |  | - - - | | {"deep":{"a":[1,[2,{"b":null}]]}})"},
      {"2501.00001", kTitleAndAuthor + R"(, "categories": ["cs.LG", "cs.AI"], "doi": "10.1/x")",
       R"(2501.00001 | T | Ada L |  |  | - - - | [cs.LG] [cs.AI] | {"doi":"10.1/x"})"},
      // Scores.
      {"2501.00001", kTitleAndAuthor + R"(, "RELEVANCE": "9", "NOVELTY": " 7.5 ")",
       "2501.00001 | T | Ada L |  |  | 9.0 7.5 16.5 | | "},
      {"2501.00001", kTitleAndAuthor + R"(, "RELEVANCE": 9.0, "NOVELTY": 0, "SCORE": "20.0")",
       "2501.00001 | T | Ada L |  |  | 9.0 0.0 20.0 | | "},
      {"2501.00001", kTitleAndAuthor + R"(, "RELEVANCE": "", "NOVELTY": null, "SCORE": [])",
       "2501.00001 | T | Ada L |  |  | - - - | | "},
      // Authors.
      {"2501.00001", R"("title": "T", "authors": "Ada L, Bob M,")",
       "2501.00001 | T | Ada L; Bob M |  |  | - - - | | "},
      {"2501.00001", R"("title": "T", "authors": "Ada L, Bob M and Cy N")",
       "2501.00001 | T | Ada L; Bob M; Cy N |  |  | - - - | | "},
      {"2501.00001", R"("title": "T", "authors": "L, Ada and M, Bob")",
       "2501.00001 | T | L, Ada; M, Bob |  |  | - - - | | "},
      {"2501.00001", R"("title": "T", "authors": "L, Ada; M, Bob;")",
       "2501.00001 | T | L, Ada; M, Bob |  |  | - - - | | "},
      {"2501.00001", R"("title": "T", "authors": [{"name": "Ada L", "affiliation": "X"}])",
       R"(2501.00001 | T | Ada L |  |  | - - - | | {"authors":[{"name":"Ada L","affiliation":"X"}]})"},
      {"2501.00001", R"("title": "T", "authors": [{"name": "Ada L"}, "Bob M"])",
       "2501.00001 | T | Ada L; Bob M |  |  | - - - | | "},
      {"2501.00001", R"("title": "T", "authors": [])", "2501.00001 | T |  |  |  | - - - | | "},
      {"2501.00001", R"("title": "T", "authors": null)", "2501.00001 | T |  |  |  | - - - | | "},
      // Text.
      {"2501.00001", R"("title": " R&amp;D\n of  &#945;&lt;&#x3b2; ", "authors": ["J. O&#39;N"])",
       "2501.00001 | R&D of α<β | J. O'N |  |  | - - - | | "},
      {"2501.00001",
       R"("title": "&Uuml;ber &ldquo;na&iuml;ve&rdquo; &xring;", "authors": ["J&oslash;rn"])",
       "2501.00001 | Über “naïve” &xring; | Jørn |  |  | - - - | | "},
      {"2501.00001", R"("title": "T", "abstract": "", "COMMENT": "Passt: gut gemacht. 很好")",
       "2501.00001 | T |  |  | Passt: gut gemacht. 很好 | - - - | | "},
      {"2501.00001", R"("title": "T", "abstract": "One.\r\n\r\n- a\n  - b\n")",
       "2501.00001 | T |  | One.\n\n- a\n  - b |  | - - - | | "},
      {"2501.00001", R"("title": "AT&T; &amp &bogus; &#0; &#xD800;", "authors": [])",
       "2501.00001 | AT&T; &amp &bogus; &#0; &#xD800; |  |  |  | - - - | | "},
      // Ids.
      {"2501.00001v3", kTitleAndAuthor, "2501.00001v3 | T | Ada L |  |  | - - - | | "},
      {"arXiv:2501.00001v3", kTitleAndAuthor, "2501.00001v3 | T | Ada L |  |  | - - - | | "},
      {"http://arxiv.org/abs/2501.00001v2", kTitleAndAuthor + R"(, "arxiv_id": "2501.00001")",
       "2501.00001v2 | T | Ada L |  |  | - - - | | "},
      {"https://arxiv.org/pdf/2501.00001.pdf", kTitleAndAuthor,
       "2501.00001 | T | Ada L |  |  | - - - | | "},
      {"https://arxiv.org/html/2501.00001v1#S2", kTitleAndAuthor,
       "2501.00001v1 | T | Ada L |  |  | - - - | | "},
      {"https://arxiv.org/abs/2501.00001/?context=cs.LG", kTitleAndAuthor,
       "2501.00001 | T | Ada L |  |  | - - - | | "},
      {"https://doi.org/10.48550/arXiv.2501.00001", kTitleAndAuthor,
       "2501.00001 | T | Ada L |  |  | - - - | | "},
      {"oai:arXiv.org:2501.00001v2", kTitleAndAuthor,
       "2501.00001v2 | T | Ada L |  |  | - - - | | "},
      {"2501.00001",
       kTitleAndAuthor + R"(, "arxiv_id": "2501.00001v4", "ARXIVID": "", "id": "2501.00001")",
       "2501.00001v4 | T | Ada L |  |  | - - - | | "},
      {"2501.00001", kTitleAndAuthor + R"(, "id": 7)",
       R"(2501.00001 | T | Ada L |  |  | - - - | | {"id":7})"},
      {"hep-th/9901001", kTitleAndAuthor, "hep-th/9901001 | T | Ada L |  |  | - - - | | "},
      {"math.GT/0309136v2", kTitleAndAuthor, "math.GT/0309136v2 | T | Ada L |  |  | - - - | | "},
      {"0704.0001", kTitleAndAuthor, "0704.0001 | T | Ada L |  |  | - - - | | "},
      // Topics.
      {"2501.00001", kTitleAndAuthor + R"(, "PRIMARY_TOPIC_ID": "b", "MATCHED_TOPIC_IDS": "a, b")",
       "2501.00001 | T | Ada L |  |  | - - - | b a | "},
      {"2501.00001", kTitleAndAuthor + R"(, "PRIMARY_TOPIC_ID": null, "MATCHED_TOPIC_IDS": null)",
       "2501.00001 | T | Ada L |  |  | - - - | | "},
  }));
  CAPTURE(key, members);
  const Outcome outcome = output(key, members);
  CHECK(outcome.what == "output JSON");
  CHECK(outcome.papers == std::vector<std::string>{paper});
  CHECK(outcome.told.empty());
}

TEST_CASE("what cannot be read is reported with its place and kept") {
  struct Case {
    std::string members, paper, told;
  };
  const auto& [members, paper, told] = GENERATE(values<Case>({
      {R"(, "RELEVANCE": "8/10")", R"(- - - | | {"RELEVANCE":"8/10"})",
       "RELEVANCE should be a number from 0 to 10; it is kept in 'extra'"},
      {R"(, "RELEVANCE": 11)", R"(- - - | | {"RELEVANCE":11})", "RELEVANCE should be"},
      {R"(, "NOVELTY": -1)", R"(- - - | | {"NOVELTY":-1})", "NOVELTY should be"},
      {R"(, "SCORE": true)", R"(- - - | | {"SCORE":true})", "SCORE should be"},
      {R"(, "SCORE": 1e99)", R"(- - - | | {"SCORE":1e+99})", "SCORE should be"},
      {R"(, "abstract": ["a", "b"])", R"(- - - | | {"abstract":["a","b"]})",
       "'abstract' should be text, not a list"},
      {R"(, "COMMENT": 7)", R"(- - - | | {"COMMENT":7})", "'COMMENT' should be text, not a number"},
      {R"(, "categories": ["cs.LG", null])", R"(- - - | [cs.LG] | {"categories":["cs.LG",null]})",
       "this should be text, not null"},
      {R"(, "ARXIVID": "2501.00002")", "- - - | | ",
       "the paper's key is 2501.00001 but it states 2501.00002; the key is used"},
  }));
  CAPTURE(members);
  const Outcome outcome = output("2501.00001", kTitleAndAuthor + members);
  CHECK(outcome.papers == std::vector<std::string>{"2501.00001 | T | Ada L |  |  | " + paper});
  CHECK(outcome.told.find(told) != std::string::npos);
  CHECK(outcome.told.starts_with("2026-02-27-output.json:1:"));
}

TEST_CASE("a stranger among papers is reported, and the papers are read") {
  const std::string stranger =
      GENERATE(as<std::string>{}, R"("0112017": {"title": "T"})", R"("name": "x")",
               R"("2501.00002": [])", R"("2501.00002": {"authors": ["A"]})", R"("": {})");
  CAPTURE(stranger);
  const Outcome outcome =
      read("{" + stranger + ", \"2501.00001\": {" + kTitleAndAuthor + "}}", "2026-02-27.json");
  CHECK(outcome.papers.size() == 1);
  CHECK(outcome.told.starts_with("2026-02-27.json:1:"));
}

TEST_CASE("papers in a list have their ids themselves") {
  const std::string list = "[{" + kTitleAndAuthor + R"(, "arxiv_id": "2501.00001v2"}, {)" +
                           kTitleAndAuthor + R"(, "id": "http://arxiv.org/abs/2501.00002"}, {)" +
                           kTitleAndAuthor + "}]";
  const std::vector<std::string> papers = {"2501.00001v2 | T | Ada L |  |  | - - - | | ",
                                           "2501.00002 | T | Ada L |  |  | - - - | | "};
  for (const std::string& json :
       {list, R"({"meta": {}, "topic_order": [], "papers": )" + list + "}"}) {
    CAPTURE(json);
    const Outcome outcome = read(json, "2026-02-27.json");
    CHECK(outcome.papers == papers);
    CHECK(outcome.told.find("'' is not an arXiv id; the paper is left out") != std::string::npos);
  }
}

TEST_CASE("UTF-16 with its mark is read, halves of pairs included") {
  // Byte by byte, as the mark says: "é" and a character beyond U+FFFF.
  const std::string utf8 =
      "{\"2501.00001\": {\"title\": \"\xC3\xA9 \xF0\x9D\x94\xB8\", \"authors\": []}}";
  const auto utf16 = [&](bool big) {
    std::string bytes = big ? "\xFE\xFF" : "\xFF\xFE";
    const auto put = [&](unsigned unit) {
      const auto high = static_cast<char>(unit >> 8U);
      const auto low = static_cast<char>(unit & 0xFFU);
      bytes += big ? high : low;
      bytes += big ? low : high;
    };
    for (std::size_t at = 0; at < utf8.size();) {
      const char32_t point = text::next_code_point(utf8, at);
      if (point > 0xFFFF) put(0xD800 + ((point - 0x10000) >> 10U));
      put(point > 0xFFFF ? 0xDC00 + (point & 0x3FFU) : point);
    }
    return bytes;
  };
  for (const bool big : {false, true}) {
    CHECK(read(utf16(big), "2026-02-27.json").papers ==
          std::vector<std::string>{"2501.00001 | é 𝔸 |  |  |  | - - - | | "});
  }
  CHECK(read(utf16(true) + "x", "2026-02-27.json").papers.empty());
}

TEST_CASE("a paper that appears twice is read once, and the other is reported") {
  const std::string second =
      GENERATE(as<std::string>{}, "2501.00001", "2501.00001v2", "arXiv:2501.00001");
  const Outcome outcome = read("{\"2501.00001\": {" + kTitleAndAuthor + "}, \"" + second +
                                   R"(": {"title": "U", "authors": []}})",
                               "2026-02-27.json");
  CHECK(outcome.papers == std::vector<std::string>{"2501.00001 | T | Ada L |  |  | - - - | | "});
  CHECK(outcome.told.find("the paper 2501.00001 appears twice; the first one is used") !=
        std::string::npos);
}

TEST_CASE("the day is found in names of several forms, and is never guessed") {
  struct Case {
    std::string name, day;
  };
  const auto& [name, day] = GENERATE(values<Case>({
      {"a/2026-02-27-output.json", "2026-02-27"},
      {"output_2026_02_27.json", "2026-02-27"},
      {"20260227-output.json", "2026-02-27"},
      {"digest.20260227.md", "2026-02-27"},
      {"2026-02-30.json", ""},
      {"202602271.json", ""},
      {"2026-02/27-output.json", ""},
      {"27.02.2026.json", ""},
      {"2026-02-27/output.json", ""},
  }));
  CAPTURE(name);
  const std::optional<Day> found = importer::SourceFile::day_of_name(name);
  CHECK((found ? found->str() : "") == day);
}

TEST_CASE("line ends of Windows and a byte order mark change nothing") {
  const std::string json = "{\n\"2501.00001\": {\n" + kTitleAndAuthor + "\n}\n}\n";
  const std::string markdown = "# Personalized Daily ArXiv Papers 2026-02-27\n\n" + kOldTable +
                               kTotals + contents({"2602.00001", "2602.00002"}) +
                               markdown_paper("##", 1, "2602.00001", "", "") +
                               markdown_paper("##", 2, "2602.00002", "", markdown_scores(9, 8));
  for (const auto& [name, text] : {std::pair<std::string, std::string>{"2026-02-27.json", json},
                                   {"2026-02-27.md", markdown}}) {
    CAPTURE(name);
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const Outcome plain = read(text, name);
    const Outcome marked = read(windows, name);
    CHECK(plain.papers.size() == (name.ends_with("json") ? 1 : 2));
    CHECK(marked.papers == plain.papers);
    CHECK(marked.what == plain.what);
    CHECK(marked.told == plain.told);
  }
}

TEST_CASE("daily-papers and hotspot-papers report what does not fit in them") {
  const std::string papers = R"("papers": {"2605.00001": {)" + kTitleAndAuthor + "}}";
  struct Case {
    std::string json, told;
    std::size_t papers;
  };
  const auto& [json, told, count] = GENERATE_COPY(values<Case>({
      {R"({"schema_version": 3, "meta": {"date": "2026-05-08"}, "topic_order": [], )" + papers +
           "}",
       "schema version 3 is not known; the file is read as version 2", 1},
      {R"({"meta": {"date": "2026-05-08"}, )" + papers +
           R"(, "topic_sections": [{"paper_ids": ["2605.00009"]}]})",
       "the section names '2605.00009', which is not among the papers", 1},
      {R"({"meta": {"date": "2026-05-08"}, )" + papers +
           R"(, "sections": [{"kind": "hot", "paper_ids": [7]}]})",
       "the section names '', which is not among the papers", 1},
      {R"({"meta": {"date": "8 May 2026"}, "topic_order": [], )" + papers + "}",
       "'date' should be a day like", 1},
      {R"({"meta": {"usage": {"prompt_tokens": "many"}}, "topic_order": [], )" + papers + "}",
       "'prompt_tokens' should be a whole number from 0", 1},
      {R"({"meta": {}, "topic_order": [], "papers": []})",
       "the papers should be an object by id, not a list", 0},
  }));
  CAPTURE(json);
  const Outcome outcome = read(json, "2026-05-08-x.json");
  CHECK(outcome.papers.size() == count);
  CHECK(outcome.told.find(told) != std::string::npos);
}

TEST_CASE("usage may be written as text") {
  Diagnostics problems;
  const ParseResult recognised = importer::read_source(
      R"({"meta": {"date": "2026-05-08", "usage": {"prompt_tokens": "1,200", "prompt_cost": "$0.08"}},
          "topic_order": [], "papers": {}})",
      "x.json", problems);
  REQUIRE(recognised.sources.size() == 1);
  CHECK(recognised.sources.front().digest.usage.prompt_tokens == 1200);
  CHECK(recognised.sources.front().digest.usage.prompt_cost == 0.08);
  CHECK(problems.str().empty());
}

namespace {

/// A page of one paper, whose block is `block`.
std::string page_of(const std::string& block) {
  return "# Personalized Daily ArXiv Papers 2026-02-27\n\n" + block;
}

const std::string kHead = "## 1. [T](https://arxiv.org/abs/2602.00001) <a id=\"link1\"></a>\n\n";

}  // namespace

TEST_CASE("a paper of daily Markdown is read in many a form") {
  struct Case {
    std::string block, paper;
  };
  const auto& [block, paper] = GENERATE_COPY(values<Case>({
      // The layout of the program that the older ones come from.
      {"## 0. [T](https://arxiv.org/abs/2602.00001) <a id=\"link0\"></a>\n**ArXiv ID:** "
       "2602.00001\n"
       "**Authors:** Ada L, Bob M\n\n**Abstract:** a\n\n**Comment:** c\n**Relevance:** 9\n"
       "**Novelty:** 8\n\n---\n---\n\n## Paper selection prompt\n 1. Be kind\n",
       "2602.00001 | T | Ada L; Bob M | a | c | 9.0 8.0 17.0 | | "},
      // Labels.
      {kHead + "**arXiv id:** 2602.00001v2\n\n**authors**: Ada L\n\n__Abstract:__ a\n",
       "2602.00001v2 | T | Ada L | a |  | - - - | | "},
      {kHead + "**Authors:** Ada L\n\n**Licence:** CC0\n\n**Score:** 17\n",
       R"(2602.00001 | T | Ada L |  |  | - - - | | {"Licence":"CC0","Score":"17"})"},
      {kHead + "**Relevance:** 7.5\n**Novelty:**\n", "2602.00001 | T |  |  |  | 7.5 - - | | "},
      // Addresses.
      {"## [T](http://www.arxiv.org/abs/2602.00001v2)\n\n**Authors:** Ada L\n",
       "2602.00001v2 | T | Ada L |  |  | - - - | | "},
      {"## [T](https://arxiv.org/pdf/2602.00001.pdf)\n\n**Authors:** Ada L\n",
       "2602.00001 | T | Ada L |  |  | - - - | | "},
      {"## 12. T *of* x\n\n**ArXiv ID:** hep-th/9901001\n\n**Authors:** Ada L\n",
       "hep-th/9901001 | T of x | Ada L |  |  | - - - | | "},
      // Text of several blocks.
      {kHead + "**Abstract:** a\n\n- b\n  - c\n\n> d\n\n```\ne\n```\n\n**Comment:** f\ng\n",
       "2602.00001 | T |  | a\n\n- b\n  - c\n\n> d\n\n```\ne\n``` | f\ng | - - - | | "},
      {kHead + "**Comment:** c\n\n# Not a title\n\nmore\n\n**Relevance:** 9\n**Novelty:** 8\n",
       "2602.00001 | T |  |  | c\n\n# Not a title\n\nmore | 9.0 8.0 17.0 | | "},
      {kHead + "**Comment:** c\n\n---\n\n**Relevance:** 9\n**Novelty:** 8\n",
       "2602.00001 | T |  |  | c | 9.0 8.0 17.0 | | "},
      {kHead + "**Comment:** c\n\nmore\n**Relevance:** 9\n",
       "2602.00001 | T |  |  | c\n\nmore | 9.0 - - | | "},
      {kHead + "**Comment:** c\n\n**Comment:** d\n", "2602.00001 | T |  |  | c\n\nd | - - - | | "},
      {kHead + "Nobody labelled this.\n",
       R"(2602.00001 | T |  |  |  | - - - | | {"Note":"Nobody labelled this."})"},
      {"## 1. [R&amp;D](https://arxiv.org/abs/2602.00001)\n\n**Authors:** O&#39;N\n",
       "2602.00001 | R&D | O'N |  |  | - - - | | "},
  }));
  CAPTURE(block);
  const Outcome outcome = read(page_of(block), "2026-02-27.md");
  CHECK(outcome.papers == std::vector<std::string>{paper});
  CHECK(outcome.told.empty());
}

TEST_CASE("a title without a day takes the day of the file's name") {
  CHECK(read("# My Daily arXiv Papers\n\n" + kHead, "2026-02-27.md").papers.size() == 1);
  CHECK(read("# My Daily arXiv Papers\n\n" + kHead, "today.md").what.starts_with("ignored: text"));
}

TEST_CASE("what is between papers is kept as a note, and what ends the page is its prompt") {
  Diagnostics problems;
  const ParseResult recognised = importer::read_source(
      page_of(kHead + "**Authors:** Ada L\n\n---\n\nA word of the editor.\n\n## Paper selection "
                      "prompt\n 1. Be kind\n"),
      "2026-02-27.md", problems);
  REQUIRE(recognised.sources.size() == 1);
  CHECK(broadsheet::json::to_line(recognised.sources.front().digest.extra) ==
        R"({"notes":["A word of the editor."]})");
  CHECK(recognised.sources.front().prompt_text == "1. Be kind\n");
}

TEST_CASE("files of other kinds are named with the reason why they are not used") {
  struct Case {
    std::string name, bytes, what;
  };
  const auto& [name, bytes, what] = GENERATE(values<Case>({
      {"a.json", "", "ignored: empty"},
      {"a.json", " \n\t", "ignored: empty"},
      {"a.json", "{}", "ignored: empty JSON"},
      {"a.json", "[{\"title\": \"T\"}]", "ignored: JSON without papers"},
      {"a.json", "{\"date\": \"2026-02-27\"}", "ignored: JSON without papers"},
      {"a.json", "{\"2501.00001\": {", "unreadable: not JSON"},
      {"a.json", "\x1F\x8B\x08", "unreadable: not JSON"},
      {"a.txt", std::string("\x89PNG\0", 5), "ignored: not text"},
      {"a.md", "# Notes\n", "ignored: text without papers"},
      {"a.md", "- [a](2026-02-27-output.md)\n", "not a digest: index listing"},
  }));
  CAPTURE(name, bytes);
  CHECK(read(bytes, name).what == what);
}

TEST_CASE("loose values are read when they are certain") {
  CHECK(importer::stated_id(" arXiv:2501.00001v2 ")->version == 2);
  CHECK_FALSE(importer::stated_id("https://example.org/abs/2501.00001"));
  CHECK_FALSE(importer::stated_id("2501.00001 and more"));
  CHECK(importer::stated_score("8") == 8);
  for (const char* wrong : {"", "-1", "8/10", "eight", "0x8", "8,5", "1e1", "nan", ".5", "+8"}) {
    CAPTURE(wrong);
    CHECK_FALSE(importer::stated_score(wrong));
  }
  CHECK(tex::decode_entities("&#39;&#x1F600;&nbsp;&#110000000;") == "'😀 &#110000000;");
}
