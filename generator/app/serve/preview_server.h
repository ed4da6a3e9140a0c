#pragma once
// The HTTP server of `broadsheet serve`, on loopback.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/serve/pages_server.h"
#include "app/serve/preview.h"

namespace broadsheet::app {

/// Whether a Host header names this machine itself: localhost, a name below it, 127.0.0.1 or [::1],
/// or one of `allowed`, each with any port. A page of another site can make a browser send requests
/// here under its own name (DNS rebinding); such a name is not accepted.
bool accepted_host(std::string_view host, const std::vector<std::string>& allowed);

/// Responds to requests for the pages of a preview, and to open pages with its changes. Every
/// connection has its own thread, up to a limit; beyond it connections wait for a free one.
class PreviewServer {
 public:
  /// @param port   0 for any free one
  /// @param hosts  names accepted in the Host header besides those of loopback
  /// Throws Error(Usage) if the port is taken.
  PreviewServer(const Preview& preview, int port, std::vector<std::string> hosts);
  ~PreviewServer();
  PreviewServer(const PreviewServer&) = delete;
  PreviewServer& operator=(const PreviewServer&) = delete;

  int port() const;
  void run();  ///< until `stop`
  bool running() const;
  void stop();  ///< from any thread

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::app
