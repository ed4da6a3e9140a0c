#pragma once
// Images that messengers show beside a link (og:image): the papers of each day as dots, without
// text, which a page's title and description supply.

#include <cstddef>
#include <string>

#include "model/library.h"
#include "render/input/routes.h"

namespace broadsheet::render {

/// Pixels: the size that readers of Open Graph ask for.
inline constexpr std::size_t kShareImageWidth = 1200;
inline constexpr std::size_t kShareImageHeight = 630;

Route share_image_file();             ///< share.png
Route share_image_file(Month month);  ///< 2026/02/share.png

/// The last twenty weeks, a column each. PNG.
std::string share_image(const Library& library, int first_weekday);

/// The calendar of a month. PNG.
/// @param first_weekday  of a calendar's row: 1 Monday to 7 Sunday
std::string share_image(const Library& library, Month month, int first_weekday);

}  // namespace broadsheet::render
