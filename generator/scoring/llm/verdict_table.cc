#include "scoring/llm/verdict_table.h"

#include <algorithm>

namespace broadsheet::scoring {

void VerdictTable::add(const JournalEntry& entry) {
  const std::lock_guard lock(mutex_);
  for (const Verdict& verdict : entry.verdicts) verdicts_.emplace(verdict.id, verdict);
  if (entry.stage != Stage::Titles) return;
  titled_.insert(entry.asked.begin(), entry.asked.end());
  dropped_.insert(entry.dropped.begin(), entry.dropped.end());
}

void VerdictTable::add_refused(const PaperId& id) {
  const std::lock_guard lock(mutex_);
  refused_.insert(id);
}

Papers VerdictTable::without_title_pass(std::span<const Announced> papers) const {
  const std::lock_guard lock(mutex_);
  Papers open;
  for (const Announced& paper : papers) {
    if (!titled_.contains(paper.id) && !verdicts_.contains(paper.id)) open.push_back(&paper);
  }
  return open;
}

Papers VerdictTable::open(std::span<const Announced> papers) const {
  const std::lock_guard lock(mutex_);
  Papers open;
  for (const Announced& paper : papers) {
    const bool done =
        verdicts_.contains(paper.id) || dropped_.contains(paper.id) || refused_.contains(paper.id);
    if (!done) open.push_back(&paper);
  }
  return open;
}

std::size_t VerdictTable::verdicts() const {
  const std::lock_guard lock(mutex_);
  return verdicts_.size();
}

VerdictTable::Lists VerdictTable::lists(std::span<const Announced> papers) const {
  const std::lock_guard lock(mutex_);
  Lists lists;
  for (const Announced& paper : papers) {
    if (const auto found = verdicts_.find(paper.id); found != verdicts_.end()) {
      lists.verdicts.push_back(found->second);
    } else if (dropped_.contains(paper.id)) {
      lists.dropped.push_back(paper.id);
    } else {
      lists.unanswered.push_back(paper.id);
    }
  }
  std::sort(lists.verdicts.begin(), lists.verdicts.end(),
            [](const Verdict& a, const Verdict& b) { return a.id < b.id; });
  std::sort(lists.dropped.begin(), lists.dropped.end());
  std::sort(lists.unanswered.begin(), lists.unanswered.end());
  return lists;
}

}  // namespace broadsheet::scoring
