#pragma once
// For other programs: index.json beside the page of every day and paper, and llms.txt.
// The format is docs/json.md.

#include <string>
#include <string_view>

#include "json/stream_writer.h"
#include "model/library.h"
#include "render/input/routes.h"
#include "render/input/site_input.h"
#include "render/input/topic_lookup.h"

namespace broadsheet::render {

/// The format number that every twin states.
inline constexpr int kJsonTwinFormat = 1;

Route json_twin(Day day);            ///< 2026/07/14/index.json
Route json_twin(const ArxivId& id);  ///< papers/2607.01234/index.json

/// Makes twins: text ending with a newline. Text is as in content/: Unicode, with maths as TeX.
/// The input must outlive it.
class JsonTwins {
 public:
  explicit JsonTwins(const SiteInput& input);
  std::string day(const Digest& digest) const;
  std::string paper(const Paper& paper) const;

 private:
  void link(json::JsonWriter& json, std::string_view name, const Route& route) const;
  void neighbour(json::JsonWriter& json, std::string_view name, const Digest* digest) const;
  /// What the paper is: the same on all of its days.
  void facts(json::JsonWriter& json, const Entry& entry) const;
  /// What was said about it on one day.
  void verdict(json::JsonWriter& json, const Entry& entry) const;

  const SiteInput& input_;
  Routes routes_;
  TopicLookup topics_;
};

/// What the site holds and where programs find it, as https://llmstxt.org proposes.
std::string llms_txt(const SiteInput& input);

}  // namespace broadsheet::render
