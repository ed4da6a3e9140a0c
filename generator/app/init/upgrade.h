#pragma once
// What an upgrade of the program changes in a project that an earlier version made.

#include <string>
#include <vector>

#include "app/project.h"

namespace broadsheet::app {

/// A file that the program would write otherwise today.
struct Upgrade {
  enum class Kind {
    Add,      ///< it is missing
    Replace,  ///< it is as an earlier version wrote it
    Edited,   ///< its owner has changed it: left as it is
  };
  Kind kind = Kind::Add;
  std::string path;    ///< below the project
  std::string reason;  ///< "workflow of an earlier version"
  std::string bytes;   ///< as it would be
};

/// Workflows and their action, where the project has workflows at all; the schema of config.yaml
/// and the line of config.yaml that names it for editors; lines that .gitignore lacks; digests that
/// are right but not in the documented form. Sorted by path. Throws Error(Io).
std::vector<Upgrade> plan_upgrade(const Places& places);

/// A workflow without the values that belong to its owner (BROADSHEET_SOURCE, _VERSION, _SHA256).
std::string workflow_form(std::string_view text);

/// The lines of a .gitignore that `text` does not have yet, with or without a slash before them,
/// appended to it.
std::string with_lines(std::string text, std::string_view wanted);

}  // namespace broadsheet::app
