#include "index/xapian/xapian_index.h"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "base/error.h"
#include "base/files.h"
#include "support/catch.h"
#include "support/temp_dir.h"

namespace broadsheet::search {
namespace {

using test::TempDir;

index::Document paper(int number, Day day, double score, const std::string& title,
                      std::vector<std::string> authors = {}, const std::string& comment = "",
                      const std::string& abstract = "") {
  return {.id = *ArxivId::parse("2601." + std::to_string(10000 + number)),
          .day = day,
          .score = score,
          .title = title,
          .authors = std::move(authors),
          .comment = comment,
          .abstract = abstract,
          .topics = {number % 2 == 0 ? "even" : "Odd Ones"},
          .categories = {number % 3 == 0 ? "cs.LG" : "stat.ML"},
          .url = "/papers/" + std::to_string(number) + "/"};
}

std::vector<index::Document> papers() {
  const Day first(2026, 1, 5);
  const Day second(2026, 2, 6);
  return {
      paper(0, first, 19, "Sparse attention for long contexts", {"Ana Hern\u00E1ndez", "Wei Zhang"},
            "Sparsity of attention", "We make attention sparse."),
      paper(1, first, 17, "Low-rank adaptation of language models", {"Li Wei"}, "",
            "Fine-tuning with few weights."),
      paper(2, first, 16, "Attention is linear", {"Zhang Sparse"}, "",
            "A linear model of attention."),
      paper(3, second, 18, "Quantization of transformers", {"Yann LeCun"}, "Quantized weights",
            "Linear attention, sparse weights, quantization."),
      paper(4, second, 16.5, "Mixture of experts", {}, "",
            "Experts are routed sparsely; attention is not linear attention."),
  };
}

std::vector<std::string> ids(const query::Answer& answer) {
  std::vector<std::string> found;
  for (const query::SearchResult& result : answer.results) found.push_back(result.id.substr(9));
  return found;
}

using Ids = std::vector<std::string>;

class Indexed {
 public:
  explicit Indexed(std::vector<index::Document> documents = papers()) {
    index::XapianIndex::update(folder_ / "index", invert(std::move(documents)));
  }
  query::Answer search(const std::string& query, const query::SearchOptions& options = {}) const {
    return index::XapianIndex::open(folder_ / "index").search(query, options);
  }
  fs::path folder() const { return folder_ / "index"; }

 private:
  TempDir folder_;
};

}  // namespace

TEST_CASE("a query finds papers that write its words in another way") {
  const Day day(2026, 2, 3);
  const Indexed indexed({
      paper(0, day, 19, "\u7A00\u758F\u6A21\u578B", {"Pierluca D\u2019Oro"}, "",
            "\u8BE5\u8BBA\u6587\u63D0\u51FA\u7A00\u758F\u6CE8\u610F\u529B\u673A\u5236"),
      paper(1, day, 18, "Mixed", {"Bernhard Sch\u00F6lkopf"}, "",
            "\u4F7F\u7528LoRA\u5FAE\u8C03\u7684Qwen2.5\u6A21\u578B"),
      paper(2, day, 17, "\u03BCP for the \u03B2-VAE", {"Lee O'Hara"}, "", "max_pooling in v1.0.21"),
      paper(3, day, 16, "Quantized and quantizing", {}, "", "not quanta"),
      paper(4, day, 15, "Thai", {}, "",
            "\u0E27\u0E34\u0E18\u0E35\u0E01\u0E32\u0E23\u0E43\u0E2B\u0E21\u0E48"),
  });
  struct Case {
    std::string query;
    Ids expected;
  };
  const auto& [query, expected] = GENERATE(values<Case>({
      {"\u6CE8\u610F\u529B", {"0"}},
      {"\"\u7A00\u758F\u6CE8\u610F\u529B\"", {"0"}},
      {"\"\u7A00\u758F\u610F\u529B\"", {}},
      {"\u529B", {"0"}},
      {"\u5236", {"0"}},
      {"lora", {"1"}},
      {"\"\u7528LoRA\u5FAE\"", {"1"}},
      {"qwen2.5 \u5FAE\u8C03", {"1"}},
      {"\u0E27\u0E34\u0E18\u0E35", {"4"}},
      {"author:oro", {"0"}},
      {"author:doro", {"0"}},
      {"author:hara", {"2"}},
      {"schoelkopf", {"1"}},
      {"mup beta", {"2"}},
      {"pooling", {"2"}},
      {"max_pooling", {"2"}},
      {"1.0.21", {"2"}},
      {"quantiz*", {"3"}},
      {"mixed NOT lora", {}},
      {"{M}ixed", {"1"}},
      {"$\\beta$-VAE", {"2"}},
  }));
  CAPTURE(query);
  const query::Answer answer = indexed.search(query);
  CHECK(ids(answer) == expected);
  for (const query::QueryNote& note : answer.notes) {
    CHECK(note.kind != query::QueryNote::Kind::Dropped);
  }
}

TEST_CASE("a year does not outrank the topic, and is offered as a limit") {
  const Indexed indexed({
      paper(0, Day(2025, 3, 1), 19, "Plans for 2026", {}, "2026", "2026"),
      paper(1, Day(2026, 3, 1), 18, "Notes", {}, "", "attention"),
  });
  const query::Answer answer = indexed.search("attention 2026 ");
  CHECK(ids(answer) == Ids{"1", "0"});
  REQUIRE(answer.notes.size() == 1);
  CHECK(answer.notes[0].kind == query::QueryNote::Kind::Date);
  CHECK(answer.notes[0].shown == "date:2026");
  CHECK(indexed.search("attention 1999 ").notes.front().kind != query::QueryNote::Kind::Date);
  CHECK(indexed.search("march 2026 attention").notes.front().shown == "date:2026-03");
}

TEST_CASE("a filter on data that no paper has is reported") {
  index::Document bare = paper(0, Day(2026, 3, 1), 0, "Notes");
  bare.categories.clear();
  const Indexed indexed({bare});
  for (const auto& [query, kind] : std::map<std::string, std::string>{
           {"category:cs.LG", "category"}, {"score:>=17", "score"}}) {
    const query::Answer answer = indexed.search(query);
    REQUIRE(answer.notes.size() == 1);
    CHECK(answer.notes[0].kind == query::QueryNote::Kind::Absent);
    CHECK(answer.notes[0].typed == kind);
  }
  CHECK(indexed.search("topic:none").notes.empty());
}

TEST_CASE("a query finds its papers") {
  struct Case {
    std::string query;
    Ids expected;  // in any order
  };
  const auto& [query, expected] = GENERATE(values<Case>({
      {"quantization", {"3"}},
      {"mixture experts", {"4"}},
      {"hernandez", {"0"}},
      {"Hern\u00E1ndez", {"0"}},
      {"lowrank", {"1"}},
      {"low-rank", {"1"}},
      {"low rank", {"1"}},
      {"LOW-RANK", {"1"}},
      {"+linear +attention", {"2", "3", "4"}},
      {"\"linear attention\"", {"3", "4"}},
      {"\"attention linear\"", {}},
      {"\"linear attention\" -quantization", {"4"}},
      {"attention -\"linear attention\"", {"0", "2"}},
      {"title:attention", {"0", "2"}},
      {"author:sparse", {"2"}},
      {"author:\"wei zhang\"", {"0"}},
      {"author:\"zhang li\"", {}},
      {"title:\"linear attention\"", {}},
      {"-title:attention attention", {"3", "4"}},
      {"attention topic:even", {"0", "2", "4"}},
      {"attention -topic:even", {"3"}},
      {"topic:\"odd ones\"", {"1", "3"}},
      {"topic:odd-ones", {"1", "3"}},
      {"category:cs.LG", {"0", "3"}},
      {"category:cs", {"0", "3"}},
      {"category:c", {}},
      {"from:2026-02", {"3", "4"}},
      {"to:2026-01", {"0", "1", "2"}},
      {"date:2026-01-05", {"0", "1", "2"}},
      {"score:>=17", {"0", "1", "3"}},
      {"score:>17", {"0", "3"}},
      {"score:<17", {"2", "4"}},
      {"score:16.5", {"4"}},
      {"attention score:16..16.5", {"2", "4"}},
      {"-attention", {"1"}},
      {"-nosuchword", {"0", "1", "2", "3", "4"}},
      {"+nosuchword attention", {}},
      {"title:nosuchword attention", {}},
      {"nosuchword", {}},
      {"", {}},
      {"\"\"", {}},
      {"of", {"1", "2", "3", "4", "0"}},
  }));
  CAPTURE(query);
  static const Indexed index;
  query::SearchOptions options;
  options.limit = 100;
  query::Answer answer = index.search(query, options);
  Ids found = ids(answer);
  Ids wanted = expected;
  std::sort(found.begin(), found.end());
  std::sort(wanted.begin(), wanted.end());
  CHECK(found == wanted);
  CHECK(answer.total == wanted.size());
}

TEST_CASE("papers with every word in the title come first, then those with every word") {
  const Indexed index;
  CHECK(ids(index.search("sparse attention")).front() == "0");
  CHECK(ids(index.search("linear attention ")).front() == "2");
  CHECK(ids(index.search("\"linear attention\"")) == Ids{"4", "3"});  // equal: newest first
}

TEST_CASE("the word being typed is completed, unless a space follows") {
  const Indexed index;
  const query::Answer typing = index.search("quant");
  CHECK(ids(typing) == Ids{"3"});
  REQUIRE(typing.notes.size() == 1);
  CHECK(typing.notes[0].kind == query::QueryNote::Kind::Completed);
  CHECK(typing.notes[0].typed == "quant");
  CHECK(typing.notes[0].shown == "quantization");
  CHECK(typing.notes[0].others == std::vector<std::string>{"quantized"});
  const query::Answer typed = index.search("quant ");
  CHECK(typed.total == 0);
  REQUIRE(typed.notes.size() == 1);
  CHECK(typed.notes[0].kind == query::QueryNote::Kind::Dropped);
  query::SearchOptions options;
  options.complete = false;
  CHECK(index.search("quant", options).total == 0);
}

TEST_CASE("a misspelt word is corrected, and the answer says so") {
  const std::string typed = GENERATE(as<std::string>{}, "quantizaton", "qauntization",
                                     "quantizattion", "uantization", "quantizatiom");
  CAPTURE(typed);
  const query::Answer answer = Indexed().search(typed + " ");
  CHECK(ids(answer) == Ids{"3"});
  REQUIRE(answer.notes.size() == 1);
  CHECK(answer.notes[0].kind == query::QueryNote::Kind::Corrected);
  CHECK(answer.notes[0].shown == "quantization");
  CHECK(answer.words == std::vector<std::string>{"quantization"});
}

TEST_CASE("an unknown word is left out, and the answer says so") {
  const query::Answer answer = Indexed().search("xyzzy attention from:yesterday ");
  CHECK(answer.total == 4);
  REQUIRE(answer.notes.size() == 2);
  CHECK(answer.notes[0].typed == "xyzzy");
  CHECK(answer.notes[1].typed == "from:yesterday");
}

TEST_CASE("all words can be asked for, and results sorted and paged") {
  const Indexed index;
  query::SearchOptions options;
  options.all = true;
  CHECK(index.search("attention experts", options).total == 1);
  options = {};
  options.sort = query::Sort::Date;
  CHECK(index.search("attention", options).results[0].day == 20260206);
  CHECK(index.search("attention", options).results[3].day == 20260105);
  options.sort = query::Sort::Score;
  CHECK(ids(index.search("attention", options)) == Ids{"0", "3", "4", "2"});
  options.offset = 1;
  options.limit = 2;
  CHECK(ids(index.search("attention", options)) == Ids{"3", "4"});
  CHECK(index.search("attention", options).total == 4);
  options.offset = 1000;
  CHECK(index.search("attention", options).results.empty());
  options.offset = static_cast<std::size_t>(-1);
  options.limit = static_cast<std::size_t>(-1);
  CHECK(index.search("attention", options).results.empty());
}

TEST_CASE("only papers with all words are listed where the order is not by rank") {
  const Indexed index;
  query::SearchOptions options;
  const query::Answer ranked = index.search("attention experts ", options);
  CHECK(ranked.with_all == 1);
  CHECK(ranked.with_any > 1);
  CHECK(ranked.total == ranked.with_any);
  for (const query::Sort sort : {query::Sort::Date, query::Sort::Score}) {
    options = {};
    options.sort = sort;
    const query::Answer sorted = index.search("attention experts ", options);
    CHECK(sorted.total == 1);
    CHECK(sorted.results.size() == 1);
    CHECK(sorted.with_any == ranked.with_any);
    options.all = false;
    CHECK(index.search("attention experts ", options).total == ranked.with_any);
  }
  options.all = true;  // words of questions apart
  CHECK(index.search("how attention experts ", options).total == 1);
}

TEST_CASE("facets count all papers found") {
  query::SearchOptions options;
  options.facets = true;
  options.limit = 1;
  const query::Answer answer = Indexed().search("attention", options);
  REQUIRE(answer.facets);
  CHECK(answer.facets->years.size() == 1);
  CHECK(answer.facets->years[0].count == 4);
  REQUIRE(answer.facets->months.size() == 2);
  CHECK(answer.facets->months[0].value == "2026-02");
  REQUIRE(answer.facets->topics.size() == 2);
  CHECK(answer.facets->topics[0].value == "even");
  CHECK(answer.facets->topics[1].value == "Odd Ones");
  CHECK(answer.facets->scores[0].value == "19");
  CHECK(answer.facets->scores.back().count == 2);
}

TEST_CASE("a result brings what is shown of it") {
  const query::Answer answer = Indexed().search("author:hernandez");
  REQUIRE(answer.results.size() == 1);
  const query::SearchResult& result = answer.results[0];
  CHECK(result.document == 0);
  CHECK(result.title == "Sparse attention for long contexts");
  CHECK(result.authors == std::vector<std::string>{"Ana Hern\u00E1ndez", "Wei Zhang"});
  CHECK(result.comment == "Sparsity of attention");
  CHECK(result.day == 20260105);
  CHECK(result.score == 19);
  CHECK(result.url == "/papers/0/");
  CHECK(result.topics == std::vector<std::string>{"even"});
  CHECK(result.categories == std::vector<std::string>{"cs.LG"});
  CHECK(result.rank > 0);
}

TEST_CASE("completions of a last word beside other words do not bring Xapian down") {
  // OP_OR over OP_MAX crashed in Xapian 1.4.22 unless all papers were looked at.
  const Indexed index;
  for (const std::string query :
       {"sparse attention lin", "forget conditional sparse", "att spa lin qua exp"}) {
    CHECK_NOTHROW(index.search(query));
  }
}

TEST_CASE("a day at the end is appended, and nothing is done when nothing changed") {
  const TempDir folder;
  const fs::path path = folder / "index";
  std::vector<index::Document> all = papers();
  const std::vector<index::Document> first(all.begin(), all.begin() + 3);
  CHECK(index::XapianIndex::update(path, invert(first)).kind == index::IndexUpdate::Kind::Rebuilt);
  CHECK(index::XapianIndex::update(path, invert(first)).kind ==
        index::IndexUpdate::Kind::Unchanged);
  const index::IndexUpdate update = index::XapianIndex::update(path, invert(all));
  CHECK(update.reason == "");
  CHECK(update.kind == index::IndexUpdate::Kind::Appended);
  CHECK(update.written == 2);
  CHECK(index::XapianIndex::open(path).papers() == 5);
  CHECK(index::XapianIndex::open(path).search("attention").total == 4);
  const Indexed clean(all);
  for (const std::string query :
       {"attention sparse", "quantiz", "experts linear model", "weight"}) {
    const query::Answer grown = index::XapianIndex::open(path).search(query);
    const query::Answer fresh = clean.search(query);
    REQUIRE(grown.results.size() == fresh.results.size());
    for (std::size_t i = 0; i < grown.results.size(); ++i) {
      CHECK(grown.results[i].id == fresh.results[i].id);
      CHECK(grown.results[i].rank == fresh.results[i].rank);
    }
  }
}

TEST_CASE("a last day that changed or went makes a new database") {
  const TempDir folder;
  const fs::path path = folder / "index";
  std::vector<index::Document> all = papers();
  index::XapianIndex::update(path, invert(all));
  all[4].abstract = "Now about pruning.";
  const index::IndexUpdate update = index::XapianIndex::update(path, invert(all));
  CHECK(update.kind == index::IndexUpdate::Kind::Rebuilt);
  CHECK(update.reason == "a day that it holds has changed");
  CHECK(index::XapianIndex::open(path).search("pruning").total == 1);
  CHECK(index::XapianIndex::open(path).search("routed ").total == 0);
  all.erase(all.begin() + 3, all.end());
  index::XapianIndex::update(path, invert(all));
  CHECK(index::XapianIndex::open(path).papers() == 3);
  CHECK(index::XapianIndex::open(path).search("quantization ").total == 0);
}

TEST_CASE("an old day that changed makes a new database") {
  const TempDir folder;
  const fs::path path = folder / "index";
  std::vector<index::Document> all = papers();
  index::XapianIndex::update(path, invert(all));
  all[0].title = "Pruning";
  index::XapianIndex::update(path, invert(all));
  CHECK(index::XapianIndex::open(path).search("title:pruning").total == 1);
  CHECK(index::XapianIndex::open(path).papers() == 5);
  CHECK_FALSE(fs::exists(folder / "index.old"));
  CHECK_FALSE(fs::exists(folder / "index.new"));
}

TEST_CASE("papers of several parts keep their places, and days are appended behind them") {
  const TempDir folder;
  const fs::path path = folder / "index";
  std::vector<index::Document> all;
  for (int i = 0; i < 600; ++i) {
    all.push_back(
        paper(i, Day(2026, 1, 1 + i / 30), 20 - (i % 30) / 10.0, "Paper word" + std::to_string(i)));
  }
  index::XapianIndex::update(path, index::invert({all.begin(), all.begin() + 570}));
  CHECK(index::XapianIndex::update(path, invert(all)).written == 30);
  const index::XapianIndex index = index::XapianIndex::open(path);
  for (const int i : {0, 249, 250, 569, 570, 599}) {
    const query::Answer answer = index.search("title:word" + std::to_string(i) + " ");
    REQUIRE(answer.results.size() == 1);
    CHECK(answer.results[0].document == static_cast<std::uint32_t>(i));
  }
}

TEST_CASE("no papers make an index that answers") {
  const Indexed index((std::vector<index::Document>()));
  CHECK(index.search("anything").total == 0);
  CHECK(index.search("from:2026").total == 0);
}

TEST_CASE("a damaged index is refused when read and made anew when written") {
  const Indexed index;
  const index::InvertedIndex same = invert(papers());
  const std::string damage = GENERATE(as<std::string>{}, "truncate", "garbage", "remove", "seal",
                                      "empty seal", "version", "extra file", "a file instead");
  CAPTURE(damage);
  const fs::path table = index.folder() / "postlist.glass";
  if (damage == "truncate") fs::resize_file(table, fs::file_size(table) / 2);
  if (damage == "garbage") std::ofstream(table, std::ios::binary) << "garbage";
  if (damage == "remove") fs::remove(table);
  if (damage == "seal") fs::remove(index.folder() / "seal");
  if (damage == "empty seal") std::ofstream(index.folder() / "seal", std::ios::trunc);
  if (damage == "version") std::ofstream(index.folder() / "seal") << "999 0.0\n";
  if (damage == "extra file") std::ofstream(index.folder() / "stray.glass") << "x";
  if (damage == "a file instead") {
    fs::remove_all(index.folder());
    std::ofstream(index.folder()) << "x";
  }
  CHECK_THROWS_AS(index::XapianIndex::open(index.folder()), Error);
  const index::IndexUpdate update = index::XapianIndex::update(index.folder(), same);
  CHECK(update.kind == index::IndexUpdate::Kind::Rebuilt);
  CHECK_FALSE(update.reason.empty());
  CHECK(index::XapianIndex::open(index.folder()).search("attention").total == 4);
}

TEST_CASE(
    "bytes that were lost without a trace in size or time are found before they are built upon") {
  const Indexed index;
  const std::string name =
      GENERATE(as<std::string>{}, "iam", "position", "postlist", "synonym", "seal");
  CAPTURE(name);
  const fs::path file =
      index.folder() / (name == "seal" ? name : name + (name == "iam" ? "glass" : ".glass"));
  const fs::file_time_type time = fs::last_write_time(file);
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(-9, std::ios::end);
    bytes << '~';
  }
  fs::last_write_time(file, time);
  CHECK(index::XapianIndex::doubt(index.folder(), index::IndexLook::Stamps).has_value() == false);
  CHECK(index::XapianIndex::doubt(index.folder(), index::IndexLook::Contents) ==
        "its files are damaged");
  const index::IndexUpdate update = index::XapianIndex::update(index.folder(), invert(papers()));
  CHECK(update.kind == index::IndexUpdate::Kind::Rebuilt);
  CHECK_FALSE(index::XapianIndex::doubt(index.folder(), index::IndexLook::Contents));
}

TEST_CASE("an index that is damaged while it is open is named by its path") {
  std::vector<index::Document> many;  // more than one block of the database
  for (int i = 0; i < 1000; ++i) {
    many.push_back(paper(i, Day(2026, 1, 5), 10, "Sparse attention", {"Ana Hernandez"}));
  }
  const Indexed index(many);
  const index::XapianIndex opened = index::XapianIndex::open(index.folder());
  for (const std::string& name : list_files(index.folder())) {
    if (name.ends_with(".glass")) fs::resize_file(index.folder() / name, 0);
  }
  std::string message;
  try {
    opened.search("hernandez");
  } catch (const Error& e) {
    message = e.what();
  }
  CAPTURE(message);
  CHECK(message.starts_with(index.folder().string() + ": error: the index is damaged: "));
}

TEST_CASE("an index that is not there says how to make one") {
  const TempDir folder;
  try {
    index::XapianIndex::open(folder / "index");
    FAIL("it opened");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Index);
    CHECK(std::string(error.what()).find("broadsheet build") != std::string::npos);
  }
}

TEST_CASE("a rebuild that was cut off leaves no trace") {
  const TempDir folder;
  fs::create_directories(folder / "index.new/part0");
  fs::create_directories(folder / "index.old");
  index::XapianIndex::update(folder / "index", invert(papers()));
  CHECK(index::XapianIndex::open(folder / "index").papers() == 5);
  CHECK_FALSE(fs::exists(folder / "index.new"));
  CHECK_FALSE(fs::exists(folder / "index.old"));
}

TEST_CASE("an index of many papers needs few open files") {
  std::vector<index::Document> all;
  for (int i = 0; i < 38'000; ++i) all.push_back(paper(i, Day(2026, 1, 5), 0, "Word"));
  rlimit usual{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &usual) == 0);
  rlimit few = usual;
  few.rlim_cur = 300;  // two for each 250 papers would be more
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
  const TempDir folder;
  std::size_t written = 0;
  CHECK_NOTHROW(written = index::XapianIndex::update(folder / "index", invert(all)).written);
  ::setrlimit(RLIMIT_NOFILE, &usual);
  CHECK(written == all.size());
}

}  // namespace broadsheet::search
