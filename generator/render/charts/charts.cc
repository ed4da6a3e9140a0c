#include "render/charts/charts.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <numeric>

#include "base/numbers.h"
#include "text/escape.h"

namespace broadsheet::render {
namespace {

constexpr double kBase = 120;    // where bars stand
constexpr double kRoom = 109;    // how high the tallest is
constexpr double kHeight = 146;  // with the labels
constexpr double kLine = 16;     // from one line of labels to the next
constexpr double kSpark = 28;
// A year and a gap, in per cent of a chart of 260 px: one on the narrowest phones.
constexpr double kUnderRoom = 14;

// Two decimals are finer than a pixel.
std::string number(double value) { return short_decimals(value, 2); }

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + text::escape_html(value) + "\"";
}

std::string open_svg(std::string_view css_class, double height, std::string_view summary) {
  return "<svg" + attribute("class", css_class) + attribute("height", number(height)) +
         attribute("role", "img") + attribute("aria-label", summary) + ">";
}

std::string rect(double x, double y, double width, double height, std::string_view css_class,
                 std::string_view title) {
  std::string out = "<rect";
  if (!css_class.empty()) out += attribute("class", css_class);
  out += attribute("x", number(x) + "%") + attribute("y", number(y)) +
         attribute("width", number(width) + "%") + attribute("height", number(height));
  if (title.empty()) return out + "/>";
  return out + "><title>" + text::escape_html(title) + "</title></rect>";
}

std::string line_at(double y) {
  return "<line x1=\"0\" x2=\"100%\" y1=\"" + number(y) + "\" y2=\"" + number(y) + "\"/>";
}

std::string label_at(std::string_view x, double y, std::string_view label) {
  return "<text x=\"" + std::string(x) + "\" y=\"" + number(y) + "\">" + text::escape_html(label) +
         "</text>";
}

// What stands below the bar or column `i`, of which each has `slot` per cent of the width. Where
// the label below the next ones would be printed over that of `i`, only the later one is there: a
// year that began there needs it more than one of which little is shown.
template <typename Item>
std::string labels_at(double x, const std::vector<Item>& items, std::size_t i, double slot) {
  std::string out;
  const std::string& label = items[i].label;
  if (!label.empty()) out += label_at(number(x) + "%", kBase + kLine, label);
  if (items[i].under.empty()) return out;
  for (std::size_t next = i + 1; next < items.size(); ++next) {
    if (static_cast<double>(next - i) * slot >= kUnderRoom) break;
    if (!items[next].under.empty()) return out;
  }
  return out + label_at(number(x) + "%", kBase + 2 * kLine, items[i].under);
}

template <typename Item>
double height_with_labels(const std::vector<Item>& items) {
  const bool two =
      std::any_of(items.begin(), items.end(), [](const Item& item) { return !item.under.empty(); });
  return kHeight + (two ? kLine : 0);
}

// The largest of 1, 2, 4 or 5 times a power of ten that fits twice into `most`.
double step_for(double most) {
  double step = std::pow(10, std::floor(std::log10(most / 2)));
  for (const double times : {2.0, 4.0, 5.0}) {
    const double next = std::pow(10, std::floor(std::log10(most / 2))) * times;
    if (2 * next <= most) step = next;
  }
  return step;
}

}  // namespace

theme::Html bar_chart(const std::vector<Bar>& bars, std::string_view summary,
                      std::string (*format)(double)) {
  double most = 0;
  for (const Bar& bar : bars) most = std::max(most, bar.value);
  if (most <= 0) return {};

  std::string svg = open_svg("bars", height_with_labels(bars), summary);
  const double step = step_for(most);
  const auto height_of = [&](double value) { return std::round(value / most * kRoom); };
  for (double mark = step; mark <= most; mark += step) {
    const double y = kBase - height_of(mark);
    svg += line_at(y) + label_at("0", y - 3, format(mark));
  }
  const double left = 7;  // room for the numbers of the grid
  const double slot = (100 - left) / static_cast<double>(bars.size());
  const double width = std::min(slot * .74, 6.0);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double x = left + slot * (static_cast<double>(i) + .5) - width / 2;
    const Bar& bar = bars[i];
    if (bar.missing) {
      svg += "<text class=\"miss\" x=\"" + number(x + width / 2) + "%\" y=\"" + number(kBase - 4) +
             "\">×<title>" + text::escape_html(bar.title) + "</title></text>";
    } else if (bar.value > 0) {
      const double height = std::max(1.0, height_of(bar.value));
      svg += rect(x, kBase - height, width, height, "", bar.title);
    }
    svg += labels_at(x, bars, i, slot);
  }
  return {svg + line_at(kBase) + "</svg>"};
}

theme::Html share_chart(const std::vector<ShareColumn>& columns,
                        const std::vector<SharePart>& parts, std::string_view summary) {
  const bool any = std::any_of(columns.begin(), columns.end(), [](const ShareColumn& column) {
    return std::accumulate(column.parts.begin(), column.parts.end(), 0.0) > 0;
  });
  if (!any) return {};

  std::string svg = open_svg("bars", height_with_labels(columns), summary);
  const double slot = 100.0 / static_cast<double>(columns.size());
  const double width = std::min(slot * .86, 12.0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ShareColumn& column = columns[i];
    const double sum = std::accumulate(column.parts.begin(), column.parts.end(), 0.0);
    const double x = slot * static_cast<double>(i);
    double y = kBase;
    for (std::size_t p = 0; p < parts.size() && sum > 0; ++p) {
      const double share = column.parts[p] / sum;
      if (share <= 0) continue;
      const double height = share * kRoom;
      y -= height;
      svg += rect(x, y, width, height, parts[p].css_class,
                  column.title + ": " + parts[p].label + " " +
                      std::to_string(std::lround(100 * share)) + " %");
    }
    svg += labels_at(x, columns, i, slot);
  }
  return {svg + line_at(kBase) + "</svg>"};
}

theme::Html spark_chart(const std::vector<int>& values, std::string_view summary,
                        std::string_view css_class) {
  const int most = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
  if (most <= 0) return {};
  std::string svg = open_svg("spark", kSpark, summary);
  const double slot = 100.0 / static_cast<double>(values.size());
  const double width = std::min(slot * .74, 8.0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] <= 0) continue;
    const double height = std::max(1.0, std::round(kSpark * values[i] / most));
    svg += rect(slot * static_cast<double>(i), kSpark - height, width, height, css_class, "");
  }
  return {svg + "</svg>"};
}

std::string plain_number(double value) {
  char text[32];
  return {text, std::to_chars(text, std::end(text), value, std::chars_format::general, 6).ptr};
}

std::string percent(double part, double whole) {
  return fixed_decimals(whole > 0 ? 100.0 * part / whole : 0.0, 1);
}

}  // namespace broadsheet::render
