// Nothing in a list of another program is lost: it is in a field, in extra, or counted.

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

/// "label: text" of each part, in lines.
std::string parts_of(const Entry& entry) {
  std::string all;
  for (const SummaryPart& part : entry.parts) all += part.label + ": " + part.text + "\n";
  return all;
}

std::string extra_of(const Entry& entry) { return json::to_line(entry.extra); }

/// The title and the authors of each paper.
Papers names_in(const Outcome& outcome) {
  Papers all;
  for (const Entry& entry : outcome.entries) {
    all.push_back(entry.id.str() + " " + entry.title + " | " + test::joined(entry.authors));
  }
  return all;
}

}  // namespace

TEST_CASE("members of a paper that hold objects are read or kept") {
  const Outcome outcome = read(
      R"({"papers": [{"url": "https://arxiv.org/abs/2603.00001", "title": "One thing here",
          "analysis": {"method": "We use M", "steps": [{"s": 1}]},
          "reviews": [{"by": "A", "text": "great"}]}]})",
      "2026-03-02.json");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(parts_of(outcome.entries[0]) == "method: We use M\n");
  CHECK(extra_of(outcome.entries[0]) ==
        R"({"analysis":{"steps":[{"s":1}]},"reviews":[{"by":"A","text":"great"}]})");
  CHECK(outcome.unused == "analysis.steps 1\nreviews 1\n");
}

TEST_CASE("a title with an address that is no id is left out by reason") {
  const Outcome outcome = read(
      R"({"papers": [{"url": "https://arxiv.org/abs/2603.00001", "title": "One thing here"},
          {"url": "https://aclanthology.org/2026.acl-1.5", "title": "Two thing here", "score": 9}]})",
      "2026-03-02.json");
  CHECK(outcome.papers.size() == 1);
  CHECK(outcome.left_out == "2: no id: Two thing here\n");
}

TEST_CASE("an id is found in addresses of other sites, and in addresses within addresses") {
  const std::string url = GENERATE(
      "https://hf.co/papers/2603.00009", "https://www.semanticscholar.org/arxiv/2603.00009",
      "https://ar5iv.org/abs/2603.00009",
      "https://l.example/?to=https%3A%2F%2Farxiv.org%2Fabs%2F2603.00009");
  CAPTURE(url);
  const Outcome outcome =
      read(R"([{"title": "Nine thing here", "url": ")" + url + R"("}])", "2026-03-02.json");
  CHECK(names_in(outcome) == Papers{"2603.00009 Nine thing here | "});
}

TEST_CASE("a date under an id is no title") {
  const Outcome outcome = read(
      R"({"papers": [{"id": "2603.00001", "title": "One thing here",
          "seen": {"2603.00077": "2026-01-01", "list": [{"x": 1}]}}],
          "history": {"2603.00088": "2026-01-01"}})",
      "2026-03-02.json");
  CHECK(names_in(outcome) == Papers{"2603.00001 One thing here | "});
  CHECK(outcome.left_out == "3: no title: 2603.00088\n");
}

TEST_CASE("values that state nothing are in no field, and counted") {
  const Outcome outcome = read(
      R"({"papers": [{"id": "2603.00001", "title": "One thing here", "abstract": "N/A",
           "authors": "None", "comment": "n/a", "doi": "nan"},
          {"id": "2603.00002", "authors": "Ada Lovelace", "title": "nan"}]})",
      "2026-03-02.json");
  REQUIRE(outcome.entries.size() == 1);
  const Entry& entry = outcome.entries[0];
  CHECK(entry.abstract.empty());
  CHECK(entry.authors.empty());
  CHECK(entry.author_comment.empty());
  CHECK(entry.doi.empty());
  CHECK(extra_of(entry) == "{}");
  CHECK(outcome.dropped == "abstract 'N/A' 1\nauthors 'None' 1\ncomment 'n/a' 1\ndoi 'nan' 1\n");
  CHECK(outcome.left_out == "3: no title: 2603.00002\n");
}

TEST_CASE("every type of BibTeX entry is a paper, whatever precedes the first") {
  const std::string head = GENERATE("", "% a list\n", "@string{jml = {J. of\n Things}}\n",
                                    "@comment{made by hand\nin March}\n", "Saved on Monday.\n");
  const Outcome outcome =
      read(head +
               "@report{a, title={First thing}, eprint={2603.00001}}\n"
               "@software{b, title={Second thing}, author={Ada Lovelace}, eprint={2603.00002}}\n"
               "@article{c, title={Third thing}, journal={arXiv preprint arXiv:2603.00003}}\n"
               "@article{d, title={Fourth thing}, journal={CoRR}, volume={abs/2603.00004}}\n"
               "@misc{e, title={Fifth thing}, note={arXiv:2603.00005}}\n"
               "@misc{f, title={Sixth thing}, note={Extends arXiv:1706.03762}}\n",
           "2026-03-02.bib");
  CAPTURE(head);
  CHECK(names_in(outcome) == Papers{"2603.00001 First thing | ",
                                    "2603.00002 Second thing | Ada Lovelace",
                                    "2603.00003 Third thing | ", "2603.00004 Fourth thing | ",
                                    "2603.00005 Fifth thing | "});
  CHECK(outcome.left_out.find("no id: Sixth thing") != std::string::npos);
}

TEST_CASE("RIS keeps repeated and continued values, and a reference without its end") {
  const std::string gap = GENERATE("  ", " ");
  const auto line = [&](const std::string& tag, const std::string& value) {
    return tag + gap + "- " + value + "\n";
  };
  const Outcome outcome =
      read("Exported on Monday\n\n" + line("TY", "JOUR") + line("TI", "First thing") +
               "of a long title\n" + line("AB", "We see.") + "We go on.\n" +
               line("AU", "Lovelace, Ada") + line("UR", "https://example.org/a") +
               line("UR", "https://arxiv.org/abs/2603.00001") + line("KW", "legs") +
               line("KW", "walking") + line("ER", "") + line("TY", "JOUR") +
               line("TI", "Second thing") + line("UR", "https://arxiv.org/abs/2603.00002"),
           "2026-03-02.ris");
  REQUIRE(outcome.entries.size() == 2);
  const Entry& first = outcome.entries[0];
  CHECK(first.title == "First thing of a long title");
  CHECK(first.abstract == "We see.\nWe go on.");
  CHECK(first.authors == Papers{"Ada Lovelace"});
  CHECK(extra_of(first).find(R"("KW":["legs","walking"])") != std::string::npos);
  CHECK(extra_of(first).find("https://example.org/a") != std::string::npos);
  CHECK(outcome.entries[1].title == "Second thing");
}

TEST_CASE("an open quote in CSV takes no other rows, and columns of one name are kept") {
  const std::string head = GENERATE("", "sep=,\n", "# made by hand\n");
  const Outcome outcome =
      read(head +
               "title,arxiv_id,note,note\n"
               "\"Open thing,2603.00001,a,b\n"
               "\"Second, thing\",2603.00002,\"two\nlines\",\"say \"\"so\"\"\"\n"
               "\"Third thing,2603.00003,c,d\n",
           "2026-03-02.csv");
  CHECK(names_in(outcome) == Papers{"2603.00001 \"Open thing | ", "2603.00002 Second, thing | ",
                                    "2603.00003 \"Third thing | "});
  REQUIRE(outcome.entries.size() == 3);
  CHECK(extra_of(outcome.entries[1]) == R"({"note":"two\nlines","note 2":"say \"so\""})");
}

TEST_CASE("people of CSL keep their particles and suffixes, and groups are people") {
  const Outcome outcome = read(
      R"([{"title": "One thing here", "URL": "https://arxiv.org/abs/2603.00001", "author": [
           {"literal": "ATLAS Collaboration"}, {"given": "Sammy", "family": "Davis", "suffix": "Jr."},
           {"given": "Ludwig", "non-dropping-particle": "van", "family": "Beethoven"}]}])",
      "2026-03-02.json");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(outcome.entries[0].authors ==
        Papers{"ATLAS Collaboration", "Sammy Davis Jr.", "Ludwig van Beethoven"});
}

TEST_CASE("Chinese headings are days and topics") {
  const Outcome outcome = read(
      "## 2026年3月2日\n\n### 3月热点 Top10\n\n- [Learning to "
      "Walk](https://arxiv.org/abs/2603.00001)\n",
      "notes.md");
  CHECK(outcome.papers ==
        Papers{"2026-03-02 2603.00001 | Learning to Walk |  |  |  | 3月热点 Top10"});
}

TEST_CASE("people are separated by any usual mark, and others are no person") {
  const auto [written, names, others] = GENERATE(table<std::string, std::string, bool>({
      {"['Ada Lovelace', 'Conan O\\'Brien']", "Ada Lovelace, Conan O'Brien", false},
      {"[\\\"Ada Lovelace\\\"]", "Ada Lovelace", false},
      {"张三、李四", "张三, 李四", false},
      {"张三；李四", "张三, 李四", false},
      {"张三, 李四", "张三, 李四", false},
      {"张三，李四等5人", "张三, 李四", true},
      {"山田 太郎、鈴木 花子 他", "山田 太郎, 鈴木 花子", true},
      {"Ada Lovelace & Charles Babbage", "Ada Lovelace, Charles Babbage", false},
      {"Ada Lovelace | Charles Babbage", "Ada Lovelace, Charles Babbage", false},
      {"Ada Lovelace\\nCharles Babbage", "Ada Lovelace, Charles Babbage", false},
      {"Ada Lovelace und Karl Weber", "Ada Lovelace, Karl Weber", false},
      {"Ada Lovelace, Karl Weber u. a.", "Ada Lovelace, Karl Weber", true},
      {"Ada Lovelace, Charles Babbage and 5 others", "Ada Lovelace, Charles Babbage", true},
      {"Ada Lovelace, Charles Babbage (+12 more)", "Ada Lovelace, Charles Babbage", true},
      {"Ada Lovelace, Charles Babbage, et al.", "Ada Lovelace, Charles Babbage", true},
  }));
  CAPTURE(written);
  std::string escaped;
  for (std::size_t at = 0; at < written.size(); ++at) {
    // A backslash before the apostrophe is Python's, and one of the text.
    escaped += written[at];
    if (written[at] == '\\' && written[at + 1] == '\'') escaped += '\\';
  }
  const Outcome outcome = read(R"({"papers": [{"title": "One thing here", "id": "2603.00001",
      "authors": ")" + escaped + R"("}]})",
                               "2026-03-02.json");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(test::joined(outcome.entries[0].authors) == names);
  CHECK(outcome.entries[0].others == others);
}

TEST_CASE("names that state nothing, or count others, are no people of a list") {
  const Outcome outcome = read(
      R"({"papers": [{"title": "One thing here", "id": "2603.00001",
           "authors": ["Ada", "N/A", "and 12 others"]}]})",
      "2026-03-02.json");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(outcome.entries[0].authors == Papers{"Ada"});
  CHECK(outcome.entries[0].others);
}
