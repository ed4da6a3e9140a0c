#include "app/build/pages_room.h"

#include <algorithm>
#include <cmath>

#include "base/log.h"
#include "publish/pages_check.h"

namespace broadsheet::app {
namespace {

constexpr int kYear = 365;
constexpr int kLeastDays = 30;

std::string years_text(double years) {
  if (years < 1) return "less than a year";
  const auto whole = static_cast<std::size_t>(years);
  return "about " + counted(whole, "year");
}

}  // namespace

std::size_t papers_a_year(const Library& library) {
  const std::span<const Digest> digests = library.digests();
  if (digests.empty()) return 0;
  const auto last = digests.back().date.days();
  const auto span = std::min<std::int64_t>((last - digests.front().date.days()).count() + 1, kYear);
  if (span < kLeastDays) return 0;
  std::int64_t papers = 0;
  for (const Paper& paper : library.papers()) {
    const Day day = digests[paper.appearances.front().digest].date;
    if ((last - day.days()).count() < span) ++papers;
  }
  return static_cast<std::size_t>(papers * kYear / span);
}

std::optional<double> years_left(const BuildFigures& figures, std::uint64_t limit) {
  if (figures.papers == 0 || figures.papers_a_year == 0) return std::nullopt;
  if (figures.bytes >= limit) return 0;
  const double paper = static_cast<double>(figures.bytes) / static_cast<double>(figures.papers);
  const double a_year = paper * static_cast<double>(figures.papers_a_year);
  return static_cast<double>(limit - figures.bytes) / a_year;
}

std::string pages_room_text(const BuildFigures& figures) {
  const std::uint64_t limit = publish::PagesLimits{}.site;
  const std::optional<double> years = years_left(figures, limit);
  if (!years) return "";
  return "GitHub Pages: " + grouped(figures.bytes / 1'000'000) + " of " +
         grouped(limit / 1'000'000) + " MB; room for " + years_text(*years) + " at " +
         counted(figures.papers_a_year, "paper") + " a year";
}

}  // namespace broadsheet::app
