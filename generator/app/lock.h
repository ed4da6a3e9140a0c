#pragma once
// One run at a time in a project.

#include <chrono>
#include <optional>
#include <string>

#include "base/descriptor.h"
#include "base/files.h"

namespace broadsheet::app {

/// Holds .broadsheet/lock while it lives. The system lets go of the lock when the process ends,
/// however it ends, so none is ever stale. The name of a run that was killed is still in the file:
/// the next run reports it and removes incomplete files in content/ and the state folder.
class Lock {
 public:
  /// Waits for another run to end, at most `patience`, and reports which one.
  /// @param command  how this run names itself to others: "build"
  /// Throws Error(Usage) when the other run is still there, Error(Io) when there can be no lock.
  Lock(const fs::path& state, const std::string& command, std::chrono::seconds patience);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  /// Who holds the lock: "'broadsheet build' (process 1234)"; std::nullopt if no run does.
  static std::optional<std::string> holder(const fs::path& state);

 private:
  Descriptor file_;
};

/// How long commands that a person starts wait for each other.
inline constexpr std::chrono::seconds kPatience{600};

}  // namespace broadsheet::app
