#pragma once
// How commands report what was sent.

#include <string>

#include "app/commands/results.h"
#include "app/deliver/delivery.h"
#include "model/calendar.h"

namespace broadsheet::app {

/// Prints one line and adds {kind, day, sent, already, refused, unknown, failed}.
/// @param kind  "mail", "message"
void report_deliveries(const std::string& kind, Day day, const Deliveries& counts, Results results);

}  // namespace broadsheet::app
