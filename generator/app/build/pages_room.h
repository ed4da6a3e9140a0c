#pragma once
// How long the site of a growing library fits on GitHub Pages.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "app/build/build_state.h"
#include "model/library.h"

namespace broadsheet::app {

/// New papers in the last 365 days of the library; of a shorter library, scaled to a year. 0 if it
/// covers less than 30 days, which is too little to judge by.
std::size_t papers_a_year(const Library& library);

/// Years until the site reaches `limit` bytes at the present rate and size of a paper; 0 if it is
/// larger already, std::nullopt if the rate is unknown.
std::optional<double> years_left(const BuildFigures& figures, std::uint64_t limit);

/// "GitHub Pages: 65.2 of 1,000 MB; room for 14 more years at 4,200 papers a year"; empty if the
/// rate is unknown.
std::string pages_room_text(const BuildFigures& figures);

}  // namespace broadsheet::app
