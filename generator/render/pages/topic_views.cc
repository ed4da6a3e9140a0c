// Topics, one topic, trends.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "render/charts/charts.h"
#include "render/files/feeds.h"
#include "render/pages/views.h"
#include "render/parts/paper_parts.h"
#include "render/parts/top_papers.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kNewest = 6;
constexpr std::size_t kNewestOnOverview = 3;

// A longer time line contains only the months that have issues.
constexpr std::size_t kMostMonths = 240;
// A chart of fewer months shows nothing.
constexpr std::size_t kLeastMonths = 2;

// The months of a time line: from the first that has an issue to the last, with those between that
// have none.
std::vector<Month> time_line(const PageContext& context) {
  const std::vector<Month> with_issues = context.library.months();
  std::vector<Month> months;
  for (std::size_t i = 0; i < with_issues.size() && months.size() <= kMostMonths;) {
    months.push_back(months.empty() ? with_issues.front() : months.back().next());
    if (months.back() == with_issues[i]) ++i;
  }
  return months.size() > kMostMonths ? with_issues : months;
}

// The name of every so many months, and the year below the first and each January.
template <typename Item>
void set_labels(const PageContext& context, const std::vector<Month>& months,
                std::vector<Item>& items) {
  constexpr std::size_t kMostLabels = 6;
  const std::size_t every = (months.size() + kMostLabels - 1) / kMostLabels;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const Day day(months[i].year(), months[i].month(), 1);
    if (i % every == 0) items[i].label = context.words.date(day, theme::DateStyle::MonthShort);
    if (i == 0 || months[i].month() == 1) items[i].under = std::to_string(months[i].year());
  }
}

// Papers of each month of the time line.
std::vector<int> by_month(const PageContext& context, const std::vector<Appearance>& papers) {
  const std::vector<Month> months = time_line(context);
  std::vector<int> counts(months.size());
  for (const Appearance& at : papers) {
    const Month month = context.day_of(at).month();
    const auto found = std::lower_bound(months.begin(), months.end(), month);
    ++counts[static_cast<std::size_t>(found - months.begin())];
  }
  return counts;
}

std::string counted(double value) { return std::to_string(std::llround(value)); }

theme::Html months_chart(const PageContext& context, const std::vector<int>& counts,
                         const std::string& name) {
  const std::vector<Month> months = time_line(context);
  if (months.size() < kLeastMonths) return {};
  std::vector<Bar> bars(months.size());
  for (std::size_t i = 0; i < months.size(); ++i) {
    bars[i].value = static_cast<double>(counts[i]);
    bars[i].title =
        context.words.month(months[i]) + ": " + context.words.count("papers", counts[i]);
  }
  set_labels(context, months, bars);
  return bar_chart(bars, context.words.fill("chart.topic_by_month", {{"topic", name}}), counted);
}

// Newest day first, the papers of a day in the published order.
void sort_newest_first(std::vector<Appearance>& papers) {
  std::sort(papers.begin(), papers.end(), [](const Appearance& a, const Appearance& b) {
    return a.digest != b.digest ? a.digest > b.digest : a.entry < b.entry;
  });
}

// The newest leading papers of a topic. On a day without scores the topic's first paper leads. If
// no paper leads, the newest ones.
std::vector<Appearance> newest(const PageContext& context, std::vector<Appearance> papers,
                               std::size_t most) {
  sort_newest_first(papers);
  std::vector<Appearance> leading;
  for (std::size_t i = 0; i < papers.size() && leading.size() < most; ++i) {
    const bool is_first = i == 0 || papers[i - 1].digest != papers[i].digest;
    const bool leads =
        context.is_scored(papers[i].digest) ? context.band_of(papers[i]) == Band::Lead : is_first;
    if (leads) leading.push_back(papers[i]);
  }
  if (!leading.empty()) return leading;
  papers.resize(std::min(most, papers.size()));
  return papers;
}

theme::View listed_view(const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  const Day day = context.day_of(at);
  theme::View view;
  view.html("title", context.texts.title(at));
  view.text("url", context.url(Routes::paper(entry.id)));
  view.text("score", has_score(entry) ? context.words.number(*entry.score) : "");
  view.text("day", context.words.date(day, theme::DateStyle::DayMonthShort));
  view.text("day_url", context.url(Routes::day(day)));
  return view;
}

std::vector<theme::View> month_lists(const PageContext& context,
                                     const std::vector<Appearance>& papers) {
  std::map<Month, std::vector<Appearance>> months;
  for (const Appearance& at : papers) months[context.day_of(at).month()].push_back(at);
  std::vector<theme::View> views;
  for (auto it = months.rbegin(); it != months.rend(); ++it) {
    std::vector<Appearance>& list = it->second;
    sort_newest_first(list);
    std::stable_sort(list.begin(), list.end(), [&](const Appearance& a, const Appearance& b) {
      return context.entry(a).score.value_or(0) > context.entry(b).score.value_or(0);
    });
    std::vector<theme::View> items;
    for (const Appearance& at : list) items.push_back(listed_view(context, at));
    theme::View& view = views.emplace_back();
    view.text("label", context.words.month(it->first));
    view.text("url", context.url(Routes::month(it->first)));
    view.text("count", context.words.count("papers", std::ssize(list)));
    view.flag("open", it == months.rbegin());
    view.list("papers", std::move(items));
  }
  return views;
}

// The month that trends speak of: that of their papers. The newest one may have too few papers.
std::size_t month_of_trends(const PageContext& context) {
  const std::vector<Month> months = context.library.months();
  for (const Trend& trend : context.input.trends) {
    if (trend.papers.empty()) continue;
    const Paper& paper = context.library.papers()[trend.papers.front()];
    const Month month = context.library.first_day(paper).month();
    return static_cast<std::size_t>(std::lower_bound(months.begin(), months.end(), month) -
                                    months.begin());
  }
  return months.empty() ? 0 : months.size() - 1;
}

// Counts of the months that have issues, with a 0 for each month without.
std::vector<int> along_time(const PageContext& context, const std::vector<std::uint32_t>& counts) {
  const std::vector<Month> with_issues = context.library.months();
  const std::vector<Month> months = time_line(context);
  std::vector<int> all(months.size());
  for (std::size_t i = 0; i < std::min(counts.size(), with_issues.size()); ++i) {
    const auto found = std::lower_bound(months.begin(), months.end(), with_issues[i]);
    all[static_cast<std::size_t>(found - months.begin())] = static_cast<int>(counts[i]);
  }
  return all;
}

theme::Html shares_chart(const PageContext& context) {
  const std::vector<Month> months = time_line(context);
  if (months.size() < kLeastMonths) return {};
  const std::vector<config::TopicConfig>& topics = context.config.topics;
  std::vector<ShareColumn> columns(months.size());
  std::vector<SharePart> parts;
  std::vector<std::string> labels;
  set_labels(context, months, columns);
  for (std::size_t m = 0; m < months.size(); ++m) {
    columns[m].title = context.words.month(months[m]);
    columns[m].parts.resize(topics.size());
  }
  for (std::size_t t = 0; t < topics.size(); ++t) {
    parts.push_back({.label = topics[t].label, .css_class = topic_class(t)});
    labels.push_back(topics[t].label);
    const std::vector<int> counts = by_month(context, papers_of_topic(context, t));
    for (std::size_t m = 0; m < months.size(); ++m) columns[m].parts[t] = counts[m];
  }
  return share_chart(
      columns, parts,
      context.words.fill("chart.topics_by_month", {{"period", context.config.site.title},
                                                   {"topics", context.words.list(labels)}}));
}

}  // namespace

std::vector<Appearance> papers_of_topic(const PageContext& context, std::size_t topic) {
  std::vector<Appearance> papers =
      first_appearances(context.library, 0, context.library.digests().size());
  std::erase_if(papers, [&](const Appearance& at) {
    const std::vector<std::size_t>& topics = context.texts.topics(at);
    return topics.empty() || topics.front() != topic;
  });
  return papers;
}

theme::View topics_view(PageContext& context) {
  PageHead head;
  head.heading = context.words("nav.topics");
  head.route = Routes::topics();
  std::vector<theme::View> cards;
  for (std::size_t t = 0; t < context.config.topics.size(); ++t) {
    const config::TopicConfig& topic = context.config.topics[t];
    const std::vector<Appearance> papers = papers_of_topic(context, t);
    theme::View& view = cards.emplace_back();
    view.text("class", topic_class(t));
    view.text("label", topic.label);
    view.text("url", context.url(Routes::topic(topic.id)));
    view.text("count", context.words.count("papers", std::ssize(papers)));
    view.html("chart",
              spark_chart(by_month(context, papers),
                          context.words.fill("chart.topic_by_month", {{"topic", topic.label}}),
                          topic_class(t)));
    view.list("papers", card_list(context, newest(context, papers, kNewestOnOverview)));
  }
  theme::View view = page_view(context, head);
  view.text("note", context.words("topics.note"));
  view.list("topics", std::move(cards));
  view.html("chart", shares_chart(context));
  return view;
}

theme::View topic_view(PageContext& context, std::size_t index) {
  const config::TopicConfig& topic = context.config.topics[index];
  const std::vector<Appearance> papers = papers_of_topic(context, index);
  PageHead head;
  head.heading = topic.label;
  head.route = Routes::topic(topic.id);
  const FeedFiles feeds = paper_feed_files(Routes::topic(topic.id).path);
  head.alternates = {{"application/atom+xml", topic.label, feeds.atom},
                     {"application/feed+json", topic.label, feeds.json}};
  const auto count = std::ssize(papers);
  head.description = context.words.count("topics.topic_note", count, {{"topic", topic.label}});
  theme::View view = page_view(context, head);
  view.text("class", topic_class(index));
  view.text("note", head.description);
  view.text("feed_url", context.url(feeds.atom));
  view.html("chart", months_chart(context, by_month(context, papers), topic.label));
  view.list("newest", card_list(context, newest(context, papers, kNewest)));
  view.list("months", month_lists(context, papers));
  return view;
}

theme::View trends_view(const PageContext& context) {
  const theme::Words& words = context.words;
  const std::vector<Month> months = context.library.months();
  const std::size_t month = month_of_trends(context);
  PageHead head;
  head.heading = words("nav.trends");
  head.route = Routes::trends();
  std::vector<theme::View> terms;
  for (const Trend& trend : context.input.trends) {
    std::vector<theme::View> papers;
    for (const std::size_t index : trend.papers) {
      const Paper& paper = context.library.papers()[index];
      theme::View& link = papers.emplace_back();
      link.html("title", context.texts.title(paper.appearances.front()));
      link.text("url", context.url(Routes::paper(paper.id)));
    }
    theme::View& view = terms.emplace_back();
    view.text("term", trend.term);
    view.text("url", context.search_url(trend.term));
    const std::uint32_t now = month < trend.counts.size() ? trend.counts[month] : 0;
    view.text("count", words.count("papers", now));
    view.text("rise", trend.rise > 0
                          ? words.fill("trends.times",
                                       {{"n", words.number(std::round(trend.rise * 10) / 10)}})
                          : words("trends.new"));
    view.html("chart", spark_chart(along_time(context, trend.counts),
                                   words.fill("chart.term_by_month", {{"term", trend.term}}), ""));
    view.list("papers", std::move(papers));
  }
  theme::View view = page_view(context, head);
  view.text("note", months.empty()
                        ? ""
                        : words.fill("trends.note", {{"month", words.month(months[month])}}));
  view.list("terms", std::move(terms));
  return view;
}

}  // namespace broadsheet::render
