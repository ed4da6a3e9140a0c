#include "render/files/share_image.h"

#include <libdeflate.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"

using namespace broadsheet;
using namespace render;

namespace {

std::size_t number_at(const std::string& bytes, std::size_t at) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

/// Type and data of each chunk of a PNG file, whose checksums are checked.
std::vector<std::pair<std::string, std::string>> chunks_of(const std::string& png) {
  REQUIRE(png.starts_with("\x89PNG\r\n\x1A\n"));
  std::vector<std::pair<std::string, std::string>> chunks;
  for (std::size_t at = 8; at < png.size();) {
    const std::size_t size = number_at(png, at);
    const std::string checked = png.substr(at + 4, 4 + size);
    CHECK(number_at(png, at + 8 + size) == libdeflate_crc32(0, checked.data(), checked.size()));
    chunks.emplace_back(checked.substr(0, 4), checked.substr(4));
    at += 12 + size;
  }
  return chunks;
}

/// The ink of each pixel, 0 to 255.
class Image {
 public:
  explicit Image(const std::string& png) {
    const auto chunks = chunks_of(png);
    REQUIRE(chunks.size() == 4);
    CHECK(chunks[0].first == "IHDR");
    CHECK(number_at(chunks[0].second, 0) == kShareImageWidth);
    CHECK(number_at(chunks[0].second, 4) == kShareImageHeight);
    CHECK(chunks[1].second.size() == 3 * 256);
    CHECK(chunks[3].first == "IEND");
    rows_.resize((kShareImageWidth + 1) * kShareImageHeight);
    const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> inflate(
        libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    const std::string& data = chunks[2].second;
    REQUIRE(libdeflate_zlib_decompress(inflate.get(), data.data(), data.size(), rows_.data(),
                                       rows_.size(), nullptr) == LIBDEFLATE_SUCCESS);
  }
  int at(std::size_t x, std::size_t y) const {
    return static_cast<unsigned char>(rows_[y * (kShareImageWidth + 1) + 1 + x]);
  }
  /// Pixels with ink around a point.
  int area(std::size_t x, std::size_t y, std::size_t around) const {
    int pixels = 0;
    for (std::size_t row = y - around; row <= y + around; ++row) {
      for (std::size_t column = x - around; column <= x + around; ++column) {
        pixels += at(column, row) > 127 ? 1 : 0;
      }
    }
    return pixels;
  }

 private:
  std::string rows_;
};

Digest day_of(int day, int papers) {
  Digest digest{.date = Day(2026, 2, day)};
  for (int i = 0; i < papers; ++i) {
    digest.papers.push_back(
        {.id = *PaperId::parse("2602." + std::to_string(10000 + 1000 * day + i))});
  }
  return digest;
}

}  // namespace

TEST_CASE("the image of a month has a dot for each day, its area the number of papers") {
  std::vector<Digest> digests = {day_of(2, 20), day_of(3, 40), day_of(5, 0)};
  digests.push_back({.date = Day(2026, 2, 4), .status = DayStatus::Failed});
  const Library library(digests);
  // February 2026 begins on a Sunday: five rows of 102 pixels from Monday on.
  const Image image(share_image(library, Month(2026, 2), 1));
  const std::size_t row = 60 + 102 + 51, monday = 600 - 3 * 143 + 1, step = 143;
  const int small = image.area(monday, row, 50), large = image.area(monday + step, row, 50);
  CHECK(small > 1000);
  CHECK(large > 1.95 * small);
  CHECK(large < 2.05 * small);
  CHECK(image.at(monday + 2 * step, row) == 0);  // the middle of a ring
  CHECK(image.area(monday + 2 * step, row, 50) > 300);
  CHECK(image.at(monday + 3 * step, row) > 0);  // a speck
  CHECK(image.area(monday + 3 * step, row, 50) == 0);
  const Image from_sunday(share_image(library, Month(2026, 2), 7));
  CHECK(from_sunday.at(243, 123) == 255);  // the second of seven columns, the first of four rows
}

TEST_CASE("the image of the site ends with the week of the newest day") {
  const Image image(share_image(Library({day_of(2, 80), day_of(12, 40)}), 1));
  const std::size_t thursday = 315, last = 1200 - 60 - 27;
  CHECK(image.at(last, thursday) == 255);
  CHECK(image.at(last - 54, thursday - 3 * 54) == 255);  // Monday of the week before
  CHECK(image.area(last - 54, thursday, 26) == 0);
  const Image none(share_image(Library({}), 1));
  CHECK(none.area(600, 315, 300) == 0);
}
