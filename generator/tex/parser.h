#pragma once
// TeX text to events.

#include <string_view>

#include "tex/sink.h"

namespace broadsheet::tex {

/// Parses `source` once, in linear time, whatever its bytes. Styles nested more than 16 deep are
/// not reported.
void walk_tex(std::string_view source, TexSink& sink);

/// Whether a text has no TeX, no quotes or dashes of TeX, no Markdown and no link: most have none.
bool is_plain_text(std::string_view source);

}  // namespace broadsheet::tex
