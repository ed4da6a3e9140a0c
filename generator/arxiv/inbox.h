#pragma once
// .broadsheet/inbox/: one file for each announcement. Format: docs/curation.md.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "model/announcement.h"

namespace broadsheet::arxiv {

/// The files that are written here.
fs::path inbox_path(const fs::path& root, Day day);  ///< .broadsheet/inbox/2026-02-27.json
fs::path inbox_folder(const fs::path& root);
fs::path resume_path(const fs::path& root);  ///< .broadsheet/fetching.json

/// The canonical bytes of an inbox file.
std::string to_json(const Announcement& announcement);

/// Throws Error(Content) naming file and key for bytes that to_json did not write.
Announcement parse_announcement(std::string_view bytes, const std::string& path);

/// std::nullopt if there is no such file. Throws as parse_announcement, and Error(Io).
std::optional<Announcement> read_inbox(const fs::path& root, Day day);

/// Days that have an inbox file, oldest first.
std::vector<Day> inbox_days(const fs::path& root);

}  // namespace broadsheet::arxiv
