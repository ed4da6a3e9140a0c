#include "render/files/png.h"

#include <libdeflate.h>

#include <cassert>
#include <memory>
#include <new>
#include <string_view>

namespace broadsheet::render {
namespace {

constexpr int kDeflateLevel = 9;
constexpr char kNoFilter = 0;

std::string big_endian(std::size_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFF);
  return bytes;
}

/// Length, type, data and checksum.
std::string chunk(std::string_view type, std::string_view data) {
  const std::string checked = std::string(type).append(data);
  return big_endian(data.size()) + checked +
         big_endian(libdeflate_crc32(0, checked.data(), checked.size()));
}

std::string deflated(std::string_view plain) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(kDeflateLevel), &libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  std::string bytes(libdeflate_zlib_compress_bound(compressor.get(), plain.size()), '\0');
  bytes.resize(libdeflate_zlib_compress(compressor.get(), plain.data(), plain.size(), bytes.data(),
                                        bytes.size()));
  return bytes;
}

}  // namespace

std::string png_bytes(std::size_t width, std::span<const std::uint8_t> pixels,
                      const Palette& palette) {
  assert(width > 0 && pixels.size() % width == 0);
  std::string header = big_endian(width) + big_endian(pixels.size() / width);
  header += {8, 3, 0, 0, 0};  // bits a pixel; palette; deflate, filters by row, not interlaced
  std::string colours;
  for (const Rgb& colour : palette) {
    for (const std::uint8_t part : {colour.red, colour.green, colour.blue}) {
      colours += static_cast<char>(part);
    }
  }
  std::string rows;
  rows.reserve(pixels.size() + pixels.size() / width);
  for (std::size_t at = 0; at < pixels.size(); ++at) {
    if (at % width == 0) rows += kNoFilter;
    rows += static_cast<char>(pixels[at]);
  }
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR", header) + chunk("PLTE", colours) +
         chunk("IDAT", deflated(rows)) + chunk("IEND", "");
}

}  // namespace broadsheet::render
