#pragma once
// index.json beside the page of every day and paper, for other programs. Format: docs/json.md.

#include <string>
#include <string_view>

#include "json/writer.h"
#include "model/library.h"
#include "render/input/routes.h"
#include "render/input/site_input.h"
#include "render/input/topic_lookup.h"

namespace broadsheet::render {

/// The format number in every twin.
inline constexpr int kJsonTwinFormat = 1;

Route json_twin(Day day);            ///< 2026/07/14/index.json
Route json_twin(const ArxivId& id);  ///< papers/2607.01234/index.json

/// Writes twins, each ending with a newline. Text is as in content/: Unicode, formulas as TeX.
/// The input must outlive it.
class JsonTwins {
 public:
  explicit JsonTwins(const SiteInput& input);
  std::string day(const Digest& digest) const;
  std::string paper(const Paper& paper) const;

 private:
  void link(json::Writer& json, std::string_view name, const Route& route) const;
  void neighbour(json::Writer& json, std::string_view name, const Digest* digest) const;
  /// Bibliographic data, the same on all days of a paper.
  void facts(json::Writer& json, const Entry& entry) const;
  /// Comment, scores and topics on one day.
  void verdict(json::Writer& json, const Entry& entry) const;

  const SiteInput& input_;
  Routes routes_;
  TopicLookup topics_;
};

}  // namespace broadsheet::render
