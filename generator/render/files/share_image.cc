#include "render/files/share_image.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "render/files/png.h"

namespace broadsheet::render {
namespace {

constexpr Rgb kPaper{255, 253, 248}, kInk{28, 27, 25};
constexpr double kWidth = kShareImageWidth, kHeight = kShareImageHeight;
constexpr double kMargin = 60;
constexpr double kFullDot = 80;  // papers of the largest dot; the area of a dot is its number
constexpr int kWeeks = 20;

Palette ink_on_paper() {
  Palette palette;
  for (std::size_t i = 0; i < palette.size(); ++i) {
    const auto mixed = [i](int paper, int ink) {
      return static_cast<std::uint8_t>(paper + (ink - paper) * static_cast<int>(i) / 255);
    };
    palette[i] = {mixed(kPaper.red, kInk.red), mixed(kPaper.green, kInk.green),
                  mixed(kPaper.blue, kInk.blue)};
  }
  return palette;
}

/// An image of ink on paper; a pixel is the share of ink, 0 to 255.
class Canvas {
 public:
  /// A ring; a disc if `inner` is 0. Edges are smooth.
  void ring(double x, double y, double outer, double inner, double ink) {
    const auto first = [](double at) { return static_cast<std::size_t>(std::max(0.0, at)); };
    for (std::size_t row = first(y - outer - 1); row < first(y + outer + 2); ++row) {
      for (std::size_t column = first(x - outer - 1); column < first(x + outer + 2); ++column) {
        if (row >= kShareImageHeight || column >= kShareImageWidth) continue;
        const double dx = static_cast<double>(column) + 0.5 - x;
        const double dy = static_cast<double>(row) + 0.5 - y;
        const double distance = std::sqrt(dx * dx + dy * dy);
        const double outside = std::clamp(outer + 0.5 - distance, 0.0, 1.0);
        const double hole = inner > 0 ? std::clamp(inner + 0.5 - distance, 0.0, 1.0) : 0;
        std::uint8_t& pixel = pixels_[row * kShareImageWidth + column];
        pixel = std::max(pixel, static_cast<std::uint8_t>(255 * ink * (outside - hole)));
      }
    }
  }
  std::string png() const { return png_bytes(kShareImageWidth, pixels_, ink_on_paper()); }

 private:
  std::vector<std::uint8_t> pixels_ =
      std::vector<std::uint8_t>(kShareImageWidth * kShareImageHeight);
};

/// A dot for the papers of a day, a ring if its scoring failed, a speck if it has no paper.
void draw_day(Canvas& canvas, const Digest* digest, double x, double y, double cell) {
  const double largest = 0.46 * cell, speck = std::max(2.5, 0.04 * cell);
  if (digest != nullptr && digest->status == DayStatus::Failed) {
    return canvas.ring(x, y, 0.5 * largest, 0.35 * largest, 0.6);
  }
  const double papers = digest == nullptr ? 0 : static_cast<double>(digest->papers.size());
  if (papers == 0) return canvas.ring(x, y, speck, 0, 0.3);
  canvas.ring(x, y, std::max(speck, largest * std::sqrt(std::min(1.0, papers / kFullDot))), 0, 1);
}

/// Columns from the first weekday of a row to a day: 0 to 6.
int offset_of(Day day, int first_weekday) { return (day.weekday() - first_weekday + 7) % 7; }

}  // namespace

Route share_image_file() { return Routes::file("share.png"); }

Route share_image_file(Month month) {
  return Routes::file(Routes::month(month).path + "share.png");
}

std::string share_image(const Library& library, int first_weekday) {
  Canvas canvas;
  if (library.digests().empty()) return canvas.png();
  const Day newest = library.digests().back().date;
  const Day last = newest.plus(6 - offset_of(newest, first_weekday));
  constexpr double cell = (kWidth - 2 * kMargin) / kWeeks;
  for (int day = 0; day < 7 * kWeeks; ++day) {
    const double x = kWidth - kMargin - (day / 7 + 0.5) * cell;
    const double y = kHeight / 2 + (3 - day % 7) * cell;
    draw_day(canvas, library.find(last.plus(-day)), x, y, cell);
  }
  return canvas.png();
}

std::string share_image(const Library& library, Month month, int first_weekday) {
  Canvas canvas;
  const int before = offset_of(Day(month.year(), month.month(), 1), first_weekday);
  const int rows = (before + month.days() + 6) / 7;
  const double cell = (kHeight - 2 * kMargin) / rows;
  const double step = 1.4 * cell;  // a calendar is wider than it is high
  for (int number = 1; number <= month.days(); ++number) {
    const int at = before + number - 1;
    const double x = kWidth / 2 + (at % 7 - 3) * step;
    const double y = kMargin + (at / 7 + 0.5) * cell;
    draw_day(canvas, library.find(Day(month.year(), month.month(), number)), x, y, cell);
  }
  return canvas.png();
}

}  // namespace broadsheet::render
