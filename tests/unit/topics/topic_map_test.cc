#include "topics/topic_map.h"

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("every entry of a library has the topics that the rule gives") {
  config::Config config;
  config.topics = {{.id = "efficiency", .label = "Efficiency", .keywords = {"pruning", "gpu"}}};
  Digest digest{.date = Day(2026, 7, 1)};
  for (const char* id : {"2607.00001", "2607.00002"}) {
    digest.papers.push_back({.id = *PaperId::parse(id)});
  }
  digest.papers[0].title = "Pruning on a GPU";
  const Library library({digest});
  const topics::TopicMap topics(config, library);
  const std::vector<Entry>& papers = library.digests()[0].papers;
  CHECK(topics.ids(papers[0]) == std::vector<std::string>{"efficiency"});
  CHECK(topics.ids(papers[1]).empty());
  CHECK(topics.ids(Entry(papers[0])) == std::vector<std::string>{"efficiency"});
  CHECK(topics.all(library) ==
        std::vector<std::vector<std::string>>{topics.ids(papers[0]), topics.ids(papers[1])});
  const std::vector<std::vector<std::string>> known = {{"decided"}};
  const topics::TopicMap later(config, library, known);
  CHECK(later.ids(papers[0]) == known[0]);
  CHECK(later.ids(papers[1]).empty());
}
