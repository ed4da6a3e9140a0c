#pragma once
// Mail and messages of days that are due, for `announce` and `daily`.

#include <set>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"
#include "net/smtp.h"

namespace broadsheet::app {

/// Whether issues go anywhere by themselves: mail.server or `messages` is set.
bool has_deliveries(const config::Config& config);

/// Sends the days to the services of `messages` and by mail to the list, where they are not yet;
/// with mail.weekly also, or only, the editions of weeks that end with one of the days.
/// Those that need no other run leave Announcements::unmailed. The caller holds the project's lock.
/// @return as run_mail
int deliver_due_days(const fs::path& root, const config::Config& config, const std::set<Day>& days,
                     Results results, const net::Environment& world, net::MailTransport& transport);

}  // namespace broadsheet::app
