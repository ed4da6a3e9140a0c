#include "scoring/authors.h"

#include "base/files.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/fixtures.h"

using namespace broadsheet;
using namespace broadsheet::scoring;

namespace {

Announced paper_by(std::vector<std::string> authors) {
  return {.id = *PaperId::parse("2504.17830"), .authors = std::move(authors)};
}

}  // namespace

TEST_CASE("names that can be one person's") {
  struct Case {
    std::string followed, author;
  };
  const auto& [followed, author] = GENERATE(values<Case>({
      {"Geoffrey Hinton", "Geoffrey Hinton"},
      {"Geoffrey Hinton", "geoffrey HINTON"},
      {"Geoffrey Hinton", "Geoffrey E. Hinton"},
      {"Geoffrey E. Hinton", "Geoffrey Hinton"},
      {"Geoffrey E. Hinton", "Geoffrey Everest Hinton"},
      {"Geoffrey E. Hinton", "G. E. Hinton"},
      {"Geoffrey E. Hinton", "G.E. Hinton"},
      {"G. Hinton", "G. Hinton"},
      {"Hinton, Geoffrey", "Geoffrey Hinton"},
      {"Wei Wang", "Wang Wei"},
      {"Jos\xC3\xA9 Mu\xC3\xB1oz", "Jos\\'e Mu\\~noz"},
      {"Bernhard Sch\xC3\xB6lkopf", "Bernhard Sch\\\"olkopf"},
      {"Bernhard Sch\xC3\xB6lkopf", "Bernhard Scholkopf"},
      {"Lukasz Kaiser", "{\\L}ukasz Kaiser"},
      {"Yann LeCun", "Yann Le Cun"},
      {"Jean-Luc Picard", "Jean Luc Picard"},
      {"Jean-Luc Picard", "Jeanluc Picard"},
      {"Waldyr Rodrigues Jr.", "Waldyr A. Rodrigues Jr"},
      {"Madonna", "Madonna"},
  }));
  CAPTURE(followed, author);
  CHECK(same_person(followed, author));
}

TEST_CASE("names that are another person's, or nobody can tell") {
  struct Case {
    std::string followed, author;
  };
  const auto& [followed, author] = GENERATE(values<Case>({
      {"Geoffrey Hinton", "G. Hinton"},
      {"Wei Wang", "W. Wang"},
      {"Geoffrey E. Hinton", "Geoffrey A. Hinton"},
      {"Geoffrey Hinton", "George Hinton"},
      {"Geoffrey Hinton", "Geoffrey Hintonson"},
      {"Geoffrey Hinton", "Hinton"},
      {"Geoffrey Hinton", ""},
      {"", ""},
      {"", "Geoffrey Hinton"},
      {"Wei Wang", "Wei Wan"},
      {"Wei Wang", "Weiwei Wang"},
      {"Jun Li", "Jun Liu"},
      {"Ana Maria Silva", "Silva Ana Costa"},
      {"A. Li", "Li A."},
  }));
  CAPTURE(followed, author);
  CHECK_FALSE(same_person(followed, author));
}

TEST_CASE("a followed author is found with the reason, an alias too") {
  const std::vector<config::AuthorConfig> followed = {
      {.name = "Ada Example", .aliases = {"A. Example"}, .semantic_scholar = ""},
      {.name = "Bo Sample", .aliases = {}, .semantic_scholar = ""}};
  const auto match = followed_author(paper_by({"X Y", "A. Example"}), followed, {});
  REQUIRE(match);
  CHECK(match->scholar_id.empty());
  CHECK(followed_author(paper_by({"Sample Bo"}), followed, {})->name == "Bo Sample");
  CHECK_FALSE(followed_author(paper_by({"B. Sample"}), followed, {}));
  CHECK_FALSE(followed_author(paper_by({}), followed, {}));
}

TEST_CASE("where Semantic Scholar knows the paper its id decides") {
  const std::vector<config::AuthorConfig> followed = {
      {.name = "Wei Wang", .aliases = {}, .semantic_scholar = "77"}};
  const Announced paper = paper_by({"Wei Wang", "Bo Sample"});
  const auto with = [&](const std::string& id, const std::string& name) {
    return ScholarAuthors{{paper.id, {{.id = id, .name = name}, {.id = "5", .name = "Bo Sample"}}}};
  };
  CHECK(followed_author(paper, followed, with("77", "W. Wang"))->scholar_id == "77");
  CHECK_FALSE(followed_author(paper, followed, with("78", "Wei Wang")));  // a namesake
  CHECK(followed_author(paper, followed, with("", "Wei Wang")));          // not linked: by name
  CHECK(followed_author(paper, followed, {}));                            // paper not known yet
}

TEST_CASE("the h-index gate holds nobody back whose index is not known") {
  const Announced paper = paper_by({"A B"});
  const ScholarAuthors low = {{paper.id, {{.id = "1", .name = "A", .h_index = 3}, {.id = "2"}}}};
  const ScholarAuthors unknown = {{paper.id, {{.id = "1", .name = "A"}}}};
  CHECK(below_h_index(paper, low, 10));
  CHECK_FALSE(below_h_index(paper, low, 3));
  CHECK_FALSE(below_h_index(paper, low, std::nullopt));
  CHECK_FALSE(below_h_index(paper, unknown, 10));
  CHECK_FALSE(below_h_index(paper, {}, 10));
}

TEST_CASE("answers of Semantic Scholar are read with their holes") {
  const fs::path folder = test::fixtures("semantic-scholar");
  const std::vector<PaperId> asked = {*PaperId::parse("2504.17830"), *PaperId::parse("2504.17000"),
                                      *PaperId::parse("2504.17837")};
  const auto read = read_scholar_batch(read_file(folder / "paper-batch.json"), asked);
  REQUIRE(read);
  CHECK(read->size() == 2);
  CHECK(read->at(asked[0]).at(0).h_index == 1);
  CHECK(read->at(asked[2]).at(0).id.empty());
  CHECK(read->at(asked[2]).at(1).h_index == 41);
  for (const char* file : {"error-429.json", "error-400.json", "author-404.json",
                           "author-batch.json", "search-empty.json"}) {
    CAPTURE(file);
    const auto other = read_scholar_batch(read_file(folder / file), std::vector{asked[0]});
    CHECK_FALSE(other);
  }
}

TEST_CASE("without a key Semantic Scholar is not asked, and its trouble is no error") {
  test::FakeTime time(test::moment());
  test::FakeTransport transport([](const net::Request&, int) { return test::reply_of(503, ""); });
  const std::vector<Announced> papers = {paper_by({"A B"})};
  const config::ScoreConfig config;
  const auto keyless = test::fake_environment(transport, time);
  CHECK(fetch_scholar_authors(papers, config, keyless).empty());
  CHECK(transport.requests().empty());
  const auto keyed = test::fake_environment(transport, time, {{"SEMANTIC_SCHOLAR_API_KEY", "k"}});
  CHECK(fetch_scholar_authors(papers, config, keyed).empty());
  CHECK(transport.requests().size() == 4);
  CHECK(transport.requests()[0].body == "{\"ids\":[\"ARXIV:2504.17830\"]}");
  config::ScoreConfig open;
  open.semantic_scholar_url = "http://api.example/graph";  // the key could be read on its way
  CHECK(fetch_scholar_authors(papers, open, keyed).empty());
  CHECK(transport.requests().size() == 4);
}
