#pragma once
// The site on disk: only what changed is written, what is stale goes, nothing else is touched.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/output.h"

namespace broadsheet::publish {

/// What is known of a file without reading it.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t modified = 0;  ///< nanoseconds since 1970; 0: never trust, read the file
  std::uint64_t hash = 0;     ///< hash64 of its bytes
  std::uint64_t key = 0;      ///< what it was made from (OutputSink::write_keyed); 0: not known

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Size and time of a file, hash 0. Nothing-like (size 0, modified 0) when it is no regular file.
FileStamp stamp_of(const fs::path& path);

/// As stamp_of, of the file that a symbolic link leads to.
FileStamp stamp_of_target(const fs::path& path);

/// The files of the site that the generator made, by path below the site's folder.
using Manifest = std::map<std::string, FileStamp, std::less<>>;

/// One line a file, after a line that names the format: size, time, hash and key in
/// hexadecimal, path.
std::string manifest_text(const Manifest& manifest);
/// Text of another version, or damaged, gives an empty manifest.
Manifest parse_manifest(std::string_view text);

/// Whether every file of the manifest stands as it was left, by size and time. False when it is
/// empty. Cost: one stat a file.
bool untouched(const fs::path& site, const Manifest& manifest);

struct Published {
  std::size_t files = 0;    ///< of the whole site, as made by the generator
  std::uint64_t bytes = 0;  ///< of the whole site
  std::size_t written = 0;  ///< files that were new or differed
  std::uint64_t written_bytes = 0;
  std::size_t removed = 0;  ///< stale files
};

/// Compares each file with what is there and puts the different ones aside, in
/// <state>/staging; the site stays as it is until `commit`, which moves them in place by
/// renaming, removes files of the last manifest that were not written again (and folders that are
/// then empty), and keeps the new manifest in <state>/site.manifest.
///
/// A commit that was cut off is finished by the next DiskOutput: its plan is kept beside the
/// staged files. Without `commit` the destructor clears the staging folder.
class DiskOutput : public OutputSink {
 public:
  /// @param site   the folder of the site, made when it is missing
  /// @param state  the project's .broadsheet folder, on the same file system if possible
  /// Throws Error(Io).
  DiskOutput(fs::path site, fs::path state);
  ~DiskOutput() override;
  DiskOutput(const DiskOutput&) = delete;
  DiskOutput& operator=(const DiskOutput&) = delete;

  /// Throws Error(Content) when two files claim one path, or the path leaves the site;
  /// Error(Io) when the disk is full.
  void write(std::string_view path, std::string_view bytes) override;
  void write_keyed(std::string_view path, std::string_view bytes, std::uint64_t key) override;
  bool keep(std::string_view path, std::uint64_t key) override;
  bool keep_folder(std::string_view folder, std::uint64_t key) override;

  /// From here on every file is compared by its bytes and none is kept.
  void trust_nothing();
  /// Takes the keys of all files written or kept so far away, so that no later build keeps them.
  void forget_keys();

  /// Files that `commit` would write and remove, sorted.
  struct Changes {
    std::vector<std::string> added, changed, removed;
  };
  Changes changes() const;

  /// Throws Error(Io); the next run then finishes what was begun.
  Published commit();

 private:
  struct Staged {
    std::string name;           ///< path below the staging folder
    std::int64_t modified = 0;  ///< its time
    bool replaces = false;
  };

  void finish_last_run();
  bool stands(const std::string& path, const FileStamp& last, std::uint64_t key) const;
  /// Under `mutex_`.
  void claim(const std::string& path, const FileStamp& stamp);
  /// Where a file is put aside; under `mutex_`.
  std::string staged_name(const std::string& path);

  fs::path site_;
  fs::path state_;
  std::string staging_;  ///< with its slash
  bool empty_ = false;   ///< the site had no file at all
  Manifest before_;
  mutable std::mutex mutex_;
  Manifest now_;  ///< unchanged files with their stamps, staged ones without time
  std::map<std::string, Staged> staged_;
  /// What the commit moves, by path, with its number in the staging folder: each file; when the
  /// site has none, whole folders of its root, which saves a third of the time that a first build
  /// needs for its files.
  std::map<std::string, std::string> units_;
};

/// The manifest that the last commit kept; empty when there is none.
Manifest read_manifest(const fs::path& state);

}  // namespace broadsheet::publish
