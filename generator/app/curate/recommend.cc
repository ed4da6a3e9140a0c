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
  std::set<ArxivId> seen;
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
std::string list_of(const std::vector<std::string>& words) {
  const std::size_t count = std::min(words.size(), kMostNamed);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += i + 1 == count ? " and " : ", ";
    text += words[i];
  }
  return text;
}

// "Matches black hole and holography of Quantum Gravity; shares a, b and c with earlier picks."
std::string reason_of(const index::Ranked& ranked, const std::vector<config::TopicConfig>& topics) {
  std::string reason;
  for (const config::TopicConfig& topic : topics) {
    if (topic.id != ranked.topic) continue;
    std::vector<std::string> phrases = ranked.phrases;
    std::erase(phrases, topic.label);
    reason = "Matches " + (phrases.empty() ? "" : list_of(phrases) + " of ") + topic.label;
  }
  const std::string words = list_of(ranked.words);
  if (words.empty()) return reason + ".";
  return (reason.empty() ? "Shares " : reason + "; shares ") + words + " with earlier picks.";
}

}  // namespace

scoring::Recommender make_recommender(const std::map<Day, Digest>& digests, Day before,
                                      const config::Config& config, const Marks& marks) {
  std::vector<index::Opinion> opinions = opinions_of(digests, before, marks);
  std::vector<index::TopicWords> topics;
  for (const config::TopicConfig& topic : config.topics) {
    index::TopicWords words{
        .id = topic.id, .phrases = topic.keywords, .negative = topic.negative_keywords};
    words.phrases.push_back(topic.label);
    topics.push_back(std::move(words));
  }
  return [opinions = std::move(opinions), topics = std::move(topics),
          labels = config.topics](std::span<const Announced> papers) {
    std::vector<index::PaperText> candidates;
    for (const Announced& paper : papers)
      candidates.push_back(text_of(paper.title, paper.abstract));
    std::vector<scoring::Recommendation> result;
    for (const index::Ranked& ranked : index::recommend(candidates, opinions, topics)) {
      result.push_back({.id = papers[ranked.candidate].id,
                        .value = ranked.value,
                        .reason = reason_of(ranked, labels),
                        .topic = ranked.topic});
    }
    return result;
  };
}

}  // namespace broadsheet::app
