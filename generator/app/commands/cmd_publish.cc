#include "app/commands/cmd_publish.h"

#include <algorithm>
#include <vector>

#include "app/build/build_site.h"
#include "app/build/missing_days.h"
#include "app/build/settings_check.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "publish/disk_output.h"
#include "publish/git_branch.h"
#include "publish/pages_check.h"
#include "publish/remote_url.h"
#include "publish/tar.h"
#include "render/input/routes.h"

namespace broadsheet::app {
namespace {

using Changes = publish::DiskOutput::Changes;

/// Every digest of content/ has its page; weekdays without a digest are reported.
/// @param compared  whether what is published already will be compared, so that a lost content/
/// shows there
void check_days(const Places& places, const config::Config& config, const publish::SiteFiles& site,
                bool compared, Diagnostics& problems) {
  const std::vector<Day> days = digest_days(places.content());
  for (const Day day : days) {
    if (!std::binary_search(site.paths.begin(), site.paths.end(),
                            render::Routes::day(day).output_path())) {
      problems.error({display_path(places.site()), 0, 0},
                     "the digest of " + day.str() +
                         " has no page; 'broadsheet build --clean' rebuilds everything");
    }
  }
  if (days.empty()) {
    const Location where{display_path(places.content()), 0, 0};
    compared ? problems.warning(where, "there is no digest yet")
             : problems.error(where, "there is no digest to publish");
  }
  const std::vector<Day> missing = missing_weekdays(days, config.holidays);
  if (!missing.empty()) {
    problems.warning(
        {display_path(places.content()), 0, 0},
        counted(missing.size(), "weekday") + " without a digest: " + named_days(missing));
  }
}

/// Pages of days among the files that would go.
std::vector<Day> vanishing_days(const Changes& changes) {
  std::vector<Day> days;
  for (const std::string& path : changes.removed) {
    if (path.size() < 10) continue;
    std::string iso = path.substr(0, 10);
    std::replace(iso.begin(), iso.end(), '/', '-');
    const auto day = Day::parse(iso);
    if (day && render::Routes::day(*day).output_path() == path) days.push_back(*day);
  }
  return days;
}

/// Throws Error(Content) if published days would be removed and this was not allowed.
void refuse_removal(const Changes& changes, bool allowed) {
  const std::vector<Day> days = vanishing_days(changes);
  if (days.empty() || allowed) return;
  throw Error(ErrorKind::Content, {},
              counted(days.size(), "day") + " that " + (days.size() == 1 ? "is" : "are") +
                  " published would be removed: " + named_days(days) +
                  "; is content/ complete? --allow-removal publishes anyway");
}

bool none(const Changes& changes) {
  return changes.added.empty() && changes.changed.empty() && changes.removed.empty();
}

std::string summary_of(const Changes& changes) {
  return counted(changes.added.size(), "file") + " added, " + grouped(changes.changed.size()) +
         " changed, " + grouped(changes.removed.size()) + " removed";
}

constexpr std::size_t kMostNames = 20;

/// "removed: a, b and 3 more", to stderr; nothing for an empty list.
void say_names(const std::string& what, const std::vector<std::string>& names) {
  if (names.empty()) return;
  std::string line = what + ": ";
  for (std::size_t i = 0; i < names.size() && i < kMostNames; ++i) {
    line += (i > 0 ? ", " : "") + names[i];
  }
  if (names.size() > kMostNames) line += " and " + grouped(names.size() - kMostNames) + " more";
  say(line);
}

void add_published(const PublishOptions& options, const std::string& where, const Changes& changes,
                   const std::string& commit = {}) {
  add_result(options.results, {{"kind", "publish"},
                               {"to", where},
                               {"dry_run", options.dry_run},
                               {"commit", commit},
                               {"added", changes.added},
                               {"changed", changes.changed},
                               {"removed", changes.removed}});
}

void report_kept(const std::vector<std::string>& kept) {
  say_names("kept on the branch, not published by broadsheet", kept);
}

/// One line a file, as --dry-run prints it: "+ path", "~ path", "- path".
void list(const Changes& changes, const std::string& where, const PublishOptions& options) {
  add_published(options, where, changes);
  const std::vector<Day> vanishing = vanishing_days(changes);
  if (!options.allow_removal && !vanishing.empty()) {
    say("needs --allow-removal: " + named_days(vanishing) + " would be removed");
  }
  std::string text;
  for (const auto& [sign, paths] :
       {std::pair{"+ ", &changes.added}, {"~ ", &changes.changed}, {"- ", &changes.removed}}) {
    for (const std::string& path : *paths) text += sign + path + "\n";
  }
  print_result(text);
  say(none(changes) ? where + " is up to date"
                    : "would be published to " + where + ": " + summary_of(changes));
}

void publish_to_folder(const Places& places, const publish::SiteFiles& site,
                       const PublishOptions& options) {
  const fs::path folder = fs::absolute(*options.to).lexically_normal();
  const fs::path own = fs::absolute(places.root).lexically_normal();
  if (folder == own || folder / "" == own) {
    throw Error(ErrorKind::Usage, {display_path(folder), 0, 0},
                "this is the project itself; name another folder");
  }
  const std::string where = display_path(*options.to) + "/";
  std::error_code error;
  if (options.dry_run && !fs::exists(folder, error)) {
    return list({.added = site.paths, .changed = {}, .removed = {}}, where, options);
  }
  // What we put there is remembered, so that nothing else is ever removed.
  publish::DiskOutput output(folder, places.state() / "published" / hash_hex(folder.string()));
  for (const std::string& path : site.paths) output.write(path, read_file(site.folder / path));
  const Changes changes = output.changes();
  if (options.dry_run) return list(changes, where, options);
  refuse_removal(changes, options.allow_removal);
  output.commit();
  add_published(options, where, changes);
  say_names("removed", changes.removed);
  print(none(changes) ? where + " is up to date\n"
                      : "published to " + where + ": " + summary_of(changes) + "\n");
}

void publish_to_tar(const publish::SiteFiles& site, const PublishOptions& options) {
  const std::string where = display_path(*options.artifact);
  if (options.dry_run) {
    return list({.added = site.paths, .changed = {}, .removed = {}}, where, options);
  }
  const std::uint64_t bytes = publish::write_tar(site, *options.artifact);
  add_published(options, where, {.added = site.paths, .changed = {}, .removed = {}});
  print("published to " + where + ": " + counted(site.paths.size(), "file") + ", " +
        grouped((bytes + 500'000) / 1'000'000) + " MB\n");
}

void publish_to_branch(const Places& places, const config::Config& config,
                       const publish::SiteFiles& site, const PublishOptions& options) {
  const std::string remote = options.remote.value_or(config.publish.remote);
  const std::string branch = options.branch.value_or(config.publish.branch);
  const std::string where = branch + " of " + publish::without_secrets(remote);
  publish::GitBranch target(
      {.project = places.root,
       .state = places.state(),
       .remote = remote,
       .branch = branch,
       .keep_history = config.publish.keep_history,
       .time_limit = std::chrono::duration<double>(config.publish.timeout_seconds),
       .secret_variables = config::secret_variables(config)});
  if (options.dry_run) {
    const publish::GitPublished planned = target.changes(site);
    report_kept(planned.kept);
    return list(planned.changes, where, options);
  }
  const std::vector<Day> days = digest_days(places.content());
  const publish::GitPublished done = target.push(
      site,
      options.message.value_or(days.empty() ? "Publish a site without digests"
                                            : "Publish the digest of " + days.back().str()),
      [&](const Changes& changes) { refuse_removal(changes, options.allow_removal); });
  add_published(options, where, done.changes, done.commit);
  if (done.commit.empty()) {
    print(where + " is up to date\n");
  } else {
    print("published to " + where + " as " + done.commit.substr(0, 10) + ": " +
          summary_of(done.changes) + "\n");
    say_names("removed", done.changes.removed);
    report_kept(done.kept);
  }
}

}  // namespace

int run_publish(const fs::path& root, const PublishOptions& options) {
  const Places places{root};
  if (options.to && options.artifact) {
    throw Error(ErrorKind::Usage, {}, "--to and --artifact are two targets; name one");
  }
  Diagnostics problems;
  const Project project = open_project(root, problems);
  if (problems.errors() == 0) check_address(project, Severity::Error, problems);
  if (report(problems, "nothing was published")) return 2;
  const BuildReport built = build_site(root, {});
  if (report(built.problems, "nothing was published")) return built.config_errors > 0 ? 2 : 1;

  const config::Config& config = project.config;
  const publish::SiteFiles site = publish::built_files(places.site(), places.state());
  check_days(places, config, site, !options.artifact, problems);
  publish::check_pages(site, config.publish.cname, {}, problems);
  publish::check_links(site, render::Routes(config.site.base_url).base_url(), problems);
  if (report(problems, "nothing was published")) return 1;

  if (options.to) {
    publish_to_folder(places, site, options);
  } else if (options.artifact) {
    publish_to_tar(site, options);
  } else {
    publish_to_branch(places, config, site, options);
  }
  return 0;
}

}  // namespace broadsheet::app
