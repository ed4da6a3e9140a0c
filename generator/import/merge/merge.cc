#include "import/merge/merge.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/log.h"
#include "import/merge/kept_papers.h"
#include "import/merge/merge_papers.h"
#include "import/merge/merge_usage.h"
#include "import/merge/prompt_text.h"

namespace broadsheet::importer {
namespace {

using Sources = std::vector<Source>;

/// Best text first; of equal ones the stored digest, then by path, so that the order of arguments
/// does not matter.
Sources sorted_sources(std::vector<ParsedSource> parsed) {
  Sources sources;
  for (ParsedSource& one : parsed) sources.push_back(source_of(std::move(one)));
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
    const auto key = [](const Source& source) {
      return std::make_tuple(source.rank(Matter::Text), !source.parsed.stored,
                             std::cref(source.digest().path));
    };
    return key(a) < key(b);
  });
  return sources;
}

/// Pages that do not state how many papers they list still show it; merged lists are longer than
/// each of them states. The list of a digest that was made here has its own count, no other's.
void count_selected(const MergedPapers& merged, Digest& digest) {
  if (merged.list == nullptr) return;
  if (merged.list->is_own() && !merged.combined) {
    digest.counts.selected = merged.list->digest().counts.selected;
    return;
  }
  const std::vector<Entry>& papers = merged.combined ? digest.papers : merged.list->digest().papers;
  const std::int64_t listed = std::count_if(papers.begin(), papers.end(), is_listed);
  if (!digest.counts.selected || (merged.combined && *digest.counts.selected < listed)) {
    digest.counts.selected = listed;
  }
}

void merge_prompt(const Sources& sources, Conflicts& conflicts, MergedDay& merged) {
  const Source* owner = nullptr;
  for (const Source* source : by_priority(sources, Matter::Prompt)) {
    const std::string& stated = source->digest().prompt;
    const std::string found =
        has_words(source->parsed.prompt_text) ? source->parsed.prompt_text : "";
    const std::string text = stated.empty() ? with_plain_markers(found) : found;
    const std::string name = !text.empty() && stated.empty() ? prompt_name(text) : stated;
    if (name.empty()) continue;
    if (owner == nullptr) {
      owner = source;
      merged.digest.prompt = name;
      merged.prompt_text = text;
    } else if (name == merged.digest.prompt) {
      merged.prompt_text = fuller_prompt(merged.prompt_text, text);
    } else if (source->parsed.kind == owner->parsed.kind) {
      conflicts.add(source->file_place(), "the prompt is another one here", owner->file_place(),
                    "this prompt is kept");
    }
  }
}

void merge_extra(const Sources& sources, const std::map<PaperId, Entry>& others, Digest& digest) {
  std::set<SourceKind> kinds;
  std::set<Day> neighbours;
  for (const Source& source : sources) {
    digest.extra.merge(source.digest().extra);
    kinds.insert(source.kinds.begin(), source.kinds.end());
    neighbours.insert(source.parsed.neighbours.begin(), source.parsed.neighbours.end());
  }
  json::List names, days;
  for (const SourceKind kind : kinds) names.emplace_back(source_name(kind));
  for (const Day& day : neighbours) days.emplace_back(day.str());
  const bool made_here = kinds == std::set<SourceKind>{SourceKind::OurDigest};
  const auto set = [&](const char* key, json::List list) {
    digest.extra.erase(key);
    if (!list.empty()) digest.extra.add(key, std::move(list));
  };
  set(kImportedFrom, made_here ? json::List() : std::move(names));
  set(kNeighbours, std::move(days));
  set(kOtherPapers, kept_papers_value(others));
  digest.extra.sort();
}

/// Members that only a digest of this program has.
void merge_own(const Sources& sources, Digest& digest) {
  for (const Source& source : sources) {
    const Digest& from = source.digest();
    digest.sample = digest.sample || from.sample;
    if (digest.unanswered.empty()) digest.unanswered = from.unanswered;
    if (digest.verdicts.empty()) digest.verdicts = from.verdicts;
  }
}

/// The status of an imported day, by its figures.
std::pair<DayStatus, std::string> status_by_figures(const Digest& digest) {
  const bool silent = digest.usage.total_tokens() == 0;
  const std::int64_t scanned = digest.counts.scanned.value_or(0);
  if (silent && scanned > 0 && digest.papers.empty()) {
    return {DayStatus::Failed, "the scorer was down: it used 0 tokens while " +
                                   counted(static_cast<std::size_t>(scanned), "paper") +
                                   (scanned == 1 ? " was scanned" : " were scanned")};
  }
  return {DayStatus::Complete, {}};
}

void derive_status(const Sources& sources, Digest& digest) {
  std::tie(digest.status, digest.status_reason) = status_by_figures(digest);
  const auto own = std::find_if(sources.begin(), sources.end(), [](const Source& source) {
    return source.parsed.kind == SourceKind::OurDigest;
  });
  if (own == sources.end() || (own->failed_here() && !digest.papers.empty())) return;
  // A status that its own figures do not explain was set by a run here, or by a person.
  const std::pair<DayStatus, std::string> stated(own->digest().status, own->digest().status_reason);
  if (own->is_own() || status_by_figures(own->digest()) != stated) {
    std::tie(digest.status, digest.status_reason) = stated;
  }
}

}  // namespace

MergedDay merge_day(std::vector<ParsedSource> parsed, Diagnostics& problems) {
  assert(!parsed.empty());
  const Sources sources = sorted_sources(std::move(parsed));
  Conflicts conflicts(problems);
  MergedDay day{
      .digest = Digest{.date = sources.front().digest().date}, .listed = {}, .prompt_text = {}};
  MergedPapers merged = merge_papers(sources, conflicts);
  day.digest.papers = std::move(merged.papers);
  day.listed = std::move(merged.listed);
  for (Entry& entry : day.digest.papers) entry.extra.sort();
  merge_usage(sources, conflicts, day.digest);
  count_selected(merged, day.digest);
  merge_prompt(sources, conflicts, day);
  merge_extra(sources, merged.others, day.digest);
  merge_own(sources, day.digest);
  derive_status(sources, day.digest);
  day.conflicts = conflicts.count();
  return day;
}

}  // namespace broadsheet::importer
