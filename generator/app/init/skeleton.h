#pragma once
// The files of a new project, as `broadsheet init` writes them. They lie in app/init/skeleton/ and
// are put into the program when it is built; config.yaml is that of the source tree.

#include <span>
#include <string_view>

namespace broadsheet::app {

struct SkeletonFile {
  std::string_view path;  ///< relative to the project
  std::string_view text;
};

/// By path.
std::span<const SkeletonFile> skeleton();

/// app/init/topic_proposals.yaml: a group of topics for each category or archive of arXiv.
std::string_view topic_proposals();

}  // namespace broadsheet::app
