#include "render/pages/period_charts.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "render/charts/charts.h"
#include "render/parts/paper_parts.h"
#include "render/parts/top_papers.h"

namespace broadsheet::render {
namespace {

void add(const PageContext& context, std::size_t index, Slot& slot) {
  const Digest& digest = context.library.digests()[index];
  const bool failed = digest.status == DayStatus::Failed;
  slot.failed = slot.any ? slot.failed && failed : failed;
  slot.any = true;
  slot.papers += std::ssize(digest.papers);
  slot.scanned += digest.counts.scanned.value_or(0);
  slot.cost += digest.usage.total_cost().value_or(0);
  for (std::size_t e = 0; e < digest.papers.size(); ++e) {
    const std::vector<std::size_t>& topics = context.texts.topics({.digest = index, .entry = e});
    if (!topics.empty()) ++slot.topics[topics.front()];
  }
}

std::string whole_number(double value) { return std::to_string(std::llround(value)); }
std::string in_thousands(double value) {
  if (value < 1000) return whole_number(value);
  std::string text = plain_number(std::round(value / 100) / 10);
  return text + "k";
}
std::string in_dollars(double value) { return "$" + plain_number(std::round(value * 100) / 100); }

}  // namespace

Period period_of(const PageContext& context, Day first, Day last, std::string name) {
  const std::span<const Digest> digests = context.library.digests();
  const auto begin = std::lower_bound(digests.begin(), digests.end(), first,
                                      [](const Digest& d, Day day) { return d.date < day; });
  const auto end = std::upper_bound(digests.begin(), digests.end(), last,
                                    [](Day day, const Digest& d) { return day < d.date; });
  Period period{.begin = static_cast<std::size_t>(begin - digests.begin()),
                .end = static_cast<std::size_t>(end - digests.begin()),
                .name = std::move(name),
                .papers = {}};
  period.papers = distinct_papers(context.library, period.begin, period.end);
  return period;
}

std::vector<Slot> day_slots(const PageContext& context, Month month) {
  std::vector<Slot> slots;
  for (int number = 1; number <= month.days(); ++number) {
    const Day day(month.year(), month.month(), number);
    Slot& slot = slots.emplace_back();
    slot.topics.resize(context.config.topics.size());
    slot.name = context.words.date(day, theme::DateStyle::DayMonth);
    if (day.weekday() == 1) slot.label = std::to_string(number);
    const Digest* digest = context.library.find(day);
    if (digest == nullptr) continue;
    add(context, static_cast<std::size_t>(digest - context.library.digests().data()), slot);
  }
  return slots;
}

std::vector<Slot> month_slots(const PageContext& context, int year) {
  std::vector<Slot> slots;
  for (int number = 1; number <= 12; ++number) {
    const Month month(year, number);
    Slot& slot = slots.emplace_back();
    slot.topics.resize(context.config.topics.size());
    slot.name = context.words.month(month);
    if (number % 2 == 1) {
      slot.label = context.words.date(Day(year, number, 1), theme::DateStyle::MonthShort);
    }
    const Period days =
        period_of(context, Day(year, number, 1), Day(year, number, month.days()), "");
    for (std::size_t d = days.begin; d < days.end; ++d) add(context, d, slot);
    slot.papers = std::ssize(days.papers);
  }
  return slots;
}

std::vector<Slot> weeks_of(const std::vector<Slot>& days) {
  std::vector<Slot> weeks;
  for (const Slot& day : days) {
    const bool monday = !day.label.empty();
    if (weeks.empty() || monday) {
      weeks.push_back(day);
      if (!monday) weeks.back().label = "1";
      continue;
    }
    for (std::size_t t = 0; t < day.topics.size(); ++t) weeks.back().topics[t] += day.topics[t];
  }
  // A month that begins on a weekend begins with a week without papers.
  const std::vector<double>& first = weeks.front().topics;
  if (std::all_of(first.begin(), first.end(), [](double n) { return n == 0; })) {
    weeks.erase(weeks.begin());
  }
  return weeks;
}

theme::Html papers_chart(const PageContext& context, const std::vector<Slot>& slots,
                         const Period& period) {
  std::vector<Bar> bars;
  std::int64_t least = 0, most = 0;
  for (const Slot& slot : slots) {
    const std::string what = slot.failed ? context.words("day.failed_short")
                                         : context.words.count("papers", slot.papers);
    bars.push_back({.value = static_cast<double>(slot.papers),
                    .label = slot.label,
                    .title = slot.name + ": " + what,
                    .missing = slot.failed});
    if (slot.papers == 0) continue;
    least = least == 0 ? slot.papers : std::min(least, slot.papers);
    most = std::max(most, slot.papers);
  }
  return bar_chart(
      bars,
      context.words.fill("chart.papers_per_day", {{"period", period.name},
                                                  {"least", context.words.number(least)},
                                                  {"most", context.words.number(most)}}),
      in_thousands);
}

theme::Html scanned_chart(const PageContext& context, const std::vector<Slot>& slots,
                          const Period& period) {
  std::vector<Bar> bars;
  std::int64_t sum = 0;
  for (const Slot& slot : slots) {
    sum += slot.scanned;
    bars.push_back(
        {.value = static_cast<double>(slot.scanned),
         .label = slot.label,
         .title = slot.name + ": " + context.words.count("period.scanned", slot.scanned)});
  }
  return bar_chart(bars,
                   context.words.fill("chart.scanned",
                                      {{"period", period.name}, {"n", context.words.number(sum)}}),
                   in_thousands);
}

theme::Html cost_chart(const PageContext& context, const std::vector<Slot>& slots,
                       const Period& period) {
  std::vector<Bar> bars;
  double sum = 0;
  for (const Slot& slot : slots) {
    sum += slot.cost;
    bars.push_back({.value = slot.cost,
                    .label = slot.label,
                    .title = slot.name + ": " + context.words.money(slot.cost)});
  }
  return bar_chart(bars,
                   context.words.fill(
                       "chart.cost", {{"period", period.name}, {"cost", context.words.money(sum)}}),
                   in_dollars);
}

theme::Html topics_chart(const PageContext& context, const std::vector<Slot>& slots,
                         const Period& period, std::string_view word) {
  std::vector<SharePart> parts;
  for (std::size_t t = 0; t < context.config.topics.size(); ++t) {
    parts.push_back({.label = context.config.topics[t].label, .css_class = topic_class(t)});
  }
  std::vector<ShareColumn> columns;
  for (const Slot& slot : slots) {
    columns.push_back({.label = slot.label, .title = slot.name, .parts = slot.topics});
  }
  std::vector<std::string> labels;
  for (const SharePart& part : parts) labels.push_back(part.label);
  return share_chart(
      columns, parts,
      context.words.fill(word, {{"period", period.name}, {"topics", context.words.list(labels)}}));
}

}  // namespace broadsheet::render
