// The page of the papers that were not chosen: all verdicts of a day, for readers who want to audit
// the cut-offs.
#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "config/formula.h"
#include "render/charts/charts.h"
#include "render/pages/views.h"
#include "render/parts/paper_parts.h"
#include "tex/text.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kMostRejected = 300;
constexpr std::size_t kLongestComment = 240;  // characters

struct Row {
  const Verdict* verdict = nullptr;
  const Entry* entry = nullptr;  ///< nullptr: not chosen
  std::size_t place = 0;         ///< of the entry
  double score = 0;
};

/// Best first; at most kMostRejected that were not chosen.
std::vector<Row> rows_of(const PageContext& context, const Digest& digest, std::size_t& left_out) {
  const config::Formula formula(context.config.score.score_formula);
  std::map<PaperId, std::size_t> places;
  for (std::size_t e = 0; e < digest.papers.size(); ++e) places[digest.papers[e].id] = e;
  std::vector<Row> rows;
  for (const Verdict& verdict : digest.verdicts) {
    const auto place = places.find(verdict.id);
    Row row{.verdict = &verdict, .score = formula.score(verdict.relevance, verdict.novelty)};
    if (place != places.end()) {
      row.entry = &digest.papers[place->second];
      row.place = place->second;
    }
    rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.verdict->relevance > b.verdict->relevance;
  });
  std::size_t rejected = 0;
  left_out = std::erase_if(
      rows, [&](const Row& row) { return row.entry == nullptr && ++rejected > kMostRejected; });
  return rows;
}

theme::View row_view(const PageContext& context, std::size_t digest, const Row& row) {
  const Verdict& verdict = *row.verdict;
  theme::View view;
  view.text("value", context.words.number(row.score));
  view.text("relevance", context.words.number(verdict.relevance));
  view.text("novelty", context.words.number(verdict.novelty));
  view.text("relevance_number", plain_number(verdict.relevance));
  view.text("novelty_number", plain_number(verdict.novelty));
  view.flag("chosen", row.entry != nullptr);
  if (row.entry != nullptr) {
    view.html("title", context.texts.title({.digest = digest, .entry = row.place}));
    view.text("url", context.url(Routes::day(context.library.digests()[digest].date)) + "#" +
                         anchor_of(verdict.id));
    view.text("comment", "");
    view.flag("always", is_author_match(*row.entry));
    return view;
  }
  view.html("title", {tex::tex_to_html(verdict.title.empty() ? verdict.id.label() : verdict.title,
                                       context.input.maths, tex::Links::Off)});
  view.text("url", verdict.id.address());
  view.text("comment", text::shorten(text::collapse_space(tex::tex_to_plain(verdict.comment)),
                                     kLongestComment));
  view.flag("always", false);
  return view;
}

}  // namespace

bool has_below(const PageContext& context, std::size_t digest) {
  if (!context.config.site.below || !context.input.theme.templates.contains("below")) return false;
  const Digest& day = context.library.digests()[digest];
  return std::any_of(day.verdicts.begin(), day.verdicts.end(), [&](const Verdict& verdict) {
    return std::none_of(day.papers.begin(), day.papers.end(),
                        [&](const Entry& entry) { return entry.id == verdict.id; });
  });
}

theme::View below_view(const PageContext& context, std::size_t index) {
  const Digest& digest = context.library.digests()[index];
  const theme::Words& words = context.words;
  std::size_t left_out = 0;
  const std::vector<Row> rows = rows_of(context, digest, left_out);
  const auto chosen =
      std::count_if(rows.begin(), rows.end(), [](const Row& row) { return row.entry != nullptr; });
  const std::string date = words.date(digest.date, theme::DateStyle::Full);
  PageHead head;
  head.heading = words("below.heading");
  head.title = words("below.heading") + ", " + date;
  head.route = Routes::below(digest.date);
  head.month = digest.date.month();
  head.noindex = true;
  head.sample = digest.sample;
  head.description =
      words.fill("below.note", {{"verdicts", words.count("papers", std::ssize(digest.verdicts))},
                                {"chosen", words.number(static_cast<std::int64_t>(chosen))}});
  theme::View view = page_view(context, head);
  view.text("date", date);
  view.part("day", link_view(words.fill("paper.in_issue", {{"date", date}}),
                             context.url(Routes::day(digest.date))));
  view.text("note", head.description);
  view.text("left_out",
            left_out > 0 ? words.count("below.left_out", static_cast<std::int64_t>(left_out)) : "");
  view.text("relevance_cutoff", plain_number(context.config.score.relevance_cutoff));
  view.text("novelty_cutoff", plain_number(context.config.score.novelty_cutoff));
  std::vector<theme::View> views;
  for (const Row& row : rows) views.push_back(row_view(context, index, row));
  view.list("rows", std::move(views));
  return view;
}

}  // namespace broadsheet::render
