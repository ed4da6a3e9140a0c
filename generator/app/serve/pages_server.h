#pragma once
// What a request for a path of a site is answered with, as GitHub Pages does it. No network here.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"

namespace broadsheet::app {

struct PagesAnswer {
  int status = 200;
  std::string location;  ///< of a redirect
  std::string body;
  std::string type;   ///< "text/html; charset=utf-8"
  std::string cache;  ///< Cache-Control
};

/// "text/html; charset=utf-8" for "index.html"; by the end of the name.
std::string_view media_type_of(std::string_view path);

/// Answers as GitHub Pages: index.html of a folder, a redirect to the folder's slash, "about" for
/// about.html, 404.html with status 404. Nothing outside the site is ever given, by ".." or by
/// symbolic links.
///
/// Differences: files whose names change with their bytes (assets/) may be kept for ten minutes, as
/// there; all others are asked for again each time, so that a change is seen.
class PagesServer {
 public:
  /// Bytes of a file that is shown in place of the one in the site's folder; nothing: that one.
  using Instead = std::function<std::optional<std::string>(const std::string& path)>;

  PagesServer(fs::path site, Instead instead)
      : site_(std::move(site)), instead_(std::move(instead)) {}

  /// @param base_path  "/digest" or ""
  /// @param path       decoded, without query: "/digest/2026/07/14/"
  /// @param query      "" or "?q=x", kept in redirects
  PagesAnswer answer(const std::string& base_path, const std::string& path,
                     const std::string& query) const;

 private:
  std::optional<std::string> bytes_of(const std::string& path) const;
  bool is_folder(const std::string& path) const;
  PagesAnswer found(const std::string& path, std::string bytes) const;
  PagesAnswer missing() const;

  fs::path site_;
  Instead instead_;
};

}  // namespace broadsheet::app
