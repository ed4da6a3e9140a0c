#pragma once
// Moments in records.

#include <chrono>
#include <string>

namespace broadsheet {

/// "2026-02-27T05:10:00Z".
std::string utc_text(std::chrono::system_clock::time_point moment);

}  // namespace broadsheet
