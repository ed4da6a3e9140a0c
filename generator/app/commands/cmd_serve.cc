// The one door to cpp-httplib.
#include "app/commands/cmd_serve.h"

#include <httplib.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <thread>

#include "app/serve/pages_server.h"
#include "app/serve/preview.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "text/escape.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kThreads = 32;         // an open page holds one for its events
constexpr std::size_t kRequestsEach = 1000;  // of one connection
constexpr std::string_view kOwn = "/.broadsheet/";

/// Reloads the page after a change, and lays the problems of a failed one over it. Only ever part
/// of the preview: the built site does not know of it. ?n= is the number of the news that the page
/// was made with.
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

/// Sends a text piece by piece, as httplib would compress a whole one anew each time: half a second
/// for a long page.
void send(std::string text, const std::string& type, httplib::Response& response) {
  if (text.empty()) return response.set_content("", type);
  const auto whole = std::make_shared<const std::string>(std::move(text));
  response.set_content_provider(
      whole->size(), type,
      [whole](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(whole->data() + offset, length);
      });
}

void answer_events(const ChangeFeed& changes, httplib::Response& response) {
  response.set_header("Cache-Control", "no-store");
  response.set_chunked_content_provider(
      "text/event-stream",
      [&changes, seen = std::size_t{0}](std::size_t, httplib::DataSink& sink) mutable {
        const ChangeFeed::Item item = changes.wait(seen);
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

/// Whether a validator that the browser has is `tag`: a list of them, perhaps weak, or "*".
bool has_tag(std::string_view list, std::string_view tag) {
  return list == "*" || list.find(tag) != std::string_view::npos;
}

void answer(const Preview& preview, const PagesServer& files, const httplib::Request& request,
            httplib::Response& response) {
  const std::size_t number =
      preview.changes().now().number;  // before the page is made: a later change reloads it
  const std::string base_path = preview.base_path();
  const std::string own = base_path + std::string(kOwn);
  if (request.path == own + "preview.js") {
    response.set_header("Cache-Control", "no-store");
    return response.set_content(std::string(kScript), "text/javascript; charset=utf-8");
  }
  if (request.path == own + "events") return answer_events(preview.changes(), response);
  const std::size_t mark = request.target.find('?');
  PagesAnswer answer = files.answer(base_path, request.path,
                                    mark == std::string::npos ? "" : request.target.substr(mark));
  response.set_header("Cache-Control", answer.cache);
  if (answer.status != 200) response.status = answer.status;  // httplib says 206 for a part
  if (!answer.location.empty()) return response.set_header("Location", answer.location);
  if (answer.type.starts_with("text/html")) {
    const std::size_t body_end = std::min(answer.body.rfind("</body>"), answer.body.size());
    answer.body.insert(body_end, "<script src=\"" + own + "preview.js?n=" + std::to_string(number) +
                                     "\"></script>");
  }
  if (answer.status == 200) {
    const std::string tag = "\"" + hash_hex(answer.body) + "\"";
    response.set_header("ETag", tag);
    if (has_tag(request.get_header_value("If-None-Match"), tag)) {
      response.status = 304;
      return;
    }
  }
  send(std::move(answer.body), answer.type, response);
}

/// SIGINT and SIGTERM for this thread and those it starts later: waited for by one of them.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

/// A thread of its own that ends preview and server at the first signal, the program at the second.
class Interrupts {
 public:
  Interrupts(Preview& preview, httplib::Server& server)
      : preview_(preview),
        server_(server),
        signals_(block_signals()),
        thread_([this] { wait(); }) {}
  ~Interrupts() {
    over_ = true;
    ::pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

 private:
  void wait() {
    int signal = 0;
    ::sigwait(&signals_, &signal);
    if (over_) return;
    preview_.end();  // open pages hold a connection each, and the server waits for them
    while (!over_ && !server_.is_running()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (!over_) server_.stop();
    ::sigwait(&signals_, &signal);
    if (!over_) ::_exit(128 + signal);  // whoever asks twice does not want to wait
  }

  Preview& preview_;
  httplib::Server& server_;
  std::atomic<bool> over_{false};
  sigset_t signals_;
  std::thread thread_;
};

int bind(httplib::Server& server, int wanted) {
  const int port = wanted == 0 ? server.bind_to_any_port("127.0.0.1")
                               : (server.bind_to_port("127.0.0.1", wanted) ? wanted : -1);
  if (port >= 0) return port;
  const std::string number = std::to_string(wanted);
  if (wanted < 1024) {
    throw Error(ErrorKind::Usage, {},
                "port " + number +
                    " cannot be had: it is taken, or kept for the system; choose one from 1024 on "
                    "with --port");
  }
  throw Error(ErrorKind::Usage, {},
              "port " + number +
                  " is taken; choose another with --port, or let the system choose with --port 0");
}

void open_browser(const std::string& url) {
  if (std::system(("xdg-open '" + url + "' >/dev/null 2>&1 &").c_str()) != 0) {
    say("the browser could not be opened; the address is above");
  }
}

}  // namespace

int run_serve(const fs::path& root, const ServeOptions& options) {
  Preview preview(root);
  const PagesServer files(preview.site(),
                          [&preview](const std::string& path) { return preview.make(path); });
  httplib::Server server;
  // A port that another program holds is taken, though it would let us share it.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  // Head and body go out by two writes, and the second would wait for the browser to acknowledge
  // the first.
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(kRequestsEach);
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.Get(".*", [&](const httplib::Request& request, httplib::Response& response) {
    answer(preview, files, request, response);
  });
  const auto refuse = [](const httplib::Request&, httplib::Response& response) {
    response.set_header("Allow", "GET, HEAD");
    response.status = 405;
  };
  server.Post(".*", refuse)
      .Put(".*", refuse)
      .Patch(".*", refuse)
      .Delete(".*", refuse)
      .Options(".*", refuse);
  const int port = bind(server, options.port);

  const Interrupts interrupts(preview, server);
  preview.begin();
  if (!preview.ending()) {
    const std::string url = "http://127.0.0.1:" + std::to_string(port) + preview.base_path() + "/";
    print("serving " + url + " (Ctrl-C ends it)\n");
    std::fflush(stdout);
    if (options.open) open_browser(url);
    server.listen_after_bind();
  }
  preview.end();
  preview.join();
  return 0;
}

}  // namespace broadsheet::app
