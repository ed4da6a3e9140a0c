// The only file that includes cpp-httplib.
#include "app/serve/preview_server.h"

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "json/writer.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kMostConnections = 256;
constexpr std::size_t kMostStreams = 64;     // of them, for events of open pages
constexpr std::size_t kRequestsEach = 1000;  // of one connection
constexpr int kPatience = 5;                 // seconds for a slow client
constexpr std::string_view kOwn = "/.broadsheet/";

/// Shows changes in open pages: reloads the page after one, and shows the problems of a failed one
/// over it. Only part of the preview; the built site does not have it. ?n= is the number of the
/// change that the page was made with. All open pages share one connection by a shared worker, as a
/// browser opens only six to one server.
constexpr std::string_view kPageScript = R"js(
const own = new URL(document.currentScript.src);
const seen = Number(own.searchParams.get('n'));
let shown = null;
const onChange = change => {
  if (shown) shown.remove();
  shown = null;
  if (change.problems) {
    shown = document.createElement('pre');
    shown.setAttribute('role', 'alert');
    shown.textContent = change.problems;
    Object.assign(shown.style, {position: 'fixed', inset: '0', margin: '0', padding: '2rem', overflow: 'auto',
      background: '#1b1b1bf2', color: '#fff', font: '14px/1.5 monospace', whiteSpace: 'pre-wrap', zIndex: '9999'});
    document.body.append(shown);
  } else if (change.number !== seen) {
    location.reload();
  }
};
const path = own.pathname.replace(/preview\.js$/, '');
if (globalThis.SharedWorker) {
  const worker = new SharedWorker(path + 'worker.js');
  worker.port.onmessage = event => onChange(event.data);
} else {
  new EventSource(path + 'events').onmessage = event => onChange(JSON.parse(event.data));
}
)js";

/// The shared worker: one stream of changes for all open pages.
constexpr std::string_view kWorkerScript = R"js(
const ports = new Set();
let last = null;
const events = new EventSource(location.pathname.replace(/worker\.js$/, 'events'));
events.onmessage = event => {
  last = JSON.parse(event.data);
  for (const port of ports) port.postMessage(last);
};
onconnect = event => {
  const [port] = event.ports;
  ports.add(port);
  if (last) port.postMessage(last);
};
)js";

/// Sends a text in pieces, as httplib would compress a complete one on each request: half a second
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

/// Counts the streams of events that are open.
using StreamCount = std::shared_ptr<std::atomic<std::size_t>>;

void respond_with_events(const ChangeFeed& changes, const StreamCount& streams,
                         httplib::Response& response) {
  response.set_header("Cache-Control", "no-store");
  if (streams->fetch_add(1) >= kMostStreams) {
    --*streams;
    response.status = 503;
    return;
  }
  response.set_chunked_content_provider(
      "text/event-stream",
      [&changes, seen = std::size_t{0}](std::size_t, httplib::DataSink& sink) mutable {
        const ChangeFeed::Item item = changes.wait(seen);
        if (item.over) return false;
        // A comment now and then finds out whether the page is still open.
        std::string line = ": still here\n\n";
        if (item.number != seen) {
          seen = item.number;
          line = "data: " +
                 json::to_line(json::Object{{"number", item.number}, {"problems", item.problems}}) +
                 "\n\n";
        }
        return sink.write(line.data(), line.size());
      },
      [streams](bool) { --*streams; });
}

/// Whether `list`, the value of If-None-Match (validators, perhaps weak, or "*"), has `tag`.
bool has_tag(std::string_view list, std::string_view tag) {
  return list == "*" || list.find(tag) != std::string_view::npos;
}

void respond(const Preview& preview, const PagesServer& files, const StreamCount& streams,
             const httplib::Request& request, httplib::Response& response) {
  const std::size_t number =
      preview.changes().now().number;  // before the page is made: a later change reloads it
  const std::string base_path = preview.base_path();
  const std::string own = base_path + std::string(kOwn);
  for (const auto& [name, script] :
       {std::pair("preview.js", kPageScript), std::pair("worker.js", kWorkerScript)}) {
    if (request.path != own + name) continue;
    response.set_header("Cache-Control", "no-store");
    return response.set_content(std::string(script), "text/javascript; charset=utf-8");
  }
  if (request.path == own + "events") {
    return respond_with_events(preview.changes(), streams, response);
  }
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

/// Runs every connection in its own thread, up to kMostConnections; accepting waits for a free one.
class ConnectionThreads : public httplib::TaskQueue {
 public:
  // Its result is void in older versions of httplib, bool in newer ones.
  using Result = decltype(std::declval<httplib::TaskQueue&>().enqueue({}));

  Result enqueue(std::function<void()> serve) override {
    {
      std::unique_lock lock(mutex_);
      ended_.wait(lock, [this] { return running_ < kMostConnections; });
      ++running_;
    }
    try {
      std::thread([this, serve] { run(serve); }).detach();
    } catch (const std::system_error&) {  // the system has no more threads
      run(serve);
    }
    return static_cast<Result>(true);
  }

  void shutdown() override {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return running_ == 0; });
  }

 private:
  void run(const std::function<void()>& serve) {
    try {
      serve();
    } catch (const std::exception& e) {
      warn(std::string("warning: a request ended early: ") + e.what());
    }
    const std::lock_guard lock(mutex_);
    --running_;
    ended_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable ended_;
  std::size_t running_ = 0;
};

int bind(httplib::Server& server, int wanted) {
  const int port = wanted == 0 ? server.bind_to_any_port("127.0.0.1")
                               : (server.bind_to_port("127.0.0.1", wanted) ? wanted : -1);
  if (port >= 0) return port;
  const std::string number = std::to_string(wanted);
  if (wanted < 1024) {
    throw Error(ErrorKind::Usage, {},
                "port " + number +
                    " is taken or reserved for the system; choose one from 1024 on with "
                    "--port");
  }
  throw Error(ErrorKind::Usage, {},
              "port " + number +
                  " is taken; choose another with --port, or let the system choose with --port 0");
}

}  // namespace

bool accepted_host(std::string_view host, const std::vector<std::string>& allowed) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    host = host.substr(0, colon);
  }
  const std::string name = lower_ascii(host);
  return name == "localhost" || name.ends_with(".localhost") || name == "127.0.0.1" ||
         name == "[::1]" ||
         std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& one) { return lower_ascii(one) == name; });
}

struct PreviewServer::State {
  State(const Preview& shown, std::vector<std::string> names)
      : preview(shown),
        files(preview.site(), [this](const std::string& path) { return preview.make(path); }),
        hosts(std::move(names)) {}

  void set_up();

  const Preview& preview;
  PagesServer files;
  std::vector<std::string> hosts;
  StreamCount streams = std::make_shared<std::atomic<std::size_t>>(0);
  httplib::Server server;
  int port = 0;
};

void PreviewServer::State::set_up() {
  // A port that another program holds is taken, though it would let us share it.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  // Head and body are two writes, and the second would wait for the browser to acknowledge the
  // first.
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(kRequestsEach);
  server.set_read_timeout(kPatience);
  server.set_write_timeout(kPatience);
  server.new_task_queue = [] { return new ConnectionThreads; };
  server.set_pre_routing_handler(
      [this](const httplib::Request& request, httplib::Response& response) {
        if (accepted_host(request.get_header_value("Host"), hosts)) {
          return httplib::Server::HandlerResponse::Unhandled;
        }
        response.status = 421;
        response.set_content(
            "This preview responds only to loopback names; to allow another one, start it with "
            "--allow-host NAME.\n",
            "text/plain; charset=utf-8");
        return httplib::Server::HandlerResponse::Handled;
      });
  server.Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
    respond(preview, files, streams, request, response);
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
}

PreviewServer::PreviewServer(const Preview& preview, int port, std::vector<std::string> hosts)
    : state_(std::make_unique<State>(preview, std::move(hosts))) {
  state_->set_up();
  state_->port = bind(state_->server, port);
}

PreviewServer::~PreviewServer() = default;

int PreviewServer::port() const { return state_->port; }
void PreviewServer::run() { state_->server.listen_after_bind(); }
bool PreviewServer::running() const { return state_->server.is_running(); }
void PreviewServer::stop() { state_->server.stop(); }

}  // namespace broadsheet::app
