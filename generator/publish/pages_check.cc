#include "publish/pages_check.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/log.h"
#include "base/position.h"
#include "publish/site_links.h"

namespace broadsheet::publish {
namespace {

/// Where a link was first seen, and how often.
struct Use {
  Location where;
  std::string excerpt;
  std::size_t pages = 0;
};

std::string how_often(const Use& use) {
  return use.pages > 1 ? " (" + grouped(use.pages) + " times)" : "";
}

std::string megabytes(std::uint64_t bytes) { return grouped(bytes / 1'000'000) + " MB"; }

/// Calls `found` for every url(...) of a style sheet, with the offset of its value.
void each_url(std::string_view css,
              const std::function<void(std::string_view value, std::size_t offset)>& found) {
  for (std::size_t at = 0; at < css.size();) {
    if (css.substr(at, 2) == "/*") {
      at = std::min(css.find("*/", at + 2), css.size() - 2) + 2;
    } else if (css.substr(at, 4) == "url(") {
      std::size_t begin = at + 4, end = std::min(css.find(')', begin), css.size());
      at = end;
      const auto outer = [](char c) { return is_ascii_space(c) || c == '"' || c == '\''; };
      while (begin < end && outer(css[begin])) ++begin;
      while (end > begin && outer(css[end - 1])) --end;
      found(css.substr(begin, end - begin), begin);
    } else {
      ++at;
    }
  }
}

/// The links of a site that lead nowhere.
class Links {
 public:
  Links(const SiteFiles& site, const std::string& base_url)
      : site_(site), links_({site.paths.begin(), site.paths.end()}, base_url) {}

  /// A link in the file `path`, whose text is given. @return whether it stays on the site
  bool add(const std::string& path, std::string_view text, std::string_view value,
           std::size_t offset) {
    const std::optional<SiteLinks::Target> target = links_.follow(path, value);
    if (!target) return false;
    if (!target->found) {
      note(missing_[target->file], path, text, offset);
    } else if (!target->fragment.empty()) {
      note(anchors_[target->file][target->fragment], path, text, offset);
    }
    return true;
  }

  void report(Diagnostics& problems) const {
    for (const auto& [target, use] : missing_) {
      problems.error(use.where, "link to '" + target + "', which is not there" + how_often(use),
                     use.excerpt);
    }
    for (const auto& [file, uses] : anchors_) {
      const auto ids = ids_of(file.ends_with(".html") ? read_file(site_.folder / file) : "");
      for (const auto& [id, use] : uses) {
        if (ids.contains(id)) continue;
        problems.error(
            use.where,
            "link to '#" + id + "' of '/" + file + "', which has no such part" + how_often(use),
            use.excerpt);
      }
    }
  }

 private:
  void note(Use& use, const std::string& path, std::string_view text, std::size_t offset) const {
    if (use.pages++ > 0) return;
    const Position at = position_of(text, offset);
    use.where = {display_path(site_.folder / path), at.line, at.column};
    use.excerpt = excerpt(text, at);
  }

  const SiteFiles& site_;
  SiteLinks links_;
  std::map<std::string, Use> missing_;                         // by what the link leads to
  std::map<std::string, std::map<std::string, Use>> anchors_;  // file, then id
};

}  // namespace

PagesSummary check_pages(const SiteFiles& site, const std::string& cname, const PagesLimits& limits,
                         Diagnostics& problems) {
  PagesSummary summary;
  std::error_code error;
  const fs::path& folder = site.folder;
  if (!fs::is_directory(folder, error)) {
    problems.error({display_path(folder), 0, 0},
                   "there is no site here; 'broadsheet build' makes it");
    return summary;
  }
  const auto judge = [&](const Location& where, std::uint64_t size, std::uint64_t limit,
                         const std::string& what) {
    const std::string text =
        what + " is " + megabytes(size) + ", and GitHub Pages takes " + megabytes(limit);
    if (size > limit) {
      problems.error(where, text);
    } else if (size * 100 >= limit * static_cast<std::uint64_t>(limits.warn_percent)) {
      problems.warning(where, text);
    }
  };
  for (const std::string& path : site.paths) {
    const std::uint64_t size = fs::file_size(folder / path, error);
    if (error) continue;
    ++summary.files;
    summary.bytes += size;
    if (path.ends_with(".html")) ++summary.pages;
    judge({display_path(folder / path), 0, 0}, size, limits.file, "this file");
  }
  judge({display_path(folder), 0, 0}, summary.bytes, limits.site, "the site");
  if (!std::binary_search(site.paths.begin(), site.paths.end(), ".nojekyll")) {
    problems.error({display_path(folder / ".nojekyll"), 0, 0},
                   "this file is missing; without it GitHub Pages leaves files out");
  }
  if (!cname.empty()) {
    std::string there = read_file_if_exists(folder / "CNAME").value_or("");
    while (!there.empty() && is_ascii_space(there.back())) there.pop_back();
    if (there != cname) {
      problems.error({display_path(folder / "CNAME"), 0, 0},
                     "should hold '" + cname + "' as config.yaml says, not '" + there + "'");
    }
  }
  return summary;
}

PagesSummary check_links(const SiteFiles& site, const std::string& base_url,
                         Diagnostics& problems) {
  PagesSummary summary;
  summary.files = site.paths.size();
  Links links(site, base_url);
  for (const std::string& path : site.paths) {
    const bool page = path.ends_with(".html");
    if (!page && !path.ends_with(".css")) continue;
    const std::string text = read_file(site.folder / path);
    const auto add = [&](std::string_view value, std::size_t offset) {
      if (links.add(path, text, value, offset)) ++summary.links;
    };
    if (page) {
      ++summary.pages;
      each_address(text, add);
    } else {
      each_url(text, add);
    }
  }
  links.report(problems);
  return summary;
}

}  // namespace broadsheet::publish
