#include "app/build/own_links.h"

#include <map>
#include <set>
#include <string_view>
#include <unordered_set>

#include "base/edit_distance.h"
#include "base/position.h"
#include "base/url_path.h"
#include "publish/site_links.h"
#include "render/input/routes.h"

namespace broadsheet::app {
namespace {

/// Folders of files that are written beside the plan.
bool is_beside_plan(const std::string& path, const config::Config& config) {
  return path.starts_with("/search/") || (config.site.old_urls && path.starts_with("/archive"));
}

/// Where the Markdown of a page has a link: the first place where it is written as a target.
Position place_of_link(const std::string& markdown, const std::string& target) {
  for (const char* before : {"](", "](<", "]: ", "]:", "<"}) {
    const std::size_t at = markdown.find(before + target);
    if (at != std::string::npos) return position_of(markdown, at + std::string_view(before).size());
  }
  const std::size_t at = markdown.find(target);
  return at == std::string::npos ? Position{0, 0} : position_of(markdown, at);
}

class OwnLinks {
 public:
  OwnLinks(render::SitePlan& plan, const std::vector<render::FreePage>& pages,
           const config::Config& config, Diagnostics& problems)
      : plan_(plan),
        config_(config),
        problems_(problems),
        paths_(plan.paths()),
        links_({paths_.begin(), paths_.end()}, render::Routes(config.site.base_url).base_url()) {
    for (const render::FreePage& page : pages) check(page);
  }

 private:
  const std::string& html_of(const std::string& file) {
    const auto found = pages_.find(file);
    if (found != pages_.end()) return found->second;
    return pages_[file] = plan_.make(file).value_or("");
  }

  void check(const render::FreePage& page) {
    const std::string file = render::Routes::page(page.name).output_path();
    const std::string html = html_of(file);
    std::set<std::string> reported;
    publish::each_address(html, [&](std::string_view value, std::size_t) {
      const auto target = links_.follow(file, value);
      if (!target || is_beside_plan(target->file, config_)) return;
      std::string wrong;
      if (!target->found) {
        wrong = "link to '" + target->file + "', which is not there" + near(target->file);
      } else if (!target->fragment.empty()) {
        if (!target->file.ends_with(".html")) return;
        const auto ids = publish::ids_of(html_of(target->file));
        if (ids.contains(target->fragment)) return;
        const std::vector<std::string> known(ids.begin(), ids.end());
        wrong = "link to '#" + target->fragment + "' of '/" + target->file +
                "', which has no such part" + suggestion(nearest_word(target->fragment, known));
      }
      if (!wrong.empty() && reported.insert(wrong).second) report(page, value, wrong);
    });
  }

  std::string near(const std::string& path) const {
    std::vector<std::string> known;
    for (const std::string& one : paths_) known.push_back("/" + one);
    return suggestion(nearest_word(path, known));
  }

  void report(const render::FreePage& page, std::string_view value, const std::string& wrong) {
    // The address may have got the base path.
    std::string written = decoded_url(value);
    const std::string base = render::Routes(config_.site.base_url).base_path();
    Position at = place_of_link(page.markdown, written);
    if (at.line == 0 && !base.empty() && written.starts_with(base + "/"))
      at = place_of_link(page.markdown, written.substr(base.size()));
    if (at.line == 0 && written.find('#') != std::string::npos)  // of another source
      at = place_of_link(page.markdown, written.substr(written.find('#')));
    problems_.error({page.path, at.line, at.column}, wrong,
                    at.line == 0 ? "" : excerpt(page.markdown, at));
  }

  render::SitePlan& plan_;
  const config::Config& config_;
  Diagnostics& problems_;
  const std::vector<std::string> paths_;
  const publish::SiteLinks links_;
  std::map<std::string, std::string> pages_;  ///< made, by file
};

}  // namespace

void check_own_links(render::SitePlan& plan, const std::vector<render::FreePage>& pages,
                     const config::Config& config, Diagnostics& problems) {
  if (!pages.empty()) OwnLinks(plan, pages, config, problems);
}

}  // namespace broadsheet::app
