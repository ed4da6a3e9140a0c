#pragma once
// Replies of a language model as texts: tolerant of form, strict in what they are about.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.h"
#include "model/digest.h"

namespace broadsheet::scoring {

using PartsByPaper = std::map<PaperId, std::vector<SummaryPart>>;

struct ReadParts {
  PartsByPaper parts;         ///< of papers that were asked for; empty texts are left out
  std::size_t missing = 0;    ///< asked for, without a usable answer
  std::size_t conflicts = 0;  ///< those of `missing` with two answers that differ
};

/// Finds objects as read_reply does. One counts if it names an id that was asked for and has every
/// part as a text; a text may be empty, which leaves the part out. Never throws; takes time linear
/// in the reply.
ReadParts read_parts(std::string_view text, std::span<const PaperId> asked,
                     std::span<const config::PartConfig> parts);

/// What a model wrote about the papers of a day.
struct Overview {
  std::vector<std::pair<PaperId, std::string>> spotlight{};  ///< with the reason; best first
  std::vector<EditorialSentence> editorial{};
  friend bool operator==(const Overview&, const Overview&) = default;
};

/// The last object that has spotlights or an editorial. Papers that were not asked for are ignored,
/// and so are sentences about none that was.
/// @param most  spotlights that are taken
Overview read_overview(std::string_view text, std::span<const PaperId> asked, std::size_t most);

/// As the journal keeps them; the readers ignore what they do not know.
json::Value to_json(const PartsByPaper& parts);
json::Value to_json(const Overview& overview);
PartsByPaper parts_of(const json::Value& value);
Overview overview_of(const json::Value& value);

}  // namespace broadsheet::scoring
