#include "render/pages/day_header.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "render/charts/charts.h"
#include "render/parts/calendar_view.h"
#include "render/parts/score_map.h"

namespace broadsheet::render {
namespace {

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

// "11 of these papers appear again on 28 February."
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
    note = missing_note(context, digests[digest - 1].date, digests[digest].date);
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

// A day without papers. It was scored if there are verdicts, or, in an imported digest, a model.
std::string empty_text(const PageContext& context, const Digest& digest) {
  if (digest.counts.scanned.value_or(0) == 0) return "";
  const bool was_scored = !digest.verdicts.empty() || !digest.model.empty();
  return context.words.count(was_scored ? "day.empty_text" : "period.scanned",
                             *digest.counts.scanned) +
         (was_scored ? "" : ".");
}

std::vector<theme::View> funnel(const PageContext& context, const Digest& digest) {
  const std::array<std::pair<std::string_view, std::optional<std::int64_t>>, 3> steps = {{
      {"day.total_announced", digest.counts.announced},
      {"day.total_scanned", digest.counts.scanned},
      {"day.total_selected", selected_papers(digest)},
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
  if (bars.size() < 2) bars.clear();  // one number is no comparison
  return bars;
}

// Whether there is more to show than zeros: the recommender uses no tokens.
bool shows_usage(const Digest& digest) {
  const Usage& usage = digest.usage;
  const std::optional<double> cost = digest.usage.total_cost();
  const bool is_known = usage.prompt_tokens || usage.completion_tokens || usage.prompt_cost ||
                        usage.completion_cost || cost;
  if (!is_known) return !digest.model.empty();
  return usage.prompt_tokens.value_or(0) > 0 || usage.completion_tokens.value_or(0) > 0 ||
         cost.value_or(0) > 0;
}

void set_usage(theme::View& view, const PageContext& context, const Digest& digest) {
  const Usage& usage = digest.usage;
  const theme::Words& words = context.words;
  if (!shows_usage(digest)) {
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
  part.text("total_cost", cost(digest.usage.total_cost()));
  part.text("cached", usage.cached_tokens.value_or(0) > 0
                          ? words.count("day.cached", *usage.cached_tokens)
                          : "");
  view.part("usage", std::move(part));
}

}  // namespace

std::int64_t selected_papers(const Digest& digest) {
  return digest.counts.selected.value_or(std::ssize(digest.papers));
}

std::string day_summary(const PageContext& context, std::size_t index) {
  const Digest& digest = context.library.digests()[index];
  const theme::Words& words = context.words;
  std::vector<std::string> counts;
  if (digest.counts.announced)
    counts.push_back(words.count("day.announced", *digest.counts.announced));
  if (digest.counts.scanned) counts.push_back(words.count("day.scanned", *digest.counts.scanned));
  const std::int64_t selected = selected_papers(digest);
  if (counts.empty() && digest.papers.empty() && digest.model.empty()) return "";  // nothing known
  // Only a digest that chose its papers may call them relevant.
  const bool was_chosen = context.is_scored(index) || !digest.model.empty() || !counts.empty();
  counts.push_back(words.count(was_chosen ? "day.selected" : "papers", selected));
  std::string line;
  for (const std::string& count : counts) line += (line.empty() ? "" : words("list.comma")) + count;
  line += words("list.stop");
  const std::optional<double> cost = digest.usage.total_cost();
  if (digest.model.empty() || digest.status == DayStatus::Failed) return line;
  if (cost.value_or(0) == 0)
    return line + " " + words.fill("day.by_model", {{"model", digest.model}});
  return line + " " +
         words.fill("day.by_model_for", {{"model", digest.model}, {"cost", words.money(*cost)}});
}

std::optional<DayNotice> day_notice(const PageContext& context, std::size_t index) {
  const Digest& digest = context.library.digests()[index];
  if (digest.status == DayStatus::Failed) {
    return DayNotice{.lead = context.words("day.incomplete_lead"),
                     .text = failed_text(context, digest),
                     .link = last_complete_link(context, index)};
  }
  if (digest.status == DayStatus::Partial) {
    return DayNotice{.lead = context.words("day.incomplete_lead"),
                     .text = digest.status_reason.empty() ? context.words("day.partial_text")
                                                          : sentence(digest.status_reason)};
  }
  if (!digest.papers.empty()) return std::nullopt;
  return DayNotice{.lead = context.words("day.empty_lead"), .text = empty_text(context, digest)};
}

void set_day_header(theme::View& view, PageContext& context, std::size_t index) {
  const Digest& digest = context.library.digests()[index];
  const theme::Words& words = context.words;
  view.part("pager", pager(context, index));
  view.text("weekday", words.weekday(digest.date.weekday()));
  view.text("date", words.date(digest.date, theme::DateStyle::Full));
  view.text("note", note(context, index));
  if (const auto notice = day_notice(context, index)) {
    view.part("notice", notice_view(notice->lead, notice->text, notice->link));
  } else {
    view.no_part("notice");
  }
  view.text("summary", day_summary(context, index));
  std::vector<theme::View> bars = funnel(context, digest);
  theme::Html map = score_map(context, cells_of({&digest, 1}), words("map.caption"));
  const bool has_cells = !map.text.empty();
  view.flag("has_facts", !bars.empty() || !map.text.empty() || shows_usage(digest));
  view.list("funnel", std::move(bars));
  view.html("map", std::move(map));
  view.html("history_map", has_cells ? context.history_map(index, std::nullopt) : theme::Html{});
  set_usage(view, context, digest);
}

}  // namespace broadsheet::render
