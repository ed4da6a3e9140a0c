#include "scoring/digest_entry.h"

#include <algorithm>
#include <utility>

#include "tex/text.h"
#include "topics/topic_rule.h"

namespace broadsheet::scoring {

Entry entry_of(const Announced& paper) {
  Entry entry{.id = paper.id};
  entry.version = paper.version;
  entry.title = tex::tex_to_unicode(paper.title);
  if (entry.title.empty()) entry.title = "arXiv:" + paper.id.str();
  for (const std::string& author : paper.authors) entry.authors.push_back(tex::tex_name(author));
  entry.abstract = tex::tex_to_unicode(paper.abstract);
  entry.categories = paper.categories;
  entry.doi = paper.doi;
  entry.journal_reference = tex::tex_to_unicode(paper.journal_reference);
  entry.author_comment = tex::tex_to_unicode(paper.comment);
  entry.licence = paper.licence;
  entry.announce_type = paper.announce_type;
  if (entry.title != paper.title) entry.source.add("title", paper.title);
  if (entry.authors != paper.authors) entry.source.add("authors", paper.authors);
  if (entry.abstract != paper.abstract) entry.source.add("abstract", paper.abstract);
  return entry;
}

void set_verdict(Entry& entry, const Verdict& verdict, const config::Formula& formula,
                 const topics::TopicRule& topics) {
  entry.relevance = verdict.relevance;
  entry.novelty = verdict.novelty;
  entry.score = formula.score(verdict.relevance, verdict.novelty);
  entry.topics.clear();
  if (!verdict.topic.empty()) entry.topics.push_back(verdict.topic);
  std::vector<std::string> ids = topics.ids({.named = entry.topics,
                                             .comment = verdict.comment,
                                             .title = entry.title,
                                             .abstract = entry.abstract});
  // A topic that is not followed stays as the model named it.
  if (!ids.empty()) entry.topics = std::move(ids);
}

bool is_selected(const Verdict& verdict, const config::ScoreConfig& config) {
  return verdict.relevance >= config.relevance_cutoff && verdict.novelty >= config.novelty_cutoff;
}

void sort_entries(std::vector<Entry>& entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    const bool a_followed = a.chosen_by == ChosenBy::FollowedAuthor;
    const bool b_followed = b.chosen_by == ChosenBy::FollowedAuthor;
    if (a_followed != b_followed) return a_followed;
    if (a.score.value_or(0) != b.score.value_or(0))
      return a.score.value_or(0) > b.score.value_or(0);
    return a.relevance.value_or(0) > b.relevance.value_or(0);
  });
}

std::string followed_comment(const std::string& reason, const std::string& comment) {
  return comment.empty() ? reason : reason + " " + comment;
}

}  // namespace broadsheet::scoring
