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
      while (end < html.size() && !is_ascii_space(html[end]) && html[end] != '=' && html[end] != '>') {
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
  return use.pages > 1 ? " (" + grouped(static_cast<std::int64_t>(use.pages)) + " times)" : "";
}

std::string megabytes(std::uint64_t bytes) {
  return grouped(static_cast<std::int64_t>(bytes / 1'000'000)) + " MB";
}

/// Files of the site, hidden ones (.nojekyll) included, the repository's own left out.
std::vector<std::string> files_of(const fs::path& site) {
  std::vector<std::string> files = list_files(site);
  std::error_code error;
  for (const char* hidden : {".nojekyll", ".well-known"}) {
    if (fs::is_regular_file(site / hidden, error)) files.emplace_back(hidden);
  }
  return files;
}

}  // namespace

PagesSummary check_pages(const fs::path& site, const std::string& cname, const PagesLimits& limits,
                         Diagnostics& problems) {
  PagesSummary summary;
  std::error_code error;
  if (!fs::is_directory(site, error)) {
    problems.error({display_path(site), 0, 0}, "there is no site here; 'broadsheet build' makes it");
    return summary;
  }
  const auto judge = [&](const Location& where, std::uint64_t size, std::uint64_t limit,
                         const std::string& what) {
    const std::string text = what + " is " + megabytes(size) + ", and GitHub Pages takes " +
                             megabytes(limit);
    if (size > limit) {
      problems.error(where, text);
    } else if (size * 100 >= limit * static_cast<std::uint64_t>(limits.warn_percent)) {
      problems.warning(where, text);
    }
  };
  for (const std::string& path : files_of(site)) {
    const std::uint64_t size = fs::file_size(site / path, error);
    if (error) continue;
    ++summary.files;
    summary.bytes += size;
    if (path.ends_with(".html")) ++summary.pages;
    judge({display_path(site / path), 0, 0}, size, limits.file, "this file");
  }
  judge({display_path(site), 0, 0}, summary.bytes, limits.site, "the site");
  if (!fs::exists(site / ".nojekyll", error)) {
    problems.error({display_path(site / ".nojekyll"), 0, 0},
                   "this file is missing; without it GitHub Pages leaves files out");
  }
  if (!cname.empty()) {
    std::string there = read_file_if_exists(site / "CNAME").value_or("");
    while (!there.empty() && is_ascii_space(there.back())) there.pop_back();
    if (there != cname) {
      problems.error({display_path(site / "CNAME"), 0, 0},
                     "should hold '" + cname + "' as config.yaml says, not '" + there + "'");
    }
  }
  return summary;
}

PagesSummary check_links(const fs::path& site, const std::string& base_path,
                         Diagnostics& problems) {
  PagesSummary summary;
  const std::vector<std::string> files = files_of(site);
  summary.files = files.size();
  std::unordered_set<std::string> present(files.begin(), files.end());
  std::map<std::string, Use> missing;                         // by what the link leads to
  std::map<std::string, std::map<std::string, Use>> anchors;  // file, then id

  for (const std::string& path : files) {
    if (!path.ends_with(".html")) continue;
    ++summary.pages;
    const std::string html = read_file(site / path);
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
    each_attribute(html, [&](std::string_view name, std::string_view value, std::size_t offset) {
      if (!same_word(name, "href") && !same_word(name, "src")) return;
      if (value.starts_with("//") || has_scheme(value)) return;
      ++summary.links;
      const auto use_of = [&](std::map<std::string, Use>& uses, const std::string& key) {
        Use& use = uses[key];
        if (use.pages++ > 0) return;
        const Position at = position_of(html, offset);
        use.where = {display_path(site / path), at.line, at.column};
        use.excerpt = excerpt(html, at);
      };
      const std::size_t hash = std::min(value.find('#'), value.size());
      std::string_view address = value.substr(0, hash);
      address = address.substr(0, address.find('?'));
      const std::string fragment =
          hash < value.size() ? plain(value.substr(hash + 1)) : std::string();
      std::string target = path;
      if (!address.empty()) {
        const std::string decoded = plain(address);
        if (decoded.starts_with('/')) {
          if (!(decoded + "/").starts_with(base_path + "/")) return use_of(missing, decoded);
          target = without_dots(std::string_view(decoded).substr(base_path.size()));
        } else {
          target = without_dots(folder + decoded);
        }
        if (target.empty() || target.ends_with('/')) target += "index.html";
        if (!present.contains(target)) return use_of(missing, "/" + target);
      }
      if (!fragment.empty() && fragment != "top") use_of(anchors[target], fragment);
    });
  }

  for (const auto& [target, use] : missing) {
    problems.error(use.where, "link to '" + target + "', which is not there" + how_often(use),
                   use.excerpt);
  }
  for (const auto& [file, uses] : anchors) {
    const std::string html = file.ends_with(".html") ? read_file(site / file) : "";
    std::set<std::string, std::less<>> ids;
    each_attribute(html, [&](std::string_view name, std::string_view value, std::size_t) {
      if (same_word(name, "id")) ids.insert(plain(value));
    });
    for (const auto& [id, use] : uses) {
      if (ids.contains(id)) continue;
      problems.error(use.where,
                     "link to '#" + id + "' of '/" + file + "', which has no such part" +
                         how_often(use),
                     use.excerpt);
    }
  }
  return summary;
}

}  // namespace broadsheet::publish
