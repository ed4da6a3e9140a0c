#include "publish/disk_output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/marked_point.h"
#include "publish/commit_plan.h"

namespace broadsheet::publish {
namespace {

/// Writes a staged file. Nothing reads it before the commit, so it needs no temporary name.
/// @return its time, which a move keeps
std::int64_t write_plainly(const std::string& path, std::string_view bytes) {
  constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  int number = ::open(path.c_str(), flags, 0666);
  if (number < 0 && errno == ENOENT) {
    create_folder_of(path);
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

}  // namespace

DiskOutput::DiskOutput(fs::path site, fs::path state)
    : site_(std::move(site)),
      state_(std::move(state)),
      staging_((state_ / "staging" / "").string()) {
  std::error_code error;
  for (const fs::path& folder : {site_, state_}) {
    fs::create_directories(folder, error);
    if (error) throw_file_error(folder, "cannot create this folder", error.value());
  }
  finish_last_run();
  fs::create_directories(state_ / "staging", error);
  if (error) throw_file_error(state_ / "staging", "cannot create this folder", error.value());
  before_ = read_manifest(state_);
  folder_ = std::make_unique<Descriptor>(::open(site_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  empty_ = fs::is_empty(site_, error);
}

DiskOutput::~DiskOutput() {
  // A plan in it means that a commit was interrupted by an error: the next run finishes it.
  std::error_code ignored;
  if (!fs::exists(state_ / "staging" / "plan", ignored)) {
    fs::remove_all(state_ / "staging", ignored);
  }
}

void DiskOutput::finish_last_run() {
  const fs::path staging = state_ / "staging";
  if (const auto text = read_file_if_exists(staging / "plan")) {
    CommitPlan plan = parse_plan(*text);
    // What was moved already is not in the staging folder any more.
    std::erase_if(plan.moves, [&](const auto& move) { return !path_exists(staging / move.first); });
    remove_leftovers(site_);
    carry_out(plan, staging, site_);
  }
  std::error_code error;
  fs::remove_all(staging, error);
  if (error) throw_file_error(staging, "cannot clear this folder", error.value());
}

bool DiskOutput::is_current(const std::string& path, const FileStamp& last,
                            std::uint64_t key) const {
  if (key == 0 || last.key != key || last.modified == 0) return false;
  const FileStamp there = stamp_of(*folder_, path);
  return there.modified == last.modified && there.size == last.size;
}

bool DiskOutput::keep(std::string_view path, std::uint64_t key) {
  const auto last = before_.find(path);
  if (last == before_.end() || !is_current(last->first, last->second, key)) return false;
  const std::lock_guard lock(mutex_);
  claim(last->first, last->second);
  return true;
}

bool DiskOutput::keep_folder(std::string_view folder, std::uint64_t key) {
  const auto first = before_.lower_bound(folder);
  auto last = first;
  for (; last != before_.end() && last->first.starts_with(folder); ++last) {
    if (!is_current(last->first, last->second, key)) return false;
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
  // No other thread uses it before the commit.
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
  CommitPlan plan;
  for (const auto& [path, number] : units_) plan.moves.emplace_back(number, path);
  plan.removals = removed;

  const fs::path staging = state_ / "staging";
  if (!plan.moves.empty() || !plan.removals.empty()) {
    // Until the new manifest is written, the old one must list every file that may be there, and
    // none that is being changed as known: after a crash the next run then knows which are ours.
    Manifest both = before_;
    for (const auto& [path, staged] : staged_) both[path].modified = 0;
    // In one batch, so that the staged files are flushed before the plan that names them.
    FileBatch begin;
    begin.add_if_changed(manifest_path(state_), manifest_text(both));
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
  if (now_ != before_) write_manifest(state_, now_);
  std::error_code ignored;
  fs::remove_all(staging, ignored);
  before_ = now_;
  empty_ = false;
  staged_.clear();
  units_.clear();
  return result;
}

}  // namespace broadsheet::publish
