#include "import/source/parsed_source.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broadsheet::importer {
namespace {

constexpr std::array<std::pair<SourceKind, std::string_view>, 7> kNames = {{
    {SourceKind::OurDigest, "digest"},
    {SourceKind::OutputJson, "output_json"},
    {SourceKind::DailyPapers, "daily_papers_json"},
    {SourceKind::HotspotPapers, "hotspot_papers_json"},
    {SourceKind::Markdown, "markdown"},
    {SourceKind::Page, "page"},
    {SourceKind::Records, "records"},
}};

}  // namespace

std::string_view source_name(SourceKind kind) {
  const auto* named = std::find_if(kNames.begin(), kNames.end(),
                                   [kind](const auto& name) { return name.first == kind; });
  return named == kNames.end() ? std::string_view() : named->second;
}

std::optional<SourceKind> source_named(std::string_view name) {
  const auto* named = std::find_if(kNames.begin(), kNames.end(),
                                   [name](const auto& known) { return known.second == name; });
  if (named == kNames.end()) return std::nullopt;
  return named->first;
}

}  // namespace broadsheet::importer
