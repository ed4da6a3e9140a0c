#pragma once
// What earlier days have judged, so that no paper is judged twice.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "content/load_library.h"
#include "model/announcement.h"
#include "model/digest.h"
#include "scoring/digest.h"

namespace broadsheet::app {

class History {
 public:
  /// @param root  of the project: its inbox files have the abstracts that were judged
  History(const fs::path& root, std::vector<Digest> digests);

  /// The latest judgement of this paper with this abstract on a day before `before`; see
  /// scoring::EarlierVerdict. A failed day judged nothing.
  std::optional<scoring::Repeat> judged(const Announced& paper, Day before) const;

  const Digest* find(Day day) const;
  /// Puts in, or replaces, the digest of a day.
  void put(Digest digest);
  const std::map<Day, Digest>& digests() const { return digests_; }

 private:
  void index(const Digest& digest);
  bool same_abstract(const Announced& paper, Day day, const Entry* entry) const;

  fs::path root_;
  std::map<Day, Digest> digests_;
  std::map<PaperId, std::map<Day, std::optional<Verdict>>> judged_;
  /// Hashes of abstracts of inbox files that were looked into; empty: there is no file.
  mutable std::map<Day, std::map<PaperId, std::string>> abstracts_;
};

/// All digests of content/. Problems are printed; a file that cannot be used is left out.
/// @param score  as for content::load_library
std::vector<Digest> load_digests(const fs::path& root, const content::ScoreRule& score = {});

/// How many papers were added to the day's inbox file after it was scored.
std::int64_t added_later(const fs::path& root, const Digest& digest);

/// Writes content/YYYY-MM/YYYY-MM-DD.json.
/// @return whether the bytes changed
bool write_digest(const fs::path& root, const Digest& digest);

}  // namespace broadsheet::app
