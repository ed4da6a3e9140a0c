#pragma once
// Reading, listing and safe writing of files. All writes go through here.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

namespace fs = std::filesystem;

/// The whole file as bytes. Throws Error(Io), naming the path and the system's reason.
std::string read_file(const fs::path& path);

/// As read_file; nothing when there is no such file.
std::optional<std::string> read_file_if_exists(const fs::path& path);

/// Writes beside the target and renames, so that a reader sees the old bytes or the new,
/// never a part. Makes missing folders. Throws Error(Io); the old file then stays.
void write_file_atomically(const fs::path& path, std::string_view bytes);

/// As write_file_atomically, only when the bytes differ from what is there.
/// @return whether it wrote
bool write_if_changed(const fs::path& path, std::string_view bytes);

/// Regular files below `root`, as paths relative to it with '/', sorted by bytes.
/// Hidden folders and files (a leading dot) are left out; symbolic links to folders are not
/// followed. Empty when `root` does not exist.
std::vector<std::string> list_files(const fs::path& root);

/// Turns a path given by a person into what messages print: relative when below the working
/// folder, else as it is.
std::string display_path(const fs::path& path);

}  // namespace broadsheet
