#include "app/serve/file_watcher.h"

#include <chrono>
#include <thread>

#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using app::FileWatcher;

namespace {

using Clock = std::chrono::steady_clock;

/// How long one wait takes while `change` is made by another thread.
template <typename Change>
Clock::duration time_until_seen(FileWatcher& watcher, const Change& change) {
  const auto start = Clock::now();
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    change();
  });
  CHECK(watcher.wait());
  other.join();
  return Clock::now() - start;
}

// Without a report `wait` takes five seconds, so this tells the two apart also under load.
constexpr auto kReported = std::chrono::seconds(3);

}  // namespace

TEST_CASE("the watcher reports files that are written, renamed and removed in watched folders") {
  const test::TempDir dir;
  write_file_atomically(dir.path() / "content" / "2026-07" / "a.json", "1");
  FileWatcher watcher;
  watcher.watch({{.path = dir.path(), .with_subfolders = false},
                 {.path = dir.path() / "content", .with_subfolders = true},
                 {.path = dir.path() / "missing", .with_subfolders = true}});
  const fs::path file = dir.path() / "content" / "2026-07" / "a.json";
  CHECK(time_until_seen(watcher, [&] { write_file_atomically(file, "2"); }) < kReported);
  CHECK(time_until_seen(watcher, [&] { fs::rename(file, file.string() + "x"); }) < kReported);
  CHECK(time_until_seen(watcher, [&] { fs::remove(file.string() + "x"); }) < kReported);
  CHECK(time_until_seen(watcher, [&] { write_file_atomically(dir.path() / "config.yaml", "x"); }) <
        kReported);

  SECTION("a new folder is watched after the next call") {
    fs::create_directory(dir.path() / "content" / "2026-08");
    CHECK(watcher.wait());
    watcher.watch({{.path = dir.path() / "content", .with_subfolders = true}});
    CHECK(time_until_seen(watcher, [&] {
            write_file_atomically(dir.path() / "content" / "2026-08" / "b.json", "1");
          }) < kReported);
  }
}

TEST_CASE("stop ends the wait of another thread, and every later wait") {
  FileWatcher watcher;
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    watcher.stop();
  });
  const auto start = Clock::now();
  CHECK_FALSE(watcher.wait());
  CHECK(Clock::now() - start < kReported);
  other.join();
  CHECK_FALSE(watcher.wait());
}
