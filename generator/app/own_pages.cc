#include "app/own_pages.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "app/own_page.h"
#include "base/ascii.h"
#include "base/files.h"
#include "render/input/routes.h"
#include "text/slug.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

constexpr std::string_view kMarkdown = ".md";
constexpr std::string_view kWellKnown = ".well-known";  // RFC 8615: the one hidden folder of a site

Location whole_file(const fs::path& path) { return {display_path(path), 0, 0}; }

// A file of a folder: its path below the folder, and where it is.
using FilesByPath = std::map<std::string, fs::path>;

bool is_below(const fs::path& folder, const fs::path& target) {
  const fs::path relative = target.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

/// Reports an entry that cannot be published: a link that leaves `folder` or leads to a folder, a
/// device, a file that cannot be read.
bool is_usable(const fs::directory_entry& entry, const fs::path& folder, Diagnostics& problems) {
  std::error_code error;
  const auto refuse = [&](const char* message) {
    problems.error(whole_file(entry.path()), message);
    return false;
  };
  if (entry.is_symlink(error)) {
    const fs::path target = fs::canonical(entry.path(), error);
    if (error) return refuse("this symbolic link leads nowhere");
    const fs::path root = fs::canonical(folder, error);
    if (error || !is_below(root, target))
      return refuse("this symbolic link leads out of the folder; copy the file instead");
    if (fs::is_directory(target, error))
      return refuse("this symbolic link leads to a folder; copy the folder instead");
  }
  if (!entry.is_regular_file(error)) return refuse("this is not a regular file");
  return true;
}

/// What editors leave beside a file that is open or was changed: "about.md~", "#about.md#".
bool is_leftover(const std::string& name) { return name.ends_with('~') || name.starts_with('#'); }

/// Regular files below a folder. Hidden ones and leftovers of editors are left out, but for the
/// folder .well-known.
FilesByPath files_below(const fs::path& folder, Diagnostics& problems) {
  FilesByPath files;
  walk(folder, [&](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    const fs::path relative = entry.path().lexically_relative(folder);
    if ((name.starts_with('.') && relative != kWellKnown) || is_leftover(name)) return false;
    std::error_code error;
    const bool is_folder = entry.is_directory(error) && !entry.is_symlink(error);
    if (!is_folder && is_usable(entry, folder, problems))
      files[relative.generic_string()] = entry.path();
    return true;
  });
  return files;
}

/// What is wrong with a file's name, as a part of a URL and on the disks of other systems; or
/// empty.
std::string wrong_file_name(const std::string& path) {
  if (text::first_invalid_utf8(path) != std::string::npos || text::clean_utf8(path) != path)
    return "the name is not valid text";
  for (const fs::path& part : fs::path(path)) {
    const std::string name = part.string();
    const std::size_t bad = name.find_first_of("\\:*?\"<>|#%");
    if (bad != std::string::npos) {
      return "the name becomes a part of the URL, where '" + name.substr(bad, 1) +
             "' cannot be used";
    }
    const bool control =
        std::any_of(name.begin(), name.end(), [](char c) { return c >= 0 && c < ' '; });
    if (control || name.front() == ' ' || name.back() == ' ' || name.back() == '.')
      return "the name begins or ends with a blank or a point, or has a control character";
  }
  return "";
}

/// The name of a page: "guide/setup" for guide/setup.md, "guide" for guide/index.md.
std::string page_name(const std::string& path) {
  std::string name = path.substr(0, path.size() - kMarkdown.size());
  if (name.ends_with("/index")) name.resize(name.size() - 6);
  return name;
}

std::string slug_path(const std::string& name) {
  std::string slugs;
  for (const fs::path& part : fs::path(name))
    slugs += (slugs.empty() ? "" : "/") + text::slug(part.string());
  return slugs;
}

/// Whether a page may have this name; reports why not.
bool check_name(const std::string& name, const Location& where, Diagnostics& problems) {
  if (name == "index") {
    problems.error(where, "the home page is made by the program; give the page another name");
    return false;
  }
  if (const std::string slugs = slug_path(name); slugs != name) {
    problems.error(where,
                   "the name becomes a part of the URL, so it should be lower-case "
                   "letters, digits and hyphens; try '" +
                       slugs + ".md'");
    return false;
  }
  const std::string first = name.substr(0, name.find('/'));
  if (!render::Routes::is_taken(first)) return true;
  problems.error(where, "/" + first + "/ is a part of the site itself; give the page another name");
  return false;
}

void add_files(const FilesByPath& found, OwnContent& content, Diagnostics& problems) {
  for (const auto& [path, file] : found) {
    if (const std::string wrong = wrong_file_name(path); !wrong.empty()) {
      problems.error(whole_file(file), wrong);
    } else {
      content.files.push_back({.path = path, .source = display_path(file), .file = file});
    }
  }
}

}  // namespace

OwnContent read_own_content(const Places& places, Diagnostics& problems) {
  OwnContent content;
  FilesByPath beside;
  std::map<std::string, fs::path> names;  // of all pages, drafts included
  for (const auto& [path, file] : files_below(places.pages(), problems)) {
    if (!path.ends_with(kMarkdown)) {
      const std::string ending = lower_ascii(file.extension().string());
      if (ending == ".md" || ending == ".markdown") {
        problems.error(whole_file(file), "a page's file ends with '.md'");
      } else {
        beside[path] = file;
      }
      continue;
    }
    const std::string name = page_name(path);
    if (!check_name(name, whole_file(file), problems)) continue;
    const auto [other, is_new] = names.emplace(name, file);
    if (!is_new) {
      problems.error(whole_file(file), "this page and " + display_path(other->second) +
                                           " would share the address /" + name + "/");
      continue;
    }
    const OwnPageFile of{.name = name, .source = path, .path = display_path(file)};
    if (auto page = parse_own_page(read_file(file), of, problems))
      content.pages.push_back(*std::move(page));
  }
  std::sort(content.pages.begin(), content.pages.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  content.texts = read_period_texts(places, problems);
  add_files(beside, content, problems);
  add_files(files_below(places.static_files(), problems), content, problems);
  std::stable_sort(content.files.begin(), content.files.end(),
                   [](const auto& a, const auto& b) { return a.path < b.path; });
  return content;
}

}  // namespace broadsheet::app
