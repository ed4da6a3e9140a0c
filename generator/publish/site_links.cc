#include "publish/site_links.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/url_path.h"

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

}  // namespace

void each_address(std::string_view html, const AddressFound& found) {
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

std::set<std::string, std::less<>> ids_of(std::string_view html) {
  std::set<std::string, std::less<>> ids;
  each_attribute(html, [&](std::string_view name, std::string_view value, std::size_t) {
    if (same_word(name, "id")) ids.insert(decoded_url(value));
  });
  return ids;
}

SiteLinks::SiteLinks(std::unordered_set<std::string> files, std::string base_url)
    : files_(std::move(files)), base_url_(std::move(base_url)) {
  const std::size_t scheme = base_url_.find("://");
  const std::size_t path = scheme == std::string::npos ? 0 : base_url_.find('/', scheme + 3);
  if (path != std::string::npos) base_path_ = base_url_.substr(path);
}

std::optional<SiteLinks::Target> SiteLinks::follow(const std::string& page,
                                                   std::string_view value) const {
  std::string own;  // what is written with the site's own scheme and host
  if (!base_url_.empty() && value.starts_with(base_url_) &&
      (value.size() == base_url_.size() ||
       std::string_view("/?#").find(value[base_url_.size()]) != std::string_view::npos)) {
    own = base_path_ + std::string(value.substr(base_url_.size()));
    if (own.empty() || own.front() != '/') own.insert(0, "/");
    value = own;
  }
  if (value.starts_with("//") || has_scheme(value)) return std::nullopt;
  const std::size_t hash = std::min(value.find('#'), value.size());
  std::string_view address = value.substr(0, hash);
  address = address.substr(0, address.find('?'));
  Target target{.found = true, .file = page, .fragment = {}};
  if (!address.empty()) {
    const std::string decoded = decoded_url(address);
    if (decoded.starts_with('/') && !(decoded + "/").starts_with(base_path_ + "/")) {
      return Target{.found = false, .file = decoded, .fragment = {}};
    }
    target.file =
        without_dots(decoded.starts_with('/') ? decoded.substr(base_path_.size())
                                              : page.substr(0, page.rfind('/') + 1) + decoded);
    if (!find(target.file)) {
      return Target{.found = false, .file = "/" + target.file, .fragment = {}};
    }
  }
  if (hash < value.size()) target.fragment = decoded_url(value.substr(hash + 1));
  if (target.fragment == "top") target.fragment.clear();
  return target;
}

/// Changes an address to the path of the file that GitHub Pages sends for it. False if there is
/// none: `target` is then the file that was looked for first.
bool SiteLinks::find(std::string& target) const {
  if (target.empty() || target.ends_with('/')) target += "index.html";
  for (const char* end : {"", ".html", "/index.html"}) {
    if (!files_.contains(target + end)) continue;
    target += end;
    return true;
  }
  return false;
}

}  // namespace broadsheet::publish
