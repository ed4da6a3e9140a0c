#pragma once
// A message of a digest: plain text and HTML, for one recipient. Source: RFC 5322, 2045, 2369.

#include <chrono>
#include <string>
#include <string_view>

#include "mail/address.h"

namespace broadsheet::mail {

/// What all recipients get.
struct Edition {
  Mailbox from{};
  Mailbox reply_to{};  ///< without an address: no such header
  std::string id{};    ///< "2026-03-02.day.1f2e3d4c@example.org", without brackets
  std::chrono::system_clock::time_point date{};
  std::string list_name{};    ///< of the site
  std::string unsubscribe{};  ///< an https or mailto address
  std::string archive{};      ///< address of the site; may be empty
  std::string language{};     ///< BCP 47
  std::string subject{};
  std::string text{};  ///< plain, lines of any length
  std::string html{};
};

/// The bytes of the message to one address: ASCII, lines of at most 78 characters, CR LF. They
/// depend on the arguments only.
/// @param to  is_address
std::string message_bytes(const Edition& edition, std::string_view to);

/// The Message-ID of an edition, the same whenever and to whomever it is sent.
/// @param site    address of the site, or its title
/// @param day     "2026-03-02"
/// @param kind    "day", "failed"
/// @param domain  of the sender
std::string message_id(std::string_view site, std::string_view day, std::string_view kind,
                       std::string_view domain);

/// "Mon, 02 Mar 2026 05:40:00 +0000".
std::string header_date(std::chrono::system_clock::time_point time);

/// Whether an address of config.yaml may be put in List-Unsubscribe: https or mailto, printable
/// ASCII, without spaces, brackets and commas.
bool is_unsubscribe_address(std::string_view url);

}  // namespace broadsheet::mail
