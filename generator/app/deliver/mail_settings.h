#pragma once
// `mail` of config.yaml, checked, and who gets the mail.

#include <string>
#include <vector>

#include "base/files.h"
#include "config/config.h"
#include "mail/address.h"
#include "net/environment.h"
#include "net/smtp.h"

namespace broadsheet::app {

struct MailSetup {
  mail::Mailbox from;
  mail::Mailbox reply_to{};  ///< without an address if there is none
  std::string unsubscribe{};
};

/// Throws Error(Config), with the line of config.yaml, for an address that is none, and without
/// mail.from or site.base_url.
MailSetup read_mail_setup(const fs::path& root, const config::Config& config);

/// The server with its password. Throws Error(Config) if one of them is missing.
net::MailServer mail_server_of(const fs::path& root, const config::MailConfig& config,
                               const net::Variable& variable);

/// The addresses of mail.recipients_file and of the environment variable
/// config::kRecipientsVariable, each once, in their order. A file has an address in each line;
/// empty lines and those that begin with # are left out.
///
/// Throws Error(Config) if there is none, or the file is in content/, site/ or themes/, which are
/// published; Error(Content) with file and line for a text that is no address. No message has an
/// address in it: logs may be public.
std::vector<std::string> read_recipients(const fs::path& root, const config::Config& config,
                                         const net::Variable& variable);

}  // namespace broadsheet::app
