#pragma once
// broadsheet build: content and theme to site/.

#include "app/build/build_site.h"
#include "app/commands/results.h"

namespace broadsheet::app {

/// Prints what was built to stdout, problems to stderr; to a person on a terminal also how to look
/// at it.
/// @return 0, 1 when content or theme have errors, 2 when config.yaml has
/// @param results  gets {kind: "build", days, papers, pages, files, written, removed, up_to_date,
/// address}
int run_build(const fs::path& root, const BuildOptions& options, Results results = nullptr);

}  // namespace broadsheet::app
