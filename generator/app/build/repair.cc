#include "app/build/repair.h"

#include <optional>

#include "app/build/build_site.h"
#include "app/build/missing_days.h"
#include "base/log.h"
#include "content/digest_json.h"

namespace broadsheet::app {
namespace {

void mend_form(const Places& places, std::vector<std::string>& done) {
  for (const Day day : digest_days(places.content())) {
    const fs::path path = places.content() / digest_file(day);
    const std::string name = display_path(path);
    const std::string bytes = read_file(path);
    Diagnostics problems;
    const std::optional<Digest> digest = content::parse_digest(bytes, name, problems);
    // A warning means that the written form would lose or move something.
    if (!digest || !problems.problems().empty()) continue;
    if (write_if_changed(path, content::to_json(*digest))) {
      done.push_back(name + ": written in the form of docs/content.md");
    }
  }
}

void mend_site(const Places& places, std::vector<std::string>& done) {
  std::error_code error;
  const bool cut_off = fs::exists(places.state() / "staging" / "plan", error);
  if (publish::read_manifest(places.state()).empty()) {
    fs::remove(places.inputs(), error);  // it would describe a site that is gone
  }
  const BuildReport built = build_site(places.root, {});
  if (built.failed || built.up_to_date) return;
  const std::size_t before = done.size();
  if (cut_off) done.emplace_back("a build that was cut off: finished");
  if (!built.index.empty() && built.index != "unchanged") {
    done.push_back(display_path(places.index()) + ": " + built.index);
  }
  if (built.published.written + built.published.removed > 0) {
    done.push_back(display_path(places.site()) + ": " + counted(built.published.written, "file") +
                   " written, " + grouped(built.published.removed) + " removed");
  }
  if (done.size() == before) done.push_back(display_path(places.state()) + ": state rebuilt");
}

}  // namespace

std::vector<std::string> repair(const Places& places) {
  std::vector<std::string> done;
  mend_form(places, done);
  mend_site(places, done);
  return done;
}

}  // namespace broadsheet::app
