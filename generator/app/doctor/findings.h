#pragma once
// What `broadsheet doctor` finds: one line for each thing that a digest needs.

#include <string>
#include <string_view>
#include <vector>

#include "app/project.h"
#include "net/environment.h"

namespace broadsheet::app {

enum class Health { Ok, Warning, Error, Skipped };

std::string_view name_of(Health health);  ///< "ok", "warning", "error", "skipped"

struct Finding {
  std::string check;  ///< what was looked at: "git", "feed"
  Health health = Health::Ok;
  std::string message;   ///< what was found
  std::string advice{};  ///< what to do; empty if nothing
  bool network = false;  ///< an error of the network, which may pass
};

using Findings = std::vector<Finding>;

/// git and its repository, remote and branch; the site's address, the workflows and the domain;
/// keys; disk space; the files of .broadsheet. Uses no network.
Findings check_machine(const Project& project, const net::Environment& environment);

/// arXiv's feed, this machine's clock, the server of the model. Three requests at most, each with a
/// limit of time and size; none is billed.
Findings check_network(const Project& project, const net::Environment& environment);

}  // namespace broadsheet::app
