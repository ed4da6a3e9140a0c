#include "publish/manifest.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/line_reader.h"

namespace broadsheet::publish {
namespace {

constexpr std::string_view kHead = "broadsheet site manifest 2\n";
constexpr std::string_view kHead1 = "broadsheet site manifest 1\n";  // lines without keys
constexpr std::string_view kEnd = "end\n";

template <typename Number>
void append_number(std::string& text, Number number, int base) {
  char digits[24];
  text.append(digits, std::to_chars(digits, std::end(digits), number, base).ptr).append(" ");
}

FileStamp stamp_from(int result, const struct stat& status) {
  if (result != 0 || !S_ISREG(status.st_mode)) return {};
  return {.size = static_cast<std::uint64_t>(status.st_size),
          .modified = modified_of(status),
          .hash = 0,
          .key = 0};
}

}  // namespace

std::int64_t modified_of(const struct stat& status) {
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.back() == '/') return false;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < 0x20) return false;
  }
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

FileStamp stamp_of(const fs::path& path) {
  struct stat status{};
  return stamp_from(::lstat(path.c_str(), &status), status);
}

FileStamp stamp_of(const Descriptor& folder, const std::string& path) {
  struct stat status{};
  return stamp_from(::fstatat(folder.get(), path.c_str(), &status, AT_SYMLINK_NOFOLLOW), status);
}

FileStamp stamp_of_target(const fs::path& path) {
  struct stat status{};
  return stamp_from(::stat(path.c_str(), &status), status);
}

std::string manifest_text(const Manifest& manifest) {
  std::string text(kHead);
  text.reserve(manifest.size() * 80);
  for (const auto& [path, stamp] : manifest) {
    append_number(text, stamp.size, 10);
    append_number(text, stamp.modified, 10);
    append_number(text, stamp.hash, 16);
    append_number(text, stamp.key, 16);
    text.append(path).append("\n");
  }
  return text.append(kEnd);
}

Manifest parse_manifest(std::string_view text) {
  const bool keys = text.starts_with(kHead);
  if ((!keys && !text.starts_with(kHead1)) || !text.ends_with(kEnd)) return {};
  text.remove_prefix(kHead.size());
  text.remove_suffix(kEnd.size());
  Manifest manifest;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    FileStamp stamp;
    if (!take_number(line, stamp.size, ' ') || !take_number(line, stamp.modified, ' ') ||
        !take_number(line, stamp.hash, ' ', 16) ||
        (keys && !take_number(line, stamp.key, ' ', 16)) || !is_plain_path(line)) {
      return {};
    }
    manifest.emplace_hint(manifest.end(), line, stamp);
  }
  return manifest;
}

Manifest read_manifest(const fs::path& state) {
  return parse_manifest(read_file_if_exists(manifest_path(state)).value_or(""));
}

void write_manifest(const fs::path& state, const Manifest& manifest) {
  write_file_atomically(manifest_path(state), manifest_text(manifest));
}

fs::path manifest_path(const fs::path& state) { return state / "site.manifest"; }

bool untouched(const fs::path& site, const Manifest& manifest) {
  const Descriptor folder(::open(site.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return !manifest.empty() && std::all_of(manifest.begin(), manifest.end(), [&](const auto& file) {
    const FileStamp there = stamp_of(folder, file.first);
    return there.modified != 0 && there.size == file.second.size &&
           there.modified == file.second.modified;
  });
}

}  // namespace broadsheet::publish
