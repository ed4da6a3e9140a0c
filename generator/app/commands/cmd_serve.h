#pragma once
// broadsheet serve: the site on loopback as GitHub Pages would serve it, made anew when a source
// changes.

#include "base/files.h"

namespace broadsheet::app {

struct ServeOptions {
  int port = 8000;    ///< --port; 0: any free one
  bool open = false;  ///< --open: show it in the browser
};

/// Builds, serves, watches until SIGINT or SIGTERM. Trouble with a source is printed, shown as an
/// overlay in open pages, and gone when it is mended; the last good site stays on show meanwhile.
/// @return 0; throws Error(Usage) when the port is taken
int run_serve(const fs::path& root, const ServeOptions& options);

}  // namespace broadsheet::app
