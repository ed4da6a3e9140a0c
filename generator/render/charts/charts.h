#pragma once
// Charts as inline SVG: lengths in per cent across and pixels down, so that text keeps its size at
// any width and nothing needs a style. Every chart has a text alternative.

#include <string>
#include <string_view>
#include <vector>

#include "theme/template_engine.h"

namespace broadsheet::render {

/// One bar.
struct Bar {
  double value = 0;
  std::string label;       ///< below the bar; empty: none
  std::string under = {};  ///< below the label, such as a year; empty: none
  std::string title;       ///< shown under the pointer, "5 February: 37 papers"
  bool missing = false;    ///< no value is known: a cross on the base line
};

/// Bars side by side with a grid. Empty when no bar has a value.
/// @param summary  the text alternative, "Papers per day in February 2026, from 18 to 82"
/// @param format   writes the numbers of the grid
theme::Html bar_chart(const std::vector<Bar>& bars, std::string_view summary,
                      std::string (*format)(double));

/// One column of shares, by topic; they need not add up to anything.
struct ShareColumn {
  std::string label;
  std::string under = {};     ///< below the label; empty: none
  std::string title;          ///< "February 2026"
  std::vector<double> parts;  ///< same order in each column
};
/// What a part is.
struct SharePart {
  std::string label;
  std::string css_class;  ///< "t1"
};

/// Columns of equal height, cut by share. Empty when there is nothing to show.
theme::Html share_chart(const std::vector<ShareColumn>& columns,
                        const std::vector<SharePart>& parts, std::string_view summary);

/// Small bars without a grid, for a line of text.
theme::Html spark_chart(const std::vector<int>& values, std::string_view summary,
                        std::string_view css_class);

/// A number as scripts read it: with a decimal point, whatever the language.
std::string plain_number(double value);

/// "12.3" for a share of `whole` in per cent; "0.0" if `whole` is 0.
std::string percent(double part, double whole);

}  // namespace broadsheet::render
