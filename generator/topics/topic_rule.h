#pragma once
// The one rule that decides which followed topics a paper belongs to. Scoring, import, the site and
// the search index all call it.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "model/digest.h"
#include "topics/phrases.h"

namespace broadsheet::topics {

/// What is known of a paper, as plain Unicode. Any part may be empty.
struct TopicEvidence {
  std::span<const std::string> named = {};  ///< topics that the digest or the model names
  std::string_view comment = {};            ///< the scorer's reason
  std::string_view title = {};
  std::string_view abstract = {};
};

/// Views into `entry`, which must outlive them.
TopicEvidence evidence_of(const Entry& entry);

/// The topics of Config::topics that a paper belongs to. Steps in order of precedence; the first
/// step that finds a topic decides, and may find several:
///
/// 1. Named topics: each is an id, label or alias, a list of them ("Model Architecture/MoE"), or
///    the number of a topic in config.yaml ("2", "criterion 2").
/// 2. The head of the comment, up to the first colon or dash within 140 bytes ("Matches Efficiency
///    and MoE (routing): ..."): names that separators enclose; where the head begins with a name,
///    also names of several words anywhere in it.
/// 3. A name of several words elsewhere in the comment, in quotes or before "criterion".
/// 4. Keywords in the head of the comment: every topic with one, most first.
/// 5. Keywords in title (3 points each), comment (2) and abstract (1): every topic with 4 points
///    or more, most first. A keyword counts once, in the part where it has most points.
///
/// Steps 4 and 5 leave out topics of which title, comment or abstract has a negative keyword.
///
/// Names and keywords are compared word by word after folding, so case, accents and hyphens do not
/// matter, a keyword of several words is a phrase, and "and" equals "&" and "/". Of two equal
/// names the first in config.yaml counts.
class TopicRule {
 public:
  explicit TopicRule(std::span<const config::TopicConfig> topics);

  /// Ids by all steps, best first, each once.
  std::vector<std::string> ids(const TopicEvidence& evidence) const;

  /// Ids by the steps that need no guess (1 to 3).
  std::vector<std::string> named_ids(const TopicEvidence& evidence) const;

 private:
  using Found = std::vector<std::size_t>;  ///< places in ids_, best first, each once

  Found by_names(const TopicEvidence& evidence) const;
  Found by_keywords(const TopicEvidence& evidence) const;
  void add_named(const std::string& name, Found& found) const;
  void add_listed(const WordSequence& words, std::size_t begin, std::size_t end,
                  Found& found) const;
  void add_quoted(const WordSequence& comment, Found& found) const;
  std::vector<std::string> ids_of(const Found& found) const;

  std::vector<std::string> ids_;
  PhraseTable names_;                          ///< to places in ids_
  PhraseTable negative_;                       ///< to places in negative_topics_
  std::vector<std::size_t> negative_topics_;   ///< places in ids_
  PhraseTable keywords_;                       ///< to places in topic_of_keyword_
  std::vector<std::size_t> topic_of_keyword_;  ///< places in ids_
};

}  // namespace broadsheet::topics
