#pragma once
// For other programs: index.json beside the page of every day and paper, and llms.txt.
// The format is docs/json.md.

#include <string>

#include "base/output.h"
#include "model/library.h"
#include "render/routes.h"
#include "render/site.h"

namespace broadsheet::render {

/// The format number that every twin states.
inline constexpr int kJsonTwinFormat = 1;

Route json_twin(Day day);            ///< 2026/07/14/index.json
Route json_twin(const ArxivId& id);  ///< papers/2607.01234/index.json

/// The file's text, ending with a newline. Text is as in content/: Unicode, with maths as TeX.
std::string day_json(const SiteInput& input, const Digest& digest);
std::string paper_json(const SiteInput& input, const Paper& paper);

/// What the site holds and where programs find it, as https://llmstxt.org proposes.
std::string llms_txt(const SiteInput& input);

/// All twins and llms.txt.
void write_json_twins(const SiteInput& input, OutputSink& sink);

}  // namespace broadsheet::render
