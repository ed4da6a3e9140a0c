// The one door to cpp-httplib.
#include "app/cmd_serve.h"

#include <httplib.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <future>
#include <mutex>
#include <string_view>
#include <thread>

#include "app/build_site.h"
#include "app/lock.h"
#include "app/pages_server.h"
#include "app/preview_site.h"
#include "base/error.h"
#include "base/log.h"
#include "render/routes.h"
#include "text/escape.h"

namespace broadsheet::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kLook = std::chrono::milliseconds(30);
/// When the theme has rested for so long, site/ is brought up to date with it.
constexpr auto kQuiet = std::chrono::seconds(2);
constexpr std::size_t kThreads = 32;  // an open page holds one for its events
constexpr std::string_view kOwn = "/.broadsheet/";

/// What pages are told: a number that grows with each change, and its problems.
class News {
 public:
  struct Item {
    std::size_t number = 0;
    std::string problems;
    bool over = false;  ///< the preview ends
  };

  void tell(std::string problems) {
    change([&] {
      ++item_.number;
      item_.problems = std::move(problems);
    });
  }
  void end() {
    change([&] { item_.over = true; });
  }
  Item now() const {
    const std::lock_guard lock(mutex_);
    return item_;
  }
  /// Waits until there is something newer than `seen`, a second at most.
  Item wait(std::size_t seen) const {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(1), [&] { return item_.number != seen || item_.over; });
    return item_;
  }

 private:
  void change(const std::function<void()>& how) {
    {
      const std::lock_guard lock(mutex_);
      how();
    }
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  Item item_;
};

/// Reloads the page after a change, and lays the problems of a failed one over it. Only ever part of the
/// preview: the built site does not know of it. ?n= is the number of the news that the page was made with.
constexpr std::string_view kScript = R"js(
const own = new URL(document.currentScript.src);
const seen = Number(own.searchParams.get('n'));
let shown = null;
const events = new EventSource(own.pathname.replace(/preview\.js$/, 'events'));
events.onmessage = (event) => {
  const news = JSON.parse(event.data);
  if (shown) shown.remove();
  shown = null;
  if (news.problems) {
    shown = document.createElement('pre');
    shown.setAttribute('role', 'alert');
    shown.textContent = news.problems;
    Object.assign(shown.style, {position: 'fixed', inset: '0', margin: '0', padding: '2rem', overflow: 'auto',
      background: '#1b1b1bf2', color: '#fff', font: '14px/1.5 monospace', whiteSpace: 'pre-wrap', zIndex: '9999'});
    document.body.append(shown);
  } else if (news.number !== seen) {
    location.reload();
  }
};
)js";

std::string base_path_of(const Config& config) { return render::Routes(config.site.base_url).base_path(); }

bool only_theme(const std::vector<std::string>& changed) {
  return std::all_of(changed.begin(), changed.end(), [](const std::string& name) {
    return name.starts_with("themes-") && name.find("/shared/") == std::string::npos;
  });
}

class Preview {
 public:
  Preview(const fs::path& root, std::string base_path)
      : places_{root},
        base_path_(std::move(base_path)),
        pages_(places_),
        files_(places_.site(), [this](const std::string& path) { return pages_.make(path); }) {}

  /// Builds what changed since the last time; tells the terminal and the pages.
  void build() {
    std::string text;
    bool changed = true;
    try {
      const Lock lock(places_.state(), "serve", kPatience);
      const BuildReport built = build_site(places_.root, {});
      report(built.problems, "the pages stay as they were");
      if (built.failed) text = built.problems.str();
      changed = !built.up_to_date;
      if (!built.failed && changed) {
        say("built " + counted(built.figures.pages, "page") + ", " +
            counted(built.published.written, "file") + " changed (" + duration_text(built.total) +
            ")");
      }
      if (!built.failed) find_base_path();
    } catch (const std::exception& e) {
      text = e.what();
      say(text);
    }
    failed_ = !text.empty();
    if (!failed_) pages_.show_built();
    if (changed || failed_ || !news_.now().problems.empty()) news_.tell(std::move(text));
  }

  /// Follows the sources until `end`.
  void watch(InputFiles seen) {
    load_beside();
    Clock::time_point touched = Clock::now();
    bool behind = false;  // site/ does not have the theme yet
    while (!ending_) {
      std::this_thread::sleep_for(kLook);
      std::vector<std::string> changed;
      try {
        InputFiles now = InputFiles::of(places_);
        changed = now.changed_since(seen);
        if (!changed.empty()) seen = std::move(now);
      } catch (const std::exception&) {
        continue;  // a folder went while it was listed
      }
      if (!changed.empty() && only_theme(changed) && !failed_ && retheme()) {
        behind = true;
        touched = Clock::now();
      } else if (!changed.empty()) {
        build();
        behind = false;
        if (!failed_) load_beside();
      } else if (behind && Clock::now() - touched > kQuiet) {
        behind = false;
        if (news_.now().problems.empty()) build_quietly();
      }
    }
    if (loading_.valid()) loading_.wait();
  }

  void end() {
    ending_ = true;
    news_.end();
  }

  void answer(const httplib::Request& request, httplib::Response& response) {
    const std::size_t number = news_.now().number;  // before the page is made: a later change reloads it
    const std::string base_path = this->base_path();
    const std::string own = base_path + std::string(kOwn);
    if (request.path == own + "preview.js") {
      response.set_header("Cache-Control", "no-store");
      return response.set_content(std::string(kScript), "text/javascript; charset=utf-8");
    }
    if (request.path == own + "events") return answer_events(response);
    const std::size_t mark = request.target.find('?');
    PagesAnswer answer = files_.answer(base_path, request.path,
                                       mark == std::string::npos ? "" : request.target.substr(mark));
    response.set_header("Cache-Control", answer.cache);
    response.status = answer.status;
    if (!answer.location.empty()) return response.set_header("Location", answer.location);
    if (answer.type.starts_with("text/html")) {
      const std::size_t body_end = std::min(answer.body.rfind("</body>"), answer.body.size());
      answer.body.insert(body_end, "<script src=\"" + own + "preview.js?n=" + std::to_string(number) + "\"></script>");
    } else if (!answer.tag.empty()) {
      response.set_header("ETag", answer.tag);
      if (request.get_header_value("If-None-Match") == answer.tag) {
        response.status = 304;
        return;
      }
    }
    response.set_content(std::move(answer.body), answer.type);
  }

 private:
  std::string base_path() const {
    const std::lock_guard lock(mutex_);
    return base_path_;
  }

  void find_base_path() {
    Diagnostics problems;
    const std::string now = base_path_of(open_project(places_.root, problems).config);
    const std::lock_guard lock(mutex_);
    if (now == base_path_) return;
    base_path_ = now;
    say("the site stands at " + now + "/ now");
  }

  /// False when only a build helps.
  bool retheme() {
    if (loading_.valid()) loading_.wait();
    const auto start = Clock::now();
    std::string text;
    try {
      Diagnostics problems;
      if (!pages_.retheme(problems)) return false;
      report(problems, "the pages stay as they were");
      if (problems.errors() > 0) text = problems.str();
    } catch (const std::exception& e) {
      text = e.what();
      say(text);
    }
    if (text.empty()) say("the theme was read anew (" + duration_text(Clock::now() - start) + ")");
    news_.tell(std::move(text));
    return true;
  }

  /// Brings site/ up to date; what is shown is the same already, so pages are not told.
  void build_quietly() {
    try {
      const Lock lock(places_.state(), "serve", kPatience);
      const BuildReport built = build_site(places_.root, {});
      if (built.failed) {
        report(built.problems, "the pages stay as they were");
        news_.tell(built.problems.str());
      } else {
        pages_.show_built();
      }
    } catch (const std::exception& e) {
      say(e.what());
      news_.tell(e.what());
    }
  }

  /// Reads into memory what a change of the theme needs, beside all else.
  void load_beside() {
    if (loading_.valid()) loading_.wait();
    loading_ = std::async(std::launch::async, [this] {
      try {
        pages_.load();
      } catch (const std::exception&) {
        // The build has said it; a change of the theme then makes a build.
      }
    });
  }

  void answer_events(httplib::Response& response) {
    response.set_header("Cache-Control", "no-store");
    response.set_chunked_content_provider(
        "text/event-stream", [this, seen = std::size_t{0}](std::size_t, httplib::DataSink& sink) mutable {
          const News::Item item = news_.wait(seen);
          if (item.over) return false;
          // A comment now and then finds out whether the page is still there.
          std::string line = ": still here\n\n";
          if (item.number != seen) {
            seen = item.number;
            line = "data: {\"number\": " + std::to_string(item.number) +
                   ", \"problems\": " + text::json_string(item.problems) + "}\n\n";
          }
          return sink.write(line.data(), line.size());
        });
  }

  Places places_;
  mutable std::mutex mutex_;  ///< of the base path
  std::string base_path_;
  PreviewSite pages_;
  PagesServer files_;
  News news_;
  std::future<void> loading_;
  std::atomic<bool> ending_{false};
  bool failed_ = false;  ///< the last build; only the watching thread and the first build look at it
};

/// SIGINT and SIGTERM for this thread and those it starts later: waited for by one of them.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int bind(httplib::Server& server, int wanted) {
  const int port = wanted == 0 ? server.bind_to_any_port("127.0.0.1")
                               : (server.bind_to_port("127.0.0.1", wanted) ? wanted : -1);
  if (port >= 0) return port;
  throw Error(ErrorKind::Usage, {},
              "port " + std::to_string(wanted) + " is taken; choose another with --port");
}

}  // namespace

int run_serve(const fs::path& root, const ServeOptions& options) {
  const Places places{root};
  Diagnostics problems;
  const Config config = open_project(root, problems).config;
  if (report(problems, "mend them first")) return 2;
  Preview preview(root, base_path_of(config));
  httplib::Server server;
  // A port that another program holds is taken, though it would let us share it.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.Get(".*", [&](const httplib::Request& request, httplib::Response& response) {
    preview.answer(request, response);
  });
  const auto refuse = [](const httplib::Request&, httplib::Response& response) {
    response.set_header("Allow", "GET, HEAD");
    response.status = 405;
  };
  server.Post(".*", refuse).Put(".*", refuse).Patch(".*", refuse).Delete(".*", refuse);
  const int port = bind(server, options.port);

  InputFiles seen = InputFiles::of(places);
  preview.build();
  const std::string url = "http://127.0.0.1:" + std::to_string(port) + base_path_of(config) + "/";
  print("serving " + url + " (Ctrl-C ends it)\n");
  std::fflush(stdout);
  if (options.open && std::system(("xdg-open '" + url + "' >/dev/null 2>&1 &").c_str()) != 0) {
    say("the browser could not be opened; the address is above");
  }
  const sigset_t signals = block_signals();
  std::thread([&server, &preview, signals] {
    int signal = 0;
    ::sigwait(&signals, &signal);
    preview.end();  // open pages hold a connection each, and the server waits for them
    server.stop();
    ::sigwait(&signals, &signal);
    ::_exit(128 + signal);  // whoever asks twice does not want to wait
  }).detach();
  std::thread watcher([&preview, &seen] { preview.watch(std::move(seen)); });
  server.listen_after_bind();
  preview.end();
  watcher.join();
  return 0;
}

}  // namespace broadsheet::app
