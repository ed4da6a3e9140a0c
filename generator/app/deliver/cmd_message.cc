#include "app/deliver/cmd_message.h"

#include <string>

#include "app/commands/exit_codes.h"
#include "app/deliver/editions.h"
#include "app/deliver/record.h"
#include "app/deliver/report.h"
#include "app/deliver/send_messages.h"
#include "app/project.h"
#include "base/error.h"
#include "base/log.h"

namespace broadsheet::app {

int run_message(const fs::path& root, const config::Config& config, const MessageOptions& options,
                const net::Environment& world) {
  const Location settings{.path = display_path(Places{root}.config())};
  if (config.messages.empty()) {
    throw Error(ErrorKind::Config, settings, "'messages' names no service");
  }
  if (!config.site.base_url.starts_with("http")) {
    throw Error(ErrorKind::Config, settings,
                "site.base_url is not set, so a message could not link to the issue");
  }
  const Editions editions(root);
  const std::optional<Day> day = options.day ? options.day : editions.newest();
  if (!day || !editions.message(*day, config.messages.front().service)) {
    throw Error(ErrorKind::Usage, {},
                "there is no digest" + (day ? " of " + day->str() : "") + " to send");
  }
  if (options.dry_run) {
    for (const config::ChatConfig& chat : config.messages) {
      print(std::string(config::kChatServiceNames[static_cast<std::size_t>(chat.service)]) + ":\n" +
            editions.message(*day, chat.service)->text + "\n\n");
    }
    return kDone;
  }
  DeliveryRecord record(Places{root}.state());
  const Repeat repeat = options.again ? Repeat::Unsettled : Repeat::Never;
  const Deliveries sent =
      send_messages([&](auto service) { return editions.message(*day, service); }, *day, repeat,
                    config.messages, record, world);
  report_deliveries("message", day->str(), sent, options.results);
  return code_of(sent);
}

}  // namespace broadsheet::app
