#pragma once
// What GitHub Pages needs and refuses, and whether the links of a built site lead somewhere.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/diagnostics.h"
#include "base/files.h"

namespace broadsheet::publish {

/// Limits in bytes. Source: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
struct PagesLimits {
  std::uint64_t site = 1'000'000'000;
  std::uint64_t file = 100'000'000;
  int warn_percent = 80;
};

struct PagesSummary {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::size_t pages = 0;  ///< HTML files
  std::size_t links = 0;  ///< internal ones, each occurrence counted
};

/// Sizes within the limits (a warning from 80 %), .nojekyll present, CNAME as configured.
/// @param cname  the own domain, or empty
PagesSummary check_pages(const fs::path& site, const std::string& cname, const PagesLimits& limits,
                         Diagnostics& problems);

/// Every href and src of every HTML file that stays on the site leads to a file that is there, and
/// every "#part" to an element with that id. A target that is missing is reported once,
/// at its first occurrence, with the number of pages that name it.
/// @param base_path  "/digest" or ""; absolute links must begin with it
PagesSummary check_links(const fs::path& site, const std::string& base_path,
                         Diagnostics& problems);

}  // namespace broadsheet::publish
