#pragma once
// broadsheet doctor: whether this machine and this project have what a digest needs.

#include "app/project.h"
#include "net/environment.h"

namespace broadsheet::app {

struct DoctorOptions {
  bool offline = false;  ///< send no request
  bool json = false;
};

/// Prints a line for each check, with advice where something is wrong.
/// @return 0 without errors, 1 with errors, 2 if settings are wrong, 3 if only the network failed
int run_doctor(const fs::path& root, const DoctorOptions& options,
               const net::Environment& environment);

}  // namespace broadsheet::app
