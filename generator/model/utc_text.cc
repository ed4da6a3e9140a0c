#include "model/utc_text.h"

#include <cstdio>

#include "model/calendar.h"

namespace broadsheet {

std::string utc_text(std::chrono::system_clock::time_point moment) {
  using namespace std::chrono;
  const auto day = floor<days>(moment);
  const hh_mm_ss time{floor<seconds>(moment - day)};
  char text[16];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return Day::from(day).str() + text;
}

}  // namespace broadsheet
