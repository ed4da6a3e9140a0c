#include "app/project.h"

#include <map>
#include <optional>
#include <set>

#include "app/site_address.h"
#include "base/error.h"
#include "base/log.h"
#include "base/position.h"
#include "config/formula.h"
#include "config/load.h"
#include "config/secrets.h"
#include "text/slug.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

/// Saved searches without a slug get one from their name; two searches, or two authors, of one
/// address are an error.
void settle_addresses(config::Config& config, const std::string& text, const std::string& path,
                      Diagnostics& problems) {
  const auto refuse = [&](const std::string& key, std::size_t index, const std::string& message) {
    const Location at = config::place_of(text, path, key + "[" + std::to_string(index + 1) + "]");
    problems.error(at, message, excerpt(text, {at.line, at.column}));
  };
  std::set<std::string> searches;
  for (std::size_t i = 0; i < config.searches.size(); ++i) {
    config::SavedSearchConfig& search = config.searches[i];
    if (search.slug.empty()) search.slug = text::slug(search.name);
    if (searches.insert(search.slug).second) continue;
    refuse("searches", i,
           "two searches would have the address searches/" + search.slug + "/; give '" +
               search.name + "' a 'slug' of its own");
  }
  std::map<std::string, std::string> authors;
  for (std::size_t i = 0; i < config.authors.size(); ++i) {
    const std::string& name = config.authors[i].name;
    const auto [other, is_new] = authors.emplace(text::slug(name), name);
    if (is_new) continue;
    refuse("authors", i,
           "'" + other->second + "' and '" + name + "' would share the page authors/" +
               other->first + "/; make one of them an alias of the other");
  }
}

/// Programs of Windows like to save in other encodings.
bool is_utf8(const std::string& text, const std::string& path, Diagnostics& problems) {
  const std::size_t bad = text::first_invalid_utf8(text);
  if (bad == std::string_view::npos) return true;
  const Position at = position_of(text, bad);
  problems.error({path, at.line, at.column},
                 "the file is not UTF-8 here; save it in this encoding");
  return false;
}

/// The stem of "about.md"; nothing for other files.
std::optional<std::string> markdown_name(const std::string& path) {
  if (!path.ends_with(".md") || path.find('/') != std::string::npos) return std::nullopt;
  return path.substr(0, path.size() - 3);
}

std::string clean_text(const fs::path& path) {
  std::string bytes = read_file(path);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  return text::clean_utf8(bytes);
}

}  // namespace

void require_project(const fs::path& root) {
  const Places places{root};
  if (path_exists(places.config())) return;
  throw Error(ErrorKind::Config, {display_path(places.config()), 0, 0},
              "there is no such file; -C names the folder that holds it, and 'broadsheet init' "
              "makes a new one");
}

Project open_project(const fs::path& root, Diagnostics& problems) {
  require_project(root);
  Project project{.places = {root}, .config = {}, .address = {}};
  const std::string path = display_path(project.places.config());
  const std::string bytes = read_file(project.places.config());
  if (!is_utf8(bytes, path, problems)) return project;
  project.config = config::parse(bytes, path, problems);
  settle_addresses(project.config, config::mask_secrets(bytes).shown, path, problems);
  project.address = find_address(root, project.config);
  project.config.site.base_url = project.address.url;
  return project;
}

fs::path program_path() {
  std::error_code error;
  const fs::path path = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : path;
}

std::vector<fs::path> theme_roots(const Places& places) {
  std::vector<fs::path> roots = {places.themes()};
  const auto add_if_listable = [&](const fs::path& root) {
    if (can_list(root)) roots.push_back(root);
  };
  const fs::path program = program_path();
  if (!program.empty()) {
    add_if_listable(program.parent_path().parent_path() / "share" / "broadsheet" / "themes");
  }
  add_if_listable(BROADSHEET_SOURCE_THEMES);
  return roots;
}

std::function<double(double relevance, double novelty)> score_rule(const config::Config& config) {
  try {
    return [formula = config::Formula(config.score.score_formula)](
               double relevance, double novelty) { return formula.score(relevance, novelty); };
  } catch (const Error&) {
    return {};
  }
}

std::map<std::string, std::string> read_prompts(const Places& places) {
  std::map<std::string, std::string> prompts;
  for (const std::string& path : list_files(places.prompts())) {
    if (const auto name = markdown_name(path)) prompts[*name] = clean_text(places.prompts() / path);
  }
  return prompts;
}

std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string command_line(const fs::path& root, std::string_view command) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
  const std::string folder = root.string();
  const bool plain = folder.find_first_not_of(kPlain) == std::string::npos;
  std::string line = "broadsheet ";
  if (folder != ".") line += "-C " + (plain ? folder : shell_word(folder)) + " ";
  return line.append(command);
}

namespace {
std::vector<Problem>* collected = nullptr;
}  // namespace

void collect_problems(std::vector<Problem>* list) { collected = list; }

bool report(const Diagnostics& problems, std::string_view consequence) {
  if (collected != nullptr) {
    const std::vector<Problem>& all = problems.problems();
    collected->insert(collected->end(), all.begin(), all.end());
  }
  std::string text = problems.str();
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty()) warn(text);
  if (problems.errors() == 0) return false;
  std::string last = counted(static_cast<std::size_t>(problems.errors()), "error");
  if (problems.warnings() > 0) {
    last += ", " + counted(static_cast<std::size_t>(problems.warnings()), "warning");
  }
  warn(last.append("; ").append(consequence));
  return true;
}

}  // namespace broadsheet::app
