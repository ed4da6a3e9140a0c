#pragma once
// A rank without key or network: papers of a day against the words of the topics and of what was
// chosen before. Its source is xapian_recommender.cc, a part of the door to Xapian.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "index/closeness.h"

namespace broadsheet::index {

/// A paper that somebody has an opinion on.
struct Opinion {
  PaperText paper;
  int weight = 1;  ///< 0: not wanted, 1: chosen, more: counts as so many chosen ones
};

/// A followed topic as words and phrases: label and keywords.
struct TopicWords {
  std::string id;
  std::vector<std::string> phrases;
  std::vector<std::string> negative{};  ///< the topic counts for no paper with one of these
};

/// One candidate's place.
struct Ranked {
  std::size_t candidate = 0;       ///< index into the candidates
  double value = 0;                ///< 0 to 1: the best of the day has 1
  std::vector<std::string> words;  ///< shared with earlier picks, as written, best first; at most 4
  std::string topic;  ///< id of the topic with most of its phrases in the text; or empty
  std::vector<std::string> phrases;      ///< of that topic, in the text, as in TopicWords
  std::optional<std::size_t> nearest{};  ///< the paper of the library that it is close to, if any
};

/// Ranks candidates, best first; those with nothing in their favour are left out.
///
/// Relevance feedback as Xapian has it: opinions above 0 are the relevant set, those of 0 and the
/// candidates represent all that is announced; the 100 terms that separate them best (Robertson's
/// offer weight) become a query, weighted by that, together with the topics' phrases. A phrase is
/// in a text if its words follow one another there, compared by stem; single words of it do not
/// count. BM25 ranks the candidates by it. Without opinions the topics alone rank. Cost: 1,500
/// opinions and a day of 100 papers take about half a second in a debug build. Does not depend on
/// the order of the opinions.
///
/// Papers of a library are opinions, too, as many as their weight; and the value is then 0.7 of
/// BM25 and 0.3 of the closeness to the library (index/closeness.h), each relative to the best of
/// the day. A paper that is closer to what is not wanted than to what is falls below the others.
/// Source: Robertson, On term selection for query expansion, 1990;
/// Xapian's Enquire::get_eset.
std::vector<Ranked> recommend(std::span<const PaperText> candidates,
                              std::span<const Opinion> opinions, std::span<const TopicWords> topics,
                              std::span<const LibraryPaper> library = {});

}  // namespace broadsheet::index
