#pragma once
// The files of a site that the generator wrote, as .broadsheet/site.manifest lists them.

#include <sys/stat.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/descriptor.h"
#include "base/files.h"

namespace broadsheet::publish {

/// What is known of a file without reading it.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t modified = 0;  ///< nanoseconds since 1970; 0: unknown, compare the bytes
  std::uint64_t hash = 0;     ///< hash64 of its bytes
  std::uint64_t key = 0;      ///< of its inputs (OutputSink::write_keyed); 0: unknown

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Size and time of a file, hash 0; all 0 if it is not a regular file.
FileStamp stamp_of(const fs::path& path);
/// The same below a folder that is open, which spares the walk to it.
FileStamp stamp_of(const Descriptor& folder, const std::string& path);

/// As stamp_of, for the target of a symbolic link.
FileStamp stamp_of_target(const fs::path& path);

/// The time of a file's status, in nanoseconds since 1970.
std::int64_t modified_of(const struct stat& status);

/// By path below the site's folder.
using Manifest = std::map<std::string, FileStamp, std::less<>>;

/// One line for each file, after a line that names the format: size, time, hash and key in
/// hexadecimal, path.
std::string manifest_text(const Manifest& manifest);
/// Empty for a text of another version or one that is damaged.
Manifest parse_manifest(std::string_view text);

/// The manifest of the last commit; empty if there is none.
Manifest read_manifest(const fs::path& state);
void write_manifest(const fs::path& state, const Manifest& manifest);

/// Where read_manifest looks: <state>/site.manifest.
fs::path manifest_path(const fs::path& state);

/// Whether size and time of every file are those of the manifest. False if it is empty. Cost: one
/// stat for each file.
bool untouched(const fs::path& site, const Manifest& manifest);

/// Whether a path is relative, normalized and without control characters, so that it is one line of
/// the manifest and does not leave the site.
bool is_plain_path(std::string_view path);

}  // namespace broadsheet::publish
