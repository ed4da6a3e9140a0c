#include "import/git_history.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/files.h"
#include "publish/git.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kHashShown = 12;

/// stdout of git in the folder of a file.
std::string git(const fs::path& file, const std::vector<std::string>& words) {
  publish::GitSettings settings;
  settings.folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
  publish::ProcessResult result = publish::Git(settings).try_run(words);
  if (result.status != 0) {
    throw Error(ErrorKind::Io, {display_path(file), 0, 0},
                "git " + words.front() + ": " + publish::message_of(result));
  }
  return std::move(result.out);
}

/// "HASH\tDATE", NUL, line break, "name", NUL.
std::optional<FileVersion> version_of(std::string_view entry) {
  const std::size_t head_end = entry.find('\0');
  const std::size_t tab = entry.find('\t');
  if (head_end == std::string_view::npos || tab == std::string_view::npos || tab > head_end) {
    return std::nullopt;
  }
  std::string_view name = entry.substr(head_end + 1);
  while (!name.empty() && (name.front() == '\n' || name.front() == '\0')) name.remove_prefix(1);
  name = name.substr(0, name.find('\0'));
  const std::optional<Day> day = Day::parse(entry.substr(tab + 1, 10));
  if (name.empty() || !day) return std::nullopt;
  return FileVersion{
      std::string(entry.substr(0, std::min(tab, kHashShown))) + ":" + std::string(name), *day};
}

}  // namespace

std::vector<FileVersion> versions_of(const fs::path& file) {
  const std::string name = file.filename().string();
  const std::string log = git(file, {"log", "--follow", "--diff-filter=AMRC", "--name-only", "-z",
                                     "--format=%x01%H%x09%cI", "--", name});
  std::vector<FileVersion> versions;
  for (std::size_t at = log.find('\x01'); at != std::string::npos;) {
    const std::size_t end = log.find('\x01', at + 1);
    if (auto version = version_of(std::string_view(log).substr(at + 1, end - at - 1))) {
      versions.push_back(*std::move(version));
    }
    at = end;
  }
  if (versions.empty()) {
    throw Error(ErrorKind::Io, {display_path(file), 0, 0},
                "git has no version of this file; --git reads files that are committed");
  }
  std::reverse(versions.begin(), versions.end());
  return versions;
}

std::string bytes_of(const fs::path& file, const FileVersion& version) {
  return git(file, {"cat-file", "blob", version.name});
}

}  // namespace broadsheet::importer
