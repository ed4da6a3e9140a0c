#pragma once
// broadsheet message: the issue of a day to chat services. docs/delivery.md describes it.

#include <optional>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"

namespace broadsheet::app {

struct MessageOptions {
  std::optional<Day> day{};   ///< DAY; none: the newest digest
  bool again = false;         ///< --again: also where it was refused or may have arrived
  bool dry_run = false;       ///< --dry-run: print the messages, send nothing
  Results results = nullptr;  ///< {kind: "message", day, sent, already, refused, unknown, failed}
};

/// Sends the message of a day to the services of `messages` that do not have it; see send_messages.
/// @return as run_mail
/// Throws Error(Config) without services or addresses, Error(Usage) for a day without a digest.
int run_message(const fs::path& root, const config::Config& config, const MessageOptions& options,
                const net::Environment& world);

}  // namespace broadsheet::app
