#pragma once
// Addresses in the pages of a site, and the files that they lead to.

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

namespace broadsheet::publish {

using AddressFound = std::function<void(std::string_view value, std::size_t offset)>;

/// Calls `found` for every address of a page that a browser may request (href, src, srcset, action,
/// poster), as written, with its offset.
void each_address(std::string_view html, const AddressFound& found);

/// The ids of a page's elements.
std::set<std::string, std::less<>> ids_of(std::string_view html);

/// Where addresses lead, as GitHub Pages responds: "/a" to a, a.html or a/index.html.
class SiteLinks {
 public:
  /// @param files     paths of all files of the site
  /// @param base_url  "https://user.github.io/digest", "/digest" or ""
  SiteLinks(std::unordered_set<std::string> files, std::string base_url);

  struct Target {
    bool found = false;
    std::string file;      ///< its path; if there is none, what was looked for, with a slash before
    std::string fragment;  ///< "part" of "#part"
  };
  /// @param page   the file that has the link
  /// @param value  as written in HTML
  /// @return std::nullopt if the address leaves the site
  std::optional<Target> follow(const std::string& page, std::string_view value) const;

 private:
  bool find(std::string& target) const;

  std::unordered_set<std::string> files_;
  std::string base_url_;
  std::string base_path_;
};

}  // namespace broadsheet::publish
