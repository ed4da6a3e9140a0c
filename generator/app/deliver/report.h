#pragma once
// How commands report what was sent.

#include <string>

#include "app/commands/results.h"
#include "app/deliver/delivery.h"

namespace broadsheet::app {

/// Prints one line and adds {kind, day, sent, already, refused, unknown, failed}; with `week` in
/// place of `day` for the edition of a week.
/// @param kind  "mail", "message"
/// @param of    "2026-03-02", "2026-W10"
void report_deliveries(const std::string& kind, const std::string& of, const Deliveries& counts,
                       Results results);

}  // namespace broadsheet::app
