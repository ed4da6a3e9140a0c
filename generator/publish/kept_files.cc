#include "publish/kept_files.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>

namespace broadsheet::publish {
namespace {

constexpr std::string_view kMark = "Published-by: broadsheet";
constexpr std::string_view kKept = "Kept: ";

// Printable ASCII without '%' stays, so that a path is one line of UTF-8.
std::string encoded(std::string_view path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '%') {
      text += c;
    } else {
      text.append(1, '%').append(1, kDigits[byte / 16]).append(1, kDigits[byte % 16]);
    }
  }
  return text;
}

std::string decoded(std::string_view text) {
  std::string path;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned byte = 0;
    const char* digits = text.data() + at + 1;
    if (text[at] == '%' && at + 2 < text.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      path += static_cast<char>(byte);
      at += 2;
    } else {
      path += text[at];
    }
  }
  return path;
}

bool has_file_below(const std::vector<std::string>& sorted, std::string_view folder) {
  const auto found = std::lower_bound(sorted.begin(), sorted.end(), folder);
  return found != sorted.end() && found->starts_with(folder);
}

// The outermost folder of `path` in which the site has no file, with its slash; else the path.
std::string_view outermost(std::string_view path, const std::vector<std::string>& site) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (!has_file_below(site, path.substr(0, slash + 1))) return path.substr(0, slash + 1);
  }
  return path;
}

}  // namespace

std::string publish_message(const std::string& subject, const std::vector<std::string>& kept,
                            const std::vector<std::string>& site) {
  std::string message = subject + "\n\n" + std::string(kMark) + "\n";
  std::set<std::string_view> entries;
  for (const std::string& path : kept) entries.insert(outermost(path, site));
  for (const std::string_view entry : entries) {
    message.append(kKept).append(encoded(entry)).append("\n");
  }
  return message;
}

std::string_view publish_pattern() {
  return "^(Published-by: broadsheet|Publish the digest of [0-9]{4}-[0-9]{2}-[0-9]{2}|"
         "Publish a site without digests)$";
}

KeptFiles::KeptFiles(std::string_view message) {
  // What follows the mark was written by this program.
  message.remove_prefix(std::min(message.rfind(kMark), message.size()));
  while (!message.empty()) {
    const std::size_t end = std::min(message.find('\n'), message.size());
    const std::string_view line = message.substr(0, end);
    if (line.starts_with(kKept)) entries_.push_back(decoded(line.substr(kKept.size())));
    message.remove_prefix(std::min(end + 1, message.size()));
  }
  std::sort(entries_.begin(), entries_.end());
}

bool KeptFiles::contains(std::string_view path) const {
  const auto has = [&](std::string_view entry) {
    return std::binary_search(entries_.begin(), entries_.end(), entry);
  };
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (has(path.substr(0, slash + 1))) return true;
  }
  return has(path);
}

std::vector<std::string> paths_beside(const std::vector<std::string>& foreign,
                                      const std::vector<std::string>& site) {
  const auto is_replaced = [&](const std::string& path) {
    if (std::binary_search(site.begin(), site.end(), path)) return true;
    if (has_file_below(site, path + "/")) return true;
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      if (std::binary_search(site.begin(), site.end(), path.substr(0, slash))) return true;
    }
    return false;
  };
  std::vector<std::string> beside;
  std::copy_if(foreign.begin(), foreign.end(), std::back_inserter(beside),
               [&](const std::string& path) { return !is_replaced(path); });
  return beside;
}

}  // namespace broadsheet::publish
