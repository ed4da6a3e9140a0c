#pragma once
// One message to one recipient, by SMTP. Tests replace the server.

#include <string>

namespace broadsheet::net {

struct MailServer {
  std::string url;     ///< "smtps://host:465": TLS; "smtp://host:587": STARTTLS, without which
                       ///< nothing is sent, except to this machine
  std::string user{};  ///< empty: no login
  std::string password{};
  std::string ca_file{};  ///< PEM file of certificates in place of the system's; may be empty
  double timeout_seconds = 60;
};

struct Letter {
  std::string from;  ///< addresses of the envelope: ASCII, checked by the caller
  std::string to;
  std::string bytes;  ///< lines end with CR LF
};

/// What became of a letter.
enum class MailFate {
  Accepted,  ///< the server took it (250 after the data)
  Refused,   ///< 5xx: it will refuse it again
  NotSent,   ///< the server does not have it: no connection, no login, 4xx, or the data was cut off
  Unknown,   ///< all data was sent, and no response came: the server may have it
};

struct MailOutcome {
  MailFate fate = MailFate::NotSent;
  int code = 0;        ///< last response of the server; 0 if there was none
  std::string what{};  ///< in words, without address and password; empty if accepted
  bool login = false;  ///< user, password or certificate is wrong, so that no letter can be sent
};

/// Sends letters. A failure is an outcome, never an exception.
class MailTransport {
 public:
  virtual ~MailTransport() = default;
  virtual MailOutcome send(const MailServer& server, const Letter& letter) = 0;
};

/// SMTP by libcurl, a connection for each letter.
class CurlMailTransport : public MailTransport {
 public:
  MailOutcome send(const MailServer& server, const Letter& letter) override;
};

}  // namespace broadsheet::net
