#pragma once
// The plan of all files of the site that are made from the library. Pages go through a theme;
// feeds, sitemap, JSON and citations do not (render/files).

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/output.h"
#include "render/input/site_input.h"

namespace broadsheet::render {

/// All files of the site that are made from the library (pages, the theme's static files, feeds,
/// JSON twins, citations, sitemap), none of them made yet. A new plan costs little, as texts,
/// cards and pages are made when they are first needed; a plan that is used again keeps what its
/// files share. The same input gives the same bytes, in whatever order files are made.
///
/// The input must outlive the plan and not change. Several threads may use one plan; they take
/// turns.
class SitePlan {
 public:
  /// Problems of the theme go to `problems`; with an error the plan is empty.
  SitePlan(const SiteInput& input, Diagnostics& problems);
  ~SitePlan();
  SitePlan(const SitePlan&) = delete;
  SitePlan& operator=(const SitePlan&) = delete;

  /// Gives all files to `sink`, except those that it keeps.
  /// @return how many it kept
  std::size_t write(OutputSink& sink);

  /// The bytes of one file: "2026/07/14/index.html". Nothing when the plan has none of this path.
  std::optional<std::string> make(const std::string& path);

  /// Paths of all files, in the order in which they are written.
  std::vector<std::string> paths() const;
  std::size_t pages() const;  ///< how many of them are pages, 404.html included

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::render
