#include "app/curation/period_texts.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/rhythm.h"
#include "scoring/llm/journal.h"
#include "scoring/writing/writing.h"

namespace broadsheet::app {
namespace {

/// A week or a month, whole.
struct Span {
  Day first;
  Day last;
};

Span week_of(Day day) { return {Week::of(day).first(), Week::of(day).last()}; }

Span month_of(Day day) {
  const Month month = day.month();
  return {Day(month.year(), month.month(), 1), Day(month.year(), month.month(), month.days())};
}

/// The last day with a digest in the span; std::nullopt if there is none.
std::optional<Day> last_issue(const History& history, const Span& span) {
  const auto after = history.digests().upper_bound(span.last);
  if (after == history.digests().begin()) return std::nullopt;
  const Day day = std::prev(after)->first;
  return day >= span.first ? std::optional(day) : std::nullopt;
}

/// The spans that end with the day: its own if no issue is expected in it after the day, and the
/// one of the digest before it if that is another one in which an issue was still expected.
std::vector<Span> ended_by(const History& history, Day day, Span (*span_of)(Day),
                           const std::vector<std::string>& holidays) {
  std::vector<Span> ended;
  const auto here = history.digests().find(day);
  if (here == history.digests().end()) return ended;
  if (here != history.digests().begin()) {
    const Span before = span_of(std::prev(here)->first);
    if (before.last < day && expects_issue(std::prev(here)->first, before.last, holidays)) {
      ended.push_back(before);
    }
  }
  const Span own = span_of(day);
  if (last_issue(history, own) == day && !expects_issue(day, own.last, holidays)) {
    ended.push_back(own);
  }
  return ended;
}

/// Each paper once, as its first digest of the span has it; best first.
std::vector<const Entry*> papers_of(const History& history, const Span& span) {
  std::vector<const Entry*> papers;
  std::set<PaperId> seen;
  for (auto it = history.digests().lower_bound(span.first);
       it != history.digests().end() && it->first <= span.last; ++it) {
    for (const Entry& entry : it->second.papers) {
      if (seen.insert(entry.id).second) papers.push_back(&entry);
    }
  }
  std::stable_sort(papers.begin(), papers.end(), [](const Entry* a, const Entry* b) {
    return a->score.value_or(0) > b->score.value_or(0);
  });
  return papers;
}

}  // namespace

bool wants_period_texts(const config::Config& config) {
  return config.score.method == config::ScoreMethod::Llm &&
         (scoring::wants_editorial(config.score, "week") ||
          scoring::wants_editorial(config.score, "month"));
}

void write_period_texts(const fs::path& root, const config::Config& config, Day day,
                        History& history, const net::Environment& world) {
  scoring::ModelSession session(config.score, scoring::journal_path(root, day), world);
  const auto write = [&](const std::string& of, Span (*span_of)(Day),
                         std::vector<EditorialSentence> Digest::* target) {
    if (!scoring::wants_editorial(config.score, of)) return;
    for (const Span& span : ended_by(history, day, span_of, config.holidays)) {
      Digest last = *history.find(*last_issue(history, span));
      if (!(last.*target).empty() || last.sample) continue;
      last.*target =
          scoring::write_editorial(papers_of(history, span), of, config.site.language, session);
      if ((last.*target).empty()) continue;
      write_digest(root, last);
      history.put(std::move(last));
    }
  };
  write("week", week_of, &Digest::week_editorial);
  write("month", month_of, &Digest::month_editorial);
  Digest paying = *history.find(day);
  paying.usage = session.ledger().budget().usage();
  if (write_digest(root, paying)) history.put(std::move(paying));
}

}  // namespace broadsheet::app
