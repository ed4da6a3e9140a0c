// How well a reader's library of 50 papers finds what that reader picks on the next day, on a
// project with digests. Prints a table; not a test.
//
//     library_eval PROJECT [RSS]     RSS: a feed of another field
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "arxiv/feeds.h"
#include "base/diagnostics.h"
#include "base/files.h"
#include "config/load.h"
#include "content/load_library.h"
#include "index/xapian/recommender.h"
#include "model/library.h"
#include "tex/text.h"
#include "topics/topic_map.h"

using namespace broadsheet;

namespace {

constexpr std::size_t kLibrary = 50;
constexpr std::size_t kFirst = 20;  // whose precision is measured
constexpr std::size_t kEvery = 15;  // digests in between are not measured

struct Sample {
  PaperId id;
  index::PaperText text;
};

/// What the rules know.
struct Scene {
  std::vector<Sample> day;
  std::set<PaperId> wanted;
  std::vector<index::LibraryPaper> library;
  std::vector<index::Opinion> picks;  ///< all earlier ones of the digest, whoever reads it
  std::vector<index::TopicWords> topics;
};

using Order = std::vector<std::size_t>;  ///< candidates, best first; may leave some out

Order order_of(const std::vector<index::Ranked>& ranked) {
  Order order;
  for (const index::Ranked& one : ranked) order.push_back(one.candidate);
  return order;
}

std::vector<index::PaperText> texts_of(const Scene& scene) {
  std::vector<index::PaperText> texts;
  for (const Sample& paper : scene.day) texts.push_back(paper.text);
  return texts;
}

std::vector<index::Opinion> as_opinions(const Scene& scene) {
  std::vector<index::Opinion> opinions;
  for (const index::LibraryPaper& paper : scene.library) {
    opinions.push_back({.paper = paper.paper, .weight = 1});
  }
  return opinions;
}

/// Cosine with the mean of the library's vectors, the usual first try.
Order by_centroid(const Scene& scene) {
  const auto texts = texts_of(scene);
  const index::LibraryProfile profile(scene.library, texts);
  std::vector<std::pair<double, std::size_t>> ranked;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    ranked.emplace_back(-profile.closeness(texts[i]).centroid, i);
  }
  std::sort(ranked.begin(), ranked.end());
  Order order;
  for (const auto& [value, i] : ranked) order.push_back(i);
  return order;
}

struct Rule {
  const char* name;
  Order (*order)(const Scene& scene);
};

const std::array kRules = {
    Rule{"topic words",
         [](const Scene& scene) {
           return order_of(index::recommend(texts_of(scene), {}, scene.topics));
         }},
    Rule{"topic words, all earlier picks",
         [](const Scene& scene) {
           return order_of(index::recommend(texts_of(scene), scene.picks, scene.topics));
         }},
    Rule{"library as picks",
         [](const Scene& scene) {
           return order_of(index::recommend(texts_of(scene), as_opinions(scene), {}));
         }},
    Rule{"library as picks, topic words",
         [](const Scene& scene) {
           return order_of(index::recommend(texts_of(scene), as_opinions(scene), scene.topics));
         }},
    Rule{"tf-idf centroid of the library", by_centroid},
    Rule{"library",
         [](const Scene& scene) {
           return order_of(index::recommend(texts_of(scene), {}, {}, scene.library));
         }},
    Rule{"library, topic words",
         [](const Scene& scene) {
           return order_of(index::recommend(texts_of(scene), {}, scene.topics, scene.library));
         }},
    Rule{"library, topic words, picks",
         [](const Scene& scene) {
           return order_of(
               index::recommend(texts_of(scene), scene.picks, scene.topics, scene.library));
         }},
    Rule{"library, topic words; picks as background",
         [](const Scene& scene) {
           std::vector<index::Opinion> background = scene.picks;
           for (index::Opinion& opinion : background) opinion.weight = 0;
           return order_of(
               index::recommend(texts_of(scene), background, scene.topics, scene.library));
         }},
};

struct Question {
  const char* name;
  std::array<double, kRules.size()> precision{};
  double chance = 0, best = 0;
  int days = 0;

  void ask(Scene scene) {
    if (scene.library.size() < kLibrary || scene.wanted.empty()) return;
    std::sort(scene.day.begin(), scene.day.end(),
              [](const Sample& a, const Sample& b) { return a.id < b.id; });
    const auto wanted = static_cast<double>(scene.wanted.size());
    chance += wanted / static_cast<double>(scene.day.size());
    best += std::min(1.0, wanted / kFirst);
    for (std::size_t i = 0; i < kRules.size(); ++i) {
      Order order = kRules[i].order(scene);
      order.resize(std::min(order.size(), kFirst));
      const auto found = std::count_if(order.begin(), order.end(), [&](std::size_t candidate) {
        return scene.wanted.count(scene.day[candidate].id) == 1;
      });
      precision[i] += static_cast<double>(found) / kFirst;
    }
    ++days;
  }

  void show() const {
    std::printf("%s: %d rankings\n", name, days);
    if (days == 0) return;
    std::printf("    %-42s %.3f\n    %-42s %.3f\n", "at most", best / days, "by chance",
                chance / days);
    for (std::size_t i = 0; i < kRules.size(); ++i) {
      std::printf("    %-42s %.3f\n", kRules[i].name, precision[i] / days);
    }
  }
};

template <typename Published>
Sample sample_of(const Published& paper) {
  return {paper.id,
          {.title = tex::tex_to_plain(paper.title),
           .abstract = tex::tex_to_plain(paper.abstract),
           .authors = paper.authors}};
}

/// Adds papers until there are 50.
void fill(std::vector<index::LibraryPaper>& library, const Sample& paper) {
  if (library.size() < kLibrary) library.push_back({.paper = paper.text});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const fs::path root = argv[1];
  Diagnostics problems;
  const std::string settings = "config.yaml";
  const config::Config config = config::parse(read_file(root / settings), settings, problems);
  const Library library = content::load_library(root / "content", problems);
  const topics::TopicMap topic_map(config, library);
  std::vector<Sample> others;
  if (argc > 2) {
    for (const Announced& paper : arxiv::read_rss(read_file(argv[2]), argv[2]).papers)
      others.push_back(sample_of(paper));
  }
  std::vector<index::TopicWords> topics;
  for (const config::TopicConfig& topic : config.topics) {
    topics.push_back(
        {.id = topic.id, .phrases = topic.keywords, .negative = topic.negative_keywords});
    topics.back().phrases.push_back(topic.label);
  }
  struct Pick {
    Sample paper;
    std::string topic;
  };
  std::vector<std::vector<Pick>> days;
  for (const Digest& digest : library.digests()) {
    if (digest.papers.empty()) continue;
    days.emplace_back();
    for (const Entry& entry : digest.papers) {
      const auto ids = topic_map.ids(entry);
      days.back().push_back({sample_of(entry), ids.empty() ? "" : ids.front()});
    }
  }

  Question field{
      "the digest's reader: 50 newest picks; the next day's picks, among a feed of another field"};
  Question topic{
      "a reader of one topic: its 50 newest picks; its papers among the next day's picks"};
  Question mixed{"the same among the picks of the next five days"};
  for (std::size_t at = kEvery; at < days.size(); at += kEvery) {
    Scene scene{.topics = topics};
    for (std::size_t before = at; before-- > 0;) {
      for (const Pick& pick : days[before]) {
        if (scene.picks.size() < 1500) scene.picks.push_back({.paper = pick.paper.text});
        fill(scene.library, pick.paper);
      }
    }
    Scene all = scene;
    for (const Pick& pick : days[at]) {
      all.day.push_back(pick.paper);
      all.wanted.insert(pick.paper.id);
    }
    all.day.insert(all.day.end(), others.begin(), others.end());
    field.ask(std::move(all));
    for (const index::TopicWords& one : topics) {
      Scene narrow = scene;
      narrow.library.clear();
      for (std::size_t before = at; before-- > 0;) {
        for (const Pick& pick : days[before]) {
          if (pick.topic == one.id) fill(narrow.library, pick.paper);
        }
      }
      for (std::size_t after = at; after < std::min(at + 5, days.size()); ++after) {
        for (const Pick& pick : days[after]) {
          narrow.day.push_back(pick.paper);
          if (pick.topic == one.id) narrow.wanted.insert(pick.paper.id);
        }
        if (after == at) topic.ask(narrow);
      }
      mixed.ask(std::move(narrow));
    }
  }
  std::printf("precision of the first 20, after a library of 50 papers\n");
  for (const Question* question : {&field, &topic, &mixed}) question->show();
  return 0;
}
