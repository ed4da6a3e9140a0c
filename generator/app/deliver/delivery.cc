#include "app/deliver/delivery.h"

#include "app/commands/exit_codes.h"
#include "base/error.h"
#include "base/log.h"

namespace broadsheet::app {

Deliveries& Deliveries::operator+=(const Deliveries& other) {
  sent += other.sent;
  already += other.already;
  refused += other.refused;
  unknown += other.unknown;
  failed += other.failed;
  return *this;
}

bool should_send(std::optional<DeliveryState> earlier, Repeat repeat) {
  if (!earlier || *earlier == DeliveryState::Failed) return true;
  if (*earlier == DeliveryState::Sent) return repeat == Repeat::Always;
  return repeat != Repeat::Never;
}

void count_earlier(DeliveryState earlier, const std::string& what, Deliveries& counts) {
  if (earlier == DeliveryState::Sent) {
    ++counts.already;
  } else if (earlier == DeliveryState::Refused) {
    ++counts.refused;
  } else {
    ++counts.unknown;
    warn("warning: " + what +
         " may have arrived or not: an earlier run ended while it was sending; it is not sent "
         "again without --again");
  }
}

void count_now(DeliveryState state, const std::string& what, const std::string& reason,
               Deliveries& counts) {
  switch (state) {
    case DeliveryState::Sent:
      ++counts.sent;
      return;
    case DeliveryState::Refused:
      ++counts.refused;
      return warn("warning: " + what + " was not taken: " + reason);
    case DeliveryState::Failed:
      ++counts.failed;
      return warn("warning: " + what + " was not sent: " + reason);
    case DeliveryState::Sending:
      ++counts.unknown;
      return warn("warning: " + what +
                  " may have arrived or not: the server did not respond after the data (" + reason +
                  "); it is not sent again without --again");
  }
}

int code_of(const Deliveries& counts) {
  if (counts.failed > 0) return exit_code(ErrorKind::Network);
  if (counts.refused + counts.unknown > 0) return kPartial;
  return counts.sent > 0 ? kDone : kNothingNew;
}

}  // namespace broadsheet::app
