#pragma once
// The mails of a project's days.

#include <map>
#include <optional>
#include <string>

#include "app/build/site_sources.h"
#include "app/deliver/mail_settings.h"
#include "base/clock.h"
#include "mail/message.h"
#include "model/calendar.h"
#include "topics/topic_map.h"

namespace broadsheet::app {

/// An edition, and what it is: a recipient gets each kind of a day once.
struct MailEdition {
  std::string kind;  ///< "day"; "failed" for a day without verdicts
  mail::Edition edition;
};

/// Reads the project once, and makes the mail of any of its days.
class Editions {
 public:
  /// Throws Error(Content) after a report if the project has errors.
  Editions(const fs::path& root, const MailSetup& setup, Clock clock);

  /// std::nullopt if there is no digest of the day. Throws Error(Theme), after a report, if the
  /// theme has no usable mail.mustache.
  std::optional<MailEdition> of(Day day) const;

  /// The day of the newest digest.
  std::optional<Day> newest() const;

 private:
  const MailSetup& setup_;
  Clock clock_;
  SiteSources sources_;
  topics::TopicMap topics_;
};

}  // namespace broadsheet::app
