#pragma once
// E-mail addresses as headers and envelopes have them. Source: RFC 5321 and 5322, without quoted
// local parts, comments and address literals.

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::mail {

/// Whether a text is an address in ASCII, "ada.lovelace+x@example.org": at most 254 bytes, nothing
/// that could end a header or an SMTP command.
bool is_address(std::string_view text);

struct Mailbox {
  std::string name;     ///< UTF-8; may be empty
  std::string address;  ///< is_address

  friend bool operator==(const Mailbox&, const Mailbox&) = default;
};

/// Reads "a@example.org", "<a@example.org>", "Ada <a@example.org>" and "\"Ada\" <a@example.org>".
std::optional<Mailbox> parse_mailbox(std::string_view text);

/// The address with its domain in lower case: two addresses of one mailbox are then equal. Local
/// parts may depend on the case.
std::string normal_address(std::string_view address);

/// The part after '@'.
std::string_view domain_of(std::string_view address);

}  // namespace broadsheet::mail
