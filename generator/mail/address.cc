#include "mail/address.h"

#include <algorithm>

#include "base/ascii.h"

namespace broadsheet::mail {
namespace {

constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kLongestLocalPart = 64;

bool is_atom_letter(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

bool has_good_dots(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos;
}

}  // namespace

bool is_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > kLongestAddress) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  return local.size() <= kLongestLocalPart && has_good_dots(local) && has_good_dots(domain) &&
         std::all_of(local.begin(), local.end(), is_atom_letter) &&
         std::all_of(domain.begin(), domain.end(), [](char c) {
           return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '.';
         });
}

std::optional<Mailbox> parse_mailbox(std::string_view text) {
  text = trimmed(text);
  if (!text.ends_with('>')) {
    if (!is_address(text)) return std::nullopt;
    return Mailbox{.name = {}, .address = std::string(text)};
  }
  const std::size_t open = text.rfind('<');
  if (open == std::string_view::npos) return std::nullopt;
  const std::string_view address = text.substr(open + 1, text.size() - open - 2);
  std::string_view name = trimmed(text.substr(0, open));
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
    name = name.substr(1, name.size() - 2);
  }
  if (!is_address(address) || name.find_first_of("\"<>\\") != std::string_view::npos) {
    return std::nullopt;
  }
  return Mailbox{.name = std::string(name), .address = std::string(address)};
}

std::string normal_address(std::string_view address) {
  const std::size_t at = std::min(address.rfind('@'), address.size());
  return std::string(address.substr(0, at)) + lower_ascii(address.substr(at));
}

std::string_view domain_of(std::string_view address) {
  return address.substr(address.rfind('@') + 1);
}

}  // namespace broadsheet::mail
