#include "app/deliver/send_mail.h"

#include "base/marked_point.h"
#include "mail/address.h"

namespace broadsheet::app {
namespace {

constexpr int kMostInARow = 3;
constexpr double kPauseSeconds = 2;

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
  Sending(const MailEdition& mail, const net::MailServer& server, DeliveryRecord& record,
          net::MailTransport& transport, const net::Environment& world)
      : mail_(mail), server_(server), record_(record), transport_(transport), world_(world) {}

  void to(const std::string& address, std::size_t number, Repeat repeat) {
    const DeliveryKey key{.day = mail_.day,
                          .kind = mail_.kind,
                          .recipient = "mailto:" + mail::normal_address(address)};
    const auto state = record_.find(key);
    if (!should_send(state, repeat)) {
      count_earlier(*state, name_of(number), result_);
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

  const Deliveries& result() const { return result_; }

 private:
  bool stopped() const { return login_failed_ || failed_in_a_row_ >= kMostInARow; }

  std::string name_of(std::size_t number) const {
    return "the mail of " + mail_.of + " to recipient " + std::to_string(number);
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
    count_now(state_of(outcome.fate), name_of(number), outcome.what, result_);
  }

  const MailEdition& mail_;
  const net::MailServer& server_;
  DeliveryRecord& record_;
  net::MailTransport& transport_;
  const net::Environment& world_;
  Deliveries result_;
  bool login_failed_ = false;
  int failed_in_a_row_ = 0;
};

}  // namespace

Deliveries send_mail(const MailEdition& mail, const std::vector<std::string>& recipients,
                     Repeat repeat, const net::MailServer& server, DeliveryRecord& record,
                     net::MailTransport& transport, const net::Environment& world) {
  Sending sending(mail, server, record, transport, world);
  for (std::size_t i = 0; i < recipients.size(); ++i) sending.to(recipients[i], i + 1, repeat);
  return sending.result();
}

}  // namespace broadsheet::app
