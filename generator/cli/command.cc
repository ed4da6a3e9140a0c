#include "cli/command.h"

#include <utility>

#include "app/lock.h"
#include "app/project.h"
#include "base/log.h"
#include "net/curl_transport.h"

namespace broadsheet::cli {

int locked(const Choice& choice, const std::string& command, const std::function<int()>& work) {
  app::require_project(choice.root());
  const app::Lock lock(app::Places{choice.root()}.state(), command, app::kPatience);
  return work();
}

std::optional<config::Config> settings_of(const Choice& choice) {
  Diagnostics problems;
  app::Project project = app::open_project(choice.root(), problems);
  if (app::report(problems, "nothing was done")) return std::nullopt;
  return std::move(project.config);
}

int with_settings(const Choice& choice, const std::string& command,
                  const std::function<int(const config::Config&)>& work) {
  const std::optional<config::Config> config = settings_of(choice);
  if (!config) return kUsage;
  return locked(choice, command, [&] { return work(*config); });
}

int on_network(const config::Config& config, const NetworkWork& work) {
  net::CurlOptions options;
  options.user_agent = net::user_agent(BROADSHEET_VERSION, config.fetch.contact);
  net::CurlTransport transport(options);
  return work(config, net::system_environment(transport));
}

int with_network(const Choice& choice, const std::string& command, const NetworkWork& work) {
  net::forbid_core_dumps();
  return with_settings(choice, command,
                       [&](const config::Config& config) { return on_network(config, work); });
}

}  // namespace broadsheet::cli
