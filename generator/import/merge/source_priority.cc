#include "import/merge/source_priority.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "json/extra_members.h"
#include "json/tree.h"

namespace broadsheet::importer {
namespace {

/// Steps of ten leave room for an imported digest just above its sources.
int rank_of(SourceKind kind, Matter matter) {
  switch (kind) {
    case SourceKind::OurDigest:
      return kOwn;
    case SourceKind::OutputJson:
      return matter == Matter::Text ? 10 : matter == Matter::Order ? 60 : kNothing;
    case SourceKind::DailyPapers:
      return matter == Matter::Prompt ? kNothing : 20;
    case SourceKind::HotspotPapers:
      return matter == Matter::Text ? 30 : kNothing;
    case SourceKind::Markdown:
      return 40;
    case SourceKind::Page:
      return 50;
  }
  return kNothing;
}

std::set<SourceKind> kinds_of_digest(const Digest& digest) {
  std::set<SourceKind> kinds;
  const std::map<std::string, std::string> extra = json::members_of(digest.extra_json);
  const auto found = extra.find(kImportedFrom);
  if (found == extra.end()) return {SourceKind::OurDigest};
  Diagnostics unused;
  const std::optional<json::JsonTree> list = json::JsonTree::parse(found->second, {}, unused);
  if (list && list->root().is(json::JsonKind::List)) {
    for (const json::JsonValue name : list->root()) {
      if (const auto kind = source_named(name.text())) kinds.insert(*kind);
    }
  }
  if (kinds.empty()) kinds.insert(SourceKind::OurDigest);
  return kinds;
}

}  // namespace

bool Source::lists_papers() const {
  const std::vector<Entry>& papers = found.digest.papers;
  return is_list() && std::any_of(papers.begin(), papers.end(), [](const Entry& entry) {
           return entry.spotlight.kind == SpotlightKind::None;
         });
}

bool Source::is_vain() const {
  return is_own() && found.digest.status == DayStatus::Failed && found.digest.papers.empty();
}

int Source::rank(Matter matter) const {
  if (is_vain()) return kVain;
  if (found.kind != SourceKind::OurDigest) return rank_of(found.kind, matter);
  int best = kNothing;
  for (const SourceKind kind : kinds) best = std::min(best, rank_of(kind, matter));
  if (best == kNothing) best = rank_of(SourceKind::OutputJson, Matter::Text);
  return best == kOwn ? kOwn : best - 1;
}

Source source_of(Found found) {
  std::set<SourceKind> kinds = {found.kind};
  if (found.kind == SourceKind::OurDigest) kinds = kinds_of_digest(found.digest);
  return {std::move(found), std::move(kinds)};
}

}  // namespace broadsheet::importer
