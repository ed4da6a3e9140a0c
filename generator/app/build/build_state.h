#pragma once
// Whether a build would change anything, told without reading a file.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/project.h"
#include "model/library.h"
#include "publish/disk_output.h"
#include "render/input/site_input.h"

namespace broadsheet::app {

/// What a build said at its end; said again when the next one has nothing to do.
struct BuildFigures {
  std::size_t days = 0;
  std::size_t papers = 0;
  std::size_t pages = 0;
  std::size_t files = 0;
  std::uint64_t bytes = 0;
};

/// The files that a build reads, by a name without spaces at its ends, and what was known of them.
/// Taken before they are read, so that a file changed during the build counts as changed.
class InputFiles {
 public:
  /// config.yaml, content/, every file of the themes and of the client, the program itself.
  static InputFiles of(const Places& places);

  /// Reads what has no hash yet. A time so recent that another change could hide behind it is not
  /// trusted.
  publish::Manifest hashed() const;

  /// Names of the files that came, went or differ in size or time:
  /// "content/2026-07/2026-07-14.json", "themes-1/mine/day.mustache".
  std::vector<std::string> changed_since(const InputFiles& other) const;

  /// Whether the files are those of `before`: same names, and size and time, or else bytes.
  bool same_as(const publish::Manifest& before) const;

 private:
  std::map<std::string, fs::path> paths_;
  publish::Manifest stamps_;  ///< without hashes
};

/// What the last whole build left behind.
struct BuildState {
  BuildFigures figures;
  std::string problems;  ///< its warnings, as printed
  publish::Manifest inputs;
  publish::Manifest index;  ///< files of .broadsheet/index
};

std::string state_text(const BuildState& state);
/// Nothing when the text is damaged or of another version.
std::optional<BuildState> parse_state(std::string_view text);

/// Keys for render::SiteInput, from `InputFiles::hashed` of what the library was read from. Digests
/// have theirs; settings, themes, the program and the libraries it runs with share one.
render::Fingerprints fingerprints_of(const publish::Manifest& inputs, const Library& library);

/// Digests of the library (indexes) that are not in `before`; nothing when any file of content/ in
/// `before` changed or went.
std::optional<std::vector<std::size_t>> grown_by(const publish::Manifest& before,
                                                 const publish::Manifest& now,
                                                 const Library& library);

/// Stamps of all files below `folder`, without hashes.
publish::Manifest stamps_below(const fs::path& folder);

}  // namespace broadsheet::app
