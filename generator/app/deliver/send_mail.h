#pragma once
// Sends an edition to its recipients, each once.

#include <cstddef>
#include <string>
#include <vector>

#include "app/deliver/editions.h"
#include "app/deliver/record.h"
#include "net/environment.h"
#include "net/smtp.h"

namespace broadsheet::app {

enum class Repeat {
  Never,
  Unsettled,  ///< also to recipients whose server refused, or may or may not have it
  Always,     ///< also to recipients who have it
};

/// Numbers of recipients.
struct SentMail {
  std::size_t sent = 0;
  std::size_t already = 0;  ///< had it before
  std::size_t refused = 0;  ///< now or before
  std::size_t unknown = 0;  ///< the server may have it; not sent again
  std::size_t failed = 0;   ///< a later run sends it
};

/// Sends the edition to each recipient who does not have it. "sending" is on the disk before the
/// connection is made. A message that the server certainly does not have is tried once more. After
/// three recipients in a row without success, or when the login fails, the rest is left to a later
/// run. Messages name recipients by their place in the list only.
SentMail send_mail(const MailEdition& mail, Day day, const std::vector<std::string>& recipients,
                   Repeat repeat, const net::MailServer& server, DeliveryRecord& record,
                   net::MailTransport& transport, const net::Environment& world);

}  // namespace broadsheet::app
