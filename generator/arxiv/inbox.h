#pragma once
// .broadsheet/: inbox files, the list of what was seen when, and what became of each day.
// File formats: docs/curation.md.

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "model/announcement.h"

namespace broadsheet::arxiv {

/// Names of all files this folder owns.
fs::path inbox_path(const fs::path& root, Day day);  ///< .broadsheet/inbox/2026-02-27.json
fs::path inbox_folder(const fs::path& root);
fs::path seen_path(const fs::path& root);    ///< .broadsheet/seen.tsv
fs::path days_path(const fs::path& root);    ///< .broadsheet/days.json
fs::path resume_path(const fs::path& root);  ///< .broadsheet/fetching.json
fs::path asked_path(const fs::path& root);   ///< .broadsheet/asked

/// The canonical bytes of an inbox file.
std::string to_json(const Announcement& announcement);

/// Throws Error(Content) naming file and key for bytes that to_json did not write.
Announcement parse_announcement(std::string_view bytes, const std::string& path);

/// Nothing when there is no such file. Throws as parse_announcement, and Error(Io).
std::optional<Announcement> read_inbox(const fs::path& root, Day day);

/// Days that have an inbox file, oldest first.
std::vector<Day> inbox_days(const fs::path& root);

/// Which papers were announced when. One entry per paper and day, so that days may come in any
/// order.
class SeenList {
 public:
  /// Reads the file; when it is absent or damaged, makes it anew from the inbox files.
  static SeenList load(const fs::path& root);

  /// Puts in (or replaces) what one day announced.
  void put(const Announcement& day);
  /// The latest day before `day` that held the paper; its `abstract_changed` compares with
  /// `abstract`.
  std::optional<Seen> before(Day day, const ArxivId& id, const std::string& abstract) const;
  void save(const fs::path& root) const;

 private:
  struct Entry {
    int version = 0;
    std::string abstract_hash;
  };
  std::map<ArxivId, std::map<Day, Entry>> papers_;
};

/// What became of a day, as far as fetching knows.
struct DayRecord {
  enum class What {
    Announced,  ///< an inbox file was written
    Nothing,    ///< arXiv announced nothing (weekend, holiday, or it says so itself)
    Stale,      ///< the feed still showed an earlier day
    Outage,     ///< arXiv could not be asked
  };
  What what = What::Nothing;
  std::string why;  ///< "weekend", "holiday", "empty feed", "HTTP 503", "feed of 2026-02-26"
  std::string at;   ///< moment, UTC
};

std::string_view name_of(DayRecord::What what);  ///< "announced", "nothing", "stale", "outage"

/// All days recorded. Empty when the file is absent or damaged.
std::map<Day, DayRecord> read_days(const fs::path& root);

/// Keeps the record of a day; a day that was announced stays so, and one that was found empty does
/// not become an outage.
void record_day(const fs::path& root, Day day, const DayRecord& record);

/// When arXiv was last asked by any run here; nothing when it is not known.
std::optional<std::chrono::system_clock::time_point> read_asked(const fs::path& root);
void write_asked(const fs::path& root, std::chrono::system_clock::time_point moment);

}  // namespace broadsheet::arxiv
