// The pages of a month and of a year: what they share, and each of them. Their charts:
// period_charts.cc.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "render/charts/charts.h"
#include "render/files/citations.h"
#include "render/pages/period_charts.h"
#include "render/pages/period_parts.h"
#include "render/pages/views.h"
#include "render/parts/calendar_view.h"
#include "render/parts/editorial.h"
#include "render/parts/paper_parts.h"
#include "render/parts/period_texts.h"
#include "render/parts/score_map.h"
#include "render/parts/top_papers.h"

namespace broadsheet::render {
namespace {

// Charts of fewer issues or papers show nothing.
constexpr std::int64_t kLeastIssues = 7;
constexpr std::size_t kLeastScored = 20;

std::vector<theme::View> distribution(const PageContext& context, const Period& period) {
  std::map<double, std::int64_t> counts;
  std::int64_t most = 0;
  for (const Appearance& at : period.papers) {
    const Entry& entry = context.entry(at);
    if (has_score(entry)) most = std::max(most, ++counts[*entry.score]);
  }
  std::vector<theme::View> bars;
  for (auto it = counts.rbegin(); it != counts.rend(); ++it) {
    theme::View& bar = bars.emplace_back();
    bar.text("label", context.words.number(it->first)).text("url", "").text("class", "");
    bar.text("count", context.words.number(it->second));
    bar.text("width", percent(static_cast<double>(it->second), static_cast<double>(most)));
  }
  return bars;
}

ScoreCells cells_of(const PageContext& context, const Period& period) {
  ScoreCells cells;
  for (const Appearance& at : period.papers) {
    if (const auto cell = cell_of(context.entry(at))) ++cells[*cell];
  }
  return cells;
}

// "20,100 papers scanned, 1,234,567 tokens, $12.34.", without what is zero or unknown.
std::string cost_note(const PageContext& context, const Period& period) {
  const theme::Words& words = context.words;
  std::int64_t scanned = 0, tokens = 0;
  double cost = 0;
  for (std::size_t d = period.begin; d < period.end; ++d) {
    const Digest& digest = context.library.digests()[d];
    scanned += digest.counts.scanned.value_or(0);
    tokens += digest.usage.total_tokens().value_or(0);
    cost += digest.usage.total_cost().value_or(0);
  }
  std::vector<std::string> sums;
  if (scanned > 0) sums.push_back(words.count("period.scanned", scanned));
  if (tokens > 0) sums.push_back(words.count("period.tokens", tokens));
  if (cost > 0) sums.push_back(words.money(cost));
  std::string note;
  for (const std::string& sum : sums) note += (note.empty() ? "" : words("list.comma")) + sum;
  return note.empty() ? note : note + ".";
}

// Charts that differ between months and years.
struct TimeCharts {
  theme::Html papers;
  theme::Html topics;
};

void set_charts(theme::View& view, PageContext& context, const Period& period,
                const std::vector<Slot>& slots, const TimeCharts& time, const std::string& note) {
  const auto scored = static_cast<std::size_t>(
      std::count_if(period.papers.begin(), period.papers.end(),
                    [&](const Appearance& at) { return has_score(context.entry(at)); }));
  const bool many_scored = scored >= kLeastScored;
  const bool many_issues = issues_of(context, period) >= kLeastIssues;
  const theme::Html map =
      many_scored ? score_map(context, cells_of(context, period), context.words("map.caption"))
                  : theme::Html{};
  std::vector<theme::View> bars;
  if (many_scored) bars = distribution(context, period);
  const theme::Html scanned = many_issues ? scanned_chart(context, slots, period) : theme::Html{};
  const theme::Html cost = many_issues ? cost_chart(context, slots, period) : theme::Html{};
  bool any = !bars.empty();
  for (const theme::Html* chart : {&map, &scanned, &cost, &time.papers, &time.topics}) {
    any |= !chart->text.empty();
  }
  view.flag("has_figures", any);
  view.html("map", map).html("scanned_chart", scanned).html("cost_chart", cost);
  view.html("papers_chart", time.papers).html("topics_chart", time.topics);
  view.list("distribution", std::move(bars));
  const std::string costs = cost_note(context, period);
  view.text("cost_note", costs);
  // Without the chart that has the costs as its caption, the header states them.
  view.text("note", scanned.text.empty() && !costs.empty() ? note + " " + costs : note);
}

theme::View period_view(PageContext& context, PageHead head, const Period& period,
                        const std::vector<Slot>& slots, const TimeCharts& time,
                        const std::string& note, const BestLimits& limits) {
  head.sample = shows_sample(context, period);
  const std::vector<Appearance> firsts =
      first_appearances(context.library, period.begin, period.end);
  const std::vector<Appearance> ranked =
      best_of(context, firsts, {.most = firsts.size(), .per_topic = firsts.size()});

  theme::View view = page_view(context, head);
  view.flag("scored", has_scored_paper(context, period.papers));
  set_period_notice(view, context, period);
  view.list("topics", topic_shares(context, period, ranked));
  set_charts(view, context, period, slots, time, note);
  view.list("failed", failed_days(context, period));
  set_best(view, context, firsts, limits);
  return view;
}

// Links to the months, or years, before and after one, among those that have a page.
template <typename Time, typename MakeLink>
void set_neighbours(theme::View& pager, const std::vector<Time>& all, Time here,
                    const MakeLink& link) {
  const auto at = std::lower_bound(all.begin(), all.end(), here);
  at == all.begin() ? pager.no_part("previous") : pager.part("previous", link(*(at - 1)));
  at + 1 == all.end() ? pager.no_part("next") : pager.part("next", link(*(at + 1)));
}

}  // namespace

theme::View month_view(PageContext& context, Month month) {
  const theme::Words& words = context.words;
  const Day first(month.year(), month.month(), 1);
  const Day last(month.year(), month.month(), month.days());
  const Period period = period_of(context, first, last, words.month(month));
  const std::vector<Slot> slots = day_slots(context, month);
  PageHead head;
  head.heading = period.name;
  head.route = Routes::month(month);
  head.month = month;
  const std::string month_note = period_note(context, period, std::pair(first, last));
  head.description = period.name + ": " + month_note;
  const bool many_issues = issues_of(context, period) >= kLeastIssues;
  TimeCharts charts;
  if (many_issues) {
    charts.papers = papers_chart(context, slots, period);
    charts.topics = topics_chart(context, weeks_of(slots), period, "chart.topics_by_week");
  }
  theme::View view =
      period_view(context, head, period, slots, charts, month_note, {.most = 13, .per_topic = 4});
  std::vector<theme::View> issues;
  for (std::size_t d = period.end; !many_issues && d-- > period.begin;) {
    if (!context.library.digests()[d].papers.empty()) issues.push_back(issue_view(context, d));
  }
  view.list("issues", std::move(issues));
  view.list("texts", texts_of(context, month));
  view.text("bib_url", period.papers.empty() ? "" : context.url(bibtex_file(month)));
  view.text("ris_url", period.papers.empty() ? "" : context.url(ris_file(month)));
  view.part("calendar", calendar_view(context, month));
  set_editorial(view,
                period_editorial(context, period.begin, period.end, &Digest::month_editorial));
  view.list("week_pages", week_links(context, first, last));

  theme::View pager;
  set_neighbours(pager, context.library.months(), month, [&](Month other) {
    return link_view(words.month(other), context.url(Routes::month(other)));
  });
  const std::string year = std::to_string(month.year());
  pager.part("up", link_view(words.fill("period.the_year", {{"year", year}}),
                             context.url(Routes::year(month.year()))));
  view.part("pager", std::move(pager));
  return view;
}

theme::View year_view(PageContext& context, int year) {
  const theme::Words& words = context.words;
  const std::string name = std::to_string(year);
  const Period period = period_of(context, Day(year, 1, 1), Day(year, 12, 31), name);
  const std::vector<Slot> slots = month_slots(context, year);
  PageHead head;
  head.heading = name;
  head.route = Routes::year(year);
  const std::string year_note = period_note(context, period, std::nullopt);
  head.description = name + ": " + year_note;
  const TimeCharts charts{.papers = {},
                          .topics = topics_chart(context, slots, period, "chart.topics_by_month")};
  theme::View view =
      period_view(context, head, period, slots, charts, year_note + " " + words("period.dots"),
                  {.most = 25, .per_topic = 6});
  view.text("bib_url", "").text("ris_url", "");
  view.list("week_pages", week_links(context, Day(year, 1, 1), Day(year, 12, 31)));

  std::vector<theme::View> calendars;
  std::vector<theme::View> bars;
  std::int64_t most = 0;
  for (const Slot& slot : slots) most = std::max(most, slot.papers);
  for (int number = 1; number <= 12; ++number) {
    const Month month(year, number);
    const Slot& slot = slots[static_cast<std::size_t>(number - 1)];
    if (!slot.any) continue;
    calendars.push_back(calendar_view(context, month));
    theme::View& bar = bars.emplace_back();
    bar.text("label", words.month_name(number)).text("url", context.url(Routes::month(month)));
    bar.text("count", words.number(slot.papers)).text("class", "");
    bar.text("width", percent(static_cast<double>(slot.papers), static_cast<double>(most)));
  }
  view.list("calendars", std::move(calendars));
  view.flag("has_months", bars.size() > 1);
  view.list("months", std::move(bars));

  theme::View pager;
  set_neighbours(pager, context.library.years(), year, [&](int other) {
    return link_view(std::to_string(other), context.url(Routes::year(other)));
  });
  pager.part("up", link_view(words("period.all_months"), context.url(Routes::months())));
  view.part("pager", std::move(pager));
  return view;
}

}  // namespace broadsheet::render
