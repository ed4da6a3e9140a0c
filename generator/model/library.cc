#include "model/library.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "model/known_papers.h"

namespace broadsheet {
namespace {

/// Days that the digest's source links to as issues.
std::vector<Day> neighbours_of(const Digest& digest) {
  std::vector<Day> days;
  const json::Value* member = digest.extra.find(kNeighbours);
  const json::List* list = member == nullptr ? nullptr : member->list();
  if (list == nullptr) return days;
  for (const json::Value& value : *list) {
    const std::string* text = value.text();
    const auto day = text == nullptr ? std::nullopt : Day::parse(*text);
    if (day) days.push_back(*day);
  }
  return days;
}

/// Gives the entries of one paper one identifier. The other one remains as its DOI, if it has none.
void unify_ids(std::vector<Digest>& digests) {
  KnownPapers known;
  for (Digest& digest : digests) {
    for (Entry& entry : digest.papers) {
      const PaperId first = known.add(entry.id, entry.doi);
      if (first == entry.id) continue;
      if (entry.doi.empty() && !entry.id.is_arxiv()) entry.doi = entry.id.doi();
      entry.id = first;
    }
  }
}

}  // namespace

Library::Library(std::vector<Digest> digests) : digests_(std::move(digests)) {
  std::sort(digests_.begin(), digests_.end(),
            [](const Digest& a, const Digest& b) { return a.date < b.date; });
  assert(std::adjacent_find(digests_.begin(), digests_.end(), [](const Digest& a, const Digest& b) {
           return a.date == b.date;
         }) == digests_.end());
  unify_ids(digests_);

  for (std::size_t digest = 0; digest < digests_.size(); ++digest) {
    const std::vector<Entry>& entries = digests_[digest].papers;
    entries_ += entries.size();
    for (std::size_t entry = 0; entry < entries.size(); ++entry) {
      const auto [found, is_new] = by_id_.try_emplace(entries[entry].id, papers_.size());
      if (is_new) papers_.push_back({entries[entry].id, {}});
      papers_[found->second].appearances.push_back({digest, entry});
    }
  }

  std::set<Day> absent;
  for (const Digest& digest : digests_) {
    for (const Day day : neighbours_of(digest)) {
      if (find(day) == nullptr) absent.insert(day);
    }
  }
  absent_days_.assign(absent.begin(), absent.end());

  const auto score = [this](const Paper& paper) { return first(paper).score.value_or(0); };
  std::sort(papers_.begin(), papers_.end(), [&](const Paper& a, const Paper& b) {
    const std::size_t day_a = a.appearances.front().digest;
    const std::size_t day_b = b.appearances.front().digest;
    if (day_a != day_b) return day_a < day_b;
    if (score(a) != score(b)) return score(a) > score(b);
    return a.id < b.id;
  });
  for (std::size_t place = 0; place < papers_.size(); ++place) by_id_[papers_[place].id] = place;
}

const Paper* Library::find(const PaperId& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &papers_[found->second];
}

const Digest* Library::find(Day day) const {
  const auto found =
      std::lower_bound(digests_.begin(), digests_.end(), day,
                       [](const Digest& digest, Day wanted) { return digest.date < wanted; });
  return found != digests_.end() && found->date == day ? &*found : nullptr;
}

bool Library::is_absent(Day day) const {
  return std::binary_search(absent_days_.begin(), absent_days_.end(), day);
}

std::vector<Month> Library::months() const {
  std::vector<Month> months;
  for (const Digest& digest : digests_) {
    if (months.empty() || months.back() != digest.date.month())
      months.push_back(digest.date.month());
  }
  return months;
}

std::vector<int> Library::years() const {
  std::vector<int> years;
  for (const Digest& digest : digests_) {
    if (years.empty() || years.back() != digest.date.year()) years.push_back(digest.date.year());
  }
  return years;
}

}  // namespace broadsheet
