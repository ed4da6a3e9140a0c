#pragma once
// The templates of a theme, with everything inserted that is the same on every page.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "render/input/routes.h"
#include "render/input/site_input.h"
#include "theme/template_engine.h"

namespace broadsheet::render {

/// By name: "day" for day.mustache.
using SiteTemplates = std::map<std::string, theme::Template, std::less<>>;

/// All templates of the pages of the input's theme. A template with a problem is reported and left
/// out.
SiteTemplates site_templates(const SiteInput& input, const Routes& routes, Diagnostics& problems);

/// The template of a mail or message, with the same constants; std::nullopt, and a report, if the
/// theme has none, or has one with a problem.
/// @param name    one of is_delivery_template
/// @param routes  with LinkForm::Absolute
std::optional<theme::Template> delivery_template(const std::string& name, const SiteInput& input,
                                                 const Routes& routes, Diagnostics& problems);

/// Where a static file of a theme is published: "theme.css" gives "assets/theme.1f2e3d4c.css". The
/// name changes with the content, so browsers may cache the file indefinitely.
Route asset_route(const std::string& name, std::string_view bytes);

}  // namespace broadsheet::render
