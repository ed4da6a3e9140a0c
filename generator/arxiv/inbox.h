#pragma once
// .broadsheet/inbox/: one file for each announcement. Format: docs/curation.md.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "json/document.h"
#include "model/announcement.h"

namespace broadsheet::arxiv {

/// The files that are written here.
fs::path inbox_path(const fs::path& root, Day day);  ///< .broadsheet/inbox/2026-02-27.json
fs::path inbox_folder(const fs::path& root);
fs::path resume_path(const fs::path& root);  ///< .broadsheet/fetching.json

/// One paper as an item of an inbox file's `papers`.
json::Object to_value(const Announced& paper);
/// Throws Error(Content) with the location for an object that to_value did not write.
Announced announced_of(const json::Node& object);

/// The canonical bytes of an inbox file.
std::string to_json(const Announcement& announcement);

/// Throws Error(Content) with the location for bytes that to_json did not write.
Announcement parse_announcement(std::string_view bytes, const std::string& path);

/// std::nullopt if there is no such file. Throws as parse_announcement, and Error(Io).
std::optional<Announcement> read_inbox(const fs::path& root, Day day);

/// Days that have an inbox file, oldest first.
std::vector<Day> inbox_days(const fs::path& root);

}  // namespace broadsheet::arxiv
