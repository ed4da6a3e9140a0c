// Part of the door to Xapian.
#include "index/xapian/recommender.h"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/error.h"
#include "index/stem.h"
#include "text/normalize.h"
#include "text/tokenize.h"

namespace broadsheet::index {
namespace {

constexpr Xapian::termcount kTitleWdf = 3;
constexpr Xapian::termcount kExpansion = 100;
constexpr double kTopicWeight = 0.1;      // of the best expansion term; see docs/curation.md 5
constexpr double kClosenessShare = 0.3;   // against BM25; see docs/decisions/0017
constexpr double kAuthorShare = 0.1;      // added for an author of many papers in the library
constexpr double kNamedSimilarity = 0.2;  // a library's paper that is less similar gives no reason
constexpr std::size_t kShownWords = 4;
constexpr std::size_t kLongestPhrase = 200;  // bytes; Xapian's terms are limited
constexpr const char* kCandidate = "XC";     // stems are lower case, so no stem is this
constexpr const char* kPhrase = "XP";        // before the stems of a topic's phrase

class Ranker {
 public:
  Ranker(std::span<const PaperText> candidates, std::span<const Opinion> opinions,
         std::span<const TopicWords> topics, std::span<const LibraryPaper> library)
      : candidates_(candidates), library_(library), database_("", Xapian::DB_BACKEND_INMEMORY) {
    read(topics);
    for (const PaperText& paper : candidates) add(paper, true);
    for (const Opinion& opinion : opinions) {
      if (opinion.weight == 0) add(opinion.paper, false);
      // Xapian weighs no members of the relevant set: one that counts more is added more often.
      for (int i = 0; i < opinion.weight; ++i) rset_.add_document(add(opinion.paper, false));
    }
    for (const LibraryPaper& paper : library) {
      if (paper.weight < 0) add(paper.paper, false);
      for (int i = 0; i < paper.weight; ++i) rset_.add_document(add(paper.paper, false));
    }
    for (const Opinion& opinion : opinions) background_.push_back(opinion.paper);
    background_.insert(background_.end(), candidates.begin(), candidates.end());
  }

  std::vector<Ranked> rank() {
    std::vector<Ranked> ranked = rank_by_words();
    return library_.empty() ? ranked : join_closeness(std::move(ranked));
  }

 private:
  std::vector<Ranked> rank_by_words() {
    std::vector<Xapian::Query> parts = expansion();
    for (const std::string& term : phrase_terms()) {
      parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term), kTopicWeight);
    }
    if (parts.empty()) return {};
    Xapian::Enquire enquire(database_);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER,
                                    Xapian::Query(Xapian::Query::OP_OR, parts.begin(), parts.end()),
                                    Xapian::Query(kCandidate)));
    const Xapian::MSet found =
        enquire.get_mset(0, static_cast<Xapian::doccount>(candidates_.size()));
    std::vector<Ranked> ranked;
    for (auto at = found.begin(); at != found.end(); ++at) {
      const std::size_t candidate = *at - 1;  // candidates were added first
      ranked.push_back(
          {.candidate = candidate,
           .value = found.get_max_attained() > 0 ? at.get_weight() / found.get_max_attained() : 0,
           .words = shared_words(enquire, at),
           .topic = {},
           .phrases = {}});
      set_topic(ranked.back());
    }
    return ranked;
  }

  // Every candidate has a closeness, also one without a word of the query.
  std::vector<Ranked> join_closeness(std::vector<Ranked> ranked) const {
    const LibraryProfile profile(library_, background_);
    std::vector<Ranked> all(candidates_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i].candidate = i;
    for (Ranked& one : ranked) std::swap(all[one.candidate], one);
    std::vector<double> close, authors;
    double best = 0;
    for (Ranked& one : all) {
      const Closeness closeness = profile.closeness(candidates_[one.candidate]);
      close.push_back(closeness.value);
      authors.push_back(closeness.authors);
      best = std::max(best, closeness.value);
      if (closeness.similarity >= kNamedSimilarity && closeness.value > 0)
        one.nearest = closeness.nearest;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double share = best > 0 ? close[i] / best : 0;
      all[i].value = (1 - kClosenessShare) * all[i].value + kClosenessShare * share +
                     kAuthorShare * authors[i];
    }
    std::erase_if(all, [](const Ranked& one) { return one.value <= 0; });
    std::stable_sort(all.begin(), all.end(),
                     [](const Ranked& a, const Ranked& b) { return a.value > b.value; });
    const double most = all.empty() ? 1 : all.front().value;
    for (Ranked& one : all) one.value /= most;
    return all;
  }

  Xapian::docid add(const PaperText& paper, bool candidate) {
    Xapian::Document document;
    const auto add_words = [&](const std::string& text, Xapian::termcount wdf) {
      const std::string folded = text::fold(text);
      for (const text::Word& word : text::tokenize(folded)) {
        if (!is_topical_word(word.text)) continue;
        const std::string stem = stemmer_.stem(word.text);
        document.add_term(stem, wdf);
        if (candidate) shown_.emplace(stem, word.text);
      }
    };
    add_words(paper.title, kTitleWdf);
    add_words(paper.abstract, 1);
    std::map<std::string, Xapian::termcount> phrases;
    for (const Found& found : phrases_in(paper)) {
      phrases[kPhrase + found.topic->phrases[found.phrase]] = found.points;
    }
    for (const auto& [term, wdf] : phrases) document.add_term(term, wdf);
    if (candidate) document.add_boolean_term(kCandidate);
    return database_.add_document(document);
  }

  std::vector<Xapian::Query> expansion() {
    std::vector<Xapian::Query> parts;
    if (rset_.empty()) return parts;
    struct Decider : Xapian::ExpandDecider {
      bool operator()(const std::string& term) const override {
        return term != kCandidate && !term.starts_with(kPhrase);
      }
    } decider;
    Xapian::Enquire enquire(database_);
    enquire.set_query(Xapian::Query::MatchAll);
    const Xapian::ESet terms = enquire.get_eset(kExpansion, rset_, &decider);
    double best = 0;
    for (auto term = terms.begin(); term != terms.end(); ++term) {
      if (best == 0) best = term.get_weight();
      if (best <= 0) break;
      expanded_[*term] = term.get_weight() / best;
      parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(*term),
                         term.get_weight() / best);
    }
    return parts;
  }

  // Each phrase once, in whatever topics it is.
  std::set<std::string> phrase_terms() const {
    std::set<std::string> terms;
    for (const Topic& topic : topics_) {
      for (const std::string& stems : topic.phrases) {
        if (!stems.empty()) terms.insert(kPhrase + stems);
      }
    }
    return terms;
  }

  std::vector<std::string> shared_words(const Xapian::Enquire& enquire,
                                        const Xapian::MSetIterator& at) const {
    std::vector<std::pair<double, std::string>> words;
    for (auto term = enquire.get_matching_terms_begin(at);
         term != enquire.get_matching_terms_end(at); ++term) {
      const auto weight = expanded_.find(*term);
      const auto shown = shown_.find(*term);
      if (weight != expanded_.end() && shown != shown_.end()) {
        words.emplace_back(-weight->second, shown->second);
      }
    }
    std::sort(words.begin(), words.end());
    std::vector<std::string> best;
    for (const auto& [weight, word] : words) {
      if (best.size() < kShownWords) best.push_back(word);
    }
    return best;
  }

  // Stems of a text, each with a space on either side, so that phrases can be found in it.
  std::string stems_of(const std::string& text) const {
    std::string stems = " ";
    for (const text::Word& word : text::tokenize(text::fold(text))) {
      stems += stemmer_.stem(word.text) + " ";
    }
    return stems;
  }

  // As stems_of; empty for a phrase that holds no word worth looking for.
  std::string phrase_of(const std::string& text) const {
    const std::vector<text::Word> words = text::tokenize(text::fold(text));
    const bool counts = words.size() > 1 || (words.size() == 1 && is_topical_word(words[0].text));
    std::string stems = counts ? stems_of(text) : std::string();
    return stems.size() > kLongestPhrase ? std::string() : stems;
  }

  void read(std::span<const TopicWords> topics) {
    for (const TopicWords& words : topics) {
      Topic topic{.words = &words, .phrases = {}, .negative = {}};
      for (const std::string& phrase : words.phrases) topic.phrases.push_back(phrase_of(phrase));
      for (const std::string& phrase : words.negative) topic.negative.push_back(phrase_of(phrase));
      std::erase(topic.negative, "");
      topics_.push_back(std::move(topic));
    }
  }

  // Phrases of topics in a text: 3 points each in the title, 1 in the abstract.
  struct Topic {
    const TopicWords* words;
    std::vector<std::string> phrases;  // stems; empty where a phrase is not looked for
    std::vector<std::string> negative;
  };
  struct Found {
    const Topic* topic;
    std::size_t phrase;
    Xapian::termcount points;
  };
  std::vector<Found> phrases_in(const PaperText& paper) const {
    std::vector<Found> found;
    if (topics_.empty()) return found;
    const std::string title = stems_of(paper.title), abstract = stems_of(paper.abstract);
    const auto holds = [](const std::string& text, const std::string& stems) {
      return text.find(stems) != std::string::npos;
    };
    for (const Topic& topic : topics_) {
      if (std::any_of(topic.negative.begin(), topic.negative.end(), [&](const std::string& stems) {
            return holds(title, stems) || holds(abstract, stems);
          })) {
        continue;
      }
      for (std::size_t i = 0; i < topic.phrases.size(); ++i) {
        const std::string& stems = topic.phrases[i];
        if (stems.empty()) continue;
        const Xapian::termcount points =
            (holds(title, stems) ? kTitleWdf : 0) + (holds(abstract, stems) ? 1 : 0);
        if (points > 0) found.push_back({&topic, i, points});
      }
    }
    return found;
  }

  void set_topic(Ranked& ranked) const {
    std::map<const Topic*, Xapian::termcount> points;
    const std::vector<Found> found = phrases_in(candidates_[ranked.candidate]);
    for (const Found& one : found) points[one.topic] += one.points;
    const Topic* best = nullptr;
    for (const Topic& topic : topics_) {
      if (points.contains(&topic) && (best == nullptr || points[&topic] > points[best]))
        best = &topic;
    }
    if (best == nullptr) return;
    ranked.topic = best->words->id;
    for (const Found& one : found) {
      if (one.topic == best) ranked.phrases.push_back(best->words->phrases[one.phrase]);
    }
  }

  std::vector<Topic> topics_;
  std::span<const PaperText> candidates_;
  std::span<const LibraryPaper> library_;
  std::vector<PaperText> background_;
  Xapian::WritableDatabase database_;
  Xapian::RSet rset_;
  Stemmer stemmer_;
  std::map<std::string, std::string> shown_;  // stem to a form of the candidates
  std::map<std::string, double> expanded_;    // stem to its weight, the best has 1
};

}  // namespace

std::vector<Ranked> recommend(std::span<const PaperText> candidates,
                              std::span<const Opinion> opinions, std::span<const TopicWords> topics,
                              std::span<const LibraryPaper> library) {
  if (candidates.empty()) return {};
  try {
    return Ranker(candidates, opinions, topics, library).rank();
  } catch (const Xapian::Error& e) {
    throw Error(ErrorKind::Index, {}, "the recommender stopped: " + e.get_msg());
  }
}

}  // namespace broadsheet::index
