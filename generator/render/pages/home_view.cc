// The front page: the latest issue that has papers.
#include <algorithm>
#include <optional>

#include "render/pages/views.h"
#include "render/parts/calendar_view.h"
#include "render/parts/paper_parts.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kLeading = 3;
constexpr std::size_t kBrief = 14;
constexpr std::size_t kEarlier = 5;

std::optional<std::size_t> latest_with_papers(const Library& library) {
  for (std::size_t d = library.digests().size(); d-- > 0;) {
    if (!library.digests()[d].papers.empty()) return d;
  }
  return std::nullopt;
}

void set_notice(theme::View& view, const PageContext& context, std::optional<std::size_t> shown) {
  const std::span<const Digest> digests = context.library.digests();
  const theme::Words& words = context.words;
  if (digests.empty()) {
    view.part("notice", notice_view(words("home.nothing_lead"), words("home.nothing_text")));
    return;
  }
  const Digest& last = digests.back();
  const std::string date = words.date(last.date, theme::DateStyle::DayMonth);
  const Link link{.label = words.fill("home.newest_link", {{"date", date}}),
                  .url = context.url(Routes::day(last.date))};
  if (last.status == DayStatus::Failed) {
    // "Since" is the first failed day behind the last issue that has papers.
    std::size_t first = digests.size() - 1;
    for (std::size_t d = digests.size(); d-- > (shown ? *shown + 1 : 0);) {
      if (digests[d].status == DayStatus::Failed) first = d;
    }
    const std::string since = words.date(digests[first].date, theme::DateStyle::DayMonth);
    view.part("notice", notice_view(words.fill("period.failed_since", {{"date", since}}),
                                    shown ? words("home.failed_text") : "", link));
  } else if (last.papers.empty()) {
    view.part("notice", notice_view(words.fill("home.empty_lead", {{"date", date}}),
                                    shown ? words("home.empty_text") : "", link));
  } else if (last.status == DayStatus::Partial) {
    view.part("notice", notice_view(words("day.incomplete_lead"), words("day.partial_text"), link));
  } else {
    view.no_part("notice");
  }
}

std::string_view plate(std::string_view title) {
  const std::size_t letters = text::code_point_count(title);
  if (letters <= 11) return "short";
  return letters <= 24 ? "medium" : "long";
}

}  // namespace

theme::View home_view(PageContext& context) {
  const theme::Words& words = context.words;
  const std::span<const Digest> digests = context.library.digests();
  const std::optional<std::size_t> shown = latest_with_papers(context.library);

  PageHead head;
  head.heading = context.config.site.title;
  head.title = context.config.site.title;
  if (!context.config.site.tagline.empty()) head.title += ": " + context.config.site.tagline;
  head.description =
      context.config.site.description.empty() ? head.title : context.config.site.description;
  head.route = Routes::home();
  head.sample = shown && digests[*shown].sample;

  theme::View view = page_view(context, head);
  const auto papers = static_cast<std::int64_t>(context.library.papers().size());
  view.text("placeholder",
            words.fill("home.placeholder", {{"papers", words.count("papers", papers)},
                                            {"days", words.count("days", std::ssize(digests))}}));
  view.text("plate", plate(context.config.site.title));
  set_notice(view, context, shown);
  if (!shown) {
    view.text("weekday", "").text("date", "").text("whole_label", "");
    view.no_part("latest").no_part("top").no_part("calendar");
    view.list("leading", {}).list("brief", {}).list("earlier", {});
    return view;
  }

  const Digest& digest = digests[*shown];
  view.text("weekday", words.weekday(digest.date.weekday()));
  view.text("date", words.date(digest.date, theme::DateStyle::Full));
  view.part("latest", issue_view(context, *shown));
  const std::vector<Appearance> order = papers_by_band(context, *shown);
  const std::span<const Appearance> rest = std::span(order).subspan(1);
  view.part("top", top_view(context, order.front()));
  view.list("leading", card_list(context, rest.subspan(0, std::min(kLeading, rest.size()))));
  std::vector<theme::View> brief;
  for (std::size_t i = kLeading; i < std::min(rest.size(), kLeading + kBrief); ++i) {
    brief.emplace_back().html("card", context.brief(rest[i]));
  }
  view.list("brief", std::move(brief));
  view.text("whole_label",
            words.fill("home.whole_issue",
                       {{"date", words.date(digest.date, theme::DateStyle::DayMonth)}}));
  view.part("calendar", calendar_view(context, digest.date.month(), digest.date));
  std::vector<theme::View> earlier;
  for (std::size_t d = *shown; d-- > 0 && earlier.size() < kEarlier;) {
    earlier.push_back(issue_view(context, d));
  }
  view.list("earlier", std::move(earlier));
  return view;
}

}  // namespace broadsheet::render
