// The one door to cpp-httplib.
#include "app/cmd_serve.h"

#include <httplib.h>

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <string_view>
#include <thread>

#include "app/build_site.h"
#include "app/lock.h"
#include "base/error.h"
#include "base/log.h"
#include "render/routes.h"
#include "text/escape.h"

namespace broadsheet::app {
namespace {

constexpr auto kLook = std::chrono::milliseconds(100);
constexpr std::size_t kThreads = 32;  // an open page holds one for its events
constexpr std::string_view kOwn = "/.broadsheet/";

/// What pages are told: a number that grows with each build, and its problems.
class News {
 public:
  struct Item {
    std::size_t number = 0;
    std::string problems;
  };

  void tell(std::string problems) {
    {
      const std::lock_guard lock(mutex_);
      ++item_.number;
      item_.problems = std::move(problems);
    }
    changed_.notify_all();
  }
  Item now() const {
    const std::lock_guard lock(mutex_);
    return item_;
  }
  /// Waits until there is something newer than `seen`, a second at most.
  Item wait(std::size_t seen) const {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(1), [&] { return item_.number != seen; });
    return item_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  Item item_;
};

/// Reloads the page after a build, and lays the problems of a failed one over it. Only ever part of the
/// preview: the built site does not know of it.
constexpr std::string_view kScript = R"js(
let seen = null;
let shown = null;
const base = document.currentScript.src.replace(/\.broadsheet\/preview\.js.*$/, '');
const events = new EventSource(base + '.broadsheet/events');
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
  } else if (seen !== null && news.number !== seen) {
    location.reload();
  }
  seen = news.number;
};
)js";

std::string_view type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},  {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json; charset=utf-8"}, {".xml", "application/xml; charset=utf-8"},
      {".txt", "text/plain; charset=utf-8"},  {".md", "text/markdown; charset=utf-8"},
      {".svg", "image/svg+xml"},              {".png", "image/png"},
      {".jpg", "image/jpeg"},                 {".ico", "image/x-icon"},
      {".webp", "image/webp"},                {".woff2", "font/woff2"},
      {".bib", "application/x-bibtex; charset=utf-8"},
      {".ris", "application/x-research-info-systems; charset=utf-8"},
  };
  for (const auto& [end, type] : kTypes) {
    if (path.ends_with(end)) return type;
  }
  return "application/octet-stream";
}

/// Below the site, without a way out of it.
bool is_inside(std::string_view path) {
  return ("/" + std::string(path) + "/").find("/../") == std::string::npos &&
         path.find('\0') == std::string_view::npos;
}

class Preview {
 public:
  Preview(const fs::path& root, std::string base_path)
      : places_{root}, base_path_(std::move(base_path)) {}

  /// Builds when something changed since the last time; tells the terminal and the pages.
  void build() {
    std::string text;
    try {
      const Lock lock(places_.state(), "serve", kPatience);
      const BuildReport built = build_site(places_.root, {});
      report(built.problems, "the pages stay as they were");
      if (built.failed) text = built.problems.str();
      if (!built.failed && !built.up_to_date) {
        say("built " + counted(built.figures.pages, "page") + ", " +
            counted(built.published.written, "file") + " changed (" + duration_text(built.total) +
            ")");
      }
    } catch (const Error& e) {
      text = e.what();
      say(text);
    }
    news_.tell(std::move(text));
  }

  [[noreturn]] void watch(InputFiles seen) {
    for (;;) {
      std::this_thread::sleep_for(kLook);
      InputFiles now = InputFiles::of(places_);
      if (now.same_stamps(seen)) continue;
      seen = std::move(now);
      build();
    }
  }

  void answer(const httplib::Request& request, httplib::Response& response) {
    response.set_header("Cache-Control", "no-cache");
    std::string path = request.path;
    if (path != base_path_ && !path.starts_with(base_path_ + "/")) {
      if (path == "/") return response.set_redirect(base_path_ + "/");
      return answer_missing(response);
    }
    path.erase(0, base_path_.size());
    if (path.empty()) return response.set_redirect(base_path_ + "/");
    if (path == std::string(kOwn) + "preview.js") {
      return response.set_content(std::string(kScript), "text/javascript; charset=utf-8");
    }
    if (path == std::string(kOwn) + "events") return answer_events(response);
    if (!is_inside(path)) return answer_missing(response);

    std::error_code error;
    fs::path file = places_.site() / path.substr(1);
    if (fs::is_directory(file, error)) {
      if (!path.ends_with('/')) return response.set_redirect(base_path_ + path + "/", 301);
      file /= "index.html";
    }
    const auto bytes =
        fs::is_regular_file(file, error) ? read_file_if_exists(file) : std::nullopt;
    if (!bytes) return answer_missing(response);
    set_body(response, *bytes, type_of(file.string()));
  }

 private:
  void answer_missing(httplib::Response& response) {
    response.status = 404;
    const auto page = read_file_if_exists(places_.site() / "404.html");
    set_body(response, page.value_or("<!doctype html><title>404</title>not there"),
             type_of(".html"));
  }

  void set_body(httplib::Response& response, std::string bytes, std::string_view type) const {
    const std::size_t end = type.starts_with("text/html") ? bytes.rfind("</body>") : std::string::npos;
    const std::string script =
        "<script src=\"" + base_path_ + std::string(kOwn) + "preview.js\"></script>";
    if (type.starts_with("text/html")) {
      bytes.insert(end == std::string::npos ? bytes.size() : end, script);
    }
    response.set_content(std::move(bytes), std::string(type));
  }

  void answer_events(httplib::Response& response) {
    response.set_chunked_content_provider(
        "text/event-stream", [this, seen = std::size_t{0}](std::size_t, httplib::DataSink& sink) mutable {
          const News::Item item = news_.wait(seen);
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
  std::string base_path_;
  News news_;
};

}  // namespace

int run_serve(const fs::path& root, const ServeOptions& options) {
  const Places places{root};
  Diagnostics problems;
  const Config config = open_project(root, problems).config;
  if (report(problems, "mend them first")) return 2;
  Preview preview(root, render::Routes(config.site.base_url).base_path());
  InputFiles seen = InputFiles::of(places);
  preview.build();

  httplib::Server server;
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.Get(".*", [&](const httplib::Request& request, httplib::Response& response) {
    preview.answer(request, response);
  });
  int port = options.port;
  if (port == 0) {
    port = server.bind_to_any_port("127.0.0.1");
  } else if (!server.bind_to_port("127.0.0.1", port)) {
    port = -1;
  }
  if (port < 0) {
    throw Error(ErrorKind::Usage, {},
                "port " + std::to_string(options.port) + " is taken; choose another with --port");
  }
  const std::string url = "http://127.0.0.1:" + std::to_string(port) +
                          render::Routes(config.site.base_url).base_path() + "/";
  print("serving " + url + " (Ctrl-C ends it)\n");
  std::fflush(stdout);
  if (options.open && std::system(("xdg-open '" + url + "' >/dev/null 2>&1 &").c_str()) != 0) {
    say("the browser could not be opened; the address is above");
  }
  std::thread([&preview, &seen] { preview.watch(std::move(seen)); }).detach();
  server.listen_after_bind();
  return 0;
}

}  // namespace broadsheet::app
