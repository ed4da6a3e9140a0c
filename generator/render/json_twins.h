#pragma once
// For other programs: index.json beside the page of every day and paper, and llms.txt.
// The format is docs/json.md.

#include <string>

#include "base/output.h"
#include "config/config.h"
#include "model/library.h"
#include "render/routes.h"

namespace broadsheet::render {

/// The format number that every twin states.
inline constexpr int kJsonTwinFormat = 1;

/// What the twins of one build share. Only references: must not outlive what it names.
struct TwinInput {
  const Library& library;
  const Config& config;
  const Routes& routes;
};

Route json_twin(Day day);             ///< 2026/07/14/index.json
Route json_twin(const ArxivId& id);  ///< papers/2607.01234/index.json

/// The file's text, ending with a newline. Text is as in content/: Unicode, with maths as TeX.
std::string day_json(const TwinInput& input, const Digest& digest);
std::string paper_json(const TwinInput& input, const Paper& paper);

/// What the site holds and where programs find it, as https://llmstxt.org proposes.
std::string llms_txt(const TwinInput& input);

/// All twins and llms.txt.
void write_json_twins(const TwinInput& input, OutputSink& sink);

}  // namespace broadsheet::render
