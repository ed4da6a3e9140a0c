#include "render/parts/score_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace broadsheet::render {

std::string dot_class(double count, double full) {
  if (count <= 0 || full <= 0) return "";
  const double radius = std::min(1.0, std::sqrt(count / full));
  constexpr std::array<double, 5> kUpTo = {.38, .52, .65, .79, .93};
  const auto step = std::lower_bound(kUpTo.begin(), kUpTo.end(), radius) - kUpTo.begin();
  return "d" + std::to_string(step + 1);
}

theme::Html score_map(PageContext& context, const ScoreCells& cells, std::string_view caption,
                      std::optional<std::pair<int, int>> here) {
  if (cells.empty()) return {};
  int left = 7, right = 10, top = 9, bottom = 6, most = 0;
  for (const auto& [cell, count] : cells) {
    left = std::min(left, cell.first);
    right = std::max(right, cell.first);
    bottom = std::min(bottom, cell.second);
    top = std::max(top, cell.second);
    most = std::max(most, count);
  }
  std::vector<theme::View> rows;
  for (int novelty = top; novelty >= bottom; --novelty) {
    std::vector<theme::View> row;
    for (int relevance = left; relevance <= right; ++relevance) {
      const auto found = cells.find({relevance, novelty});
      const int count = found == cells.end() ? 0 : found->second;
      std::string name = count > 0 ? "dot " + dot_class(count, most) : "";
      if (here == std::pair(relevance, novelty)) name += name.empty() ? "here" : " here";
      theme::View& cell = row.emplace_back();
      cell.text("count", count > 0 ? context.words.number(std::int64_t{count}) : "");
      cell.text("class", name);
    }
    const std::string number = std::to_string(novelty);
    theme::View& view = rows.emplace_back();
    view.text("label",
              novelty == top ? context.words.fill("map.novelty", {{"n", number}}) : number);
    view.list("cells", std::move(row));
  }
  std::vector<theme::View> columns;
  for (int relevance = left; relevance <= right; ++relevance) {
    columns.emplace_back().text("label", std::to_string(relevance));
  }
  theme::View view;
  view.text("caption", caption);
  view.list("rows", std::move(rows));
  view.list("columns", std::move(columns));
  view.text("column_label", context.words("map.relevance"));
  return {context.print("map", view)};
}

}  // namespace broadsheet::render
