#pragma once
// The site on disk: files that differ are written, stale ones removed, all others left alone.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/descriptor.h"
#include "base/files.h"
#include "base/output.h"
#include "publish/manifest.h"

namespace broadsheet::publish {

struct Published {
  std::size_t files = 0;    ///< of the whole site, as made by the generator
  std::uint64_t bytes = 0;  ///< of the whole site
  std::size_t written = 0;  ///< files that were new or differed
  std::uint64_t written_bytes = 0;
  std::size_t removed = 0;  ///< stale files
};

/// Compares each file with the site and writes those that differ to <state>/staging. The site does
/// not change until `commit`, which renames them into place, removes files of the last manifest
/// that were not written again (and folders that are then empty), and writes the new manifest.
///
/// An interrupted commit is finished by the next DiskOutput: its plan is beside the staged files.
/// Without `commit` the destructor removes the staging folder. Writing is thread-safe.
class DiskOutput : public OutputSink {
 public:
  /// @param site   the folder of the site, created if it is missing
  /// @param state  the project's .broadsheet folder, on the same file system if possible
  /// Throws Error(Io).
  DiskOutput(fs::path site, fs::path state);
  ~DiskOutput() override;
  DiskOutput(const DiskOutput&) = delete;
  DiskOutput& operator=(const DiskOutput&) = delete;

  /// Throws Error(Content) if two files have one path, or the path leaves the site; Error(Io) if
  /// the disk is full.
  void write(std::string_view path, std::string_view bytes) override;
  void write_keyed(std::string_view path, std::string_view bytes, std::uint64_t key) override;
  bool keep(std::string_view path, std::uint64_t key) override;
  bool keep_folder(std::string_view folder, std::uint64_t key) override;

  /// Compares every later file by its bytes and keeps none.
  void trust_nothing();
  /// Removes the keys of all files written or kept so far, so that no later build keeps them.
  void forget_keys();

  /// Files that `commit` would write and remove, sorted.
  struct Changes {
    std::vector<std::string> added, changed, removed;
  };
  Changes changes() const;

  /// Throws Error(Io); the next run then finishes the commit.
  Published commit();

 private:
  struct Staged {
    std::string name;           ///< path below the staging folder
    std::int64_t modified = 0;  ///< its time
    bool replaces = false;
  };

  void finish_last_run();
  bool is_current(const std::string& path, const FileStamp& last, std::uint64_t key) const;
  /// Under `mutex_`.
  void claim(const std::string& path, const FileStamp& stamp);
  /// The name of a file in the staging folder; under `mutex_`.
  std::string staged_name(const std::string& path);

  fs::path site_;
  fs::path state_;
  std::unique_ptr<Descriptor> folder_;  ///< site_, open
  std::string staging_;                 ///< with its slash
  bool empty_ = false;                  ///< the site has no file
  Manifest before_;
  mutable std::mutex mutex_;
  Manifest now_;  ///< unchanged files with their stamps, staged ones without time
  std::map<std::string, Staged> staged_;
  /// What the commit moves, by path, with its number in the staging folder: each file; if the site
  /// is empty, the folders of its root, which saves a third of the time for files in a first build.
  std::map<std::string, std::string> units_;
};

}  // namespace broadsheet::publish
