#pragma once
// The only maker of URLs and output paths.

#include <string>
#include <string_view>

#include "model/calendar.h"
#include "model/paper_id.h"

namespace broadsheet::render {

/// A page or file of the site, as its path below the site's root: "2026/07/14/" for pages,
/// "feed.xml" for files. Empty for the home page.
struct Route {
  std::string path;
  /// Where the file goes below the output folder: "2026/07/14/index.html", "feed.xml".
  std::string output_path() const;
};

/// How `Routes::url` writes links: for pages of the site, or for readers elsewhere.
enum class LinkForm { Path, Absolute };

/// Knows base_url. All routes are relative to it; `url` honours its path.
class Routes {
 public:
  /// @param base_url  "https://user.github.io/digest", "", no slash at its end
  explicit Routes(std::string base_url, LinkForm form = LinkForm::Path);

  static Route home();
  static Route day(Day day);                         ///< 2026/07/14/
  static Route below(Day day);                       ///< 2026/07/14/below/
  static Route month(Month month);                   ///< 2026/07/
  static Route week(Week week);                      ///< 2026/w14/
  static Route year(int year);                       ///< 2026/
  static Route months();                             ///< months/: all months (the browse page)
  static Route paper(const PaperId& id);             ///< papers/2607.01234/, papers/hep-th_9901001/
  static Route search();                             ///< search/
  static Route saved_search(std::string_view slug);  ///< searches/<slug>/
  static Route topic(std::string_view slug);         ///< topics/<slug>/
  static Route topics();
  static Route trends();
  static Route author(std::string_view slug);  ///< authors/<slug>/
  static Route authors();                      ///< authors/: the followed ones
  static Route starred();                      ///< starred/
  static Route page(std::string_view name);    ///< about/ for content/pages/about.md
  static Route prompt(std::string_view name);  ///< prompts/<name>/
  static Route not_found();                    ///< 404.html
  static Route file(std::string_view path);    ///< any file by its path

  /// Whether "<name>/" is a part of the site itself, so that no page of content/pages may be called
  /// so: "search", "2026".
  static bool is_taken(std::string_view name);

  /// Path part only, percent-encoded where needed, beginning and (for pages) ending in '/':
  /// "/digest/2026/07/14/". With LinkForm::Absolute as `absolute`.
  std::string url(const Route& route) const;
  /// With scheme and host; as `url` when base_url is empty.
  std::string absolute(const Route& route) const;
  /// "/digest" or "".
  const std::string& base_path() const { return base_path_; }
  const std::string& base_url() const { return base_url_; }

 private:
  std::string base_url_;
  std::string base_path_;
  LinkForm form_;
};

}  // namespace broadsheet::render
