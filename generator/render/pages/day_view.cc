// The page of one day.
#include <algorithm>
#include <iterator>
#include <map>

#include "render/charts/charts.h"
#include "render/files/citations.h"
#include "render/files/json_twins.h"
#include "render/pages/day_groups.h"
#include "render/pages/day_header.h"
#include "render/pages/views.h"
#include "render/parts/editorial.h"
#include "render/parts/paper_parts.h"
#include "render/parts/period_texts.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kNamesInContents = 8;
constexpr std::size_t kManyPapers = 60;

std::vector<theme::View> contents(const PageContext& context,
                                  const std::vector<PaperGroup>& groups) {
  std::vector<theme::View> views;
  for (const PaperGroup& group : groups) {
    for (const Appearance& at : group.papers) {
      const Entry& entry = context.entry(at);
      theme::View& view = views.emplace_back();
      view.text("number", std::to_string(at.entry + 1));
      view.text("anchor", anchor_of(entry.id));
      view.html("title", context.texts.of(at).title);
      view.text("authors", short_names(context, entry, kNamesInContents));
    }
  }
  return views;
}

std::vector<theme::View> group_views(const PageContext& context,
                                     const std::vector<PaperGroup>& groups) {
  std::vector<theme::View> views;
  for (const PaperGroup& group : groups) {
    std::vector<theme::View> papers;
    for (const Appearance& at : group.papers) papers.push_back(paper_view(context, at));
    theme::View& view = views.emplace_back();
    view.text("name", group.name).text("label", group.label).text("note", group.note);
    view.flag("section", group.name.starts_with("section-"));
    view.list("papers", std::move(papers));
  }
  return views;
}

theme::View option(std::string_view value, std::string_view label) {
  theme::View view;
  view.text("value", value).text("label", label);
  return view;
}

std::vector<theme::View> minimums(const PageContext& context, const Digest& digest) {
  // A paper of a followed author passes every minimum.
  std::map<double, std::int64_t> scores;
  for (const Entry& entry : digest.papers) {
    const bool is_above_all = is_author_match(entry);
    if (!is_above_all) {
      ++scores[entry.score.value_or(0)];
    } else if (has_score(entry)) {
      scores.try_emplace(*entry.score, 0);
    }
  }
  std::vector<theme::View> views;
  auto left = std::ssize(digest.papers);
  for (const auto& [score, count] : scores) {
    const std::string number = context.words.number(score);
    if (left < std::ssize(digest.papers)) {
      views.push_back(
          option(plain_number(score),
                 context.words.fill("day.and_up",
                                    {{"score", number}, {"n", context.words.number(left)}})));
    }
    left -= count;
  }
  return views;
}

std::vector<theme::View> topic_options(const PageContext& context, std::size_t digest) {
  std::map<std::string_view, std::int64_t> counts;
  const std::vector<Entry>& entries = context.library.digests()[digest].papers;
  for (std::size_t e = 0; e < entries.size(); ++e) {
    ++counts[topic_id(context, {.digest = digest, .entry = e})];
  }
  std::vector<theme::View> views;
  const auto add = [&](std::string_view id, const std::string& label) {
    const auto found = counts.find(id);
    if (found == counts.end()) return;
    views.push_back(option(id, label + " (" + context.words.number(found->second) + ")"));
  };
  for (const config::TopicConfig& topic : context.config.topics) add(topic.id, topic.label);
  if (!views.empty()) add(kNoTopic, other_topics_label(context, digest));
  return views;
}

bool has_seen(const PageContext& context, std::size_t digest) {
  const std::vector<Entry>& entries = context.library.digests()[digest].papers;
  return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
    return context.library.find(entry.id)->appearances.front().digest < digest;
  });
}

void set_prompt(theme::View& view, const PageContext& context, const Digest& digest) {
  if (digest.prompt.empty() || context.input.prompts.count(digest.prompt) == 0) {
    view.no_part("prompt");
    return;
  }
  view.part("prompt", link_view(context.words("day.prompt_link"),
                                context.url(Routes::prompt(digest.prompt))));
}

PageHead head(const PageContext& context, const Digest& digest) {
  const theme::Words& words = context.words;
  PageHead head;
  head.heading = words.date(digest.date, theme::DateStyle::Long);
  const std::string date = words.date(digest.date, theme::DateStyle::Full);
  if (digest.status == DayStatus::Failed) {
    head.description = words.fill("day.description_failed", {{"date", date}});
  } else if (digest.counts.announced) {
    head.description =
        words.count("day.description_of", selected_papers(digest),
                    {{"announced", words.number(*digest.counts.announced)}, {"date", date}});
  } else {
    head.description = words.count("day.description", selected_papers(digest), {{"date", date}});
  }
  head.route = Routes::day(digest.date);
  head.month = digest.date.month();
  head.sample = digest.sample;
  head.alternates.push_back({"application/json", "JSON", json_twin(digest.date)});
  head.article = true;
  return head;
}

}  // namespace

theme::View day_view(PageContext& context, std::size_t index) {
  const Digest& digest = context.library.digests()[index];
  const std::vector<PaperGroup> groups = day_groups(context, index);
  const auto count = std::ssize(digest.papers);
  const bool scored = context.is_scored(index);

  theme::View view = page_view(context, head(context, digest));
  set_day_header(view, context, index);
  set_editorial(view, day_editorial(context, index));
  if (find_week(context.weeks, Week::of(digest.date)) != nullptr) {
    view.part("week", week_link(context, Week::of(digest.date)));
  } else {
    view.no_part("week");
  }
  view.list("contents", contents(context, groups));
  view.text("count", count > 0 ? context.words.count("papers", count) : "");
  view.flag("scored", scored);
  view.list("minimums", scored ? minimums(context, digest) : std::vector<theme::View>());
  view.list("topics", topic_options(context, index));
  view.flag("has_score_parts",
            std::any_of(digest.papers.begin(), digest.papers.end(),
                        [](const Entry& entry) { return cell_of(entry).has_value(); }));
  view.flag("has_seen", has_seen(context, index));
  view.flag("many", digest.papers.size() > kManyPapers);
  view.flag("grouped", groups.size() > 1);
  view.list("bands", group_views(context, groups));
  view.list("texts", texts_of(context, digest.date));
  set_prompt(view, context, digest);
  view.text("below_url", has_below(context, index) ? context.url(Routes::below(digest.date)) : "");
  view.text("bib_url", count > 0 ? context.url(bibtex_file(digest.date)) : "");
  view.text("ris_url", count > 0 ? context.url(ris_file(digest.date)) : "");
  view.text("json_url", context.url(json_twin(digest.date)));
  return view;
}

}  // namespace broadsheet::render
