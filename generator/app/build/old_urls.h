#pragma once
// Pages at the addresses of older digest programs, which lead to the new ones.

#include "base/output.h"
#include "model/library.h"
#include "render/input/routes.h"

namespace broadsheet::app {

/// Writes archive/YYYY-MM/DD/index.html for each day, archive/YYYY-MM/ for each month and archive/:
/// static pages that lead on by <meta http-equiv="refresh">, name the new address as canonical, and
/// show a link.
/// @param all_months  what the link to all months is called
void write_old_urls(const Library& library, const render::Routes& routes,
                    const std::string& language, std::string_view all_months, OutputSink& sink);

}  // namespace broadsheet::app
