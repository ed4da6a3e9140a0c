#pragma once
// Sends an edition to its recipients, each once.

#include <string>
#include <vector>

#include "app/deliver/delivery.h"
#include "app/deliver/editions.h"
#include "app/deliver/record.h"
#include "net/environment.h"
#include "net/smtp.h"

namespace broadsheet::app {

/// Sends the edition to each recipient who does not have it. "sending" is on the disk before the
/// connection is made. A message that the server certainly does not have is tried once more. After
/// three recipients in a row without success, or when the login fails, the rest is left to a later
/// run. Messages name recipients by their place in the list only.
Deliveries send_mail(const MailEdition& mail, const std::vector<std::string>& recipients,
                     Repeat repeat, const net::MailServer& server, DeliveryRecord& record,
                     net::MailTransport& transport, const net::Environment& world);

}  // namespace broadsheet::app
