#include "publish/disk_output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <iterator>
#include <utility>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/marked_point.h"

namespace broadsheet::publish {
namespace {

constexpr std::string_view kManifestHead = "broadsheet site manifest 2\n";
constexpr std::string_view kManifestHead1 = "broadsheet site manifest 1\n";  // lines without keys
constexpr std::string_view kPlanHead = "broadsheet commit plan 1\n";
constexpr std::string_view kPlanEnd = "end\n";

/// Below the site's folder, one way to write it, one line.
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

/// The next line of `text` without its end; `text` then begins behind it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

template <typename Number>
bool take_number(std::string_view& line, Number& number, int base) {
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number, base);
  if (error != std::errc() || end == line.data() + line.size() || *end != ' ') return false;
  line.remove_prefix(static_cast<std::size_t>(end - line.data()) + 1);
  return true;
}

template <typename Number>
void put_number(std::string& text, Number number, int base) {
  char digits[24];
  text.append(digits, std::to_chars(digits, std::end(digits), number, base).ptr).append(" ");
}

std::int64_t modified_of(const struct stat& found) {
  return static_cast<std::int64_t>(found.st_mtim.tv_sec) * 1'000'000'000 + found.st_mtim.tv_nsec;
}

/// Writes a file that nobody reads before the commit; so not beside it first.
/// @return its time, which it keeps when it is moved
std::int64_t write_plainly(const std::string& path, std::string_view bytes) {
  constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  int number = ::open(path.c_str(), flags, 0666);
  if (number < 0 && errno == ENOENT) {
    std::error_code ignored;  // the second try tells
    fs::create_directories(fs::path(path).parent_path(), ignored);
    number = ::open(path.c_str(), flags, 0666);
  }
  if (number < 0) throw_file_error(path, "cannot write", errno);
  Descriptor file(number);
  int reason = write_all(file, bytes);
  struct stat written{};
  const bool known = ::fstat(file.get(), &written) == 0;
  if (const int closing = file.close(); reason == 0) reason = closing;
  if (reason != 0) throw_file_error(path, "cannot write", reason);
  marked_point("file staged");
  return known ? modified_of(written) : 0;
}

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

/// Moves a staged file, or a folder of them, in place. Blocked: a file stands where a folder is
/// needed, or a folder where a file is. OtherDisk: the site lies on another file system, and files
/// have to be copied.
Moved move_in_place(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return Moved::Yes;
  if (errno == ENOENT) {
    std::error_code error;
    // Mostly the last folder alone is missing.
    if (::mkdir(to.parent_path().c_str(), 0777) == 0 && ::rename(from.c_str(), to.c_str()) == 0) {
      return Moved::Yes;
    }
    fs::create_directories(to.parent_path(), error);
    if (error == std::errc::not_a_directory || error == std::errc::file_exists)
      return Moved::Blocked;
    if (error) throw_file_error(to, "cannot make its folder", error.value());
    if (::rename(from.c_str(), to.c_str()) == 0) return Moved::Yes;
  }
  if (errno == ENOTDIR || errno == EISDIR || errno == ENOTEMPTY || errno == EEXIST)
    return Moved::Blocked;
  if (errno != EXDEV) throw_file_error(to, "cannot write", errno);
  return Moved::OtherDisk;
}

/// What a commit does, in a form that can be done again from any point.
struct Plan {
  std::vector<std::pair<std::string, std::string>> moves;  ///< staged name, path
  std::vector<std::string> removals;
};

// A line is "+<staged name> <path>" or "-<path>"; the last line is "end".
std::string plan_text(const Plan& plan) {
  std::string text(kPlanHead);
  for (const auto& [name, path] : plan.moves) text += "+" + name + " " + path + "\n";
  for (const std::string& path : plan.removals) text += "-" + path + "\n";
  return text.append(kPlanEnd);
}

/// Nothing to do when the text is not whole: the commit had not begun then.
Plan parse_plan(std::string_view text) {
  Plan plan;
  if (!text.starts_with(kPlanHead) || !text.ends_with(kPlanEnd)) return {};
  text.remove_prefix(kPlanHead.size());
  text.remove_suffix(kPlanEnd.size());
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

/// The staged files stay until all copies are on the disk of the site.
void copy_all(const std::vector<std::pair<fs::path, fs::path>>& files) {
  FileBatch copies;
  for (const auto& [from, to] : files) copies.add_if_changed(to, read_file(from));
  copies.commit();
  std::error_code ignored;  // with another time the next build reads the file, and no more
  for (const auto& [from, to] : files) {
    fs::last_write_time(to, fs::last_write_time(from, ignored), ignored);
  }
}

/// A staged file with its place; of a folder all that are in it.
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

void carry_out(const Plan& plan, const fs::path& staging, const fs::path& site) {
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
                "cannot write: a file stands where a folder is needed, or the other way round");
  }
  copy_all(elsewhere);
}

FileStamp stamp_from(int result, const struct stat& found) {
  if (result != 0 || !S_ISREG(found.st_mode)) return {};
  return {.size = static_cast<std::uint64_t>(found.st_size),
          .modified = modified_of(found),
          .hash = 0,
          .key = 0};
}

}  // namespace

FileStamp stamp_of(const fs::path& path) {
  struct stat found{};
  return stamp_from(::lstat(path.c_str(), &found), found);
}

FileStamp stamp_of_target(const fs::path& path) {
  struct stat found{};
  return stamp_from(::stat(path.c_str(), &found), found);
}

std::string manifest_text(const Manifest& manifest) {
  std::string text(kManifestHead);
  text.reserve(manifest.size() * 80);
  for (const auto& [path, stamp] : manifest) {
    put_number(text, stamp.size, 10);
    put_number(text, stamp.modified, 10);
    put_number(text, stamp.hash, 16);
    put_number(text, stamp.key, 16);
    text.append(path).append("\n");
  }
  return text.append(kPlanEnd);
}

Manifest parse_manifest(std::string_view text) {
  const bool keys = text.starts_with(kManifestHead);
  if ((!keys && !text.starts_with(kManifestHead1)) || !text.ends_with(kPlanEnd)) return {};
  text.remove_prefix(kManifestHead.size());
  text.remove_suffix(kPlanEnd.size());
  Manifest manifest;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    FileStamp stamp;
    if (!take_number(line, stamp.size, 10) || !take_number(line, stamp.modified, 10) ||
        !take_number(line, stamp.hash, 16) || (keys && !take_number(line, stamp.key, 16)) ||
        !is_plain_path(line)) {
      return {};
    }
    manifest.emplace_hint(manifest.end(), line, stamp);
  }
  return manifest;
}

Manifest read_manifest(const fs::path& state) {
  return parse_manifest(read_file_if_exists(state / "site.manifest").value_or(""));
}

bool untouched(const fs::path& site, const Manifest& manifest) {
  return !manifest.empty() && std::all_of(manifest.begin(), manifest.end(), [&](const auto& file) {
    const FileStamp there = stamp_of(site / file.first);
    return there.modified != 0 && there.size == file.second.size &&
           there.modified == file.second.modified;
  });
}

DiskOutput::DiskOutput(fs::path site, fs::path state)
    : site_(std::move(site)),
      state_(std::move(state)),
      staging_((state_ / "staging" / "").string()) {
  std::error_code error;
  for (const fs::path& folder : {site_, state_}) {
    fs::create_directories(folder, error);
    if (error) throw_file_error(folder, "cannot make this folder", error.value());
  }
  finish_last_run();
  fs::create_directories(state_ / "staging", error);
  if (error) throw_file_error(state_ / "staging", "cannot make this folder", error.value());
  before_ = read_manifest(state_);
  empty_ = fs::is_empty(site_, error);
}

DiskOutput::~DiskOutput() {
  // A plan in there means that a commit was cut off by an error: kept for the next run.
  std::error_code ignored;
  if (!fs::exists(state_ / "staging" / "plan", ignored)) {
    fs::remove_all(state_ / "staging", ignored);
  }
}

void DiskOutput::finish_last_run() {
  const fs::path staging = state_ / "staging";
  if (const auto text = read_file_if_exists(staging / "plan")) {
    Plan plan = parse_plan(*text);
    // What had been moved already is not there any more.
    std::erase_if(plan.moves, [&](const auto& move) { return !path_exists(staging / move.first); });
    remove_leftovers(site_);
    carry_out(plan, staging, site_);
  }
  std::error_code error;
  fs::remove_all(staging, error);
  if (error) throw_file_error(staging, "cannot clear this folder", error.value());
}

bool DiskOutput::stands(const std::string& path, const FileStamp& last, std::uint64_t key) const {
  if (key == 0 || last.key != key || last.modified == 0) return false;
  const FileStamp there = stamp_of(site_ / path);
  return there.modified == last.modified && there.size == last.size;
}

bool DiskOutput::keep(std::string_view path, std::uint64_t key) {
  const auto last = before_.find(path);
  if (last == before_.end() || !stands(last->first, last->second, key)) return false;
  const std::lock_guard lock(mutex_);
  claim(last->first, last->second);
  return true;
}

bool DiskOutput::keep_folder(std::string_view folder, std::uint64_t key) {
  const auto first = before_.lower_bound(folder);
  auto last = first;
  for (; last != before_.end() && last->first.starts_with(folder); ++last) {
    if (!stands(last->first, last->second, key)) return false;
  }
  if (first == last) return false;
  const std::lock_guard lock(mutex_);
  for (auto file = first; file != last; ++file) claim(file->first, file->second);
  return true;
}

void DiskOutput::claim(const std::string& path, const FileStamp& stamp) {
  if (now_.emplace(path, stamp).second) return;
  throw Error(ErrorKind::Content, {},
              "two pages claim the path '" + path +
                  "'; is there a page in content/pages "
                  "with the name of a part of the site?");
}

void DiskOutput::write(std::string_view path, std::string_view bytes) {
  write_keyed(path, bytes, 0);
}

void DiskOutput::write_keyed(std::string_view path, std::string_view bytes, std::uint64_t key) {
  if (!is_plain_path(path)) {
    throw Error(ErrorKind::Content, {},
                "'" + std::string(path) + "' cannot be the path of a file of the site");
  }
  const std::string name(path);
  const fs::path file = site_ / name;
  FileStamp stamp{.size = bytes.size(), .modified = 0, .hash = hash64(bytes), .key = key};

  const FileStamp there = empty_ ? FileStamp{} : stamp_of(file);
  const auto known = before_.find(name);
  bool same = false;
  if (there.modified != 0 && there.size == stamp.size) {
    const bool trusted = known != before_.end() && known->second.modified == there.modified &&
                         known->second.size == there.size;
    same = trusted ? known->second.hash == stamp.hash : read_file_if_exists(file) == bytes;
  }
  if (same) stamp.modified = there.modified;

  Staged* staged = nullptr;
  {
    const std::lock_guard lock(mutex_);
    claim(name, stamp);
    if (same) return;
    staged = &staged_[name];
    *staged = {.name = staged_name(name), .modified = 0, .replaces = there.modified != 0};
  }
  // Nobody else looks at it before the commit.
  staged->modified = write_plainly(staging_ + staged->name, bytes);
}

std::string DiskOutput::staged_name(const std::string& path) {
  const std::size_t slash = empty_ ? path.find('/') : std::string::npos;
  const auto& [unit, number] =
      *units_.emplace(path.substr(0, slash), std::to_string(units_.size())).first;
  return number + path.substr(unit.size());
}

void DiskOutput::trust_nothing() {
  for (auto& [path, stamp] : before_) stamp.modified = 0;
}

void DiskOutput::forget_keys() {
  const std::lock_guard lock(mutex_);
  for (auto& [path, stamp] : now_) stamp.key = 0;
}

DiskOutput::Changes DiskOutput::changes() const {
  const std::lock_guard lock(mutex_);
  Changes changes;
  for (const auto& [path, staged] : staged_) {
    (staged.replaces ? changes.changed : changes.added).push_back(path);
  }
  for (const auto& [path, stamp] : before_) {
    if (!now_.contains(path)) changes.removed.push_back(path);
  }
  return changes;
}

Published DiskOutput::commit() {
  const std::vector<std::string> removed = changes().removed;
  const std::lock_guard lock(mutex_);
  Published result;
  Plan plan;
  for (const auto& [path, number] : units_) plan.moves.emplace_back(number, path);
  plan.removals = removed;

  const fs::path staging = state_ / "staging";
  if (!plan.moves.empty() || !plan.removals.empty()) {
    // Until the new manifest stands, the old one must name every file that may be there, and
    // vouch for none that is being changed: a run after a crash then knows what is ours.
    Manifest both = before_;
    for (const auto& [path, staged] : staged_) both[path].modified = 0;
    // In one batch, so that the staged files are on the disk before the plan that names them.
    FileBatch begin;
    begin.add_if_changed(state_ / "site.manifest", manifest_text(both));
    begin.add_if_changed(staging / "plan", plan_text(plan));
    begin.commit();
    carry_out(plan, staging, site_);
  }
  for (auto& [path, stamp] : now_) {
    if (const auto staged = staged_.find(path); staged != staged_.end()) {
      result.written_bytes += stamp.size;
      stamp.modified = staged->second.modified;
    }
    result.bytes += stamp.size;
  }
  result.files = now_.size();
  result.written = staged_.size();
  result.removed = removed.size();
  if (now_ != before_) write_file_atomically(state_ / "site.manifest", manifest_text(now_));
  std::error_code ignored;
  fs::remove_all(staging, ignored);
  before_ = now_;
  empty_ = false;
  staged_.clear();
  units_.clear();
  return result;
}

}  // namespace broadsheet::publish
