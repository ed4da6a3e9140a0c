#include "publish/remote_url.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"

namespace broadsheet::publish {
namespace {

constexpr std::string_view kScheme = "://";

// The size of the user and password with their '@', at the beginning of what follows "://".
//
// An '@' before the first '/' ends them. A later one does if there is a ':' before the first '/':
// a password may hold a '/'. Otherwise it is part of the path.
std::size_t credentials_size(std::string_view rest) {
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) return at + 1;
  if (authority.find(':') == std::string_view::npos) return 0;
  const auto at = rest.rfind('@');
  return at == std::string_view::npos ? 0 : at + 1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned byte = 0;
    if (text[at] == '%' && at + 2 < text.size()) {
      const char* digits = text.data() + at + 1;
      if (std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
        decoded += static_cast<char>(byte);
        at += 2;
        continue;
      }
    }
    decoded += text[at];
  }
  return decoded;
}

}  // namespace

RemoteUrl split_credentials(std::string_view remote) {
  const std::size_t scheme = remote.find(kScheme);
  if (scheme == std::string_view::npos) return {std::string(remote), {}, {}};
  const std::string name = lower_ascii(remote.substr(0, scheme));
  if (name != "http" && name != "https") return {std::string(remote), {}, {}};
  const std::size_t begin = scheme + kScheme.size();
  const std::string_view rest = remote.substr(begin);
  const std::size_t size = credentials_size(rest);
  if (size == 0) return {std::string(remote), {}, {}};
  const std::string_view credentials = rest.substr(0, size - 1);
  const std::size_t colon = std::min(credentials.find(':'), credentials.size());
  return {std::string(remote.substr(0, begin)) + std::string(rest.substr(size)),
          percent_decoded(credentials.substr(0, colon)),
          percent_decoded(credentials.substr(std::min(colon + 1, credentials.size())))};
}

std::string without_secrets(std::string_view text) {
  std::string safe;
  while (true) {
    const std::size_t scheme = text.find(kScheme);
    if (scheme == std::string_view::npos) return safe.append(text);
    // A quote before the URL is the quote that ends it.
    const std::size_t begin = scheme + kScheme.size();
    const std::size_t word = text.substr(0, scheme).find_last_not_of(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    const char quote = word == std::string_view::npos ? '\0' : text[word];
    std::string ends = " \t\r\n<>";
    if (quote == '\'' || quote == '"') ends = std::string("\n") + quote;
    safe.append(text.substr(0, begin));
    text.remove_prefix(begin);
    std::string_view url = text.substr(0, text.find_first_of(ends));
    text.remove_prefix(url.size());
    url.remove_prefix(credentials_size(url));
    const std::size_t query = std::min(url.find('?'), url.size());
    safe.append(url.substr(0, query));
    if (query < url.size()) safe.append("?***");
  }
}

}  // namespace broadsheet::publish
