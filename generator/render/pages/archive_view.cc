// All months, for the page that lists them and for readers without scripts on the search page.
#include <algorithm>
#include <map>
#include <optional>
#include <span>

#include "render/charts/charts.h"
#include "render/pages/views.h"
#include "render/parts/paper_parts.h"

namespace broadsheet::render {
namespace {

struct MonthSum {
  std::int64_t issues = 0;
  std::int64_t papers = 0;
  std::int64_t failed = 0;
};

theme::View month_row(const PageContext& context, Month month, const MonthSum& sum,
                      std::int64_t most) {
  const theme::Words& words = context.words;
  theme::View view;
  view.text("label", words.month_name(month.month()));
  view.text("url", context.url(Routes::month(month)));
  view.text("issues", words.count("issues", sum.issues));
  view.text("count", words.number(sum.papers));
  view.text("width", percent(static_cast<double>(sum.papers), static_cast<double>(most)));
  view.text("failed", sum.failed > 0 ? words.count("months.failed", sum.failed) : "");
  return view;
}

}  // namespace

std::vector<theme::View> year_rows(const PageContext& context) {
  std::map<Month, MonthSum> months;
  std::map<int, std::int64_t> papers;
  const std::span<const Digest> digests = context.library.digests();
  for (const Digest& digest : digests) {
    MonthSum& sum = months[digest.date.month()];
    sum.issues += digest.papers.empty() ? 0 : 1;
    sum.failed += digest.status == DayStatus::Failed ? 1 : 0;
  }
  // A paper counts once in each month, and once in each year.
  for (const Paper& paper : context.library.papers()) {
    std::optional<Month> last;
    for (const Appearance& at : paper.appearances) {
      const Month month = digests[at.digest].date.month();
      if (last == month) continue;
      ++months[month].papers;
      papers[month.year()] += last && last->year() == month.year() ? 0 : 1;
      last = month;
    }
  }
  std::int64_t most = 0;
  for (const auto& [month, sum] : months) most = std::max(most, sum.papers);

  std::map<int, std::vector<theme::View>> rows;
  for (const auto& [month, sum] : months) {
    rows[month.year()].push_back(month_row(context, month, sum, most));
  }
  std::vector<theme::View> years;
  for (auto it = rows.rbegin(); it != rows.rend(); ++it) {
    theme::View& view = years.emplace_back();
    view.text("label", std::to_string(it->first));
    view.text("url", context.url(Routes::year(it->first)));
    view.text("count", context.words.count("papers", papers[it->first]));
    view.list("months", std::move(it->second));
  }
  return years;
}

theme::View months_view(const PageContext& context) {
  const theme::Words& words = context.words;
  PageHead head;
  head.heading = words("nav.months");
  head.route = Routes::months();
  const auto papers = static_cast<std::int64_t>(context.library.papers().size());
  const auto days = static_cast<std::int64_t>(context.library.digests().size());
  head.description = words.fill("months.note", {{"papers", words.count("papers", papers)},
                                                {"days", words.count("days", days)}});
  theme::View view = page_view(context, head);
  view.text("note", head.description);
  view.list("years", year_rows(context));
  return view;
}

}  // namespace broadsheet::render
