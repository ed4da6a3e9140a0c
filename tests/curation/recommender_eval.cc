// How well the recommender ranks, on a project with digests: learn from the days before, rank each
// later day. Prints a table of the rule and of what it is made of; not a test.
//
//     recommender_eval PROJECT [RSS]     RSS: a feed of another field
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/curate/history.h"
#include "app/curate/recommend.h"
#include "app/project.h"
#include "arxiv/feeds.h"
#include "arxiv/inbox.h"
#include "base/diagnostics.h"
#include "base/files.h"
#include "base/log.h"
#include "model/library.h"
#include "topics/topic_map.h"

using namespace broadsheet;

namespace {

constexpr std::size_t kLearnDays = 20;
constexpr std::size_t kEvery = 5;  // days in between are learnt from, not measured

/// Over days. k is the number of papers to find: precision of the first k, recall of the first 2k.
struct Measure {
  double precision = 0, recall = 0, area = 0;
  int days = 0;

  void add(const std::vector<bool>& good, std::size_t k) {
    const auto total = static_cast<double>(std::count(good.begin(), good.end(), true));
    const double others = static_cast<double>(good.size()) - total;
    if (total == 0 || others == 0) return;
    const auto found = [&](std::size_t first) {
      const auto end = static_cast<std::ptrdiff_t>(std::min(first, good.size()));
      return static_cast<double>(std::count(good.begin(), good.begin() + end, true));
    };
    double above = 0, pairs = 0;
    for (const bool is_good : good) {
      if (is_good)
        above += 1;
      else
        pairs += above;
    }
    precision += found(k) / static_cast<double>(k);
    recall += found(2 * k) / total;
    area += pairs / (total * others);
    ++days;
  }
};

/// The rule as it is, and with a part taken out.
struct Rule {
  const char* name;
  bool picks;
  bool topics;
};
constexpr std::array<Rule, 3> kRules = {{{"picks and topic words", true, true},
                                         {"picks alone", true, false},
                                         {"topic words alone", false, true}}};

struct Question {
  const char* name;
  std::array<Measure, kRules.size()> measures{};
  double chance = 0, chance_recall = 0;  // of an order that knows nothing, on average

  void show() const {
    const int days = measures[0].days;
    std::printf("%s: %d rankings\n", name, days);
    if (days == 0) return;
    std::printf("    %-24s precision %.3f recall %.3f area 0.500\n", "by chance", chance / days,
                chance_recall / days);
    for (std::size_t i = 0; i < kRules.size(); ++i) {
      const Measure& one = measures[i];
      std::printf("    %-24s precision %.3f recall %.3f area %.3f\n", kRules[i].name,
                  one.precision / days, one.recall / days, one.area / days);
    }
  }
};

/// Ranks the papers by every rule, having learnt from the days of `learn` before `day`.
void ask(Question& question, const config::Config& config, const std::map<Day, Digest>& learn,
         Day day, std::vector<Announced> papers, const std::set<PaperId>& wanted) {
  if (wanted.empty() || wanted.size() >= papers.size()) return;
  std::sort(papers.begin(), papers.end(),
            [](const Announced& a, const Announced& b) { return a.id < b.id; });
  const double share = static_cast<double>(wanted.size()) / static_cast<double>(papers.size());
  question.chance += share;
  question.chance_recall += std::min(1.0, 2 * share);
  theme::Theme english;
  english.words = theme::default_words();
  const theme::Words words(english);
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    config::Config known = config;
    if (!kRules[i].topics) known.topics.clear();
    const auto recommend = app::make_recommender(kRules[i].picks ? learn : std::map<Day, Digest>(),
                                                 day, known, app::Marks(), {}, words);
    std::vector<bool> good;
    std::set<PaperId> listed;
    for (const scoring::Recommendation& one : recommend(papers)) {
      good.push_back(wanted.count(one.id) == 1);
      listed.insert(one.id);
    }
    for (const Announced& paper : papers) {  // left out: nothing in their favour
      if (listed.count(paper.id) == 0) good.push_back(wanted.count(paper.id) == 1);
    }
    question.measures[i].add(good, wanted.size());
  }
}

Announced announced(const Entry& entry) {
  return {.id = entry.id, .title = entry.title, .abstract = entry.abstract};
}

/// The days before `day`, with the papers of one topic only.
std::map<Day, Digest> only_topic(const std::map<Day, Digest>& digests, Day day,
                                 const topics::TopicMap& topics, const std::string& topic) {
  std::map<Day, Digest> kept;
  for (auto at = digests.begin(); at != digests.lower_bound(day); ++at) {
    Digest one{.date = at->first};
    for (const Entry& entry : at->second.papers) {
      const auto ids = topics.ids(entry);
      if (!ids.empty() && ids.front() == topic) one.papers.push_back(entry);
    }
    kept.emplace(one.date, std::move(one));
  }
  return kept;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const fs::path root = argv[1];
  Diagnostics problems;
  const config::Config config = app::open_project(root, problems).config;
  std::vector<Digest> loaded = app::load_digests(root);
  const Library library(loaded);
  std::map<Day, Digest> digests;
  for (const Digest& digest : library.digests()) {
    if (!digest.papers.empty()) digests.emplace(digest.date, digest);
  }
  const topics::TopicMap topics(config, library);
  std::vector<Announced> others;
  if (argc > 2) others = arxiv::read_rss(read_file(argv[2]), argv[2]).papers;

  Question best{"the day's best quarter by score, among all its chosen papers"};
  Question field{"a day's chosen papers, among those of a feed of another field"};
  Question topic{
      "a day's papers of one topic, among all its chosen papers; learnt from that topic"};
  Question rejected{"a day's chosen papers, among all that were scanned"};
  std::size_t number = 0;
  for (const auto& [day, digest] : digests) {
    if (++number <= kLearnDays || number % kEvery != 0 || digest.papers.size() < 5) continue;
    std::vector<Announced> papers;
    std::vector<double> scores;
    std::set<PaperId> chosen, top;
    std::map<std::string, std::set<PaperId>> by_topic;
    for (const Entry& entry : digest.papers) {
      papers.push_back(announced(entry));
      chosen.insert(entry.id);
      scores.push_back(entry.score.value_or(0));
      const auto ids = topics.ids(entry);
      if (!ids.empty()) by_topic[ids.front()].insert(entry.id);
    }
    std::sort(scores.rbegin(), scores.rend());
    const double bar = scores[scores.size() / 4];
    for (const Entry& entry : digest.papers) {
      if (entry.score.value_or(0) >= bar) top.insert(entry.id);
    }
    ask(best, config, digests, day, papers, top);
    for (const config::TopicConfig& one : config.topics) {
      config::Config narrow = config;
      narrow.topics = {one};
      ask(topic, narrow, only_topic(digests, day, topics, one.id), day, papers, by_topic[one.id]);
    }
    std::vector<Announced> mixed = papers;
    mixed.insert(mixed.end(), others.begin(), others.end());
    ask(field, config, digests, day, mixed, chosen);
    // Papers that were scanned and not chosen: only days scored by this program have their
    // verdicts, and only the inbox has their text.
    const auto inbox = digest.verdicts.empty() ? std::nullopt : arxiv::read_inbox(root, day);
    if (!inbox) continue;
    std::set<PaperId> scanned;
    for (const Verdict& verdict : digest.verdicts) scanned.insert(verdict.id);
    std::vector<Announced> all = papers;
    for (const Announced& paper : inbox->papers) {
      if (scanned.count(paper.id) == 1 && chosen.count(paper.id) == 0) all.push_back(paper);
    }
    ask(rejected, config, digests, day, all, chosen);
  }
  std::printf(
      "precision of the first k, recall of the first 2k, k being the number of papers to find;\n"
      "area: share of pairs in the right order\n");
  for (const Question* question : {&best, &field, &topic, &rejected}) question->show();
  if (rejected.measures[0].days == 0) {
    std::printf(
        "These digests hold chosen papers alone: how well the recommender tells them from what "
        "was\n"
        "announced in the same categories and not chosen cannot be told from this data. The first\n"
        "question is harder, the second easier; the third stands for a reader of narrower "
        "taste.\n");
  }
  return 0;
}
