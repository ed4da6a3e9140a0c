#include "import/merge/merge_papers.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/log.h"
#include "import/merge/kept_papers.h"
#include "import/merge/merge_entry.h"
#include "model/known_papers.h"

namespace broadsheet::importer {
namespace {

/// The list that has priority: the best one with papers. One without decides only if all are empty,
/// or if a run here that did not fail, or a person, found nothing.
const Source* find_list(const std::vector<Source>& sources) {
  const Source* empty = nullptr;
  for (const Source& source : sources) {
    if (!source.is_list()) continue;
    const bool decided = source.is_own() && !source.failed_here();
    if (decided || source.lists_papers()) return &source;
    if (empty == nullptr) empty = &source;
  }
  return empty;
}

std::string papers_text(std::size_t count) {
  return counted(count, "paper") + (count == 1 ? " is" : " are");
}

std::string some_of(const std::vector<PaperId>& ids) {
  constexpr std::size_t kShown = 5;
  std::string text;
  for (std::size_t at = 0; at < std::min(ids.size(), kShown); ++at) {
    text += (at == 0 ? "" : ", ") + ids[at].str();
  }
  return ids.size() > kShown ? text + " and " + std::to_string(ids.size() - kShown) + " more"
                             : text;
}

/// Whether a source is a list of another program, of which a day may have many: one for each topic
/// or category.
bool of_records(const Source& source) {
  return source.kinds == std::set<SourceKind>{SourceKind::Records};
}

/// The papers of a day while sources are added, the best first.
class PaperMerge {
 public:
  PaperMerge(const std::vector<Source>& sources, Conflicts& conflicts)
      : sources_(sources), conflicts_(conflicts), list_(find_list(sources)) {}

  MergedPapers run() {
    for (const Source& source : sources_) add_source(source);
    for (const Source& source : sources_) {
      if (source.is_list() && &source != list_) compare_lists(source);
    }
    add_kept_aside();
    MergedPapers merged{
        .papers = {}, .listed = {}, .others = {}, .list = list_, .combined = combined_};
    for (const PaperId& id : order()) {
      const auto paper = papers_.find(id);
      if (paper == papers_.end()) continue;
      if (listed_.contains(id)) merged.listed.insert(id);
      merged.papers.push_back(std::move(paper->second.entry));
      papers_.erase(paper);
    }
    unify(merged);
    merged.others = std::move(others_);
    return merged;
  }

 private:
  /// Makes papers with one DOI one paper, unless both are of arXiv: then it is that of arXiv.
  static void unify(MergedPapers& merged) {
    KnownPapers known;
    for (const Entry& entry : merged.papers) {
      if (entry.id.is_arxiv()) known.add(entry.id, entry.doi);
    }
    std::set<PaperId> repeated;
    for (const Entry& entry : merged.papers) {
      const PaperId first = known.add(entry.id, entry.doi);
      if (first == entry.id) continue;
      repeated.insert(entry.id);
      const auto kept = std::find_if(merged.papers.begin(), merged.papers.end(),
                                     [&](const Entry& other) { return other.id == first; });
      add_topics(*kept, entry);
      merge_entry(*kept, entry, [](const std::string&, const std::string&, const std::string&) {});
      if (kept->doi.empty()) kept->doi = entry.id.doi();
      if (merged.listed.erase(entry.id) > 0) merged.listed.insert(first);
    }
    std::erase_if(merged.papers, [&](const Entry& entry) { return repeated.contains(entry.id); });
  }

  struct Paper {
    Entry entry;
    const Source* owner;  ///< the best source that has it
  };

  /// Whether the list was made here and is not to be extended.
  bool list_decides() const { return list_ != nullptr && list_->is_own() && !list_->failed_here(); }

  void add_source(const Source& source) {
    for (const Entry& entry : source.digest().papers) {
      if (is_listed(entry)) listed_.insert(entry.id);
      const auto known = papers_.find(entry.id);
      if (known != papers_.end()) {
        const bool parts = of_records(source) && of_records(*known->second.owner);
        if (parts) add_topics(known->second.entry, entry);
        merge_texts(known->second, source, entry);
      } else if (&source == list_ || !list_decides() || !is_listed(entry)) {
        papers_.emplace(entry.id, Paper{entry, &source});
      } else {
        others_.emplace(entry.id, entry);
      }
    }
  }

  void merge_texts(Paper& paper, const Source& source, const Entry& entry) {
    const Location here = source.paper_place(entry.id);
    const Location kept_at = paper.owner->paper_place(entry.id);
    merge_entry(paper.entry, entry,
                [&](const std::string& field, const std::string& kept, const std::string& other) {
                  conflicts_.add(here,
                                 "the " + field + " of " + entry.id.str() +
                                     (field == "authors" ? " are " : " is ") + other + " here",
                                 kept_at, "kept is " + kept);
                });
  }

  /// Reports how another list differs. Lists without a common paper are parts of one day.
  void compare_lists(const Source& source) {
    std::set<PaperId> listed, here;
    for (const Entry& entry : list_->digest().papers) listed.insert(entry.id);
    for (const Entry& entry : source.digest().papers) here.insert(entry.id);
    std::vector<PaperId> only_here, missing;
    for (const Entry& entry : source.digest().papers) {
      if (listed.count(entry.id) == 0 && is_listed(entry)) only_here.push_back(entry.id);
    }
    for (const Entry& entry : list_->digest().papers) {
      const auto paper = papers_.find(entry.id);
      const bool spotlighted = paper != papers_.end() && !is_listed(paper->second.entry);
      if (here.count(entry.id) == 0 && !spotlighted) missing.push_back(entry.id);
    }
    combined_ = combined_ || (!only_here.empty() && !list_decides());
    const bool disjoint = only_here.size() == here.size() && !here.empty() && !listed.empty();
    if ((disjoint || (of_records(source) && of_records(*list_))) && !list_decides()) return;
    if (!only_here.empty()) {
      conflicts_.add(source.file_place(),
                     papers_text(only_here.size()) + " listed here only: " + some_of(only_here),
                     list_->file_place(),
                     list_decides() ? "this list is kept; the others are in 'extra'"
                                    : "both lists are merged");
    }
    if (!missing.empty()) {
      conflicts_.add(source.file_place(),
                     papers_text(missing.size()) + " not listed here: " + some_of(missing),
                     list_->file_place(), "this list is kept");
    }
  }

  /// Papers that an earlier import kept aside in the digest's extra.
  void add_kept_aside() {
    for (const Source& source : sources_) {
      for (const Entry& entry : kept_papers(source.digest())) {
        if (papers_.count(entry.id) > 0) continue;
        if (list_decides()) {
          others_.insert_or_assign(entry.id, entry);
        } else {
          last_.push_back(entry.id);
          papers_.emplace(entry.id, Paper{entry, &source});
          combined_ = true;
        }
      }
    }
  }

  /// All papers, some repeated; the first place counts.
  std::vector<PaperId> order() const {
    std::vector<PaperId> order;
    for (const Source* source : by_priority(sources_, Matter::Order)) {
      const bool printed = source->parsed.kind == SourceKind::OurDigest;
      for (const Entry& entry : source->digest().papers) {
        if (printed || is_listed(entry)) order.push_back(entry.id);
      }
    }
    for (const Source& source : sources_) {
      for (const Entry& entry : source.digest().papers) order.push_back(entry.id);
    }
    order.insert(order.end(), last_.begin(), last_.end());
    return order;
  }

  const std::vector<Source>& sources_;
  Conflicts& conflicts_;
  const Source* list_;
  std::map<PaperId, Paper> papers_;
  std::map<PaperId, Entry> others_;
  std::set<PaperId> listed_;   ///< by any source
  std::vector<PaperId> last_;  ///< papers of earlier imports
  bool combined_ = false;
};

}  // namespace

MergedPapers merge_papers(const std::vector<Source>& sources, Conflicts& conflicts) {
  return PaperMerge(sources, conflicts).run();
}

}  // namespace broadsheet::importer
