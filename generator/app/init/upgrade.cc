#include "app/init/upgrade.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "app/build/missing_days.h"
#include "app/init/skeleton.h"
#include "base/ascii.h"
#include "base/hash.h"
#include "config/load.h"
#include "content/digest_json.h"

namespace broadsheet::app {
namespace {

/// Hashes of workflow_form of every version that was shipped.
constexpr std::string_view kShipped[] = {
    "c6afa38e0d568ce0", "d5b430cd92ffbc9e", "a0be5722c59432fb", "35d5e535ceddb005",
    "0cf495970f1d3be6", "0487db37adbb7733", "0415b574acaf0ae2", "d9b4c0bce2c6ff0f",
};

constexpr std::string_view kOwnValues[] = {
    "  BROADSHEET_SOURCE:", "  BROADSHEET_VERSION:", "  BROADSHEET_SHA256:"};

/// The line of `text` that begins with `start`, without its newline; empty if there is none.
std::string_view line_with(std::string_view text, std::string_view start) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    if (line.starts_with(start)) return line;
    at += line.size() + 1;
  }
  return {};
}

/// The shipped workflow with the source that the owner named.
std::string with_source(std::string shipped, std::string_view own) {
  constexpr std::string_view kSource = kOwnValues[0];
  const std::string_view old = line_with(own, kSource);
  const std::string_view now = line_with(shipped, kSource);
  const std::string_view value = trimmed(old.substr(std::min(old.size(), kSource.size())));
  if (now.empty() || value.empty() || value == "''") return shipped;
  const auto at = static_cast<std::size_t>(now.data() - shipped.data());
  const std::size_t length = now.size();
  return shipped.replace(at, length, std::string(old));
}

bool is_workflow(std::string_view path) { return path.starts_with(".github/"); }

void plan_skeleton(const Places& places, std::vector<Upgrade>& plan) {
  const bool has_workflows = path_exists(places.root / ".github" / "workflows");
  for (const SkeletonFile& file : skeleton()) {
    const std::string path(file.path);
    const auto own = read_file_if_exists(places.root / path);
    if (path == ".gitignore") {
      const std::string more = with_lines(own.value_or(""), file.text);
      if (own && more != *own) {
        plan.push_back({Upgrade::Kind::Replace, path, "lines for what is not kept in git", more});
      }
    }
    if (!is_workflow(path) || !has_workflows) continue;
    if (!own) {
      plan.push_back({Upgrade::Kind::Add, path, "new in this version", std::string(file.text)});
      continue;
    }
    const std::string form = workflow_form(*own);
    if (form == workflow_form(file.text)) continue;
    const std::string hash = hash_hex(form);
    const bool shipped =
        std::find(std::begin(kShipped), std::end(kShipped), hash) != std::end(kShipped);
    plan.push_back(
        {shipped ? Upgrade::Kind::Replace : Upgrade::Kind::Edited, path,
         shipped ? "as an earlier version wrote it" : "edited by you: compare it yourself",
         with_source(std::string(file.text), *own)});
  }
}

constexpr std::string_view kSchemaLine =
    "# yaml-language-server: $schema=.config.schema.json\n";  // for editors

void plan_settings(const Places& places, std::vector<Upgrade>& plan) {
  const auto schema = read_file_if_exists(places.root / ".config.schema.json");
  const std::string now = config::config_schema();
  if (schema != now) {
    plan.push_back({schema ? Upgrade::Kind::Replace : Upgrade::Kind::Add, ".config.schema.json",
                    "the keys of this version, for editors", now});
  }
  const std::string settings = read_file(places.config());
  if (settings.find("yaml-language-server") != std::string::npos) return;
  plan.push_back({Upgrade::Kind::Replace, "config.yaml", "a line for editors at its beginning",
                  std::string(kSchemaLine) + settings});
}

void plan_digests(const Places& places, std::vector<Upgrade>& plan) {
  for (const Day day : digest_days(places.content())) {
    const std::string path = "content/" + digest_file(day);
    const std::string bytes = read_file(places.root / path);
    Diagnostics problems;
    const auto digest = content::parse_digest(bytes, path, problems);
    // A warning means that the written form would lose or move something.
    if (!digest || !problems.problems().empty()) continue;
    std::string now = content::to_json(*digest);
    if (now != bytes)
      plan.push_back({Upgrade::Kind::Replace, path, "the form of docs/content.md", std::move(now)});
  }
}

}  // namespace

std::string workflow_form(std::string_view text) {
  std::string form;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    for (const std::string_view own : kOwnValues) {
      if (line.starts_with(own)) line = own;
    }
    form.append(line).append("\n");
    at = end + 1;
  }
  return form;
}

std::string with_lines(std::string text, std::string_view wanted) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  for (std::size_t at = 0; at < wanted.size();) {
    const std::size_t next = wanted.find('\n', at) + 1;
    const std::string line(wanted.substr(at, next - at));
    const std::string folder(trimmed(line.substr(line.starts_with('/') ? 1 : 0)));
    const std::string lines = "\n" + text;
    const bool there = lines.find("\n" + folder) != std::string::npos ||
                       lines.find("\n/" + folder) != std::string::npos;
    if (!there) text += line;
    at = next;
  }
  return text;
}

std::vector<Upgrade> plan_upgrade(const Places& places) {
  std::vector<Upgrade> plan;
  plan_skeleton(places, plan);
  plan_settings(places, plan);
  plan_digests(places, plan);
  std::sort(plan.begin(), plan.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return plan;
}

}  // namespace broadsheet::app
