#include "publish/site_address.h"

#include "support/catch.h"

using namespace broadsheet;
using publish::AddressSources;
using publish::pages_address_of_remote;
using publish::settle_address;
using publish::SiteAddress;

TEST_CASE("a repository of github.com has an address at GitHub Pages, whatever its remote's form") {
  const std::string expected = "https://ada.github.io/Digest";
  for (const char* remote :
       {"https://github.com/Ada/Digest.git", "https://github.com/Ada/Digest/",
        "https://ada:ghp_secret@github.com/Ada/Digest", "git@github.com:Ada/Digest.git",
        "github.com:Ada/Digest", "ssh://git@github.com/Ada/Digest.git",
        "ssh://git@ssh.github.com:443/Ada/Digest.git", "git://GitHub.com/Ada/Digest"}) {
    CAPTURE(remote);
    CHECK(pages_address_of_remote(remote) == expected);
  }
  CHECK(pages_address_of_remote("https://github.com/Ada/ada.github.io.git") ==
        "https://ada.github.io");
  for (const char* remote :
       {"", "origin", "/srv/git/digest.git", "../github.com/ada/digest", "file:///github.com/a/b",
        "https://gitlab.com/ada/digest.git", "https://github.com/ada", "https://github.com/",
        "https://github.com.evil.net/ada/digest", "git@github.com:ada/digest/more",
        "https://github.com/ada/<b>"}) {
    CAPTURE(remote);
    CHECK(pages_address_of_remote(remote).empty());
  }
}

TEST_CASE("without site.base_url the domain, GitHub Actions and the remote decide, in this order") {
  AddressSources sources{.configured = {},
                         .cname = "papers.ada.net",
                         .actions = "https://ada.github.io/digest",
                         .remote = "https://ada.github.io/digest"};
  const auto is = [&](const char* url, const char* source) {
    const SiteAddress address = settle_address(sources);
    CHECK(address.url == url);
    CHECK(address.source == source);
    CHECK(address.problem.empty());
  };
  is("https://papers.ada.net", "publish.cname");
  sources.cname.clear();
  is("https://ada.github.io/digest", "the repository that GitHub Actions runs for");
  sources.actions.clear();
  is("https://ada.github.io/digest", "the git remote");
  sources.configured = "https://ada.github.io/digest";
  is("https://ada.github.io/digest", "");
}

TEST_CASE("an address that is missing, an example or contradicted is a problem, with a proposal") {
  struct Case {
    AddressSources sources;
    std::string problem;
  };
  const std::string digest = "https://ada.github.io/digest";
  const Case one = GENERATE_COPY(
      Case{{}, "site.base_url is not set, and neither publish.cname, GitHub Actions nor the git"},
      Case{{"https://user.github.io/digest", "", "", ""},
           "site.base_url is still an example; set it to the address of the site"},
      Case{{"https://example.org/digest", "", "", digest},
           "is still an example; site.base_url is probably meant to be '" + digest + "'"},
      Case{{"https://user.github.io/digest", "papers.ada.net", "", digest},
           "is probably meant to be 'https://papers.ada.net'"},
      Case{{digest, "papers.ada.net", "", digest},
           "but publish.cname is 'papers.ada.net'; site.base_url is probably meant to be "
           "'https://papers.ada.net'"},
      Case{{"https://papers.ada.net/digest", "papers.ada.net", "", ""}, "but publish.cname is"},
      Case{{"https://ada.github.io/old", "", "", digest},
           "site.base_url is 'https://ada.github.io/old', but the git remote is served at '" +
               digest + "'; site.base_url is probably meant to be '" + digest + "'"},
      Case{{"http://ada.github.io/digest", "", digest, ""}, "GitHub Actions runs for is served at"},
      Case{{"", "", "https://fork.github.io/digest", digest},
           "is served at 'https://fork.github.io/digest', but the git remote at '" + digest});
  const std::string problem = settle_address(one.sources).problem;
  CAPTURE(problem);
  CHECK(problem.find(one.problem) != std::string::npos);
}

TEST_CASE("a domain that nothing here knows is no contradiction, and case makes no difference") {
  for (const AddressSources& sources :
       {AddressSources{"https://papers.ada.net", "", "", "https://ada.github.io/digest"},
        AddressSources{"https://papers.ada.net", "Papers.Ada.net", "", ""},
        AddressSources{"http://papers.ada.net", "papers.ada.net", "", "https://ada.github.io/x"},
        AddressSources{"https://Ada.github.io/Digest", "", "https://ada.github.io/digest", ""},
        AddressSources{"https://user.github.io/digest", "", "", "https://user.github.io/digest"}}) {
    CAPTURE(sources.configured);
    CHECK(settle_address(sources).problem.empty());
  }
}
