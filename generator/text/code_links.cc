// code_links of tex_text.h.
#include <algorithm>
#include <optional>

#include "text/tex_text.h"

namespace broadsheet::text {
namespace {

struct Parts {
  std::string host;  // lower case, without www.
  std::string path;  // without slashes at its ends, query and fragment
};

Parts parts_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t slash = std::min(url.find('/'), url.size());
  Parts parts{std::string(url.substr(0, slash)), std::string(url.substr(slash))};
  for (char& letter : parts.host) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  if (parts.host.starts_with("www.")) parts.host.erase(0, 4);
  while (parts.path.starts_with('/')) parts.path.erase(0, 1);
  while (parts.path.ends_with('/')) parts.path.pop_back();
  return parts;
}

// "owner/name" of "owner/name/tree/main".
std::string first_two(const std::string& path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string::npos) return path;
  return path.substr(0, path.find('/', slash + 1));
}

std::optional<CodeLink> code_link(const std::string& url) {
  using Kind = CodeLink::Kind;
  const auto [host, path] = parts_of(url);
  const bool pages = host.ends_with(".github.io") || host.ends_with(".gitlab.io");
  if (pages) return CodeLink{Kind::ProjectPage, url, path.empty() ? host : host + "/" + path};
  if (path.empty()) return std::nullopt;
  if (host == "github.com") return CodeLink{Kind::GitHub, url, first_two(path)};
  if (host == "gitlab.com" || host.starts_with("gitlab.")) return CodeLink{Kind::GitLab, url, first_two(path)};
  if (host == "huggingface.co" || host == "hf.co") {
    const bool typed = path.starts_with("datasets/") || path.starts_with("spaces/") || path.starts_with("collections/");
    return CodeLink{Kind::HuggingFace, url, first_two(typed ? path.substr(path.find('/') + 1) : path)};
  }
  return std::nullopt;
}

}  // namespace

std::vector<CodeLink> code_links(const std::vector<std::string>& urls) {
  std::vector<CodeLink> links;
  for (const std::string& url : urls) {
    if (std::optional<CodeLink> link = code_link(url)) links.push_back(std::move(*link));
  }
  return links;
}

}  // namespace broadsheet::text
