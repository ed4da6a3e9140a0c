#include "render/parts/calendar_view.h"

#include "render/parts/paper_parts.h"
#include "render/parts/score_map.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

// A day with so many papers fills its cell; the area of a dot is its number.
constexpr double kFullDot = 80;

constexpr std::size_t kMostDaysNamed = 10;

std::vector<int> weekdays_in_order(const PageContext& context) {
  if (context.config.site.first_weekday == config::Weekday::Sunday) return {7, 1, 2, 3, 4, 5, 6};
  return {1, 2, 3, 4, 5, 6, 7};
}

// That of the language's seven, Monday's first.
std::string weekday_letter(const PageContext& context, int weekday) {
  const std::u32string letters = text::code_points(context.words("weekday_letters"));
  std::string letter;
  const auto index = static_cast<std::size_t>(weekday - 1);
  if (index < letters.size()) text::append_utf8(letter, letters[index]);
  return letter;
}

theme::View weekday_view(const PageContext& context, int weekday) {
  const Day any_such_day = Day(2024, 1, 1).plus(weekday - 1);  // 1 January 2024 was a Monday
  theme::View view;
  view.text("name", context.words.weekday(weekday));
  view.text("short", context.words.date(any_such_day, theme::DateStyle::WeekdayShort));
  view.text("letter", weekday_letter(context, weekday));
  return view;
}

theme::View empty_cell() {
  theme::View view;
  view.text("number", "").text("url", "").text("count", "").text("unit", "");
  view.text("count_label", "")
      .text("class", "")
      .text("note", "")
      .flag("current", false)
      .flag("failed", false);
  return view;
}

/// A weekday without a digest between the first and the last one; configured holidays too. A weekly
/// digest has none.
bool has_no_issue(const PageContext& context, Day day) {
  const Library& library = context.library;
  const std::span<const Digest> digests = library.digests();
  if (context.weekly || digests.empty() || day < digests.front().date || day > digests.back().date)
    return false;
  return !day.is_weekend() && library.find(day) == nullptr && !library.is_absent(day);
}

/// The sentence `key`_on, which names the days, or `key`_between if they are many.
std::string days_note(const PageContext& context, const std::string& key,
                      const std::vector<Day>& days) {
  if (days.empty()) return "";
  if (days.size() <= kMostDaysNamed) {
    return context.words.fill(key + "_on", {{"days", context.words.days(days)}});
  }
  return context.words.fill(key + "_between",
                            {{"from", context.words.date(days.front(), theme::DateStyle::DayMonth)},
                             {"to", context.words.date(days.back(), theme::DateStyle::DayMonth)},
                             {"n", context.words.number(std::ssize(days))}});
}

theme::View day_cell(const PageContext& context, Day day, std::optional<Day> current) {
  theme::View view = empty_cell();
  view.text("number", std::to_string(day.day()));
  view.flag("current", current == day);
  const Digest* digest = context.library.find(day);
  if (digest == nullptr) {
    if (context.library.is_absent(day)) {
      view.text("note", context.words("day.absent"));
    } else if (has_no_issue(context, day)) {
      view.text("note", context.words("day.no_issue"));
    }
    return view;
  }
  const auto count = std::ssize(digest->papers);
  view.text("url", context.url(Routes::day(day)));
  view.text("count", count > 0 ? context.words.number(count) : "");
  view.text("unit", context.words.count("calendar.papers", count));
  view.text("count_label", day_label(context, *digest));
  if (digest->status == DayStatus::Failed) {
    view.flag("failed", true);
  } else if (count > 0) {
    view.text("class", "dot " + dot_class(static_cast<double>(count), kFullDot));
  }
  return view;
}

}  // namespace

theme::View calendar_view(const PageContext& context, Month month, std::optional<Day> current) {
  const std::vector<int> order = weekdays_in_order(context);
  std::vector<theme::View> weekdays;
  for (const int weekday : order) weekdays.push_back(weekday_view(context, weekday));

  std::vector<theme::View> weeks;
  std::vector<theme::View> week;
  const int first = Day(month.year(), month.month(), 1).weekday();
  for (std::size_t i = 0; order[i] != first; ++i) week.push_back(empty_cell());
  for (int number = 1; number <= month.days(); ++number) {
    week.push_back(day_cell(context, Day(month.year(), month.month(), number), current));
    if (number == month.days()) {
      while (week.size() < 7) week.push_back(empty_cell());
    }
    if (week.size() < 7) continue;
    weeks.emplace_back().list("days", std::move(week));
    week.clear();
  }

  bool has_issue = false;
  for (int number = 1; number <= month.days(); ++number) {
    has_issue |= context.library.find(Day(month.year(), month.month(), number)) != nullptr;
  }
  theme::View view;
  view.text("label", context.words.month(month));
  view.text("url", has_issue ? context.url(Routes::month(month)) : "");
  view.list("weekdays", std::move(weekdays));
  view.list("weeks", std::move(weeks));
  return view;
}

std::string day_label(const PageContext& context, const Digest& digest) {
  if (digest.status == DayStatus::Failed) return context.words("day.failed_short");
  if (digest.papers.empty()) return context.words("day.empty_short");
  return context.words.count("papers", std::ssize(digest.papers));
}

std::string missing_note(const PageContext& context, Day after, Day before) {
  std::vector<Day> none, absent;
  for (Day day = after.plus(1); day < before; day = day.plus(1)) {
    if (context.library.is_absent(day)) {
      absent.push_back(day);
    } else if (has_no_issue(context, day)) {
      none.push_back(day);
    }
  }
  std::string note = days_note(context, "day.no_issue", none);
  if (!none.empty() && !absent.empty()) note += ' ';
  return note + days_note(context, "day.absent", absent);
}

}  // namespace broadsheet::render
