// The page of one day.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "render/files/citations.h"
#include "render/files/json_twins.h"
#include "render/pages/calendar_view.h"
#include "render/pages/paper_parts.h"
#include "render/pages/views.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kNamesInContents = 8;
constexpr std::size_t kManyPapers = 60;

// The run's cost. Each part of an older page was rounded by itself ($0.06 and $0.40 of $0.45), or
// only the total stood there; then importing kept what the page stated.
std::optional<double> whole_cost(const Digest& digest) {
  const std::optional<double> sum = digest.usage.total_cost();
  constexpr std::string_view kStated = "\"total_cost_usd\":";
  const std::size_t at = digest.extra_json.find(kStated);
  if (at == std::string::npos) return sum;
  double stated = 0;
  const char* const begin = digest.extra_json.data() + at + kStated.size();
  const auto read =
      std::from_chars(begin, digest.extra_json.data() + digest.extra_json.size(), stated);
  const bool fits =
      read.ec == std::errc() && stated >= 0 && (!sum || std::abs(*sum - stated) < 0.02);
  return fits ? stated : sum;
}

theme::View pager(const PageContext& context, std::size_t digest) {
  const std::span<const Digest> digests = context.library.digests();
  const auto set = [&](theme::View& view, std::string_view key, bool there, std::size_t index) {
    if (!there) {
      view.no_part(key);
      return;
    }
    const Day day = digests[index].date;
    view.part(key, link_view(context.words.date(day, theme::DateStyle::Short),
                             context.url(Routes::day(day))));
  };
  theme::View view;
  set(view, "previous", digest > 0, digest - 1);
  set(view, "next", digest + 1 < digests.size(), digest + 1);
  const Month month = digests[digest].date.month();
  view.part("up", link_view(context.words.month(month), context.url(Routes::month(month))));
  return view;
}

// "11 of today's papers appear again on 28 February." Only what is known already.
std::string again_note(const PageContext& context, std::size_t digest) {
  std::int64_t papers = 0;
  std::set<Day> days;
  for (const Entry& entry : context.library.digests()[digest].papers) {
    bool again = false;
    for (const Appearance& at : context.library.find(entry.id)->appearances) {
      if (at.digest <= digest) continue;
      days.insert(context.day_of(at));
      again = true;
    }
    papers += again ? 1 : 0;
  }
  if (papers == 0) return "";
  const std::string when = context.words.days({days.begin(), days.end()});
  return context.words.count("day.again", papers, {{"days", when}});
}

std::string note(const PageContext& context, std::size_t digest) {
  const std::span<const Digest> digests = context.library.digests();
  std::string note;
  if (digest > 0) {
    note = missing_note(
        context, missing_days(context.library, digests[digest - 1].date, digests[digest].date));
  }
  const std::string again = again_note(context, digest);
  if (!note.empty() && !again.empty()) note += ' ';
  return note + again;
}

std::string sentence(std::string text) {
  if (text.empty()) return text;
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  if (std::string_view(".!?").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

std::string failed_text(const PageContext& context, const Digest& digest) {
  const Counts& counts = digest.counts;
  if (!counts.announced || !counts.scanned) return sentence(digest.status_reason);
  return context.words.fill("day.failed_text",
                            {{"announced", context.words.number(*counts.announced)},
                             {"scanned", context.words.number(*counts.scanned)}});
}

void set_notice(theme::View& view, const PageContext& context, std::size_t index) {
  const Digest& digest = context.library.digests()[index];
  if (digest.status == DayStatus::Failed) {
    view.part("notice",
              notice_view(context.words("day.incomplete_lead"), failed_text(context, digest),
                          last_complete_link(context, index)));
  } else if (digest.status == DayStatus::Partial) {
    view.part("notice", notice_view(context.words("day.incomplete_lead"),
                                    digest.status_reason.empty() ? context.words("day.partial_text")
                                                                 : sentence(digest.status_reason)));
  } else if (digest.papers.empty()) {
    const std::string text =
        digest.counts.scanned ? context.words.count("day.empty_text", *digest.counts.scanned) : "";
    view.part("notice", notice_view(context.words("day.empty_lead"), text));
  } else {
    view.no_part("notice");
  }
}

std::int64_t selected(const Digest& digest) {
  return digest.counts.selected.value_or(static_cast<std::int64_t>(digest.papers.size()));
}

std::string summary(const PageContext& context, const Digest& digest) {
  const theme::Words& words = context.words;
  std::vector<std::string> counts;
  if (digest.counts.announced)
    counts.push_back(words.count("day.announced", *digest.counts.announced));
  if (digest.counts.scanned) counts.push_back(words.count("day.scanned", *digest.counts.scanned));
  counts.push_back(words.count("day.selected", selected(digest)));
  std::string line;
  for (const std::string& count : counts) line += (line.empty() ? "" : ", ") + count;
  line += '.';
  const std::optional<double> cost = whole_cost(digest);
  if (digest.model.empty() || digest.status == DayStatus::Failed) return line;
  if (!cost) return line + " " + words.fill("day.by_model", {{"model", digest.model}});
  return line + " " +
         words.fill("day.by_model_for", {{"model", digest.model}, {"cost", words.money(*cost)}});
}

std::vector<theme::View> funnel(const PageContext& context, const Digest& digest) {
  const std::array<std::pair<std::string_view, std::optional<std::int64_t>>, 3> steps = {{
      {"day.total_announced", digest.counts.announced},
      {"day.total_scanned", digest.counts.scanned},
      {"day.total_selected", selected(digest)},
  }};
  std::int64_t most = 0;
  for (const auto& [word, count] : steps) most = std::max(most, count.value_or(0));
  std::vector<theme::View> bars;
  for (const auto& [word, count] : steps) {
    if (!count) continue;
    theme::View& bar = bars.emplace_back();
    bar.text("label", context.words(word)).text("url", "").text("class", "");
    bar.text("count", context.words.number(*count));
    bar.text("width", percent(static_cast<double>(*count), static_cast<double>(most)));
  }
  return bars;
}

void set_usage(theme::View& view, const PageContext& context, const Digest& digest) {
  const Usage& usage = digest.usage;
  const theme::Words& words = context.words;
  const bool any = usage.prompt_tokens || usage.completion_tokens || usage.prompt_cost ||
                   usage.completion_cost || whole_cost(digest) || !digest.model.empty();
  if (!any) {
    view.no_part("usage");
    return;
  }
  const auto tokens = [&](const std::optional<std::int64_t>& count) {
    return count ? words.number(*count) : words("unknown");
  };
  const auto cost = [&](const std::optional<double>& dollars) {
    return dollars ? words.money(*dollars) : words("unknown");
  };
  theme::View part;
  part.text("model", digest.model);
  part.text("heading", digest.model.empty()
                           ? words("day.usage")
                           : words.fill("day.made_with", {{"model", digest.model}}));
  part.text("prompt_tokens", tokens(usage.prompt_tokens));
  part.text("completion_tokens", tokens(usage.completion_tokens));
  part.text("total_tokens", tokens(usage.total_tokens()));
  part.text("prompt_cost", cost(usage.prompt_cost));
  part.text("completion_cost", cost(usage.completion_cost));
  part.text("total_cost", cost(whole_cost(digest)));
  part.text("cached", usage.cached_tokens.value_or(0) > 0
                          ? words.count("day.cached", *usage.cached_tokens)
                          : "");
  view.part("usage", std::move(part));
}

std::string band_note(const PageContext& context, Band band, bool has_match, std::size_t papers) {
  const theme::Words& words = context.words;
  const std::string lead = words.number(context.bands.lead());
  const std::string major = words.number(context.bands.major());
  std::string scores;
  if (band == Band::Lead) {
    scores =
        words.fill(has_match ? "band.lead_and_authors" : "band.lead_scores", {{"score", lead}});
  } else if (band == Band::Major) {
    const bool one = context.bands.lead() - context.bands.major() == 1;
    scores = words.fill(one ? "band.major_score" : "band.major_scores",
                        {{"score", major}, {"below", lead}});
  } else {
    scores = words.fill("band.minor_scores", {{"below", major}});
  }
  return scores + " · " + words.count("papers", static_cast<std::int64_t>(papers));
}

// Parts of the page, a band each; papers in printed order.
std::vector<theme::View> bands(const PageContext& context, const std::vector<Appearance>& papers) {
  std::vector<theme::View> views;
  const auto band_of = [&](std::size_t i) { return context.bands.of(context.entry(papers[i])); };
  for (std::size_t begin = 0, end = 0; begin < papers.size(); begin = end) {
    const Band band = band_of(begin);
    const bool has_match = is_author_match(context.entry(papers[begin]));
    std::vector<theme::View> articles;
    for (; end < papers.size() && band_of(end) == band; ++end) {
      articles.push_back(paper_view(context, papers[end], end + 1));
    }
    theme::View& view = views.emplace_back();
    view.text("name", band_name(band));
    view.text("label", context.words("band." + std::string(band_name(band))));
    view.text("note", band_note(context, band, has_match, articles.size()));
    view.list("papers", std::move(articles));
  }
  return views;
}

std::vector<theme::View> contents(const PageContext& context,
                                  const std::vector<Appearance>& papers) {
  std::vector<theme::View> views;
  for (const Appearance& at : papers) {
    const Entry& entry = context.entry(at);
    theme::View& view = views.emplace_back();
    view.text("number", std::to_string(views.size()));
    view.text("anchor", anchor_of(entry.id));
    view.html("title", context.texts.of(at).title);
    view.text("authors", short_names(context, entry.authors, kNamesInContents));
  }
  return views;
}

theme::View option(std::string_view value, std::string_view label) {
  theme::View view;
  view.text("value", value).text("label", label);
  return view;
}

std::vector<theme::View> minimums(const PageContext& context, const Digest& digest) {
  std::map<double, std::int64_t> scores;
  for (const Entry& entry : digest.papers)
    ++scores[is_author_match(entry) ? 20 : entry.score.value_or(0)];
  std::vector<theme::View> views;
  auto left = static_cast<std::int64_t>(digest.papers.size());
  for (const auto& [score, count] : scores) {
    const std::string number = context.words.number(score);
    if (left < static_cast<std::int64_t>(digest.papers.size())) {
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
  if (!views.empty()) add(kNoTopic, context.words("day.other_topic"));
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
        words.count("day.description_of", selected(digest),
                    {{"announced", words.number(*digest.counts.announced)}, {"date", date}});
  } else {
    head.description = words.count("day.description", selected(digest), {{"date", date}});
  }
  head.route = Routes::day(digest.date);
  head.sample = digest.sample;
  head.alternates.push_back({"application/json", "JSON", json_twin(digest.date)});
  head.meta = {{"og:type", "article"}, {"og:title", head.heading}};
  return head;
}

}  // namespace

theme::View day_view(PageContext& context, std::size_t index) {
  const Digest& digest = context.library.digests()[index];
  const theme::Words& words = context.words;
  const std::vector<Appearance> printed = printed_papers(context, index);
  const auto count = static_cast<std::int64_t>(digest.papers.size());

  theme::View view = page_view(context, head(context, digest));
  view.part("pager", pager(context, index));
  view.text("weekday", words.weekday(digest.date.weekday()));
  view.text("date", words.date(digest.date, theme::DateStyle::Full));
  view.text("note", note(context, index));
  set_notice(view, context, index);
  view.text("summary", summary(context, digest));
  view.list("funnel", funnel(context, digest));
  view.html("map", score_map(context, cells_of({&digest, 1}), words("map.caption")));
  set_usage(view, context, digest);
  view.list("contents", contents(context, printed));
  view.text("count", count > 0 ? words.count("papers", count) : "");
  view.list("minimums", minimums(context, digest));
  view.list("topics", topic_options(context, index));
  view.flag("has_seen", has_seen(context, index));
  view.flag("many", digest.papers.size() > kManyPapers);
  view.list("bands", bands(context, printed));
  set_prompt(view, context, digest);
  view.text("bib_url", count > 0 ? context.url(bibtex_file(digest.date)) : "");
  view.text("json_url", context.url(json_twin(digest.date)));
  return view;
}

}  // namespace broadsheet::render
