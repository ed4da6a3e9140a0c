#include "render/parts/period_texts.h"

#include <optional>
#include <string>

#include "render/input/page_title.h"
#include "render/parts/own_page.h"

namespace broadsheet::render {
namespace {

theme::View text_view(const PageContext& context, const PeriodText& text, const std::string& label,
                      bool open) {
  const std::string heading = page_heading(text);
  theme::View view;
  view.text("label", heading == text.name ? label : heading);
  view.html(
      "content",
      {own_page_html(
          context.input, context.routes, context.words, text,
          {.heading_shift = 1, .id_prefix = "text-" + text.name + "-", .link_papers = true})});
  view.flag("open", open);
  return view;
}

}  // namespace

std::vector<theme::View> texts_of(const PageContext& context, Day day) {
  std::vector<theme::View> views;
  for (const PeriodText& text : context.input.texts) {
    if (text.name != day.str()) continue;
    // Beside papers it stays closed: it may be long.
    const bool open = context.library.find(day)->papers.empty();
    views.push_back(text_view(context, text, context.words("day.text"), open));
  }
  return views;
}

std::vector<theme::View> texts_of(const PageContext& context, Month month) {
  std::vector<theme::View> views;
  for (const PeriodText& text : context.input.texts) {
    const std::optional<Day> day = Day::parse(text.name);
    if (text.name == month.str()) {
      views.push_back(text_view(context, text, context.words("month.text"), true));
    } else if (day && day->month() == month && context.library.find(*day) == nullptr) {
      const std::string date = context.words.date(*day, theme::DateStyle::Full);
      views.push_back(text_view(context, text, date, false));
    }
  }
  return views;
}

}  // namespace broadsheet::render
