#include "app/deliver/send_mail.h"

#include "base/log.h"
#include "base/marked_point.h"
#include "mail/address.h"

namespace broadsheet::app {
namespace {

constexpr int kMostInARow = 3;
constexpr double kPauseSeconds = 2;

bool should_send(std::optional<DeliveryState> state, Repeat repeat) {
  if (!state || *state == DeliveryState::Failed) return true;
  if (*state == DeliveryState::Sent) return repeat == Repeat::Always;
  return repeat != Repeat::Never;
}

DeliveryState state_of(net::MailFate fate) {
  switch (fate) {
    case net::MailFate::Accepted:
      return DeliveryState::Sent;
    case net::MailFate::Refused:
      return DeliveryState::Refused;
    case net::MailFate::NotSent:
      return DeliveryState::Failed;
    case net::MailFate::Unknown:
      break;
  }
  return DeliveryState::Sending;
}

/// One edition on its way to all recipients.
class Sending {
 public:
  Sending(const MailEdition& mail, Day day, const net::MailServer& server, DeliveryRecord& record,
          net::MailTransport& transport, const net::Environment& world)
      : mail_(mail),
        day_(day),
        server_(server),
        record_(record),
        transport_(transport),
        world_(world) {}

  void to(const std::string& address, std::size_t number, Repeat repeat) {
    const DeliveryKey key{
        .day = day_, .kind = mail_.kind, .recipient = "mailto:" + mail::normal_address(address)};
    const auto state = record_.find(key);
    if (!should_send(state, repeat)) {
      count_earlier(*state, number);
    } else if (stopped()) {
      ++result_.failed;
    } else {
      net::MailOutcome outcome = attempt(key, address);
      if (outcome.fate == net::MailFate::NotSent && !outcome.login) {
        world_.sleep(std::chrono::duration<double>(kPauseSeconds));
        outcome = attempt(key, address);
      }
      count(outcome, number);
    }
  }

  const SentMail& result() const { return result_; }

 private:
  bool stopped() const { return login_failed_ || failed_in_a_row_ >= kMostInARow; }

  std::string name_of(std::size_t number) const {
    return "the mail of " + day_.str() + " to recipient " + std::to_string(number);
  }

  net::MailOutcome attempt(const DeliveryKey& key, const std::string& address) {
    record_.put(key, DeliveryState::Sending, world_.clock());
    net::MailOutcome outcome =
        transport_.send(server_, {.from = mail_.edition.from.address,
                                  .to = address,
                                  .bytes = mail::message_bytes(mail_.edition, address)});
    marked_point("mail sent");
    const DeliveryState state = state_of(outcome.fate);
    if (state != DeliveryState::Sending) record_.put(key, state, world_.clock());
    return outcome;
  }

  void count(const net::MailOutcome& outcome, std::size_t number) {
    login_failed_ = outcome.login;
    failed_in_a_row_ = outcome.fate == net::MailFate::NotSent ? failed_in_a_row_ + 1 : 0;
    switch (outcome.fate) {
      case net::MailFate::Accepted:
        ++result_.sent;
        return;
      case net::MailFate::Refused:
        ++result_.refused;
        return warn("warning: " + name_of(number) + " was not taken: " + outcome.what);
      case net::MailFate::NotSent:
        ++result_.failed;
        return warn("warning: " + name_of(number) + " was not sent: " + outcome.what);
      case net::MailFate::Unknown:
        ++result_.unknown;
        return warn("warning: " + name_of(number) +
                    " may have arrived or not: the server did not respond after the data (" +
                    outcome.what + "); it is not sent again without --again");
    }
  }

  void count_earlier(DeliveryState state, std::size_t number) {
    if (state == DeliveryState::Sent) {
      ++result_.already;
    } else if (state == DeliveryState::Refused) {
      ++result_.refused;
    } else {
      ++result_.unknown;
      warn("warning: " + name_of(number) +
           " may have arrived or not: an earlier run ended while it was sending; it is not sent "
           "again without --again");
    }
  }

  const MailEdition& mail_;
  Day day_;
  const net::MailServer& server_;
  DeliveryRecord& record_;
  net::MailTransport& transport_;
  const net::Environment& world_;
  SentMail result_;
  bool login_failed_ = false;
  int failed_in_a_row_ = 0;
};

}  // namespace

SentMail send_mail(const MailEdition& mail, Day day, const std::vector<std::string>& recipients,
                   Repeat repeat, const net::MailServer& server, DeliveryRecord& record,
                   net::MailTransport& transport, const net::Environment& world) {
  Sending sending(mail, day, server, record, transport, world);
  for (std::size_t i = 0; i < recipients.size(); ++i) sending.to(recipients[i], i + 1, repeat);
  return sending.result();
}

}  // namespace broadsheet::app
