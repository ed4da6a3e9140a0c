#include "app/build/reader_index.h"

#include <string>
#include <system_error>

#include "app/build/build_site.h"
#include "app/lock.h"
#include "app/project.h"
#include "base/log.h"

namespace broadsheet::app {

bool refresh_index_for_reading(const fs::path& root) {
  const Places places{root};
  // A reader must not wait for a build: while one runs, the index of the last one answers.
  std::error_code error;
  if (Lock::holder(places.state()) && fs::exists(places.index(), error)) return true;
  const Lock lock(places.state(), "search", kPatience);
  Diagnostics problems;
  const std::string done = refresh_index(root, problems);
  if (problems.errors() == 0) {
    if (!done.empty() && done != "unchanged") say("index: " + done);
    return true;
  }
  report(problems, "the index stays as it was");
  return fs::exists(places.index(), error);
}

}  // namespace broadsheet::app
