#pragma once
// What the model has answered about each paper of a day.

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <vector>

#include "model/announcement.h"
#include "model/digest.h"
#include "scoring/llm/batch_queue.h"
#include "scoring/llm/journal.h"

namespace broadsheet::scoring {

/// Thread-safe.
class VerdictTable {
 public:
  /// Adds the verdicts of a response. The first verdict for a paper is kept.
  void add(const JournalEntry& entry);
  /// The server refuses this paper, even alone: it is not asked for again.
  void add_refused(const PaperId& id);

  /// Papers whose titles the model has not seen.
  Papers without_title_pass(std::span<const Announced> papers) const;
  /// Papers to ask for: neither judged, dropped nor refused.
  Papers open(std::span<const Announced> papers) const;
  std::size_t verdicts() const;

  /// Each of `papers` goes to one list, sorted by id.
  struct Lists {
    std::vector<Verdict> verdicts;
    std::vector<PaperId> dropped;
    std::vector<PaperId> unanswered;
  };
  Lists lists(std::span<const Announced> papers) const;

 private:
  mutable std::mutex mutex_;
  std::map<PaperId, Verdict> verdicts_;
  std::set<PaperId> dropped_;  // by the title pass
  std::set<PaperId> titled_;   // asked for in the title pass
  std::set<PaperId> refused_;
};

}  // namespace broadsheet::scoring
