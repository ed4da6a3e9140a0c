#pragma once
// A project: the folder with config.yaml, and the paths of everything in it.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/error.h"
#include "base/files.h"
#include "config/config.h"
#include "publish/site_address.h"
#include "theme/theme.h"

namespace broadsheet::app {

/// The one place for the names of files and folders of a project.
struct Places {
  fs::path root;

  fs::path config() const { return root / "config.yaml"; }
  fs::path content() const { return root / "content"; }
  fs::path prompts() const { return root / "content" / "prompts"; }
  fs::path pages() const { return root / "content" / "pages"; }
  fs::path static_files() const { return root / "content" / "static"; }  ///< copied as they are
  fs::path themes() const { return root / "themes"; }
  fs::path site() const { return root / "site"; }
  fs::path state() const {
    return root / ".broadsheet";
  }  ///< rebuilt if it is missing, except inbox/ and score/
  fs::path index() const { return state() / "index"; }
  fs::path maths() const { return state() / "maths"; }  ///< cache of formulas
  fs::path words() const { return state() / "words"; }  ///< what the next build need not read
  fs::path inputs() const { return state() / "build.state"; }
};

struct Project {
  Places places;
  config::Config config;         ///< site.base_url is that of `address`
  publish::SiteAddress address;  ///< where the site will be
};

/// Throws Error(Config) when there is no config.yaml below `root`.
void require_project(const fs::path& root);

/// Reads config.yaml below `root`; slugs of saved searches and site.base_url are filled in. Two
/// searches or two authors that would share an address are errors. Problems are reported; the value
/// is usable only when there is no error. Throws Error(Config) when there is no config.yaml.
Project open_project(const fs::path& root, Diagnostics& problems);

/// The score of a paper by its relevance and novelty: score.score_formula. Empty if that cannot be
/// read, which `check` reports.
std::function<double(double relevance, double novelty)> score_rule(const config::Config& config);

/// Folders in which themes are looked for, first one first: themes/ of the project, then
/// share/broadsheet/themes of the installed program, then themes/ of the source tree the
/// program was built from. The last two are left out if they cannot be listed.
std::vector<fs::path> theme_roots(const Places& places);

/// The path of the running program; empty if the system does not provide it.
fs::path program_path();

/// content/prompts/*.md by name, without ".md".
std::map<std::string, std::string> read_prompts(const Places& places);

/// A text in single quotes, as one word of a POSIX shell.
std::string shell_word(std::string_view text);

/// As a person types it in the shell that this run was started in: "broadsheet -C my-digest build".
std::string command_line(const fs::path& root, std::string_view command);

/// From now on `report` also adds its problems to `list`, for --json; nullptr: to none.
void collect_problems(std::vector<Problem>* list);

/// Prints all problems to stderr and, when there are errors, a last line that counts them.
/// @param consequence  ends that line: "nothing was written"
/// @return whether there were errors
bool report(const Diagnostics& problems, std::string_view consequence);

}  // namespace broadsheet::app
