#include "import/merge/source_priority.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace broadsheet::importer {
namespace {

struct Ranks {
  SourceKind kind;
  int text, usage, prompt, order;
};

// Steps of ten leave room for an imported digest just before its sources. Order: the page first,
// then the list it was generated from; spotlights have no part in it.
constexpr std::array<Ranks, 7> kRanks = {{
    {SourceKind::OurDigest, kOwn, kOwn, kOwn, kOwn},
    {SourceKind::OutputJson, 10, kNothing, kNothing, 60},
    {SourceKind::DailyPapers, 20, 20, kNothing, 50},
    {SourceKind::HotspotPapers, 30, kNothing, kNothing, kNothing},
    {SourceKind::Markdown, 40, 40, 40, 30},
    {SourceKind::Page, 50, 50, 50, 40},
    {SourceKind::Records, 60, kNothing, kNothing, 70},
}};

int rank_of(SourceKind kind, Matter matter) {
  const auto* ranks =
      std::find_if(kRanks.begin(), kRanks.end(), [kind](const Ranks& r) { return r.kind == kind; });
  if (ranks == kRanks.end()) return kNothing;
  switch (matter) {
    case Matter::Text:
      return ranks->text;
    case Matter::Usage:
      return ranks->usage;
    case Matter::Prompt:
      return ranks->prompt;
    case Matter::Order:
      return ranks->order;
  }
  return kNothing;
}

/// The texts of a list in the digest's extra.
std::vector<std::string> texts_of(const Digest& digest, const std::string& key) {
  std::vector<std::string> texts;
  const json::Value* member = digest.extra.find(key);
  if (member == nullptr || member->list() == nullptr) return texts;
  for (const json::Value& value : *member->list()) {
    if (value.text() != nullptr) texts.push_back(*value.text());
  }
  return texts;
}

std::set<SourceKind> kinds_of_digest(const Digest& digest) {
  std::set<SourceKind> kinds;
  for (const std::string& name : texts_of(digest, kImportedFrom)) {
    if (const auto kind = source_named(name)) kinds.insert(*kind);
  }
  if (kinds.empty()) kinds.insert(SourceKind::OurDigest);
  return kinds;
}

}  // namespace

bool Source::lists_papers() const {
  return is_list() && std::any_of(digest().papers.begin(), digest().papers.end(), is_listed);
}

bool Source::failed_here() const {
  return is_own() && digest().status == DayStatus::Failed && digest().papers.empty();
}

int Source::rank(Matter matter) const {
  if (failed_here()) return kFailedHere;
  if (matter == Matter::Order && !is_list()) return kNothing;
  if (parsed.kind != SourceKind::OurDigest) return rank_of(parsed.kind, matter);
  int best = kNothing;
  for (const SourceKind kind : kinds) best = std::min(best, rank_of(kind, matter));
  if (best == kNothing) best = rank_of(SourceKind::OutputJson, Matter::Text);
  return best == kOwn ? kOwn : best - 1;
}

Location Source::paper_place(const PaperId& id) const {
  const auto line = parsed.lines.find(id);
  return {digest().path, line == parsed.lines.end() ? 0 : line->second, 0};
}

Source source_of(ParsedSource parsed) {
  std::set<SourceKind> kinds = {parsed.kind};
  if (parsed.kind == SourceKind::OurDigest) {
    kinds = kinds_of_digest(parsed.digest);
    for (const std::string& day : texts_of(parsed.digest, kNeighbours)) {
      if (const std::optional<Day> neighbour = Day::parse(day))
        parsed.neighbours.insert(*neighbour);
    }
  }
  return {std::move(parsed), std::move(kinds)};
}

std::vector<const Source*> by_priority(const std::vector<Source>& sources, Matter matter) {
  std::vector<const Source*> ordered;
  for (const Source& source : sources) {
    if (source.rank(matter) != kNothing) ordered.push_back(&source);
  }
  std::stable_sort(ordered.begin(), ordered.end(), [matter](const Source* a, const Source* b) {
    return a->rank(matter) < b->rank(matter);
  });
  return ordered;
}

}  // namespace broadsheet::importer
