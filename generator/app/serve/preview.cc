#include "app/serve/preview.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "app/build/build_site.h"
#include "app/lock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/workers.h"
#include "render/input/routes.h"

namespace broadsheet::app {
namespace {

constexpr auto kSettle = std::chrono::milliseconds(5);
constexpr int kMostSettles = 20;
/// When the sources have rested for so long, site/ is brought up to date with what is shown.
constexpr auto kQuiet = std::chrono::seconds(2);
constexpr int kBackgroundNice = 10;  // as in nice(1), for builds in the background

constexpr std::string_view kKeepsPages = "the pages stay as they were";

std::string base_path_of(const config::Config& config) {
  return render::Routes(config.site.base_url).base_path();
}

config::Config settings_of(const fs::path& root) {
  Diagnostics problems;
  config::Config config = open_project(root, problems).config;
  if (report(problems, "fix them first"))
    throw Error(ErrorKind::Config, {display_path(Places{root}.config()), 0, 0},
                "the settings cannot be read");
  return config;
}

bool is_digest(const std::string& name) {
  return name.starts_with("content/") && !name.starts_with("content/pages/") &&
         !name.starts_with("content/prompts/") && !name.starts_with("content/static/");
}

/// The program itself and the browser's client are parts of a build only.
bool needs_build(const std::string& name) {
  return name == "program" ||
         (name.starts_with("themes-") && name.find("/shared/") != std::string::npos);
}

/// A program that saves empties the file first, and then writes it.
InputFiles settled(const Places& places, InputFiles files) {
  for (int i = 0; i < kMostSettles; ++i) {
    std::this_thread::sleep_for(kSettle);
    InputFiles now = InputFiles::of(places);
    if (now.changed_since(files).empty()) break;
    files = std::move(now);
  }
  return files;
}

}  // namespace

void ChangeFeed::publish(std::string problems) {
  change([&] {
    ++item_.number;
    item_.problems = std::move(problems);
  });
}

void ChangeFeed::end() {
  change([&] { item_.over = true; });
}

ChangeFeed::Item ChangeFeed::now() const {
  const std::lock_guard lock(mutex_);
  return item_;
}

ChangeFeed::Item ChangeFeed::wait(std::size_t seen) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::seconds(1),
                    [&] { return item_.number != seen || item_.over; });
  return item_;
}

void ChangeFeed::change(const std::function<void()>& how) {
  {
    const std::lock_guard lock(mutex_);
    how();
  }
  changed_.notify_all();
}

Preview::Preview(const fs::path& root)
    : places_{root},
      site_(places_.site()),
      pages_(places_),
      base_path_(base_path_of(settings_of(root))) {}

Preview::~Preview() {
  end();
  join();
}

void Preview::join() {
  if (watching_.joinable()) watching_.join();
  if (working_.joinable()) working_.join();
}

void Preview::begin() {
  InputFiles seen = InputFiles::of(places_);
  build(version_, false);
  watching_ = start_thread([this, seen = std::move(seen)] { follow(seen); });
  working_ = start_thread([this] { work(); });
}

void Preview::end() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  watcher_.stop();
  changes_.end();
}

std::string Preview::base_path() const {
  const std::lock_guard lock(mutex_);
  return base_path_;
}

void Preview::follow(InputFiles seen) {
  do {
    std::vector<std::string> changed;
    try {
      watcher_.watch(input_folders(places_));  // before the look: folders may be new
      InputFiles now = InputFiles::of(places_);
      if (now.changed_since(seen).empty()) continue;
      now = settled(places_, std::move(now));
      changed = now.changed_since(seen);
      seen = std::move(now);
    } catch (const std::exception&) {
      continue;  // a folder was removed while it was listed; its removal is a change, too
    }
    if (!changed.empty()) change(changed);
  } while (watcher_.wait());
}

void Preview::change(const std::vector<std::string>& changed) {
  bool needed = false;
  {
    std::unique_lock lock(mutex_);
    ++version_;  // a build under way gives up
    due_.reset();
    if (std::any_of(changed.begin(), changed.end(), needs_build)) needed_ = true;
    needed = needed_;
    if (!needed) wake_.wait(lock, [this] { return !loading_ || ending_; });
  }
  if (ending_ || (!needed && show(changed))) return;
  {
    const std::lock_guard lock(mutex_);
    needed_ = stale_ = true;
    due_ = Clock::now();
  }
  wake_.notify_all();
}

/// Shows what changed, or its problems. False when only a build helps.
bool Preview::show(const std::vector<std::string>& changed) {
  const auto start = Clock::now();
  const bool digests = digests_wrong_ || std::any_of(changed.begin(), changed.end(), is_digest);
  std::string text;
  try {
    Diagnostics problems;
    if (!pages_.refresh(digests, problems)) return false;
    report(problems, kKeepsPages);
    if (problems.errors() > 0) text = problems.str();
  } catch (const std::exception& e) {
    text = e.what();
    say(text);
  }
  digests_wrong_ = digests && !text.empty();
  if (text.empty()) {
    say("updated (" + duration_text(Clock::now() - start) + ")");
    const std::lock_guard lock(mutex_);
    if (digests) stale_ = true;
    due_ = Clock::now() + kQuiet;
  }
  wake_.notify_all();
  changes_.publish(std::move(text));
  return true;
}

void Preview::work() {
  for (;;) {
    std::size_t version = 0;
    bool in_background = false, loading = false;
    {
      std::unique_lock lock(mutex_);
      while (!ending_ && !loading_ && (!due_ || Clock::now() < *due_)) {
        if (due_) {
          wake_.wait_until(lock, *due_);
        } else {
          wake_.wait(lock);
        }
      }
      if (ending_) return;
      version = version_;
      in_background = !needed_;
      loading = loading_;
      if (!loading) due_.reset();
    }
    if (loading) {
      try {
        pages_.load();
      } catch (const std::exception&) {
        // The build has reported it; the next change starts another build.
      }
      const std::lock_guard lock(mutex_);
      loading_ = false;
      wake_.notify_all();
    } else {
      // A thread of its own, as one that has lowered its priority cannot raise it again.
      start_task([&, caller = std::this_thread::get_id()] {
        if (in_background && std::this_thread::get_id() != caller)
          ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kBackgroundNice);
        build(version, in_background);
      }).get();
    }
  }
}

/// Updates site/ and reports to the terminal and to open pages what they have not seen.
void Preview::build(std::size_t version, bool in_background) {
  std::string text, base;
  bool changed = true;
  try {
    const Lock lock(places_.state(), "serve", kPatience);
    const BuildReport built =
        build_site(places_.root, {.cancelled = [this, version] { return outdated(version); }});
    if (built.cancelled || outdated(version)) return;
    if (built.failed || !in_background) report(built.problems, kKeepsPages);
    changed = !built.up_to_date;
    if (built.failed) {
      text = built.problems.str();
    } else {
      if (!in_background && changed) {
        say("built " + counted(built.figures.pages, "page") + ", " +
            counted(built.published.written, "file") + " changed (" + duration_text(built.total) +
            ")");
      }
      Diagnostics ignored;  // the build has read them
      base = base_path_of(open_project(places_.root, ignored).config);
    }
  } catch (const std::exception& e) {
    if (outdated(version)) return;
    text = e.what();
    say(text);
  }
  finish(version, std::move(text), changed, base);
}

void Preview::finish(std::size_t version, std::string text, bool changed,
                     const std::string& base_path) {
  const std::lock_guard lock(mutex_);
  if (outdated(version)) return;
  const bool failed = !text.empty();
  if (!failed) {
    pages_.show_built();
    if (base_path != base_path_) say("the site is now at " + base_path + "/");
    base_path_ = base_path;
  }
  const bool new_to_pages =
      failed || ((needed_ || stale_) && changed) || !changes_.now().problems.empty();
  needed_ = failed;
  if (!failed && stale_) {
    stale_ = false;
    loading_ = true;
    wake_.notify_all();
  }
  if (new_to_pages) changes_.publish(std::move(text));
}

}  // namespace broadsheet::app
