#include "app/curate/recommend.h"

#include <algorithm>
#include <set>
#include <vector>

#include "index/xapian/recommender.h"
#include "tex/text.h"

namespace broadsheet::app {
namespace {

// The newest selections show current interests best.
constexpr std::size_t kMostPicks = 1500;
constexpr int kStarWeight = 3;
constexpr std::size_t kMostNamed = 4;  // words or phrases in a reason

index::PaperText text_of(const std::string& title, const std::string& abstract) {
  return {.title = tex::tex_to_plain(title), .abstract = tex::tex_to_plain(abstract)};
}

// Newest first, each paper once.
std::vector<index::Opinion> opinions_of(const std::map<Day, Digest>& digests, Day before,
                                        const Marks& marks) {
  std::vector<index::Opinion> opinions;
  std::set<PaperId> seen;
  for (auto day = digests.rbegin(); day != digests.rend(); ++day) {
    for (const Entry& entry : day->second.papers) {
      const bool starred = marks.starred(entry.id);
      const bool hidden = !starred && marks.hidden(entry.id);
      // What the recommender chose itself would only confirm it.
      const bool chosen = day->first < before && entry.chosen_by != ChosenBy::Recommender &&
                          opinions.size() < kMostPicks;
      if (!starred && !hidden && !chosen) continue;
      if (!seen.insert(entry.id).second) continue;
      opinions.push_back({.paper = text_of(entry.title, entry.abstract),
                          .weight = starred  ? kStarWeight
                                    : hidden ? 0
                                             : 1});
    }
  }
  return opinions;
}

// "a", "a and b", "a, b and c"; at most kMostNamed.
std::string list_of(std::vector<std::string> items, const theme::Words& words) {
  items.resize(std::min(items.size(), kMostNamed));
  return words.list(items);
}

// "Matches black hole and holography of Quantum Gravity; shares a, b and c with earlier picks."
std::string reason_of(const index::Ranked& ranked, const std::vector<config::TopicConfig>& topics,
                      const theme::Words& words) {
  std::string reason;
  for (const config::TopicConfig& topic : topics) {
    if (topic.id != ranked.topic) continue;
    std::vector<std::string> phrases = ranked.phrases;
    std::erase(phrases, topic.label);
    reason = phrases.empty() ? words.fill("reasons.topic", {{"topic", topic.label}})
                             : words.fill("reasons.phrases", {{"phrases", list_of(phrases, words)},
                                                              {"topic", topic.label}});
  }
  const std::string shared = list_of(ranked.words, words);
  if (shared.empty()) return reason + words("reasons.end");
  return reason +
         words.fill(reason.empty() ? "reasons.shared" : "reasons.and_shared", {{"words", shared}});
}

}  // namespace

scoring::Recommender make_recommender(const std::map<Day, Digest>& digests, Day before,
                                      const config::Config& config, const Marks& marks,
                                      const theme::Words& words) {
  std::vector<index::Opinion> opinions = opinions_of(digests, before, marks);
  std::vector<index::TopicWords> topics;
  for (const config::TopicConfig& topic : config.topics) {
    index::TopicWords rule{
        .id = topic.id, .phrases = topic.keywords, .negative = topic.negative_keywords};
    rule.phrases.push_back(topic.label);
    topics.push_back(std::move(rule));
  }
  return [opinions = std::move(opinions), topics = std::move(topics), labels = config.topics,
          &words](std::span<const Announced> papers) {
    std::vector<index::PaperText> candidates;
    for (const Announced& paper : papers)
      candidates.push_back(text_of(paper.title, paper.abstract));
    std::vector<scoring::Recommendation> result;
    for (const index::Ranked& ranked : index::recommend(candidates, opinions, topics)) {
      result.push_back({.id = papers[ranked.candidate].id,
                        .value = ranked.value,
                        .reason = reason_of(ranked, labels, words),
                        .topic = ranked.topic});
    }
    return result;
  };
}

std::string followed_reason(const scoring::AuthorMatch& match, const theme::Words& words) {
  return match.scholar_id.empty()
             ? words.fill("reasons.followed", {{"name", match.name}})
             : words.fill("reasons.followed_id", {{"name", match.name}, {"id", match.scholar_id}});
}

}  // namespace broadsheet::app
