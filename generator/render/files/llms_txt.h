#pragma once
// llms.txt, a summary of the site for programs that read text.

#include <string>

#include "render/input/site_input.h"

namespace broadsheet::render {

/// llms.txt: what the site contains and where programs find it (https://llmstxt.org).
std::string llms_txt(const SiteInput& input);

}  // namespace broadsheet::render
