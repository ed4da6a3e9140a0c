#pragma once
// Where the files of a site go.

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace broadsheet {

/// Takes finished files. Paths are relative to the site's root, '/'-separated, unique in one build.
/// Every member may be called from several threads.
///
/// A file may come with a key: a hash of everything it is made from, never 0. A maker that knows
/// the key beforehand asks `keep` first and makes the file only when the answer is no:
///
///     if (!sink.keep(path, key)) sink.write_keyed(path, make(), key);
///
/// The one promise: the same path with the same key has the same bytes. A wrong key leaves a stale
/// file in the site, so it must cover settings, words, format numbers and the program itself.
class OutputSink {
 public:
  virtual ~OutputSink() = default;

  virtual void write(std::string_view path, std::string_view bytes) = 0;

  /// The same, for a file that a later build may keep.
  virtual void write_keyed(std::string_view path, std::string_view bytes, std::uint64_t key) {
    static_cast<void>(key);
    write(path, bytes);
  }

  /// True when the last build wrote this file with this key and it is unchanged. It then counts
  /// as written, and must not be written again. False: write it.
  virtual bool keep(std::string_view path, std::uint64_t key) {
    static_cast<void>(path), static_cast<void>(key);
    return false;
  }

  /// `keep` for all files below `folder` ("search/s/1a2b3c4/", with its slash): true when the last
  /// build wrote at least one, every one of them with this key, and all are unchanged.
  virtual bool keep_folder(std::string_view folder, std::uint64_t key) {
    static_cast<void>(folder), static_cast<void>(key);
    return false;
  }
};

/// Keeps the files in memory: tests, golden sites, preview.
class MemoryOutput : public OutputSink {
 public:
  void write(std::string_view path, std::string_view bytes) override;
  /// Not while another thread writes.
  const std::map<std::string, std::string>& files() const { return files_; }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> files_;
};

}  // namespace broadsheet
