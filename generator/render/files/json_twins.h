#pragma once
// Days and papers as JSON, for other programs. Format: docs/json.md.

#include <span>
#include <string>
#include <string_view>

#include "json/writer.h"
#include "model/library.h"
#include "render/input/routes.h"
#include "render/input/site_input.h"
#include "render/input/topic_lookup.h"

namespace broadsheet::render {

/// The format number of both.
inline constexpr int kJsonTwinFormat = 2;

Route json_twin(Day day);  ///< 2026/07/14/index.json

/// Each text ends with a newline. Text of papers is as in content/: Unicode, formulas as TeX.
/// The input must outlive it.
class JsonTwins {
 public:
  explicit JsonTwins(const SiteInput& input);
  /// A day with all data of its papers, a paper a line.
  std::string day(const Digest& digest) const;
  /// A paper with its verdict on each of its days.
  std::string paper(const Paper& paper) const;

 private:
  void link(json::Writer& json, std::string_view name, const Route& route) const;
  void neighbour(json::Writer& json, std::string_view name, const Digest* digest) const;
  /// Labels of the topics of these entries.
  void topic_labels(json::Writer& json, std::span<const Entry* const> entries) const;
  /// Patterns of URLs of papers.
  void urls(json::Writer& json) const;
  /// Bibliographic data, the same on all days of a paper.
  void facts(json::Writer& json, const Entry& entry) const;
  /// Comment, scores and topics on one day.
  void verdict(json::Writer& json, const Entry& entry) const;

  const SiteInput& input_;
  Routes routes_;
  TopicLookup topics_;
};

}  // namespace broadsheet::render
