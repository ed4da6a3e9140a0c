#include "render/pages/period_parts.h"

#include <algorithm>
#include <cmath>

#include "render/charts/charts.h"
#include "render/input/routes.h"
#include "render/parts/calendar_view.h"
#include "render/parts/paper_parts.h"

namespace broadsheet::render {
namespace {

// "31", and "<1" for a share that rounds to 0.
std::string whole_percent(double part, double whole) {
  const long share = std::lround(100 * part / whole);
  return share == 0 ? "<1" : std::to_string(share);
}

}  // namespace

std::int64_t issues_of(const PageContext& context, const Period& period) {
  std::int64_t issues = 0;
  for (std::size_t d = period.begin; d < period.end; ++d) {
    issues += context.library.digests()[d].papers.empty() ? 0 : 1;
  }
  return issues;
}

std::vector<theme::View> topic_shares(const PageContext& context, const Period& period,
                                      const std::vector<Appearance>& ranked) {
  std::vector<double> counts(context.config.topics.size());
  for (const Appearance& at : period.papers) {
    const std::vector<std::size_t>& topics = context.texts.topics(at);
    if (!topics.empty()) ++counts[topics.front()];
  }
  const auto sum = static_cast<double>(period.papers.size());
  std::vector<theme::View> views;
  for (std::size_t t = 0; t < counts.size(); ++t) {
    if (counts[t] <= 0) continue;
    theme::View& view = views.emplace_back();
    view.text("class", topic_class(t));
    view.text("label", context.config.topics[t].label);
    view.text("url", context.url(Routes::topic(context.config.topics[t].id)));
    view.text("count", context.words.count("papers", std::llround(counts[t])));
    view.text("share", whole_percent(counts[t], sum));
    view.text("width", percent(counts[t], sum));
    const auto best = std::find_if(ranked.begin(), ranked.end(), [&](const Appearance& at) {
      const auto& topics = context.texts.topics(at);
      return !topics.empty() && topics.front() == t;
    });
    if (best == ranked.end()) {
      view.no_part("best");
    } else {
      theme::View link;
      link.html("title", context.texts.title(*best));
      link.text("url", context.url(Routes::paper(context.entry(*best).id)));
      view.part("best", std::move(link));
    }
  }
  return views;
}

std::vector<theme::View> failed_days(const PageContext& context, const Period& period) {
  std::vector<theme::View> views;
  for (std::size_t d = period.begin; d < period.end; ++d) {
    const Digest& digest = context.library.digests()[d];
    if (digest.status != DayStatus::Failed) continue;
    theme::View& view = views.emplace_back();
    view.text("label", context.words.date(digest.date, theme::DateStyle::DayMonth));
    view.text("url", context.url(Routes::day(digest.date)));
    view.text("note", digest.counts.scanned
                          ? context.words.count("period.scanned", *digest.counts.scanned)
                          : "");
  }
  return views;
}

// "18 issues with 635 papers, 7 of them author matches. With those that came again: 721 entries.
// No issue on 3 and 4 February."
std::string period_note(const PageContext& context, const Period& period,
                        std::optional<std::pair<Day, Day>> days) {
  const theme::Words& words = context.words;
  const std::span<const Digest> digests = context.library.digests();
  const std::int64_t issues = issues_of(context, period);
  std::int64_t entries = 0, matches = 0;
  for (std::size_t d = period.begin; d < period.end; ++d) {
    entries += static_cast<std::int64_t>(digests[d].papers.size());
  }
  for (const Appearance& at : period.papers) matches += is_author_match(context.entry(at)) ? 1 : 0;
  const auto papers = std::ssize(period.papers);
  std::string line = words.fill("period.note", {{"issues", words.count("issues", issues)},
                                                {"papers", words.count("papers", papers)}});
  if (matches > 0) line += ", " + words.count("period.matches", matches);
  line += words("list.stop");
  if (entries > papers) {
    line += " " + words.fill("period.entries", {{"n", words.number(entries)}});
  }
  if (!days || period.begin == period.end) return line;
  const std::string gaps = missing_note(context, days->first.plus(-1), days->second.plus(1));
  return gaps.empty() ? line : line + " " + gaps;
}

void set_period_notice(theme::View& view, const PageContext& context, const Period& period) {
  const std::span<const Digest> digests = context.library.digests();
  std::size_t first_failed = period.end;  // of the run of failed days that ends the period
  while (first_failed > period.begin && (digests[first_failed - 1].status == DayStatus::Failed ||
                                         digests[first_failed - 1].papers.empty())) {
    --first_failed;
  }
  while (first_failed < period.end && digests[first_failed].status != DayStatus::Failed) {
    ++first_failed;
  }
  std::int64_t failed = 0;
  for (std::size_t d = period.begin; d < period.end; ++d) {
    failed += digests[d].status == DayStatus::Failed ? 1 : 0;
  }
  if (failed == 0) {
    view.no_part("notice");
    return;
  }
  // A run of two or more up to the period's end reads as "since"; else the days are counted.
  if (period.end - first_failed < 2) {
    view.part("notice", notice_view(context.words.count("period.failed_days", failed),
                                    context.words("period.failed_text")));
    return;
  }
  const std::string since =
      context.words.date(digests[first_failed].date, theme::DateStyle::DayMonth);
  view.part("notice", notice_view(context.words.fill("period.failed_since", {{"date", since}}),
                                  context.words("period.failed_text"),
                                  last_complete_link(context, first_failed)));
}

std::vector<theme::View> week_links(const PageContext& context, Day first, Day last) {
  const std::span<const Digest> digests = context.library.digests();
  std::vector<theme::View> views;
  for (const LibraryWeek& one : context.weeks) {
    if (digests[one.end - 1].date < first || digests[one.begin].date > last) continue;
    views.push_back(week_link(context, one.week));
  }
  return views;
}

bool shows_sample(const PageContext& context, const Period& period) {
  const std::span<const Digest> digests = context.library.digests();
  return std::any_of(digests.begin() + static_cast<std::ptrdiff_t>(period.begin),
                     digests.begin() + static_cast<std::ptrdiff_t>(period.end),
                     [](const Digest& digest) { return digest.sample; });
}

void set_best(theme::View& view, PageContext& context, const std::vector<Appearance>& firsts,
              const BestLimits& limits) {
  const theme::Words& words = context.words;
  const std::vector<Appearance> best = best_of(context, firsts, limits);
  if (best.empty()) {
    view.no_part("top");
    view.list("best", {});
  } else {
    view.part("top", top_view(context, best.front()));
    view.list("best", card_list(context, std::span(best).subspan(1)));
  }
  const bool scored = has_scored_paper(context, firsts);
  view.text("best_heading", words(scored ? "period.best" : "period.first"));
  const std::string per_topic = words.number(static_cast<std::int64_t>(limits.per_topic));
  view.text("best_rule", words.fill(scored ? "period.best_rule" : "period.first_rule",
                                    {{"per_topic", per_topic}}));
}

}  // namespace broadsheet::render
