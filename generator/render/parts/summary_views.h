#pragma once
// What a digest has of a paper beside abstract and comment: summary in parts, translations, links,
// other ratings.

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// Sets the keys "tldr", "parts", "parts_label", "translations", "links" and "ratings".
void set_summary(theme::View& view, const PageContext& context, const Appearance& at);

}  // namespace broadsheet::render
