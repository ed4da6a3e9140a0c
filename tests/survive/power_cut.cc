// Preloaded into a program and all that it starts: the power goes after a chosen change of names.
// What was written and not brought to the disk is then lost, though its name may stand already, as
// file systems with delayed writing do. Changes of names (rename, unlink, link) reach the disk in
// their order, as the journals of ext4, XFS and btrfs keep it.
//
//   POWER_LOG    a file: what happened, a line each; shared by all processes. Without it nothing is
//   done. POWER_BELOW  the folder whose files count POWER_CUT    after how many changes of names
//   the power goes; 0: never POWER_ZEROS  set: lost bytes are zeros, and the file is as long as it
//   was; else it is empty

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace {

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

const char* variable(const char* name) { return ::getenv(name); }

bool active() { return variable("POWER_LOG") != nullptr; }

/// Absolute, its folder without links.
std::string absolute(const char* path) {
  const std::string text = path;
  const std::size_t slash = text.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : text.substr(0, slash + 1);
  char found[PATH_MAX];
  if (::realpath(folder.c_str(), found) == nullptr) return text;
  return std::string(found) + "/" + (slash == std::string::npos ? text : text.substr(slash + 1));
}

std::string path_of(int file) {
  char found[PATH_MAX];
  const ssize_t size =
      ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), found, sizeof found);
  return size > 0 ? std::string(found, static_cast<std::size_t>(size)) : "";
}

bool counts(const std::string& path) {
  const char* below = variable("POWER_BELOW");
  return below == nullptr || path.starts_with(std::string(below) + "/");
}

/// What the log tells: files with bytes that are not on the disk, and where their bytes of before
/// are (or "").
class World {
 public:
  explicit World(const std::string& log) {
    std::ifstream lines(log);
    for (std::string line; std::getline(lines, line);) {
      const std::string rest = line.substr(1);
      const std::string one = rest.substr(0, rest.find('\t'));
      const std::string two = rest.size() > one.size() ? rest.substr(one.size() + 1) : "";
      if (line[0] == 'w') dirty_.emplace(one, two);
      if (line[0] == 's') dirty_.erase(one);
      if (line[0] == 'a') dirty_.clear();
      if (std::strchr("rxul", line[0]) == nullptr) continue;
      ++changes_;
      if (line[0] == 'u') dirty_.erase(one);
      if (line[0] == 'r') move(one, two);
      if (line[0] == 'l' && dirty_.contains(one)) dirty_[two] = dirty_[one];
      if (line[0] == 'x') {
        move(one, "\n");
        move(two, one);
        move("\n", two);
      }
    }
  }
  int changes() const { return changes_; }

  void lose() const {
    for (const auto& [path, before] : dirty_) {
      struct stat found{};
      if (::stat(path.c_str(), &found) != 0) continue;
      std::string bytes;
      if (!before.empty()) {
        std::ifstream old(before, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(old), {});
      } else if (variable("POWER_ZEROS") != nullptr) {
        bytes.assign(static_cast<std::size_t>(found.st_size), '\0');
      }
      const int file = ::open(path.c_str(), O_WRONLY | O_TRUNC);
      [[maybe_unused]] const auto put =
          real<ssize_t(int, const void*, size_t)>("write")(file, bytes.data(), bytes.size());
      ::close(file);
    }
  }

 private:
  /// A file, or all below a folder.
  void move(const std::string& from, const std::string& to) {
    std::map<std::string, std::string> moved;
    for (auto at = dirty_.begin(); at != dirty_.end();) {
      const std::string& path = at->first;
      if (path == to) {
        at = dirty_.erase(at);
      } else if (path == from || path.starts_with(from + "/")) {
        moved[to + path.substr(from.size())] = at->second;
        at = dirty_.erase(at);
      } else {
        ++at;
      }
    }
    dirty_.merge(moved);
  }

  std::map<std::string, std::string> dirty_;
  int changes_ = 0;
};

std::recursive_mutex guard;
std::set<std::string> written;  // by this process since its last flush

void note(const std::string& line, bool change = false) {
  const std::string log = variable("POWER_LOG");
  const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  ::flock(file, LOCK_EX);
  const std::string text = line + "\n";
  [[maybe_unused]] const auto put =
      real<ssize_t(int, const void*, size_t)>("write")(file, text.data(), text.size());
  const char* cut = variable("POWER_CUT");
  if (change && cut != nullptr && std::atoi(cut) > 0) {
    const World world(log);
    if (world.changes() == std::atoi(cut)) {
      world.lose();
      ::kill(0, SIGKILL);
      for (;;) ::pause();
    }
  }
  ::close(file);
}

/// Before the first write to a file since it was flushed: its bytes are kept, for they are what the
/// disk holds.
void about_to_write(int file) {
  if (!active()) return;
  const std::lock_guard lock(guard);
  const std::string path = path_of(file);
  struct stat found{};
  if (!counts(path) || ::fstat(file, &found) != 0 || !S_ISREG(found.st_mode)) return;
  if (!written.insert(path).second) return;
  std::string kept;
  if (found.st_size > 0) {
    static int number = 0;
    kept = std::string(variable("POWER_LOG")) + "." + std::to_string(::getpid()) + "." +
           std::to_string(++number);
    std::ifstream from(path, std::ios::binary);
    std::ofstream to(kept, std::ios::binary);
    to << from.rdbuf();
  }
  note("w" + path + (kept.empty() ? "" : "\t" + kept));
}

void flushed(int file) {
  if (!active()) return;
  const std::lock_guard lock(guard);
  const std::string path = path_of(file);
  if (!counts(path)) return;
  written.erase(path);
  note("s" + path);
}

void all_flushed() {
  if (!active()) return;
  const std::lock_guard lock(guard);
  written.clear();
  note("a");
}

/// @param from  as it was before the change
void changed(char kind, const std::string& from, const std::string& to) {
  if (!active() || (!counts(from) && !counts(to))) return;
  const std::lock_guard lock(guard);
  written.erase(from);
  written.erase(to);
  note(kind + from + (to.empty() ? "" : "\t" + to), true);
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  about_to_write(file);
  return real<ssize_t(int, const void*, size_t)>("write")(file, bytes, size);
}
ssize_t writev(int file, const struct iovec* parts, int count) {
  about_to_write(file);
  return real<ssize_t(int, const struct iovec*, int)>("writev")(file, parts, count);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  about_to_write(file);
  return real<ssize_t(int, const void*, size_t, off_t)>("pwrite")(file, bytes, size, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  about_to_write(file);
  return real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(file, bytes, size, at);
}
int fsync(int file) {
  flushed(file);
  return 0;
}
int fdatasync(int file) {
  flushed(file);
  return 0;
}
// Git's way to flush many files at once; it flushes the disk itself afterwards.
int sync_file_range(int file, off64_t, off64_t, unsigned) {
  flushed(file);
  return 0;
}
int syncfs(int) {
  all_flushed();
  return 0;
}
int rename(const char* from, const char* to) noexcept {
  const std::string one = absolute(from), two = absolute(to);
  const int result = real<int(const char*, const char*)>("rename")(from, to);
  if (result == 0) changed('r', one, two);
  return result;
}
int renameat2(int folder, const char* from, int other, const char* to, unsigned flags) noexcept {
  const std::string one = absolute(from), two = absolute(to);
  const int result = real<int(int, const char*, int, const char*, unsigned)>("renameat2")(
      folder, from, other, to, flags);
  if (result == 0) changed((flags & RENAME_EXCHANGE) != 0 ? 'x' : 'r', one, two);
  return result;
}
int link(const char* from, const char* to) noexcept {
  const int result = real<int(const char*, const char*)>("link")(from, to);
  if (result == 0) changed('l', absolute(from), absolute(to));
  return result;
}
int unlink(const char* path) noexcept {
  const std::string one = absolute(path);
  const int result = real<int(const char*)>("unlink")(path);
  if (result == 0) changed('u', one, "");
  return result;
}
int remove(const char* path) noexcept {
  const std::string one = absolute(path);
  const int result = real<int(const char*)>("remove")(path);
  if (result == 0) changed('u', one, "");
  return result;
}
}
