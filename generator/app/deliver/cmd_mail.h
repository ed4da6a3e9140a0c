#pragma once
// broadsheet mail: the issue of a day, or those of a week, by e-mail. docs/delivery.md describes
// it.

#include <optional>
#include <string>
#include <vector>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"
#include "net/smtp.h"

namespace broadsheet::app {

struct MailOptions {
  std::optional<Day> day{};       ///< DAY; none: the newest digest
  std::optional<Week> week{};     ///< --week, in place of a day
  bool newest_week = false;       ///< --week newest
  std::vector<std::string> to{};  ///< --to, in place of the list
  bool again = false;             ///< --again
  bool dry_run = false;           ///< --dry-run: .broadsheet/mail/DAY.eml, nothing is sent
  Results results =
      nullptr;  ///< {kind: "mail", day or week, sent, already, refused, unknown, failed}
};

/// Sends the mail of a day or a week to recipients who do not have it; see send_mail. With `again`
/// also to those who may have it, and to those of `to` in any case.
/// @return kDone; kNothingNew if all have it; 3 if some were not reached; kPartial if a server
///         refused it, or may or may not have it
/// Throws Error(Config) for wrong settings, Error(Usage) for a day or week without a digest or a
/// wrong address.
int run_mail(const fs::path& root, const config::Config& config, const MailOptions& options,
             const net::Environment& world, net::MailTransport& transport);

}  // namespace broadsheet::app
