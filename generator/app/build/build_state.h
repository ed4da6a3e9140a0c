#pragma once
// Whether a build would change anything, found without reading a file.

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

/// What a build reports at its end; repeated if the next one has nothing to do.
struct BuildFigures {
  std::size_t days = 0;
  std::size_t papers = 0;
  std::size_t pages = 0;
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::size_t papers_a_year = 0;  ///< new ones; 0 if unknown
};

/// A folder with files that a build reads.
struct InputFolder {
  fs::path path;
  bool with_subfolders = false;
};

/// The folders of all files that a build reads (InputFiles::of) but the running program, which
/// never changes. For a watcher.
std::vector<InputFolder> input_folders(const Places& places);

/// The files that a build reads, by name, with size and time. Taken before they are read, so that a
/// file changed during the build counts as changed.
class InputFiles {
 public:
  /// config.yaml, content/, every file of the themes and of the client, the program itself; as a
  /// text, the site's address, which other settings decide if site.base_url is not set.
  static InputFiles of(const Places& places);

  /// The stamps with hashes of all files. A modification time so recent that a later change could
  /// have the same one is left out.
  /// @param before  hashed stamps of an earlier run; a file with size and time of then is not read
  publish::Manifest hashed(const publish::Manifest& before) const;

  /// Names of the files that were added, removed, or differ in size or time:
  /// "content/2026-07/2026-07-14.json", "themes-1/mine/day.mustache".
  std::vector<std::string> changed_since(const InputFiles& other) const;

  const publish::SiteAddress& address() const { return address_; }

  /// Whether the files are those of `before`: same names, and size and time, or else bytes.
  bool same_as(const publish::Manifest& before) const;

 private:
  /// The bytes of an input now; std::nullopt if its file cannot be read.
  std::optional<std::string> bytes_of(const std::string& name) const;

  std::map<std::string, fs::path> paths_;
  publish::SiteAddress address_;
  publish::Manifest stamps_;  ///< without hashes
};

/// What the last complete build left.
struct BuildState {
  BuildFigures figures;
  std::string problems;  ///< its warnings, as printed
  publish::Manifest inputs;
  publish::Manifest index;  ///< files of .broadsheet/index
};

std::string state_text(const BuildState& state);
/// std::nullopt if the text is damaged or of another version.
std::optional<BuildState> parse_state(std::string_view text);

/// Keys for render::SiteInput, from `InputFiles::hashed` of what the library was read from. Digests
/// have theirs; settings, themes, the program and the libraries it runs with share one.
render::Fingerprints fingerprints_of(const publish::Manifest& inputs, const Library& library);

/// Digests of the library (indexes) that are not in `before`; std::nullopt if a file of content/ in
/// `before` changed or was removed.
std::optional<std::vector<std::size_t>> grown_by(const publish::Manifest& before,
                                                 const publish::Manifest& now,
                                                 const Library& library);

/// Stamps of all files below `folder`, without hashes.
publish::Manifest stamps_below(const fs::path& folder);

}  // namespace broadsheet::app
