#include "mail/message.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/hash.h"
#include "mail/encoding.h"

namespace broadsheet::mail {
namespace {

constexpr std::string_view kLineBreak = "\r\n";

std::string mailbox_header(std::string_view name, const Mailbox& mailbox) {
  std::string line = std::string(name) + ": ";
  if (mailbox.name.empty()) return line + mailbox.address;
  line += header_phrase(mailbox.name, line.size());
  // The address stays whole, on a line of its own.
  return line + "\r\n <" + mailbox.address + ">";
}

/// A part in the shorter of the two encodings.
std::string part(std::string_view type, std::string_view text) {
  std::string quoted = quoted_printable(text);
  std::string encoded = base64(text);
  const bool use_quoted = quoted.size() <= encoded.size();
  return "Content-Type: " + std::string(type) + "; charset=utf-8\r\nContent-Transfer-Encoding: " +
         (use_quoted ? "quoted-printable" : "base64") + "\r\n\r\n" +
         (use_quoted ? std::move(quoted) : std::move(encoded));
}

}  // namespace

std::string header_date(std::chrono::system_clock::time_point time) {
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto days = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss clock(seconds - days);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                kDays[std::chrono::weekday(days).c_encoding()], unsigned{date.day()},
                kMonths[unsigned{date.month()} - 1], int{date.year()},
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::string message_id(std::string_view site, std::string_view day, std::string_view kind,
                       std::string_view domain) {
  const std::string hash =
      hash_hex(std::string(site) + '\n' + std::string(day) + '\n' + std::string(kind));
  return std::string(day) + "." + std::string(kind) + "." + hash + "@" + std::string(domain);
}

bool is_unsubscribe_address(std::string_view url) {
  return (url.starts_with("https://") || url.starts_with("mailto:")) &&
         std::all_of(url.begin(), url.end(), [](char c) {
           return c > ' ' && c < 0x7f &&
                  std::string_view("<>,\"").find(c) == std::string_view::npos;
         });
}

std::string message_bytes(const Edition& edition, std::string_view to) {
  // "=_" occurs neither in quoted-printable nor in base64.
  const std::string boundary = "=_" + hash_hex(edition.id);
  std::string out = mailbox_header("From", edition.from);
  const auto add = [&](std::string_view name, std::string_view value) {
    out += kLineBreak;
    out += name;
    out += ": ";
    out += value;
  };
  add("To", to);
  if (!edition.reply_to.address.empty()) {
    out += kLineBreak;
    out += mailbox_header("Reply-To", edition.reply_to);
  }
  add("Subject", header_text(edition.subject, 9));
  add("Date", header_date(edition.date));
  add("Message-ID", "<" + edition.id + ">");
  add("List-ID", header_phrase(edition.list_name, 9) + "\r\n <digest." +
                     std::string(domain_of(edition.from.address)) + ">");
  add("List-Unsubscribe", "<" + edition.unsubscribe + ">");
  if (!edition.archive.empty()) add("List-Archive", "<" + edition.archive + ">");
  add("Auto-Submitted", "auto-generated");
  add("Content-Language", edition.language);
  add("MIME-Version", "1.0");
  add("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\"");
  const std::string delimiter = "\r\n--" + boundary;
  out += "\r\n" + delimiter + "\r\n" + part("text/plain", edition.text);
  out += delimiter + "\r\n" + part("text/html", edition.html);
  return out + delimiter + "--\r\n";
}

}  // namespace broadsheet::mail
