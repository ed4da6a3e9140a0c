#pragma once
// What somebody wrote about a day or a month, on their pages.

#include <vector>

#include "model/calendar.h"
#include "render/parts/page_context.h"

namespace broadsheet::render {

/// The text of a day, as a list of at most one.
std::vector<theme::View> texts_of(const PageContext& context, Day day);

/// The text of a month, and those of its days that have no issue, oldest first.
std::vector<theme::View> texts_of(const PageContext& context, Month month);

}  // namespace broadsheet::render
