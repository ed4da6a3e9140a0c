#include "app/curate/history.h"

#include <algorithm>
#include <utility>

#include "app/project.h"
#include "arxiv/inbox.h"
#include "base/diagnostics.h"
#include "base/hash.h"
#include "base/log.h"
#include "content/digest_json.h"
#include "tex/text.h"

namespace broadsheet::app {

History::History(const fs::path& root, std::vector<Digest> digests) : root_(root) {
  for (Digest& digest : digests) {
    index(digest);
    digests_.insert_or_assign(digest.date, std::move(digest));
  }
}

void History::index(const Digest& digest) {
  for (auto& [id, days] : judged_) days.erase(digest.date);
  if (digest.status == DayStatus::Failed || digest.sample) return;
  for (const Entry& entry : digest.papers) {
    std::optional<Verdict> verdict;
    if (entry.relevance && entry.novelty) {
      verdict = Verdict{.id = entry.id,
                        .relevance = *entry.relevance,
                        .novelty = *entry.novelty,
                        .topic = entry.topics.empty() ? "" : entry.topics.front(),
                        .comment = entry.comment};
    }
    judged_[entry.id][digest.date] = verdict;
  }
  for (const Verdict& verdict : digest.verdicts) judged_[verdict.id][digest.date] = verdict;
}

void History::put(Digest digest) {
  index(digest);
  digests_.insert_or_assign(digest.date, std::move(digest));
}

const Digest* History::find(Day day) const {
  const auto found = digests_.find(day);
  return found == digests_.end() ? nullptr : &found->second;
}

bool History::same_abstract(const Announced& paper, Day day, const Entry* entry) const {
  const auto [place, is_new] = abstracts_.try_emplace(day);
  if (is_new) {
    if (const auto announcement = arxiv::read_inbox(root_, day)) {
      for (const Announced& other : announcement->papers) {
        place->second[other.id] = hash_hex(other.abstract);
      }
    }
  }
  const auto& hashes = place->second;
  if (const auto found = hashes.find(paper.id); found != hashes.end()) {
    return found->second == hash_hex(paper.abstract);
  }
  // An imported day: its text has gone through the same hands as ours will.
  if (entry != nullptr) return entry->abstract == tex::tex_to_unicode(paper.abstract);
  return paper.seen && paper.seen->day == day && !paper.seen->abstract_changed;
}

std::optional<scoring::Repeat> History::judged(const Announced& paper, Day before) const {
  const auto found = judged_.find(paper.id);
  if (found == judged_.end()) return std::nullopt;
  for (auto at = found->second.lower_bound(before); at != found->second.begin();) {
    --at;
    const Digest& digest = digests_.at(at->first);
    const Entry* entry = nullptr;
    for (const Entry& one : digest.papers) {
      if (one.id == paper.id) entry = &one;
    }
    if (same_abstract(paper, at->first, entry)) {
      return scoring::Repeat{.id = paper.id, .day = at->first, .verdict = at->second};
    }
  }
  return std::nullopt;
}

std::vector<Digest> load_digests(const fs::path& root, const content::ScoreRule& score) {
  Diagnostics problems;
  const Library library = content::load_library(Places{root}.content(), problems, score);
  if (problems.errors() > 0) warn(problems.str());
  return {library.digests().begin(), library.digests().end()};
}

std::int64_t added_later(const fs::path& root, const Digest& digest) {
  if (!digest.counts.announced) return 0;
  const auto announcement = arxiv::read_inbox(root, digest.date);
  if (!announcement) return 0;
  const auto papers = static_cast<std::int64_t>(announcement->papers.size());
  return std::max<std::int64_t>(0, papers - *digest.counts.announced);
}

bool write_digest(const fs::path& root, const Digest& digest) {
  FileBatch files;
  const bool changed = files.add_if_changed(Places{root}.content() / digest_file(digest.date),
                                            content::to_json(digest));
  files.commit();
  return changed;
}

}  // namespace broadsheet::app
