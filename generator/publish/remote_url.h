#pragma once
// Credentials in the URLs of git remotes.

#include <string>
#include <string_view>

namespace broadsheet::publish {

/// A remote without the user and password of its URL.
struct RemoteUrl {
  std::string url;       ///< "https://host/path"; a name, a path or an SSH address is unchanged
  std::string user;      ///< decoded; empty if there is none
  std::string password;  ///< decoded; empty if there is none
};

/// Only http and https URLs are split: for others the user is no secret and git needs it.
RemoteUrl split_credentials(std::string_view remote);

/// A text for messages: in every URL, user and password are removed and the query is replaced by
/// "***". Passwords may hold '@', '/' and quotes as far as the end of the URL can be found.
std::string without_secrets(std::string_view text);

}  // namespace broadsheet::publish
