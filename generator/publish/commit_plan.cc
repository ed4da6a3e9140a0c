#include "publish/commit_plan.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/error.h"
#include "base/line_reader.h"
#include "base/marked_point.h"
#include "publish/manifest.h"

namespace broadsheet::publish {
namespace {

constexpr std::string_view kHead = "broadsheet commit plan 1\n";
constexpr std::string_view kEnd = "end\n";

void remove_file(const fs::path& site, const std::string& path) {
  const fs::path file = site / path;
  if (::unlink(file.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR && errno != EISDIR) {
    throw_file_error(file, "cannot remove", errno);
  }
  // Folders that are empty now go too; rmdir refuses all others.
  for (fs::path folder = fs::path(path).parent_path(); !folder.empty();
       folder = folder.parent_path()) {
    if (::rmdir((site / folder).c_str()) != 0) break;
  }
}

enum class Moved { Yes, Blocked, OtherDisk };

/// Moves a staged file, or a folder of them, into place. Blocked: there is a file where a folder is
/// needed, or the reverse. OtherDisk: the site is on another file system; files have to be copied.
Moved move_in_place(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return Moved::Yes;
  if (errno == ENOENT) {
    std::error_code error;
    // Usually only the last folder is missing.
    if (::mkdir(to.parent_path().c_str(), 0777) == 0 && ::rename(from.c_str(), to.c_str()) == 0) {
      return Moved::Yes;
    }
    fs::create_directories(to.parent_path(), error);
    if (error == std::errc::not_a_directory || error == std::errc::file_exists)
      return Moved::Blocked;
    if (error) throw_file_error(to, "cannot create its folder", error.value());
    if (::rename(from.c_str(), to.c_str()) == 0) return Moved::Yes;
  }
  if (errno == ENOTDIR || errno == EISDIR || errno == ENOTEMPTY || errno == EEXIST)
    return Moved::Blocked;
  if (errno != EXDEV) throw_file_error(to, "cannot write", errno);
  return Moved::OtherDisk;
}

/// The staged files are kept until all copies are flushed.
void copy_all(const std::vector<std::pair<fs::path, fs::path>>& files) {
  FileBatch copies;
  for (const auto& [from, to] : files) copies.add_if_changed(to, read_file(from));
  copies.commit();
  std::error_code ignored;  // with another time the next build only reads the file
  for (const auto& [from, to] : files) {
    fs::last_write_time(to, fs::last_write_time(from, ignored), ignored);
  }
}

/// A staged file with its target; for a folder, all files in it.
std::vector<std::pair<fs::path, fs::path>> files_of(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::is_directory(from, error)) return {{from, to}};
  std::vector<std::pair<fs::path, fs::path>> files;
  walk(from, [&](const fs::directory_entry& entry) {
    if (!entry.is_directory(error))
      files.emplace_back(entry.path(), to / entry.path().lexically_relative(from));
    return true;
  });
  return files;
}

}  // namespace

std::string plan_text(const CommitPlan& plan) {
  std::string text(kHead);
  for (const auto& [name, path] : plan.moves) text += "+" + name + " " + path + "\n";
  for (const std::string& path : plan.removals) text += "-" + path + "\n";
  return text.append(kEnd);
}

CommitPlan parse_plan(std::string_view text) {
  CommitPlan plan;
  if (!text.starts_with(kHead) || !text.ends_with(kEnd)) return {};
  text.remove_prefix(kHead.size());
  text.remove_suffix(kEnd.size());
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::size_t space = line.find(' ');
    if (line.starts_with('+') && space != std::string_view::npos) {
      const std::string_view path = line.substr(space + 1);
      if (!is_plain_path(path)) return {};
      plan.moves.emplace_back(line.substr(1, space - 1), path);
    } else if (line.starts_with('-') && is_plain_path(line.substr(1))) {
      plan.removals.emplace_back(line.substr(1));
    } else {
      return {};
    }
  }
  return plan;
}

void carry_out(const CommitPlan& plan, const fs::path& staging, const fs::path& site) {
  std::vector<std::pair<fs::path, fs::path>> blocked, elsewhere;
  for (const auto& [name, path] : plan.moves) {
    const Moved moved = move_in_place(staging / name, site / path);
    marked_point("file moved");
    if (moved == Moved::Yes) continue;
    std::vector<std::pair<fs::path, fs::path>>& later =
        moved == Moved::Blocked ? blocked : elsewhere;
    for (auto& file : files_of(staging / name, site / path)) later.push_back(std::move(file));
  }
  copy_all(elsewhere);
  elsewhere.clear();
  for (const std::string& path : plan.removals) {
    remove_file(site, path);
    marked_point("file removed");
  }
  for (const auto& [from, to] : blocked) {
    const Moved moved = move_in_place(from, to);
    if (moved == Moved::OtherDisk) elsewhere.emplace_back(from, to);
    if (moved != Moved::Blocked) continue;
    throw Error(ErrorKind::Io, {display_path(to), 0, 0},
                "cannot write: there is a file where a folder is needed, or the reverse");
  }
  copy_all(elsewhere);
}

}  // namespace broadsheet::publish
