#include "app/commands/cmd_serve.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

#include "app/serve/preview.h"
#include "app/serve/preview_server.h"
#include "base/log.h"
#include "base/workers.h"

namespace broadsheet::app {
namespace {

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
  Interrupts(Preview& preview, PreviewServer& server)
      : preview_(preview),
        server_(server),
        signals_(block_signals()),
        thread_(start_thread([this] { wait(); })) {}
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
    while (!over_ && !server_.running()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (!over_) server_.stop();
    ::sigwait(&signals_, &signal);
    if (!over_) ::_exit(128 + signal);  // the second signal means: do not wait
  }

  Preview& preview_;
  PreviewServer& server_;
  std::atomic<bool> over_{false};
  sigset_t signals_;
  std::thread thread_;
};

void open_browser(const std::string& url) {
  if (std::system(("xdg-open '" + url + "' >/dev/null 2>&1 &").c_str()) != 0) {
    say("the browser could not be opened; the address is above");
  }
}

}  // namespace

int run_serve(const fs::path& root, const ServeOptions& options) {
  Preview preview(root);
  PreviewServer server(preview, options.port, options.hosts);
  const Interrupts interrupts(preview, server);
  preview.begin();
  if (!preview.ending()) {
    const std::string url =
        "http://127.0.0.1:" + std::to_string(server.port()) + preview.base_path() + "/";
    print("serving " + url + " (Ctrl-C ends it)\n");
    std::fflush(stdout);
    if (options.open) open_browser(url);
    server.run();
  }
  preview.end();
  preview.join();
  return 0;
}

}  // namespace broadsheet::app
