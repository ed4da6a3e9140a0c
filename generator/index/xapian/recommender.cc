// Part of the door to Xapian.
#include "index/xapian/recommender.h"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "base/error.h"
#include "index/stem.h"
#include "index/topical_terms.h"
#include "text/normalize.h"
#include "text/tokenize.h"

namespace broadsheet::index {
namespace {

constexpr Xapian::termcount kTitleWdf = 3;
constexpr Xapian::termcount kExpansion = 100;
constexpr double kTopicWeight = 0.1;  // of the best expansion term; see docs/curation.md 5
constexpr std::size_t kShownWords = 4;
constexpr const char* kCandidate = "XC";  // stems are lower case, so no stem is this

bool is_term(const std::string& form) {
  const bool digits = form.find_first_not_of("0123456789.,") == std::string::npos;
  return form.size() >= 3 && form.size() <= 60 && !digits && !is_plain_word(form);
}

class Ranker {
 public:
  Ranker(std::span<const PaperText> candidates, std::span<const Opinion> opinions)
      : candidates_(candidates), database_("", Xapian::DB_BACKEND_INMEMORY) {
    for (const PaperText& paper : candidates) add(paper, true);
    for (const Opinion& opinion : opinions) {
      if (opinion.weight == 0) add(opinion.paper, false);
      // Xapian weighs no members of the relevant set: one that counts more is added more often.
      for (int i = 0; i < opinion.weight; ++i) rset_.add_document(add(opinion.paper, false));
    }
  }

  std::vector<Ranked> rank(std::span<const TopicWords> topics) {
    std::vector<Xapian::Query> parts = expansion();
    for (const std::string& stem : topic_stems(topics)) {
      parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(stem), kTopicWeight);
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
           .topic = topic_in(candidates_[candidate], topics)});
    }
    return ranked;
  }

 private:
  Xapian::docid add(const PaperText& paper, bool candidate) {
    Xapian::Document document;
    const auto add_words = [&](const std::string& text, Xapian::termcount wdf) {
      const std::string folded = text::fold(text);
      for (const text::Word& word : text::tokenize(folded)) {
        if (!is_term(word.text)) continue;
        const std::string stem = stemmer_.stem(word.text);
        document.add_term(stem, wdf);
        if (candidate) shown_.emplace(stem, word.text);
      }
    };
    add_words(paper.title, kTitleWdf);
    add_words(paper.abstract, 1);
    if (candidate) document.add_boolean_term(kCandidate);
    return database_.add_document(document);
  }

  std::vector<Xapian::Query> expansion() {
    std::vector<Xapian::Query> parts;
    if (rset_.empty()) return parts;
    struct Decider : Xapian::ExpandDecider {
      bool operator()(const std::string& term) const override { return term != kCandidate; }
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

  std::vector<std::string> topic_stems(std::span<const TopicWords> topics) const {
    std::vector<std::string> stems;
    for (const TopicWords& topic : topics) {
      for (const std::string& phrase : topic.phrases) {
        for (const text::Word& word : text::tokenize(text::fold(phrase))) {
          if (is_term(word.text)) stems.push_back(stemmer_.stem(word.text));
        }
      }
    }
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
    return stems;
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

  std::string topic_in(const PaperText& paper, std::span<const TopicWords> topics) const {
    const std::string title = stems_of(paper.title);
    const std::string abstract = stems_of(paper.abstract);
    std::string best;
    int most = 0;
    for (const TopicWords& topic : topics) {
      int points = 0;
      for (const std::string& phrase : topic.phrases) {
        const std::string stems = stems_of(phrase);
        if (stems.size() < 3) continue;
        if (title.find(stems) != std::string::npos) points += 3;
        if (abstract.find(stems) != std::string::npos) points += 1;
      }
      if (points > most) {
        most = points;
        best = topic.id;
      }
    }
    return best;
  }

  std::span<const PaperText> candidates_;
  Xapian::WritableDatabase database_;
  Xapian::RSet rset_;
  Stemmer stemmer_;
  std::map<std::string, std::string> shown_;  // stem to a form of the candidates
  std::map<std::string, double> expanded_;    // stem to its weight, the best has 1
};

}  // namespace

std::vector<Ranked> recommend(std::span<const PaperText> candidates,
                              std::span<const Opinion> opinions,
                              std::span<const TopicWords> topics) {
  if (candidates.empty()) return {};
  try {
    return Ranker(candidates, opinions).rank(topics);
  } catch (const Xapian::Error& e) {
    throw Error(ErrorKind::Index, {}, "the recommender stopped: " + e.get_msg());
  }
}

}  // namespace broadsheet::index
