#pragma once
// Where the site will be: one rule for site.base_url, publish.cname, GitHub Actions and the git
// remote.

#include <string>
#include <string_view>

namespace broadsheet::publish {

/// The address at which GitHub Pages serves a repository, "https://user.github.io/digest";
/// "https://user.github.io" for the repository user.github.io.
/// @param repository  "user/digest"
/// @return empty if the text is no such name
std::string pages_address(std::string_view repository);

/// The same for the address of a git remote: "https://github.com/user/digest.git",
/// "git@github.com:user/digest", "ssh://git@github.com/user/digest".
/// @return empty if it is no repository of github.com
std::string pages_address_of_remote(std::string_view remote);

/// All that can give the address. Each may be empty.
struct AddressSources {
  std::string configured;  ///< site.base_url
  std::string cname;       ///< publish.cname
  std::string actions;     ///< pages_address of the repository that GitHub Actions runs for
  std::string remote;      ///< pages_address_of_remote of publish.remote
};

struct SiteAddress {
  std::string url;      ///< no slash at its end; empty if nothing gives one
  std::string source;   ///< what gave it, for messages: "the git remote"; empty for site.base_url
  std::string problem;  ///< why the site cannot be published with it; empty if it can
};

/// site.base_url; if it is not set, the first of publish.cname, GitHub Actions and the git remote.
/// A problem if nothing gives an address, if site.base_url is an example, or if two contradict.
SiteAddress settle_address(const AddressSources& sources);

}  // namespace broadsheet::publish
