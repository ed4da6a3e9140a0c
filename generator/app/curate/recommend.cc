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

// Whether the library shows the reader's taste better than what the digest chose: of 1,500 picks
// a library of 50 papers would be lost (docs/decisions/0017).
bool is_enough(const std::vector<index::LibraryPaper>& library) {
  constexpr std::ptrdiff_t kEnough = 20;
  return std::count_if(library.begin(), library.end(), [](const index::LibraryPaper& paper) {
           return paper.weight > 0;
         }) >= kEnough;
}

// Newest first, each paper once.
std::vector<index::Opinion> opinions_of(const std::map<Day, Digest>& digests, Day before,
                                        const Marks& marks, bool learn_picks) {
  std::vector<index::Opinion> opinions;
  std::set<PaperId> seen;
  for (auto day = digests.rbegin(); day != digests.rend(); ++day) {
    for (const Entry& entry : day->second.papers) {
      const bool starred = marks.starred(entry.id);
      const bool hidden = !starred && marks.hidden(entry.id);
      // What the recommender chose itself would only confirm it.
      const bool chosen = learn_picks && day->first < before &&
                          entry.chosen_by != ChosenBy::Recommender && opinions.size() < kMostPicks;
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

// What the reasons may name.
struct ReasonSource {
  std::vector<config::TopicConfig> topics;
  ReaderLibrary library;
  const theme::Words& words;
};

// "Close to your library: On black holes. "; empty if the paper is not.
std::string closeness_of(const index::Ranked& ranked, const ReasonSource& source) {
  if (!ranked.nearest) return {};
  const std::string& title = source.library.papers[*ranked.nearest].paper.title;
  return source.library.name_papers && !title.empty()
             ? source.words.fill("reasons.close_to", {{"title", title}})
             : source.words("reasons.close");
}

// "Matches black hole and holography of Quantum Gravity; shares a, b and c with earlier picks."
std::string matches_of(const index::Ranked& ranked, const ReasonSource& source) {
  const theme::Words& words = source.words;
  std::string reason;
  for (const config::TopicConfig& topic : source.topics) {
    if (topic.id != ranked.topic) continue;
    std::vector<std::string> phrases = ranked.phrases;
    std::erase(phrases, topic.label);
    reason = phrases.empty() ? words.fill("reasons.topic", {{"topic", topic.label}})
                             : words.fill("reasons.phrases", {{"phrases", list_of(phrases, words)},
                                                              {"topic", topic.label}});
  }
  const std::string shared = list_of(ranked.words, words);
  if (shared.empty()) return reason.empty() ? reason : reason + words("reasons.end");
  const bool of_library = !source.library.papers.empty();
  const std::string_view alone = of_library ? "reasons.shared_library" : "reasons.shared";
  const std::string_view after = of_library ? "reasons.and_shared_library" : "reasons.and_shared";
  return reason + words.fill(reason.empty() ? alone : after, {{"words", shared}});
}

std::string reason_of(const index::Ranked& ranked, const ReasonSource& source) {
  const std::string close = closeness_of(ranked, source), matches = matches_of(ranked, source);
  return close + (close.empty() || matches.empty() ? "" : " ") + matches;
}

}  // namespace

scoring::Recommender make_recommender(const std::map<Day, Digest>& digests, Day before,
                                      const config::Config& config, const Marks& marks,
                                      ReaderLibrary library, const theme::Words& words) {
  std::vector<index::Opinion> opinions =
      opinions_of(digests, before, marks, !is_enough(library.papers));
  std::vector<index::TopicWords> topics;
  for (const config::TopicConfig& topic : config.topics) {
    index::TopicWords rule{
        .id = topic.id, .phrases = topic.keywords, .negative = topic.negative_keywords};
    rule.phrases.push_back(topic.label);
    topics.push_back(std::move(rule));
  }
  return [opinions = std::move(opinions), topics = std::move(topics),
          source =
              ReasonSource{.topics = config.topics, .library = std::move(library), .words = words}](
             std::span<const Announced> papers) {
    std::vector<index::PaperText> candidates;
    for (const Announced& paper : papers) {
      candidates.push_back(text_of(paper.title, paper.abstract));
      candidates.back().authors = paper.authors;
    }
    std::vector<scoring::Recommendation> result;
    for (const index::Ranked& ranked :
         index::recommend(candidates, opinions, topics, source.library.papers)) {
      result.push_back({.id = papers[ranked.candidate].id,
                        .value = ranked.value,
                        .reason = reason_of(ranked, source),
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
