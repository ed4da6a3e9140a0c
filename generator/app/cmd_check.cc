#include "app/cmd_check.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "app/build_site.h"
#include "app/gaps.h"
#include "base/error.h"
#include "base/log.h"
#include "ingest/load_library.h"
#include "publish/pages_check.h"
#include "render/routes.h"
#include "render/theme.h"
#include "search/xapian_index.h"

namespace broadsheet::app {
namespace {

using nlohmann::ordered_json;

/// Counts of a day that contradict each other or its papers.
void check_counts(const Digest& digest, Diagnostics& problems) {
  const Location where{digest.path, 0, 0};
  const auto number = [](std::int64_t value) { return std::to_string(value); };
  const auto& [announced, scanned, selected] = digest.counts;
  if (announced && scanned && *scanned > *announced) {
    problems.warning(where, "counts do not add up: " + number(*scanned) + " papers scanned of " +
                                number(*announced) + " announced");
  }
  if (scanned && selected && *selected > *scanned) {
    problems.warning(where, "counts do not add up: " + number(*selected) + " papers selected of " +
                                number(*scanned) + " scanned");
  }
  const auto listed = std::count_if(digest.papers.begin(), digest.papers.end(), [](const Entry& e) {
    return e.spotlight.kind == SpotlightKind::None;
  });
  const auto all = static_cast<std::int64_t>(digest.papers.size());
  if (selected && *selected != listed && *selected != all) {
    problems.warning(where, "counts do not add up: " + number(*selected) +
                                " papers selected, but " + number(all) + " are listed");
  }
  if (digest.status == DayStatus::Failed && !digest.papers.empty()) {
    problems.warning(where, "the day is marked as failed, but it lists papers");
  }
  const auto cached = digest.usage.cached_tokens, prompt = digest.usage.prompt_tokens;
  if (cached && prompt && *cached > *prompt) {
    problems.warning(where, "more cached tokens (" + number(*cached) + ") than prompt tokens (" +
                                number(*prompt) + ")");
  }
}

void check_missing(const Places& places, const Config& config, const Library& library,
                   Diagnostics& problems) {
  std::vector<Day> days;
  for (const Digest& digest : library.digests()) days.push_back(digest.date);
  const std::vector<Day> missing = missing_weekdays(days, config.holidays);
  if (missing.empty()) return;
  problems.warning({display_path(places.content()), 0, 0},
                   counted(missing.size(), "weekday") + " without a digest: " + named_days(missing));
  problems.note({}, "'broadsheet missing' says why; known holidays stand in config.yaml");
}

void check_failed(const Library& library, Diagnostics& problems) {
  for (const Digest& digest : library.digests()) {
    if (digest.status == DayStatus::Complete) continue;
    problems.warning({digest.path, 0, 0},
                     std::string(digest.status == DayStatus::Failed ? "this day failed"
                                                                    : "this day is partial") +
                         (digest.status_reason.empty() ? "" : ": " + digest.status_reason));
  }
}

void check_index(const Places& places, const Library& library, Diagnostics& problems) {
  const Location where{display_path(places.index()), 0, 0};
  std::error_code error;
  if (!fs::exists(places.index(), error)) {
    problems.warning(where, "there is no index yet; 'broadsheet build' makes it");
    return;
  }
  try {
    const search::XapianIndex index = search::XapianIndex::open(places.index());
    if (index.papers() != library.papers().size()) {
      problems.warning(where, "it holds " + counted(index.papers(), "paper") + ", content/ holds " +
                                  counted(library.papers().size(), "paper") +
                                  "; 'broadsheet build' brings it up to date");
    }
  } catch (const Error& e) {
    problems.error({}, std::string(e.what()));
  }
}

void check_site(const Places& places, const Config& config, Diagnostics& problems) {
  std::error_code error;
  if (publish::read_manifest(places.state()).empty() || !fs::exists(places.site(), error)) {
    problems.warning({display_path(places.site()), 0, 0},
                     "there is no site yet; 'broadsheet build' makes it");
    return;
  }
  const auto state = read_file_if_exists(places.inputs());
  const std::optional<BuildState> last = state ? parse_state(*state) : std::nullopt;
  if (!last || !InputFiles::of(places).same_as(last->inputs)) {
    problems.warning({display_path(places.site()), 0, 0},
                     "the site is older than what it is made from; 'broadsheet build' makes it anew");
  }
  publish::check_pages(places.site(), config.publish.cname, {}, problems);
  publish::check_links(places.site(), render::Routes(config.site.base_url).base_path(), problems);
}

std::string_view word(Severity severity) {
  return severity == Severity::Error     ? "error"
         : severity == Severity::Warning ? "warning"
                                         : "note";
}

std::string json_text(const Library& library, const Diagnostics& problems) {
  ordered_json list = ordered_json::array();
  for (const Problem& problem : problems.problems()) {
    list.push_back({{"severity", word(problem.severity)},
                    {"path", problem.where.path},
                    {"line", problem.where.line},
                    {"column", problem.where.column},
                    {"message", problem.message}});
  }
  const ordered_json all = {{"days", library.digests().size()},
                            {"papers", library.papers().size()},
                            {"errors", problems.errors()},
                            {"warnings", problems.warnings()},
                            {"problems", list}};
  return all.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

int run_check(const fs::path& root, const CheckOptions& options) {
  const Places places{root};
  if (options.fix) {
    const BuildReport built = build_site(root, {});
    if (built.failed) {
      report(built.problems, "these need a person");
      return built.config_errors > 0 ? 2 : 1;
    }
    if (!built.up_to_date) say("built anew what had to be");
  }
  Diagnostics problems;
  const Config config = open_project(root, problems).config;
  const int config_errors = problems.errors();
  const Library library = ingest::load_library(places.content(), problems);
  read_pages(places, problems);
  const render::Theme theme = render::load_theme(config.site.theme, theme_roots(places),
                                                 config.site.language, problems);
  if (config_errors == 0 && !theme.templates.empty()) render::check_theme(theme, problems);
  for (const Digest& digest : library.digests()) check_counts(digest, problems);
  check_failed(library, problems);
  check_missing(places, config, library, problems);
  check_index(places, library, problems);
  if (config_errors == 0) check_site(places, config, problems);

  if (options.json) {
    print(json_text(library, problems));
  } else {
    for (const Problem& problem : problems.problems()) print(problem.str() + "\n");
    print("checked " + counted(library.digests().size(), "day") + " and " +
          counted(library.papers().size(), "paper") + ": " +
          counted(static_cast<std::size_t>(problems.errors()), "error") + ", " +
          counted(static_cast<std::size_t>(problems.warnings()), "warning") + "\n");
  }
  if (config_errors > 0) return 2;
  return problems.errors() > 0 ? 1 : 0;
}

}  // namespace broadsheet::app
