#include "publish/remote_url.h"

#include "support/catch.h"

using namespace broadsheet;
using publish::RemoteUrl;
using publish::split_credentials;
using publish::without_secrets;

TEST_CASE("secrets in URLs are not shown") {
  struct Case {
    std::string text, shown;
  };
  const auto& [text, shown] = GENERATE(values<Case>({
      {"https://x:token@host/a.git", "https://host/a.git"},
      {"https://token@host/a.git", "https://host/a.git"},
      {"fatal: 'https://token@h/b' and ssh://git@h/c", "fatal: 'https://h/b' and ssh://h/c"},
      {"https://u:pa/ss@host/a", "https://host/a"},
      {"https://u:p/a/s/s@host/a and https://v:q/r@h/b", "https://host/a and https://h/b"},
      {"https://u:p@ss@host/a", "https://host/a"},
      {"https://u:pa'ss@host/a", "https://host/a"},
      {"'https://u:pa ss@host/a' failed", "'https://host/a' failed"},
      {"https://u:pa?ss@host/a", "https://host/a"},
      {"https://host/a.git?token=secret", "https://host/a.git?***"},
      {"'https://host/a.git/?token=secret': 403", "'https://host/a.git/?***': 403"},
      {"https://u:p@host/a?private_token=x&y=z end", "https://host/a?*** end"},
      {"https://host/a@b", "https://host/a@b"},
      {"https://host:8443/a.git", "https://host:8443/a.git"},
      {"git@host:a.git", "git@host:a.git"},
      {"no URL", "no URL"},
      {"", ""},
      {"://", "://"},
  }));
  CAPTURE(text);
  CHECK(without_secrets(text) == shown);
}

TEST_CASE("credentials are split from http URLs only") {
  struct Case {
    std::string remote, url, user, password;
  };
  const auto& [remote, url, user, password] = GENERATE(values<Case>({
      {"https://u:p@host/a.git", "https://host/a.git", "u", "p"},
      {"http://token@host:8080/a", "http://host:8080/a", "token", ""},
      {"https://u:p%40s%2fs%25@host/a", "https://host/a", "u", "p@s/s%"},
      {"https://u:a/b@host/c", "https://host/c", "u", "a/b"},
      {"https://:p@host/", "https://host/", "", "p"},
      {"https://host/a@b", "https://host/a@b", "", ""},
      {"ssh://git@host/a", "ssh://git@host/a", "", ""},
      {"git@host:a.git", "git@host:a.git", "", ""},
      {"../remote.git", "../remote.git", "", ""},
      {"origin", "origin", "", ""},
  }));
  CAPTURE(remote);
  const RemoteUrl split = split_credentials(remote);
  CHECK(split.url == url);
  CHECK(split.user == user);
  CHECK(split.password == password);
}
