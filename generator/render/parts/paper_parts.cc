#include "render/parts/paper_parts.h"

#include <algorithm>

#include "base/ascii.h"
#include "render/charts/charts.h"
#include "render/parts/calendar_view.h"
#include "render/parts/summary_views.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kNamesInFull = 10;
constexpr std::size_t kNamesShown = 8;
constexpr std::size_t kNamesOnTop = 8;
constexpr std::size_t kNamesOnCard = 4;
constexpr std::size_t kTopicColours = 8;

// Author matches were not scored. To sort and filter they stand above all that were.
constexpr double kAboveAll = 20;
constexpr double kAboveAllParts = 11;

std::string cells_class(std::optional<double> points) {
  if (!points || *points < 6) return "";
  return "g" + std::to_string(std::min(10, static_cast<int>(*points)));
}

std::string_view code_word(CodeLink::Kind kind) {
  switch (kind) {
    case CodeLink::Kind::Code:
      return "paper.code";
    case CodeLink::Kind::Model:
      return "paper.model";
    case CodeLink::Kind::Project:
      return "paper.project";
  }
  return "";
}

std::string with_others(const PageContext& context, const Entry& entry, std::string names) {
  return entry.others ? std::move(names) + " " + context.words("paper.and_others") : names;
}

void set_authors(theme::View& view, const PageContext& context, const Entry& entry) {
  const std::vector<std::string>& authors = entry.authors;
  const bool all = authors.size() <= kNamesInFull;
  const std::size_t shown = all ? authors.size() : kNamesShown;
  view.text("authors", all ? all_names(context, entry) : names(authors, shown));
  const auto rest = static_cast<std::int64_t>(authors.size() - shown);
  view.text("more_authors_label", all ? "" : context.words.count("paper.more_authors", rest));
  const std::vector<std::string> others(authors.begin() + static_cast<std::ptrdiff_t>(shown),
                                        authors.end());
  view.text("more_authors", with_others(context, entry, names(others, others.size())));
}

void set_seen(theme::View& view, const PageContext& context, const Appearance& at) {
  const Appearance& first = context.library.find(context.entry(at).id)->appearances.front();
  if (first.digest >= at.digest) {
    view.no_part("seen");
    return;
  }
  const Day day = context.day_of(first);
  const Entry& then = context.entry(first);
  theme::View seen;
  seen.text("date", context.words.date(day, theme::DateStyle::DayMonthShort));
  seen.text("url", context.url(Routes::day(day)));
  seen.text("score", has_score(then) ? context.words.number(*then.score) : "");
  view.part("seen", std::move(seen));
}

}  // namespace

std::string anchor_of(const PaperId& id) {
  std::string anchor = "p" + id.str();
  const auto in_word = [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_'; };
  std::replace_if(anchor.begin(), anchor.end(), [&](char c) { return !in_word(c); }, '-');
  return anchor;
}

std::string topic_class(std::size_t topic) {
  return "t" + std::to_string(topic % kTopicColours + 1);
}

std::string topic_class(const PageContext& context, const Appearance& at) {
  const std::vector<std::size_t>& topics = context.texts.topics(at);
  return topics.empty() || is_author_match(context.entry(at)) ? "t0" : topic_class(topics.front());
}

std::string_view topic_id(const PageContext& context, const Appearance& at) {
  const std::vector<std::size_t>& topics = context.texts.topics(at);
  if (topics.empty() || is_author_match(context.entry(at))) return kNoTopic;
  return context.config.topics[topics.front()].id;
}

std::string all_names(const PageContext& context, const Entry& entry) {
  return with_others(context, entry, names(entry.authors, entry.authors.size()));
}

std::string short_names(const PageContext& context, const Entry& entry, std::size_t most) {
  const std::vector<std::string>& authors = entry.authors;
  if (authors.size() <= most + 1) return all_names(context, entry);
  const auto rest = static_cast<std::int64_t>(authors.size() - most);
  return names(authors, most) + " " + context.words.count("paper.more_authors", rest);
}

std::string_view band_name(Band band) {
  switch (band) {
    case Band::Lead:
      return "lead";
    case Band::Major:
      return "major";
    case Band::Minor:
      return "minor";
  }
  return "";
}

std::vector<Appearance> published_papers(const PageContext& context, std::size_t digest) {
  std::vector<Appearance> papers;
  const std::vector<Entry>& entries = context.library.digests()[digest].papers;
  for (std::size_t e = 0; e < entries.size(); ++e) papers.push_back({.digest = digest, .entry = e});
  return papers;
}

std::vector<Appearance> papers_by_band(const PageContext& context, std::size_t digest) {
  std::vector<Appearance> papers = published_papers(context, digest);
  if (!context.is_scored(digest)) return papers;
  const auto rank = [&](const Appearance& at) {
    const Entry& entry = context.entry(at);
    return is_author_match(entry) ? -1 : static_cast<int>(context.band_of(at));
  };
  std::stable_sort(papers.begin(), papers.end(),
                   [&](const Appearance& a, const Appearance& b) { return rank(a) < rank(b); });
  return papers;
}

theme::View score_view(const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  const int share = context.scores.top_share(at.digest, *entry.score);
  const auto number = [&](const std::optional<double>& value) {
    return value ? context.words.number(*value) : std::string();
  };
  theme::View view;
  view.text("value", number(entry.score));
  view.text("of", context.usual_sum ? "20" : "");
  view.text("relevance", number(entry.relevance));
  view.text("novelty", number(entry.novelty));
  view.text("relevance_cells", cells_class(entry.relevance));
  view.text("novelty_cells", cells_class(entry.novelty));
  view.text("top", share <= 50 ? std::to_string(share) : "");
  view.text("among", context.words.count("score.among", context.scores.scored(at.digest)));
  return view;
}

void set_score(theme::View& view, const PageContext& context, const Appearance& at) {
  if (has_score(context.entry(at))) {
    view.part("score", score_view(context, at));
  } else {
    view.no_part("score");
  }
}

theme::View comment_view(const PageContext& context, const Appearance& at) {
  const EntryText& text = context.texts.of(at);
  const bool match = is_author_match(context.entry(at));
  theme::View view;
  view.text("topic_class", topic_class(context, at));
  const bool has_topic = !match && !text.topics.empty();
  view.text("topic", has_topic ? context.config.topics[text.topics.front()].label : "");
  view.flag("shown", match || !text.comment.text.empty() || !text.run_in.text.empty());
  view.flag("author_match", match);
  // A comment that is only a criterion is shown as the comment.
  const bool alone = text.comment.text.empty();
  view.html("run_in", match || alone ? theme::Html{} : text.run_in);
  view.html("comment", match ? theme::Html{} : alone ? text.run_in : text.comment);
  return view;
}

void set_spotlight(theme::View& view, const PageContext& context, const Appearance& at) {
  const Spotlight& spotlight = context.entry(at).spotlight;
  if (spotlight.kind == SpotlightKind::None) {
    view.no_part("spotlight");
    return;
  }
  theme::View part;
  part.text("label", spotlight.label.empty() ? context.words("paper.spotlight") : spotlight.label);
  part.html("comment", context.texts.of(at).spotlight);
  view.part("spotlight", std::move(part));
}

void set_addresses(theme::View& view, const Entry& entry) {
  const PaperId& id = entry.id;
  view.text("id", id.str());
  view.text("service", service_name(id.scheme()));
  view.text("local_id", id.local());
  view.text("abs_url", id.address());
  view.text("pdf_url", id.pdf_address(entry.version));
  view.text("html_url", id.html_address(entry.version));
}

std::vector<theme::View> code_link_views(const PageContext& context, const Entry& entry) {
  std::vector<theme::View> views;
  for (const CodeLink& link : code_links(entry.abstract)) {
    theme::View view;
    view.text("label", context.words(code_word(link.kind)));
    view.text("url", link.url);
    view.text("host", link.host);
    views.push_back(std::move(view));
  }
  return views;
}

theme::View card_view(const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  const Day day = context.day_of(at);
  theme::View view;
  view.text("url", context.url(Routes::paper(entry.id)));
  set_addresses(view, entry);
  view.html("title", context.texts.title(at));
  view.text("authors", short_names(context, entry, kNamesOnCard));
  view.part("why", comment_view(context, at));
  set_score(view, context, at);
  view.text("day", context.words.date(day, theme::DateStyle::Medium));
  view.text("day_url", context.url(Routes::day(day)));
  return view;
}

theme::View top_view(const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  theme::View view = card_view(context, at);
  view.text("authors", short_names(context, entry, kNamesOnTop));
  view.html("abstract", context.texts.of(at).abstract);
  return view;
}

theme::View paper_view(const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  const EntryText& text = context.texts.of(at);
  const Band band = context.band_of(at);
  const bool match = is_author_match(entry);
  theme::View view;
  view.text("anchor", anchor_of(entry.id));
  view.text("band", band_name(band));
  view.text("number", std::to_string(at.entry + 1));
  view.text("url", context.url(Routes::paper(entry.id)));
  view.html("title", text.title);
  set_authors(view, context, entry);
  const auto sort_key = [match](const std::optional<double>& number, double above_all) {
    return match ? plain_number(above_all) : number ? plain_number(*number) : "";
  };
  view.text("sort_score", sort_key(entry.score, kAboveAll));
  view.text("sort_relevance", sort_key(entry.relevance, kAboveAllParts));
  view.text("sort_novelty", sort_key(entry.novelty, kAboveAllParts));
  view.flag("author_match", match);
  set_score(view, context, at);
  view.part("why", comment_view(context, at));
  view.text("topic_id", topic_id(context, at));
  set_summary(view, context, at);
  view.html("abstract", text.abstract);
  view.flag("open", band != Band::Minor);
  set_addresses(view, entry);
  view.list("code", code_link_views(context, entry));
  set_seen(view, context, at);
  set_spotlight(view, context, at);
  return view;
}

std::vector<theme::View> card_list(PageContext& context, std::span<const Appearance> papers) {
  std::vector<theme::View> views;
  for (const Appearance& at : papers) {
    theme::View& view = views.emplace_back();
    view.html("card", context.card(at)).text("terms", "");
  }
  return views;
}

theme::View issue_view(const PageContext& context, std::size_t digest) {
  const Digest& day = context.library.digests()[digest];
  theme::View view;
  view.text("label", context.words.date(day.date, theme::DateStyle::Issue));
  view.text("url", context.url(Routes::day(day.date)));
  view.text("count", day_label(context, day));
  const std::vector<Appearance> papers = papers_by_band(context, digest);
  view.html("title", papers.empty() ? theme::Html{} : context.texts.of(papers.front()).title);
  return view;
}

}  // namespace broadsheet::render
