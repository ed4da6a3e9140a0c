#pragma once
// .broadsheet/announcements.json: which days wait for their publication and their announcement.
// Format: docs/curation.md.

#include <set>
#include <string>

#include "base/files.h"
#include "model/calendar.h"

namespace broadsheet::app {

struct Announcements {
  std::set<Day> pending;      ///< have a new or changed digest that was not announced yet
  std::set<Day> sent;         ///< were announced
  std::set<Day> unpublished;  ///< changed before a publish of `daily` that failed or was cut off
  std::set<Day> unmailed;     ///< are online, and some recipients have no mail of them yet
  std::string publish_error;  ///< why it failed; may be empty

  friend bool operator==(const Announcements&, const Announcements&) = default;
};

/// Empty if the file is absent or damaged.
Announcements read_announcements(const fs::path& root);

/// Only the newest days of each set are kept.
void write_announcements(const fs::path& root, Announcements announcements);

/// Adds a day to those that wait for their announcement.
void add_pending(const fs::path& root, Day day);

}  // namespace broadsheet::app
