#pragma once
// A failed run of `daily` that made no issue, to those who wait for one.

#include <string>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"
#include "net/smtp.h"

namespace broadsheet::app {

/// Sends the summary of the run to the services of `messages` and, unless it gets editions of weeks
/// only, by mail to the list, to each once
/// for a day, however often runs of that day fail. It reads no content, so that it also works where
/// content is the trouble. The caller holds the project's lock.
/// @return as run_mail
/// Throws Error(Config) if the settings of mail or messages are wrong.
int deliver_failed_run(const fs::path& root, const config::Config& config, Day day,
                       const std::string& summary, Results results, const net::Environment& world,
                       net::MailTransport& transport);

}  // namespace broadsheet::app
