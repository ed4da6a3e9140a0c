#include "topics/topic_map.h"

#include "support/catch.h"

using namespace broadsheet;

namespace {

using Ids = std::vector<std::string>;

Ids ids_of(const Ids& named, const std::string& title, const std::string& comment) {
  config::Config config;
  config.topics = {
      {.id = "architecture",
       .label = "Model Architecture",
       .aliases = {"MoE"},
       .keywords = {"attention", "router"}},
      {.id = "efficiency",
       .label = "Efficiency",
       .aliases = {"Model Compression and Efficiency", "Compression"},
       .keywords = {"pruning", "kv cache"}},
  };
  const Library library({});
  Entry entry{.id = *ArxivId::parse("2607.00001")};
  entry.title = title;
  entry.comment = comment;
  entry.topics = named;
  return topics::TopicMap(config, library).ids(entry);
}

}  // namespace

TEST_CASE("a paper finds its topics by name, by the begin of its comment, by keywords") {
  struct Case {
    Ids named;
    std::string title, comment;
    Ids ids;
  };
  const auto& [named, title, comment, ids] = GENERATE(values<Case>({
      {{"efficiency"}, "", "", {"efficiency"}},
      {{"MODEL architecture", "moe"}, "", "", {"architecture"}},
      {{"unknown", "Compression"}, "", "", {"efficiency"}},
      {{}, "", "Model Architecture: new routers.", {"architecture"}},
      {{}, "", "Matches Model Compression and Efficiency - by pruning.", {"efficiency"}},
      {{}, "", "Model Architecture/Efficiency: both.", {"architecture", "efficiency"}},
      {{}, "", "Efficiency and MoE (routing): both.", {"efficiency", "architecture"}},
      {{}, "", "A sparse attention design: fast.", {"architecture"}},
      {{}, "Pruning the KV cache", "Saves memory.", {"efficiency"}},
      {{}, "Pruning", "Saves memory.", {}},
      {{}, "Attentional routers", "Attentive.", {}},
      {{"unknown"}, "", "", {}},
      {{}, "", "", {}},
  }));
  CAPTURE(named, title, comment);
  CHECK(ids_of(named, title, comment) == ids);
}
