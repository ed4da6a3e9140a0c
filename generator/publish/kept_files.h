#pragma once
// Files on a branch that others put there, and how a commit message records them.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::publish {

/// A commit message that marks a commit as a publish and lists the files it kept:
///
///     Publish the digest of 2026-07-14
///
///     Published-by: broadsheet
///     Kept: CNAME
///     Kept: other/
///
/// A folder means all files in it; it is listed if the site has no file there.
/// @param kept  paths, sorted
/// @param site  paths of the site, sorted
std::string publish_message(const std::string& subject, const std::vector<std::string>& kept,
                            const std::vector<std::string>& site);

/// A regular expression of grep that a line of every publish's message matches, also of versions
/// without `Published-by`.
std::string_view publish_pattern();

/// Whether the message of a publish lists this path.
class KeptFiles {
 public:
  explicit KeptFiles(std::string_view message);
  bool contains(std::string_view path) const;

 private:
  std::vector<std::string> entries_;  // sorted; folders end with '/'
};

/// The paths of `foreign` that a site does not replace: not a path of the site, not a folder of
/// it, not below a file of it. Both sorted.
std::vector<std::string> paths_beside(const std::vector<std::string>& foreign,
                                      const std::vector<std::string>& site);

}  // namespace broadsheet::publish
