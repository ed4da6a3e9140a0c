// How well the recommender ranks, on an archive of digests: learn from the days before, rank each
// later day. Prints a table; not a test.
//
//     recommender_eval CONTENT [RSS]     CONTENT: digests; RSS: a feed of another field
#include <algorithm>
#include <cstdio>
#include <map>
#include <random>
#include <vector>

#include "app/history.h"
#include "app/recommend.h"
#include "arxiv/feeds.h"
#include "arxiv/inbox.h"
#include "base/files.h"
#include "base/log.h"

using namespace broadsheet;

namespace {

constexpr std::size_t kLearnDays = 20;
constexpr std::size_t kEvery = 5;  // days in between are learnt from, not measured

struct Measure {
  double precision = 0, recall = 0, area = 0, chance = 0;
  int days = 0;

  void add(const std::vector<bool>& good, std::size_t k) {
    const auto total = static_cast<double>(std::count(good.begin(), good.end(), true));
    const double others = static_cast<double>(good.size()) - total;
    if (total == 0 || others == 0) return;
    k = std::min(k, good.size());
    const auto found = static_cast<double>(
        std::count(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(k), true));
    double above = 0, pairs = 0;
    for (const bool is_good : good) {
      if (is_good) above += 1;
      else pairs += above;
    }
    precision += found / static_cast<double>(k);
    recall += found / total;
    chance += total / static_cast<double>(good.size());
    area += pairs / (total * others);
    ++days;
  }

  void show(const char* what) const {
    if (days == 0) {
      std::printf("%-66s no day to measure\n", what);
    } else {
      std::printf("%-66s %5d days  precision %.3f (by chance %.3f)  recall %.3f  area %.3f\n", what,
                  days, precision / days, chance / days, recall / days, area / days);
    }
  }
};

Announced announced(const Entry& entry) {
  return {.id = entry.id, .title = entry.title, .abstract = entry.abstract};
}

// Candidates in ranked order, those left out at the end.
std::vector<ArxivId> ranking(const std::map<Day, Digest>& digests, Day day, const Config& config,
                             std::vector<Announced> papers) {
  std::sort(papers.begin(), papers.end(),
            [](const Announced& a, const Announced& b) { return a.id < b.id; });
  std::vector<ArxivId> order;
  std::map<ArxivId, bool> seen;
  for (const auto& one : app::make_recommender(digests, day, config)(papers)) {
    order.push_back(one.id);
    seen[one.id] = true;
  }
  for (const Announced& paper : papers) {
    if (!seen[paper.id]) order.push_back(paper.id);
  }
  return order;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::map<Day, Digest> digests;
  const fs::path root = fs::path(argv[1]) / "..";
  for (Digest& digest : app::load_digests(root)) {
    if (!digest.papers.empty()) digests.emplace(digest.date, std::move(digest));
  }
  std::vector<Announced> others;
  if (argc > 2) others = arxiv::read_rss(read_file(argv[2]), argv[2]).papers;
  const Config config;
  Measure best, field, rejected;
  std::size_t number = 0;
  for (const auto& [day, digest] : digests) {
    if (++number <= kLearnDays || number % kEvery != 0 || digest.papers.size() < 5) continue;
    std::vector<Announced> papers;
    std::map<ArxivId, double> scores;
    for (const Entry& entry : digest.papers) {
      papers.push_back(announced(entry));
      scores[entry.id] = entry.score.value_or(0);
    }
    std::vector<double> sorted;
    for (const auto& [id, score] : scores) sorted.push_back(score);
    std::sort(sorted.rbegin(), sorted.rend());
    const double bar = sorted[sorted.size() / 4];
    std::vector<bool> good;
    for (const ArxivId& id : ranking(digests, day, config, papers)) good.push_back(scores[id] >= bar);
    best.add(good, static_cast<std::size_t>(std::count(good.begin(), good.end(), true)));

    if (!others.empty()) {
      std::vector<Announced> mixed = papers;
      mixed.insert(mixed.end(), others.begin(), others.end());
      good.clear();
      for (const ArxivId& id : ranking(digests, day, config, mixed)) good.push_back(scores.count(id) == 1);
      field.add(good, papers.size());
    }
    // Papers that were scanned and not chosen: only days scored by this program have their
    // verdicts, and only the inbox has their text.
    const auto inbox = digest.verdicts.empty() ? std::nullopt : arxiv::read_inbox(root, day);
    if (inbox) {
      std::map<ArxivId, bool> scanned;
      for (const Verdict& verdict : digest.verdicts) scanned[verdict.id] = true;
      std::vector<Announced> all;
      for (const Announced& paper : inbox->papers) {
        if (scanned[paper.id] && scores.count(paper.id) == 0) all.push_back(paper);
      }
      all.insert(all.end(), papers.begin(), papers.end());
      good.clear();
      for (const ArxivId& id : ranking(digests, day, config, all)) good.push_back(scores.count(id) == 1);
      rejected.add(good, papers.size());
    }
  }
  std::printf("k is the number of papers that should be found; area: share of pairs in the right order\n");
  best.show("the day's best quarter by score among all its chosen papers");
  field.show("a day's chosen papers among a feed of another field");
  rejected.show("a day's chosen papers among those scanned and not chosen");
  if (rejected.days == 0) {
    std::printf("The digests hold chosen papers alone: how well the recommender tells them from what was\n"
                "announced and not chosen in the same categories cannot be told from this data. The first\n"
                "line asks something harder (order among chosen ones), the second something easier.\n");
  }
  return 0;
}
