#include "app/site_address.h"

#include <cstdlib>

#include "base/ascii.h"
#include "publish/git.h"

namespace broadsheet::app {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string address_in_actions() {
  const std::string server = variable("GITHUB_SERVER_URL");
  if (variable("GITHUB_ACTIONS") != "true") return {};
  if (!server.empty() && server != "https://github.com") return {};
  return publish::pages_address(variable("GITHUB_REPOSITORY"));
}

std::string address_of_remote(const fs::path& root, const config::Config& config) {
  const std::string& remote = config.publish.remote;
  if (remote.empty() || remote.starts_with('-')) return {};
  if (remote.find_first_of("/:\\") != std::string::npos) {
    return publish::pages_address_of_remote(remote);
  }
  if (!path_exists(root / ".git")) return {};
  const publish::Git git({.folder = fs::absolute(root),
                          .time_limit = std::chrono::duration<double>(10),
                          .secret_variables = config::secret_variables(config)});
  const publish::ProcessResult url = git.try_run({"remote", "get-url", "--push", remote});
  if (url.status != 0 || url.timed_out) return {};
  return publish::pages_address_of_remote(trimmed(publish::first_line(url.out)));
}

}  // namespace

publish::SiteAddress find_address(const fs::path& root, const config::Config& config) {
  return publish::settle_address({.configured = config.site.base_url,
                                  .cname = config.publish.cname,
                                  .actions = address_in_actions(),
                                  .remote = address_of_remote(root, config)});
}

}  // namespace broadsheet::app
