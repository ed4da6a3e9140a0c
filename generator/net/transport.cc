#include "net/transport.h"

#include <algorithm>

#include "base/ascii.h"

namespace broadsheet::net {
namespace {

bool same_name(std::string_view a, std::string_view b) { return lower_ascii(a) == lower_ascii(b); }

// The parts of "scheme://authority/rest"; the authority without user and password.
struct UrlParts {
  std::string_view scheme, authority, rest;
};

UrlParts split_url(std::string_view url) {
  const auto colon = url.find("://");
  if (colon == std::string_view::npos) return {};
  const std::string_view rest = url.substr(colon + 3);
  const auto end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view authority = rest.substr(0, end);
  const auto at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  return {url.substr(0, colon), authority, rest.substr(end)};
}

}  // namespace

std::optional<std::string> Reply::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (same_name(header.name, name)) return header.value;
  }
  return std::nullopt;
}

std::string Reply::summary() const {
  if (trouble != Trouble::None) return what.empty() ? "no response" : what;
  return "HTTP " + std::to_string(status);
}

std::string origin_of(std::string_view url) {
  const UrlParts parts = split_url(url);
  const std::string scheme = lower_ascii(parts.scheme);
  if ((scheme != "http" && scheme != "https") || parts.authority.empty()) return {};
  std::string authority = lower_ascii(parts.authority);
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  const bool has_port =
      colon != std::string::npos && (bracket == std::string::npos || colon > bracket);
  if (!has_port) authority += scheme == "https" ? ":443" : ":80";
  return scheme + "://" + authority;
}

bool is_loopback(std::string_view url) {
  const std::string origin = origin_of(url);
  for (const char* host : {"://127.0.0.1:", "://localhost:", "://[::1]:"}) {
    if (origin.find(host) != std::string::npos) return true;
  }
  return false;
}

bool keeps_secrets(std::string_view url) {
  return origin_of(url).starts_with("https://") || is_loopback(url);
}

std::string printable_url(std::string_view url) {
  const UrlParts parts = split_url(url);
  if (parts.scheme.empty()) return "(not a URL)";
  const std::string_view path = parts.rest.substr(0, parts.rest.find_first_of("?#"));
  return std::string(parts.scheme) + "://" + std::string(parts.authority) + std::string(path);
}

}  // namespace broadsheet::net
