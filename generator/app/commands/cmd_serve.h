#pragma once
// broadsheet serve: the site on loopback as GitHub Pages would serve it, updated when a source
// changes.

#include <string>
#include <vector>

#include "base/files.h"

namespace broadsheet::app {

struct ServeOptions {
  int port = 8000;                      ///< --port; 0: any free one
  bool open = false;                    ///< --open: show it in the browser
  std::vector<std::string> hosts = {};  ///< --allow-host: accepted besides the names of loopback
};

/// Builds, serves and watches until SIGINT or SIGTERM. A problem in a source is printed and shown
/// as an overlay in open pages until it is fixed; meanwhile the last good site is served.
/// @return 0; throws Error(Usage) when the port is taken
int run_serve(const fs::path& root, const ServeOptions& options);

}  // namespace broadsheet::app
