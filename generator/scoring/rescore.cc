#include "scoring/rescore.h"

#include <map>
#include <set>
#include <utility>

#include "config/formula.h"
#include "scoring/digest_entry.h"
#include "tex/text.h"

namespace broadsheet::scoring {

Rescored rescore(const Digest& digest, const std::optional<Announcement>& announcement,
                 const config::Config& config) {
  Rescored result{.digest = digest};
  const config::Formula formula(config.score.score_formula);
  const topics::TopicRule topics(config.topics);
  std::map<PaperId, const Announced*> announced;
  if (announcement) {
    for (const Announced& paper : announcement->papers) announced[paper.id] = &paper;
  }
  std::map<PaperId, const Verdict*> verdicts;
  for (const Verdict& verdict : digest.verdicts) verdicts[verdict.id] = &verdict;
  std::set<PaperId> present;
  result.digest.papers.clear();
  for (Entry entry : digest.papers) {
    present.insert(entry.id);
    const auto verdict = verdicts.find(entry.id);
    if (verdict != verdicts.end()) set_verdict(entry, *verdict->second, formula, topics);
    const bool by_model = entry.chosen_by == ChosenBy::Model && verdict != verdicts.end();
    if (by_model && !is_selected(*verdict->second, config.score)) {
      result.removed.push_back(entry.id);
    } else {
      result.digest.papers.push_back(std::move(entry));
    }
  }
  for (const Verdict& verdict : digest.verdicts) {
    if (present.count(verdict.id) == 1 || !is_selected(verdict, config.score)) continue;
    const auto found = announced.find(verdict.id);
    if (found == announced.end()) {
      result.not_found.push_back(verdict.id);
      continue;
    }
    Entry entry = entry_of(*found->second);
    entry.comment = verdict.comment;
    set_verdict(entry, verdict, formula, topics);
    result.added.push_back(entry.id);
    result.digest.papers.push_back(std::move(entry));
  }
  present.clear();
  for (const Entry& entry : result.digest.papers) present.insert(entry.id);
  for (Verdict& verdict : result.digest.verdicts) {
    const auto found = announced.find(verdict.id);
    if (present.contains(verdict.id)) {
      verdict.title.clear();
    } else if (config.site.below && found != announced.end()) {
      verdict.title = tex::tex_to_unicode(found->second->title);
    }
  }
  sort_entries(result.digest.papers);
  result.digest.counts.selected = static_cast<std::int64_t>(result.digest.papers.size());
  return result;
}

}  // namespace broadsheet::scoring
