// A disk that is full at any moment of import, fetch, score, build and publish: a small file system
// in memory. Needs the right to mount, as root or in a name space of its own; else it says that it
// skips.

#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

#include "support/catch.h"
#include "survive/stages.h"

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

void write_text(const char* path, const std::string& text) {
  const int file = ::open(path, O_WRONLY | O_CLOEXEC);
  [[maybe_unused]] const auto put = ::write(file, text.data(), text.size());
  ::close(file);
}

/// A file system of 24 MB.
class SmallDisk {
 public:
  SmallDisk() {
    if (mounted()) return;
    const std::string user = std::to_string(::getuid()), group = std::to_string(::getgid());
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return;
    write_text("/proc/self/setgroups", "deny");
    write_text("/proc/self/uid_map", "0 " + user + " 1");
    write_text("/proc/self/gid_map", "0 " + group + " 1");
    mounted();
  }
  ~SmallDisk() {
    if (there_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  bool there() const { return there_; }
  const fs::path& path() const { return folder_.path(); }

  /// Fills it but for so many bytes, as whole pages.
  void fill(std::uint64_t free) const {
    struct statvfs now{};
    ::statvfs(path().c_str(), &now);
    const std::uint64_t left = now.f_bavail * now.f_bsize;
    const int file = ::open((path() / "ballast").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (left > free) REQUIRE(::posix_fallocate(file, 0, static_cast<off_t>(left - free)) == 0);
    ::close(file);
  }
  void clear() const { fs::remove(path() / "ballast"); }

 private:
  bool mounted() {
    return there_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=24m") == 0;
  }
  TempDir folder_;
  bool there_ = false;
};

/// @return at how many of the sizes the disk was full
int on_full_disks(const Play& play, const SmallDisk& disk, const fs::path& log) {
  int full = 0;
  killing::said = log.string();
  for (const std::uint64_t kilobytes : {0U, 8U, 32U, 96U, 192U, 384U, 768U, 1536U}) {
    CAPTURE(kilobytes);
    play.make();
    disk.fill(kilobytes * 1024);
    const int code = run_apart(play.work);
    disk.clear();
    const std::string said = read_file_if_exists(log).value_or("");
    CAPTURE(said);
    CHECK((code == 0 || code == 1 || code == 3));
    if (code != 0) {
      ++full;
      CHECK(said.find("No space left") != std::string::npos);
    }
    after_trouble(play);
  }
  killing::said.clear();
  return full;
}

/// Kills the work at every third marked moment, on a disk that fills up while it runs.
void kill_on_full_disks(const Play& play, const SmallDisk& disk) {
  play.make();
  const std::vector<Moment> moments = moments_of(play.work);
  REQUIRE(moments.size() > 6);
  for (const std::uint64_t kilobytes : {0U, 32U, 192U}) {
    for (std::size_t at = 0; at < moments.size(); at += 3) {
      INFO(kilobytes << " kB free, killed at '" << moments[at].name << "', time "
                     << moments[at].time);
      play.make();
      disk.fill(kilobytes * 1024);
      const int code = run_killed_at(moments[at], play.work);
      disk.clear();
      CHECK((code == kKilled || code == 0 || code == 1 || code == 3));
      after_trouble(play);
    }
  }
}

template <typename AnyStage, typename... Arguments>
void play_on_full_disks(const SmallDisk& disk, Arguments... arguments) {
  AnyStage stage(arguments..., disk.path());
  CHECK(on_full_disks(stage.play(), disk, stage.at("log")) > 0);
  walk(disk.path(), [](const fs::directory_entry& entry) {
    remove_tree(entry.path());
    return false;
  });
}

}  // namespace

TEST_CASE("a full disk, whenever it is full, is named and leaves the last good tree", "[.disk]") {
  const SmallDisk disk;
  if (!disk.there()) FAIL("skipped: a full disk needs the right to mount");
  SECTION("import") { play_on_full_disks<ImportStage>(disk); }
  SECTION("fetch") { play_on_full_disks<CurateStage>(disk, true, "recommender"); }
  SECTION("score") { play_on_full_disks<CurateStage>(disk, false, "recommender"); }
  SECTION("score by a model") { play_on_full_disks<CurateStage>(disk, false, "llm"); }
  SECTION("build") { play_on_full_disks<BuildStage>(disk); }
  SECTION("publish to a branch") { play_on_full_disks<PublishStage>(disk, "branch"); }
  SECTION("publish to a folder") { play_on_full_disks<PublishStage>(disk, "folder"); }
  SECTION("publish to a tar file") { play_on_full_disks<PublishStage>(disk, "artifact"); }
}

TEST_CASE("killed while a model scores, with the journal on a full disk, loses no verdict",
          "[.disk]") {
  const SmallDisk disk;
  if (!disk.there()) FAIL("skipped: a full disk needs the right to mount");
  CurateStage stage(false, "llm", disk.path());
  kill_on_full_disks(stage.play(), disk);
}
