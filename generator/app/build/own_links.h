#pragma once
// Links in own pages that lead nowhere.

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "config/config.h"
#include "render/input/site_input.h"
#include "render/site_plan.h"

namespace broadsheet::app {

/// Reports each local link and image of an own page whose target the site does not have, at the
/// line of its source.
void check_own_links(render::SitePlan& plan, const std::vector<render::FreePage>& pages,
                     const config::Config& config, Diagnostics& problems);

}  // namespace broadsheet::app
