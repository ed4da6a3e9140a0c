#pragma once
// The mails and messages of a project's days.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/build/site_sources.h"
#include "app/deliver/chat_request.h"
#include "app/deliver/mail_settings.h"
#include "config/config.h"
#include "mail/message.h"
#include "model/calendar.h"
#include "render/input/site_input.h"
#include "render/mail/mail.h"
#include "topics/topic_map.h"

namespace broadsheet::app {

/// An edition, and what it is: a recipient gets each kind of a day once.
struct MailEdition {
  std::string kind;  ///< "day"; "failed" for a day without verdicts; "week"
  Day day;           ///< of a week its Monday
  std::string of;    ///< as messages name it: "2026-03-02", "2026-W10"
  mail::Edition edition;
};

/// Reads the project once, and makes the mail and messages of any of its days.
class Editions {
 public:
  /// Throws Error(Content) after a report if the project has errors.
  explicit Editions(const fs::path& root);

  /// std::nullopt if there is no digest of the day. Throws Error(Theme), after a report, if the
  /// theme has no usable mail.mustache.
  std::optional<MailEdition> mail(Day day, const MailSetup& setup,
                                  std::chrono::system_clock::time_point now) const;

  /// std::nullopt if the week is not among render::weeks_of.
  std::optional<MailEdition> week_mail(Week week, const MailSetup& setup,
                                       std::chrono::system_clock::time_point now) const;

  /// Weeks that are over once the issue of this day is sent: that of the day if it is the last
  /// issue, the one before if the day is the first issue of its week and an issue was expected
  /// after the last one before it.
  std::vector<Week> weeks_ended_by(Day day) const;

  /// Likewise for a message, by message-<service>.mustache.
  std::optional<ChatMessage> message(Day day, config::ChatService service) const;

  /// The newest week that is over.
  std::optional<Week> newest_week() const;

  /// The day of the newest digest.
  std::optional<Day> newest() const;

 private:
  std::optional<std::size_t> find(Day day) const;
  render::SiteInput input() const;
  MailEdition edition_of(const render::MailText& mail, const std::string& kind, Day day,
                         const std::string& of, const MailSetup& setup,
                         std::chrono::system_clock::time_point now) const;

  SiteSources sources_;
  topics::TopicMap topics_;
};

}  // namespace broadsheet::app
