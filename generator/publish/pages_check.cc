#include "publish/pages_check.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"
#include "base/log.h"
#include "base/position.h"

namespace broadsheet::publish {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_ascii(x) == lower_ascii(y); });
}

/// Calls `found` for every attribute of every tag, with the offset of its value. Enough of HTML's
/// grammar for files that a template made: comments, quoted values, script and style.
void each_attribute(std::string_view html,
                    const std::function<void(std::string_view name, std::string_view value,
                                             std::size_t offset)>& found) {
  std::size_t at = 0;
  while ((at = html.find('<', at)) != std::string_view::npos) {
    if (html.substr(at, 4) == "<!--") {
      at = html.find("-->", at + 4);
      if (at == std::string_view::npos) return;
      continue;
    }
    std::size_t end = at + 1;
    while (end < html.size() && !is_ascii_space(html[end]) && html[end] != '>') ++end;
    const std::string_view tag = html.substr(at + 1, end - at - 1);
    at = end;
    while (at < html.size() && html[at] != '>') {
      if (is_ascii_space(html[at]) || html[at] == '/') {
        ++at;
        continue;
      }
      end = at;
      while (end < html.size() && !is_ascii_space(html[end]) && html[end] != '=' &&
             html[end] != '>') {
        ++end;
      }
      const std::string_view name = html.substr(at, end - at);
      at = std::max(end, at + 1);
      if (end >= html.size() || html[end] != '=') continue;
      std::size_t begin = end + 1;
      if (begin < html.size() && (html[begin] == '"' || html[begin] == '\'')) {
        end = std::min(html.find(html[begin], begin + 1), html.size());
        ++begin;
        at = std::min(end + 1, html.size());
      } else {
        end = begin;
        while (end < html.size() && !is_ascii_space(html[end]) && html[end] != '>') ++end;
        at = end;
      }
      found(name, html.substr(begin, end - begin), begin);
    }
    for (const std::string_view raw : {"script", "style"}) {
      if (!same_word(tag, raw)) continue;
      at = html.find("</" + std::string(raw), at);
      if (at == std::string_view::npos) return;
    }
  }
}

/// "&amp;" and "%2F" as the characters they stand for.
std::string plain(std::string_view value) {
  static const std::vector<std::pair<std::string_view, char>> kNames = {
      {"&amp;", '&'}, {"&#39;", '\''}, {"&quot;", '"'}, {"&lt;", '<'}, {"&gt;", '>'}};
  const auto digit = [](char c) {
    if (is_ascii_digit(c)) return c - '0';
    const char letter = lower_ascii(c);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  };
  std::string text;
  for (std::size_t i = 0; i < value.size();) {
    if (value[i] == '%' && i + 2 < value.size() && digit(value[i + 1]) >= 0 &&
        digit(value[i + 2]) >= 0) {
      text += static_cast<char>(digit(value[i + 1]) * 16 + digit(value[i + 2]));
      i += 3;
      continue;
    }
    const auto name = std::find_if(kNames.begin(), kNames.end(), [&](const auto& known) {
      return value.substr(i).starts_with(known.first);
    });
    if (name != kNames.end()) {
      text += name->second;
      i += name->first.size();
    } else {
      text += value[i++];
    }
  }
  return text;
}

bool has_scheme(std::string_view url) {
  const std::size_t colon = url.find(':');
  return colon != std::string_view::npos && colon > 0 && url.find_first_of("/?#") > colon;
}

/// "a/./b/../c/" becomes "a/c/". Steps above the root are dropped, as browsers do.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> parts;
  bool folder = path.empty() || path.ends_with('/');
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    const bool last = end == path.size();
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (last && (part == "." || part == "..")) folder = true;
    if (!part.empty() && part != "." && part != "..") parts.push_back(part);
    begin = end + 1;
  }
  std::string joined;
  for (const std::string_view part : parts) joined.append(part).append("/");
  if (!folder && !joined.empty()) joined.pop_back();
  return joined;
}

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

/// Calls `found` for every address of a page that a browser may ask for.
void each_address(std::string_view html,
                  const std::function<void(std::string_view value, std::size_t offset)>& found) {
  each_attribute(html, [&](std::string_view name, std::string_view value, std::size_t offset) {
    for (const char* one : {"href", "src", "action", "formaction", "poster"}) {
      if (same_word(name, one)) return found(value, offset);
    }
    if (!same_word(name, "srcset")) return;
    for (std::size_t at = 0; at < value.size();) {  // "a.png 1x, b.png 2x"
      while (at < value.size() && (is_ascii_space(value[at]) || value[at] == ',')) ++at;
      std::size_t end = at;
      while (end < value.size() && !is_ascii_space(value[end])) ++end;
      std::string_view address = value.substr(at, end - at);
      while (address.ends_with(',')) address.remove_suffix(1);
      if (!address.empty()) found(address, offset + at);
      at = address.size() < end - at ? end : std::min(value.find(',', end), value.size());
    }
  });
}

/// Where the links of a site lead.
class Links {
 public:
  Links(const SiteFiles& site, const std::string& base_url)
      : site_(site), base_url_(base_url), files_(site.paths.begin(), site.paths.end()) {
    const std::size_t scheme = base_url.find("://");
    const std::size_t path = scheme == std::string::npos ? 0 : base_url.find('/', scheme + 3);
    if (path != std::string::npos) base_path_ = base_url.substr(path);
  }

  /// A link in the file `path`, whose text is given. @return whether it stays on the
  /// site
  bool add(const std::string& path, std::string_view text, std::string_view value,
           std::size_t offset) {
    std::string own;  // what is written with the site's own scheme and host
    if (!base_url_.empty() && value.starts_with(base_url_) &&
        (value.size() == base_url_.size() ||
         std::string_view("/?#").find(value[base_url_.size()]) != std::string_view::npos)) {
      own = base_path_ + std::string(value.substr(base_url_.size()));
      if (own.empty() || own.front() != '/') own.insert(0, "/");
      value = own;
    }
    if (value.starts_with("//") || has_scheme(value)) return false;
    const std::size_t hash = std::min(value.find('#'), value.size());
    std::string_view address = value.substr(0, hash);
    address = address.substr(0, address.find('?'));
    std::string target = path;
    if (!address.empty()) {
      const std::string decoded = plain(address);
      if (decoded.starts_with('/') && !(decoded + "/").starts_with(base_path_ + "/")) {
        note(missing_[decoded], path, text, offset);
        return true;
      }
      target =
          without_dots(decoded.starts_with('/') ? decoded.substr(base_path_.size())
                                                : path.substr(0, path.rfind('/') + 1) + decoded);
      if (!find(target)) {
        note(missing_["/" + target], path, text, offset);
        return true;
      }
    }
    const std::string fragment =
        hash < value.size() ? plain(value.substr(hash + 1)) : std::string();
    if (!fragment.empty() && fragment != "top")
      note(anchors_[target][fragment], path, text, offset);
    return true;
  }

  void report(Diagnostics& problems) const {
    for (const auto& [target, use] : missing_) {
      problems.error(use.where, "link to '" + target + "', which is not there" + how_often(use),
                     use.excerpt);
    }
    for (const auto& [file, uses] : anchors_) {
      const std::string html = file.ends_with(".html") ? read_file(site_.folder / file) : "";
      std::set<std::string, std::less<>> ids;
      each_attribute(html, [&](std::string_view name, std::string_view value, std::size_t) {
        if (same_word(name, "id")) ids.insert(plain(value));
      });
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
  /// Makes of an address the file that GitHub Pages answers with. False when there is none:
  /// `target` is then the file that was looked for first.
  bool find(std::string& target) const {
    if (target.empty() || target.ends_with('/')) target += "index.html";
    for (const char* end : {"", ".html", "/index.html"}) {
      if (!files_.contains(target + end)) continue;
      target += end;
      return true;
    }
    return false;
  }

  void note(Use& use, const std::string& path, std::string_view text, std::size_t offset) const {
    if (use.pages++ > 0) return;
    const Position at = position_of(text, offset);
    use.where = {display_path(site_.folder / path), at.line, at.column};
    use.excerpt = excerpt(text, at);
  }

  const SiteFiles& site_;
  const std::string& base_url_;
  std::string base_path_;
  std::unordered_set<std::string> files_;
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
