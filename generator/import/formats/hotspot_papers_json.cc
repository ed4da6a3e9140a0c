// Papers that were spotlighted beside the day's list, by section.
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "import/formats/formats.h"
#include "import/papers/json_papers.h"
#include "import/papers/json_sections.h"
#include "text/cleanup.h"

namespace broadsheet::importer {
namespace {

constexpr std::int64_t kSchema = 1;
constexpr const char* kUnreadable = "unreadable: hotspot-papers JSON, without a day or papers";

SpotlightKind spotlight_kind(std::string_view name) {
  if (name == "new_frontier") return SpotlightKind::NewFrontier;
  if (name == "daily_hot") return SpotlightKind::DailyHot;
  return SpotlightKind::Other;
}

/// Kind, label and order come from the section that lists the paper first.
void mark_spotlights(const json::Node& root, const JsonValueReader& values, ParsedSource& source) {
  std::vector<PaperId> order;
  std::map<PaperId, std::pair<SpotlightKind, std::string>> marks;
  each_in_sections(root, "sections", source, values,
                   [&](const json::Node& section, const PaperId& id) {
                     const std::optional<json::Node> kind = section.find("kind");
                     const std::optional<json::Node> label = section.find("label");
                     order.push_back(id);
                     marks.try_emplace(id, spotlight_kind(kind ? kind->text() : std::string_view()),
                                       label ? text::clean_line(label->text()) : std::string());
                   });
  for (Entry& entry : source.digest.papers) {
    entry.spotlight.kind = SpotlightKind::Other;
    if (const auto mark = marks.find(entry.id); mark != marks.end()) {
      std::tie(entry.spotlight.kind, entry.spotlight.label) = mark->second;
    }
  }
  sort_papers(order, source.digest.papers);
}

}  // namespace

bool is_hotspot_papers_json(const SourceFile& file) {
  if (file.json() == nullptr) return false;
  const json::Node root = file.json()->root();
  return root.find("meta") && root.find("papers") && root.find("sections");
}

ParseResult parse_hotspot_papers_json(const SourceFile& file, Diagnostics& problems) {
  const json::Node root = file.json()->root();
  const JsonValueReader values(*file.json(), problems);
  const std::optional<Day> day = stated_day(file, values);
  if (!day) return {kUnreadable};
  ParsedSource source{.kind = SourceKind::HotspotPapers, .digest = Digest{.date = *day}};
  source.digest.path = file.path();
  check_schema(root, kSchema, values);
  if (!read_papers(*root.find("papers"), values, source)) return {kUnreadable};
  mark_spotlights(root, values, source);
  keep_rest(root, source);
  return {"hotspot-papers JSON", std::move(source)};
}

}  // namespace broadsheet::importer
