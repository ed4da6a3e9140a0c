#pragma once
// Moments at which a kill would be worst, marked so that a test can end the process at each of
// them.

namespace broadsheet {

/// Called at every marked point with its name; null, as it is in the program: nothing happens. Set
/// it before threads are started.
inline void (*at_marked_point)(const char* name) = nullptr;

/// Stands between two steps that change what lies on the disk.
/// @param name  of the step just done: "plan written"
inline void marked_point(const char* name) {
  if (at_marked_point != nullptr) at_marked_point(name);
}

}  // namespace broadsheet
