#include "publish/site_address.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "publish/remote_url.h"

namespace broadsheet::publish {
namespace {

constexpr std::string_view kPagesDomain = ".github.io";
constexpr std::array<std::string_view, 9> kExampleHosts = {
    "example.com",     "example.net",        "example.org",
    "www.example.com", "www.example.net",    "www.example.org",
    "user.github.io",  "username.github.io", "example.github.io",
};

constexpr std::string_view kCname = "publish.cname";
constexpr std::string_view kActions = "the repository that GitHub Actions runs for";
constexpr std::string_view kRemote = "the git remote";

std::string_view without_scheme(std::string_view url) {
  const std::size_t scheme = url.find("://");
  return scheme == std::string_view::npos ? url : url.substr(scheme + 3);
}

std::string host_of(std::string_view url) {
  const std::string_view rest = without_scheme(url);
  return lower_ascii(rest.substr(0, rest.find_first_of("/:?#")));
}

bool same_address(std::string_view a, std::string_view b) {
  return lower_ascii(a) == lower_ascii(b);
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == '.';
  });
}

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string probably(std::string_view url) {
  return "; site.base_url is probably meant to be " + in_quotes(url);
}

/// A value of AddressSources other than site.base_url, and its name in messages.
struct Candidate {
  std::string_view name;
  std::string url;
};

std::string problem_of_configured(const std::string& url, const std::string& cname,
                                  const std::array<Candidate, 3>& candidates) {
  const auto first = std::find_if(candidates.begin(), candidates.end(),
                                  [](const Candidate& one) { return !one.url.empty(); });
  const bool has_other = first != candidates.end();
  const std::string host = host_of(url);
  const bool is_example =
      std::find(kExampleHosts.begin(), kExampleHosts.end(), host) != kExampleHosts.end();
  if (is_example && !(has_other && same_address(url, first->url))) {
    return "site.base_url is still an example" +
           (has_other ? probably(first->url) : "; set it to the address of the site");
  }
  if (!cname.empty()) {
    if (same_address(without_scheme(url), cname)) return {};
    return "site.base_url is " + in_quotes(url) + ", but publish.cname is " + in_quotes(cname) +
           probably("https://" + cname);
  }
  if (!host.ends_with(kPagesDomain)) return {};  // a domain that GitHub's settings may have
  for (const Candidate& other : candidates) {
    if (other.url.empty() || same_address(url, other.url)) continue;
    return "site.base_url is " + in_quotes(url) + ", but " + std::string(other.name) +
           " is served at " + in_quotes(other.url) + probably(other.url);
  }
  return {};
}

}  // namespace

std::string pages_address(std::string_view repository) {
  const std::size_t slash = repository.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view owner = repository.substr(0, slash), name = repository.substr(slash + 1);
  if (!is_name(owner) || !is_name(name)) return {};
  const std::string host = lower_ascii(owner) + std::string(kPagesDomain);
  if (lower_ascii(name) == host) return "https://" + host;
  return "https://" + host + "/" + std::string(name);
}

std::string pages_address_of_remote(std::string_view remote) {
  const std::string url = split_credentials(remote).url;
  std::string_view rest = without_scheme(url);
  if (const std::size_t at = rest.substr(0, rest.find_first_of("/:")).find('@');
      at != std::string_view::npos) {
    rest.remove_prefix(at + 1);
  }
  const std::size_t end = rest.find_first_of("/:");
  if (end == std::string_view::npos) return {};
  const std::string host = lower_ascii(rest.substr(0, end));
  if (host != "github.com" && host != "ssh.github.com" && host != "www.github.com") return {};
  std::string_view path = rest.substr(end + 1);
  if (rest[end] == ':' && url.find("://") != std::string::npos) {  // a port
    path.remove_prefix(std::min(path.find('/'), path.size()));
  }
  while (path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.ends_with(".git")) path.remove_suffix(4);
  return pages_address(path);
}

SiteAddress settle_address(const AddressSources& sources) {
  const std::array<Candidate, 3> candidates = {
      {{kCname, sources.cname.empty() ? "" : "https://" + sources.cname},
       {kActions, sources.actions},
       {kRemote, sources.remote}}};
  if (!sources.configured.empty()) {
    return {sources.configured,
            {},
            problem_of_configured(sources.configured, sources.cname, candidates)};
  }
  for (const Candidate& candidate : candidates) {
    if (candidate.url.empty()) continue;
    SiteAddress address{candidate.url, std::string(candidate.name), {}};
    if (candidate.name == kActions && !sources.remote.empty() &&
        !same_address(sources.remote, sources.actions)) {
      address.problem = "site.base_url is not set: " + std::string(kActions) + " is served at " +
                        in_quotes(sources.actions) + ", but " + std::string(kRemote) + " at " +
                        in_quotes(sources.remote) + probably(sources.remote);
    }
    return address;
  }
  return {{},
          {},
          "site.base_url is not set, and neither publish.cname, GitHub Actions nor the git remote "
          "gives the address; set it, such as https://user.github.io/digest"};
}

}  // namespace broadsheet::publish
