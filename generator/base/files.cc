#include "base/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/marked_point.h"

namespace broadsheet {
namespace {

std::optional<std::string> read_or_missing(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  std::optional<std::string> bytes = file.get() < 0 ? std::nullopt : read_all(file);
  if (!bytes) throw_file_error(path, "cannot read", errno);
  return bytes;
}

constexpr std::string_view kAside = ".part-";

/// "x.json.part-1234": beside the file, with the number of this process.
fs::path aside_of(const fs::path& path) {
  fs::path aside = path;
  return aside += std::string(kAside) + std::to_string(::getpid());
}

bool is_aside(std::string_view name) {
  const std::size_t at = name.rfind(kAside);
  if (at == std::string_view::npos || at == 0 || at + kAside.size() == name.size()) return false;
  return name.find_first_not_of("0123456789", at + kAside.size()) == std::string_view::npos;
}

enum class Flush { Now, Later };

/// Writes all bytes to `aside`, or nothing stays. Errors name `path`, which it shall become.
void write_aside(const fs::path& aside, const fs::path& path, std::string_view bytes, Flush flush) {
  create_folder_of(path);
  Descriptor file(::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (file.get() < 0) throw_file_error(path, "cannot write", errno);
  marked_point("file begun");
  int reason = write_all(file, bytes);
  // A name may reach the disk before the bytes do: without this a power cut leaves an empty file.
  if (reason == 0 && flush == Flush::Now && ::fdatasync(file.get()) != 0) {
    if (errno != EINVAL && errno != EROFS) reason = errno;  // these: no file that has a disk
  }
  if (const int closing = file.close(); reason == 0) reason = closing;
  if (reason != 0) {
    ::unlink(aside.c_str());
    throw_file_error(path, "cannot write", reason);
  }
  marked_point("file written aside");
}

void put_in_place(const fs::path& aside, const fs::path& path) {
  if (::rename(aside.c_str(), path.c_str()) != 0) {
    const int reason = errno;
    ::unlink(aside.c_str());
    throw_file_error(path, "cannot write", reason);
  }
  marked_point("file in place");
}

bool holds(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return !error && size == bytes.size() && read_or_missing(path) == bytes;
}

void walk_folder(const fs::path& folder, bool is_root, const WalkVisitor& visit,
                 Unlistable unlistable) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator();
       at.increment(error)) {
    const fs::directory_entry& entry = *at;
    if (!visit(entry)) continue;
    std::error_code vanished;
    if (!entry.is_symlink(vanished) && entry.is_directory(vanished)) {
      walk_folder(entry.path(), false, visit, unlistable);
    }
  }
  if (!error || unlistable == Unlistable::Skip) return;
  if (error == std::errc::no_such_file_or_directory) return;
  if (error == std::errc::not_a_directory && !is_root) return;  // replaced by a file
  throw_file_error(folder, "cannot list", error.value());
}

}  // namespace

void throw_file_error(const fs::path& path, const std::string& action, int reason) {
  throw Error(ErrorKind::Io, {display_path(path), 0, 0}, action + ": " + std::strerror(reason));
}

void create_folder_of(const fs::path& path) {
  if (!path.has_parent_path()) return;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) throw_file_error(path, "cannot write", error.value());
}

bool path_exists(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::status_known(status)) throw_file_error(path, "cannot read", error.value());
  return fs::exists(status);
}

bool can_list(const fs::path& folder) {
  std::error_code error;
  const fs::directory_iterator at(folder, error);
  return !error;
}

std::string read_file(const fs::path& path) {
  std::optional<std::string> bytes = read_or_missing(path);
  if (!bytes) throw_file_error(path, "cannot read", ENOENT);
  return *std::move(bytes);
}

std::optional<std::string> read_file_if_exists(const fs::path& path) {
  return read_or_missing(path);
}

void write_file_atomically(const fs::path& path, std::string_view bytes) {
  const fs::path aside = aside_of(path);
  write_aside(aside, path, bytes, Flush::Now);
  put_in_place(aside, path);
}

bool write_if_changed(const fs::path& path, std::string_view bytes) {
  if (holds(path, bytes)) return false;
  write_file_atomically(path, bytes);
  return true;
}

FileBatch::~FileBatch() {
  for (const auto& [aside, path] : files_) ::unlink(aside.c_str());
}

bool FileBatch::add_if_changed(const fs::path& path, std::string_view bytes) {
  if (holds(path, bytes)) return false;
  files_.emplace_back(aside_of(path), path);
  write_aside(files_.back().first, path, bytes, Flush::Later);
  return true;
}

void FileBatch::commit() {
  if (files_.empty()) return;
  flush_file_system(files_.front().first);
  marked_point("files on the disk");
  for (const auto& [aside, path] : files_) put_in_place(aside, path);
  files_.clear();
}

void flush_file_system(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return;
  // Other reasons (a file system that has no such thing) are none to stop for.
  if (::syncfs(file.get()) != 0 && (errno == EIO || errno == ENOSPC || errno == EDQUOT)) {
    throw_file_error(path, "cannot write", errno);
  }
}

void remove_tree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) throw_file_error(path, "cannot remove", error.value());
}

void remove_leftovers(const fs::path& root) {
  const auto remove_aside = [](const fs::directory_entry& entry) {
    std::error_code ignored;
    if (is_aside(entry.path().filename().string()) &&
        entry.symlink_status(ignored).type() == fs::file_type::regular) {
      fs::remove(entry.path(), ignored);
    }
    return true;
  };
  walk(root, remove_aside, Unlistable::Skip);
}

void walk(const fs::path& root, const WalkVisitor& visit, Unlistable unlistable) {
  walk_folder(root, true, visit, unlistable);
}

std::vector<std::string> list_files(const fs::path& root) {
  std::vector<std::string> found;
  walk(root, [&](const fs::directory_entry& entry) {
    if (entry.path().filename().string().starts_with('.')) return false;
    std::error_code vanished;
    if (entry.is_regular_file(vanished)) {
      found.push_back(entry.path().lexically_relative(root).generic_string());
    }
    return true;
  });
  std::sort(found.begin(), found.end());
  return found;
}

std::string display_path(const fs::path& path) {
  if (path.is_relative()) return path.lexically_normal().generic_string();
  std::error_code error;
  const fs::path relative = path.lexically_relative(fs::current_path(error));
  if (error || relative.empty() || relative.generic_string().starts_with("..")) {
    return path.generic_string();
  }
  return relative.generic_string();
}

}  // namespace broadsheet
