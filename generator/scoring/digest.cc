#include "scoring/digest.h"

#include <cmath>
#include <map>
#include <set>

#include "config/formula.h"
#include "scoring/authors.h"
#include "scoring/digest_entry.h"
#include "tex/text.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

json::Object curation_of(const DigestInput& input) {
  json::List repeats;
  for (const Repeat& repeat : input.sorted.repeats) {
    json::List one = {repeat.id.str(), repeat.day.str()};
    if (repeat.verdict) {
      one.push_back(repeat.verdict->relevance);
      one.push_back(repeat.verdict->novelty);
    }
    repeats.push_back(std::move(one));
  }
  json::Object curation = {{"source", name_of(input.announcement.source)},
                           {"skipped", input.sorted.skipped},
                           {"repeats", std::move(repeats)},
                           {"below_h_index", texts_of(input.sorted.below_h_index)}};
  if (!input.announcement.unreadable.empty()) {
    curation.add("unreadable", input.announcement.unreadable);
  }
  return curation;
}

std::string reason_of(const DigestInput& input, const AuthorMatch& match) {
  if (input.followed_reason) return input.followed_reason(match);
  return "Followed author: " + match.name +
         (match.scholar_id.empty() ? " (by name)."
                                   : " (Semantic Scholar " + match.scholar_id + ").");
}

Digest empty_digest(const DigestInput& input) {
  Digest digest{.date = input.announcement.date};
  digest.counts.announced = static_cast<std::int64_t>(input.announcement.papers.size());
  digest.counts.scanned = static_cast<std::int64_t>(input.sorted.to_score.size());
  return digest;
}

std::string papers_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " paper" : " papers");
}

}  // namespace

Sorted sort_papers(const Announcement& announcement, const config::ScoreConfig& config,
                   const ScholarAuthors& scholar, const EarlierVerdict& earlier) {
  Sorted sorted;
  for (const Announced& paper : announcement.papers) {
    if (!paper.skipped.empty()) {
      ++sorted.skipped;
      continue;
    }
    const bool changed = paper.seen && paper.seen->abstract_changed;
    if (!changed) {
      if (auto repeat = earlier(paper, announcement.date)) {
        sorted.repeats.push_back(std::move(*repeat));
        continue;
      }
    }
    if (below_h_index(paper, scholar, config.h_index_minimum)) {
      sorted.below_h_index.push_back(paper.id);
    } else {
      sorted.to_score.push_back(paper);
    }
  }
  return sorted;
}

Digest digest_by_llm(const DigestInput& input, const ScoreResult& result,
                     const std::string& prompt) {
  const config::ScoreConfig& config = input.config.score;
  const config::Formula formula(config.score_formula);
  const topics::TopicRule topics(input.config.topics);
  Digest digest = empty_digest(input);
  if (result.asked()) {
    digest.model = config.model;
    digest.prompt = prompt;
  }
  digest.usage = result.usage;
  digest.verdicts = result.verdicts;

  std::map<PaperId, const Verdict*> verdicts;
  for (const Verdict& verdict : result.verdicts) verdicts[verdict.id] = &verdict;
  std::map<PaperId, std::string> titles;  // of papers that are not chosen
  std::set<PaperId> open(result.unanswered.begin(), result.unanswered.end());
  for (const Announced& paper : input.sorted.to_score) {
    const auto verdict = verdicts.find(paper.id);
    const auto match = followed_author(paper, input.config.authors, input.scholar);
    const bool chosen = verdict != verdicts.end() && is_selected(*verdict->second, config);
    if (!chosen && !match) {
      if (input.config.site.below) titles[paper.id] = tex::tex_to_unicode(paper.title);
      continue;
    }
    Entry entry = entry_of(paper);
    if (verdict != verdicts.end()) {
      entry.comment = verdict->second->comment;
      set_verdict(entry, *verdict->second, formula, topics);
    }
    if (match) {
      entry.chosen_by = ChosenBy::FollowedAuthor;
      entry.comment = followed_comment(reason_of(input, *match), entry.comment);
      open.erase(paper.id);  // selected without a verdict
    }
    digest.papers.push_back(std::move(entry));
  }
  for (Verdict& verdict : digest.verdicts) {
    if (const auto title = titles.find(verdict.id); title != titles.end()) {
      verdict.title = title->second;
    }
  }
  sort_entries(digest.papers);
  for (const PaperId& id : open) digest.unanswered.push_back(id.str());
  digest.counts.selected = static_cast<std::int64_t>(digest.papers.size());

  const std::size_t answered = result.verdicts.size() + result.dropped.size();
  if (answered == 0 && !input.sorted.to_score.empty()) {
    digest.status = DayStatus::Failed;
    digest.status_reason = result.stopped.empty() ? "the model gave no verdict" : result.stopped;
  } else if (!digest.unanswered.empty()) {
    digest.status = DayStatus::Partial;
    digest.status_reason = papers_text(digest.unanswered.size()) + " without a verdict" +
                           (result.stopped.empty() ? "" : ": " + result.stopped);
  }
  json::Object curation = curation_of(input);
  curation.add("dropped_by_title", texts_of(result.dropped));
  if (!result.stopped.empty()) curation.add("stopped", result.stopped);
  if (result.answers_without_usage > 0) {
    curation.add("answers_without_usage", result.answers_without_usage);
  }
  if (result.requests_without_answer > 0) {
    curation.add("requests_without_answer", result.requests_without_answer);
  }
  digest.extra.add("curation", std::move(curation));
  return digest;
}

bool was_stopped(const Digest& digest) {
  const json::Value* curation = digest.extra.find("curation");
  const json::Object* facts = curation != nullptr ? curation->object() : nullptr;
  return digest.status == DayStatus::Partial && facts != nullptr &&
         facts->find("stopped") != nullptr;
}

Digest digest_by_recommender(const DigestInput& input,
                             std::span<const Recommendation> recommendations) {
  Digest digest = empty_digest(input);
  std::map<PaperId, const Announced*> papers;
  for (const Announced& paper : input.sorted.to_score) papers[paper.id] = &paper;
  std::vector<std::pair<const Announced*, Recommendation>> ranked;
  std::set<PaperId> taken;
  const auto add = [&](const Announced* paper, const Recommendation& recommendation) {
    if (taken.insert(paper->id).second) ranked.emplace_back(paper, recommendation);
  };
  for (const Recommendation& one : recommendations) {
    if (static_cast<int>(ranked.size()) >= input.config.score.recommender_keep) break;
    if (const auto found = papers.find(one.id); found != papers.end()) add(found->second, one);
  }
  for (const Announced& paper : input.sorted.to_score) {
    if (followed_author(paper, input.config.authors, input.scholar)) add(&paper, {.id = paper.id});
  }
  json::List values;
  for (const auto& [paper, recommendation] : ranked) {
    Entry entry = entry_of(*paper);
    entry.chosen_by = ChosenBy::Recommender;
    entry.comment = text::collapse_space(text::clean_utf8(recommendation.reason));
    if (!recommendation.topic.empty()) entry.topics.push_back(recommendation.topic);
    if (const auto match = followed_author(*paper, input.config.authors, input.scholar)) {
      entry.chosen_by = ChosenBy::FollowedAuthor;
      entry.comment = followed_comment(reason_of(input, *match), entry.comment);
    }
    values.push_back(json::List{paper->id.str(), std::round(recommendation.value * 1e4) / 1e4});
    digest.papers.push_back(std::move(entry));
  }
  sort_entries(digest.papers);
  digest.counts.selected = static_cast<std::int64_t>(digest.papers.size());
  json::Object curation = curation_of(input);
  curation.add("recommended", std::move(values));
  digest.extra.add("curation", std::move(curation));
  return digest;
}

}  // namespace broadsheet::scoring
