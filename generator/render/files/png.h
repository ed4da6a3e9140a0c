#pragma once
// PNG files. Format: https://www.w3.org/TR/png-3/

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace broadsheet::render {

struct Rgb {
  std::uint8_t red = 0, green = 0, blue = 0;
};

using Palette = std::array<Rgb, 256>;

/// An image of 256 colours.
/// @param pixels  indexes into the palette, row by row from the top; a multiple of `width`
/// (asserted)
std::string png_bytes(std::size_t width, std::span<const std::uint8_t> pixels,
                      const Palette& palette);

}  // namespace broadsheet::render
