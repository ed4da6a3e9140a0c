#pragma once
// Reading, listing and safe writing of files. All writes go through here.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

namespace fs = std::filesystem;

/// Throws Error(Io): "PATH: error: ACTION: REASON".
/// @param action  what failed, such as "cannot read"
/// @param reason  errno of the failed call
[[noreturn]] void throw_file_error(const fs::path& path, const std::string& action, int reason);

/// Creates the folders that a file at `path` needs. Throws Error(Io), which names the file.
void create_folder_of(const fs::path& path);

/// Whether there is a file or folder at `path`; symbolic links are followed. Throws Error(Io) if
/// the system cannot know, for example because a folder on the way may not be entered.
bool path_exists(const fs::path& path);

/// Whether `folder` is a folder that this process may list.
bool can_list(const fs::path& folder);

/// The whole file as bytes. Throws Error(Io), naming the path and the system's reason.
std::string read_file(const fs::path& path);

/// As read_file; nothing when there is no such file.
std::optional<std::string> read_file_if_exists(const fs::path& path);

/// Writes beside the target, brings the bytes to the disk and renames, so that a reader sees the
/// old bytes or the new, never a part, also after a power cut. Cost: a millisecond or more of
/// waiting for the disk; for many files FileBatch waits once. Makes missing folders. Throws
/// Error(Io); the old file then stays.
void write_file_atomically(const fs::path& path, std::string_view bytes);

/// As write_file_atomically, only when the bytes differ from what is there.
/// @return whether it wrote
bool write_if_changed(const fs::path& path, std::string_view bytes);

/// Files that are put in place together, and last: all are written aside, then brought to the disk,
/// then renamed one by one in the order given. A full disk is met before the first of them changes;
/// a power cut leaves each file old or new and whole.
class FileBatch {
 public:
  FileBatch() = default;
  /// Without commit() nothing has changed.
  ~FileBatch();
  FileBatch(const FileBatch&) = delete;
  FileBatch& operator=(const FileBatch&) = delete;

  /// Writes it aside, unless the file holds these bytes already. Makes missing folders. Throws
  /// Error(Io).
  /// @return whether it differs
  bool add_if_changed(const fs::path& path, std::string_view bytes);

  /// Throws Error(Io); files that were not renamed yet then stay as they were.
  void commit();

 private:
  std::vector<std::pair<fs::path, fs::path>> files_;  ///< aside, target
};

/// Brings all that was written to the file system of `path` to the disk, so that a power cut does
/// not take it. Throws Error(Io) when the disk does not take it.
void flush_file_system(const fs::path& path);

/// Removes a file, or a folder with all that is in it; nothing to do when there is none. Throws
/// Error(Io).
void remove_tree(const fs::path& path);

/// Removes what killed runs left half written below `root`: files that write_file_atomically or
/// FileBatch had aside. The caller knows that no other run writes there.
void remove_leftovers(const fs::path& root);

enum class Unlistable { Fail, Skip };

/// Called for each entry below a folder.
/// @return whether to enter the entry if it is a folder
using WalkVisitor = std::function<bool(const fs::directory_entry&)>;

/// Visits all entries below `root`, a folder before its contents, in the order of the system.
/// Hidden entries are included, symbolic links to folders are not entered. Other processes may
/// change the tree meanwhile: an entry that vanishes is skipped, and so is a `root` that does not
/// exist.
/// @param unlistable  whether a folder that cannot be listed throws Error(Io) or is skipped
void walk(const fs::path& root, const WalkVisitor& visit, Unlistable unlistable = Unlistable::Fail);

/// Regular files below `root`, as paths relative to it with '/', sorted by bytes.
/// Hidden folders and files (a leading dot) are left out; symbolic links to folders are not
/// followed. Empty if `root` does not exist. Throws Error(Io) that names the folder that cannot be
/// listed.
std::vector<std::string> list_files(const fs::path& root);

/// Turns a path given by a person into what messages print: relative when below the working
/// folder, else as it is.
std::string display_path(const fs::path& path);

}  // namespace broadsheet
