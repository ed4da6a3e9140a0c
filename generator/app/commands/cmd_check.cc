#include "app/commands/cmd_check.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/build/build_site.h"
#include "app/build/missing_days.h"
#include "app/build/own_links.h"
#include "app/build/page_inputs.h"
#include "app/build/pages_room.h"
#include "app/build/repair.h"
#include "app/build/settings_check.h"
#include "app/commands/results.h"
#include "app/curate/day_gaps.h"
#include "app/words/documents.h"
#include "arxiv/day_records.h"
#include "base/error.h"
#include "base/log.h"
#include "content/load_library.h"
#include "index/xapian/xapian_index.h"
#include "json/writer.h"
#include "publish/pages_check.h"
#include "render/input/routes.h"
#include "render/site_plan.h"
#include "theme/theme.h"

namespace broadsheet::app {
namespace {

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
  const std::optional<double> parts = digest.usage.cost_of_parts();
  const std::optional<double> stated = digest.usage.stated_cost;
  constexpr double kRounding = 0.02;  // of the parts and of the total, to cents
  if (parts && stated && std::abs(*parts - *stated) > kRounding) {
    problems.warning(where, "costs do not add up: total_cost_usd is " + json::number_text(*stated) +
                                ", its parts make " + json::number_text(*parts));
  }
  const auto listed = std::count_if(digest.papers.begin(), digest.papers.end(), [](const Entry& e) {
    return e.spotlight.kind == SpotlightKind::None;
  });
  const auto all = static_cast<std::int64_t>(digest.papers.size());
  if (selected && *selected != listed && *selected != all) {
    problems.warning(where, "counts do not add up: " + number(*selected) +
                                " papers selected, but " + number(all) + " are listed");
  }
  // Those of followed authors need no verdict.
  const bool lists_chosen =
      std::any_of(digest.papers.begin(), digest.papers.end(),
                  [](const Entry& entry) { return entry.chosen_by != ChosenBy::FollowedAuthor; });
  if (digest.status == DayStatus::Failed && lists_chosen) {
    problems.warning(where, "the day is marked as failed, but it lists papers");
  }
  const auto cached = digest.usage.cached_tokens, prompt = digest.usage.prompt_tokens;
  if (cached && prompt && *cached > *prompt) {
    problems.warning(where, "more cached tokens (" + number(*cached) + ") than prompt tokens (" +
                                number(*prompt) + ")");
  }
}

void check_missing(const Places& places, const config::Config& config, const Library& library,
                   Diagnostics& problems) {
  const Location content{display_path(places.content()), 0, 0};
  const std::span<const Day> absent = library.absent_days();
  if (!absent.empty()) {
    problems.warning(content, counted(absent.size(), "issue") +
                                  " that other days link to, not imported: " +
                                  named_days({absent.begin(), absent.end()}));
  }
  std::vector<Day> days;
  for (const Digest& digest : library.digests()) days.push_back(digest.date);
  std::vector<Day> missing = missing_weekdays(days, config.holidays);
  std::erase_if(missing, [&](Day day) { return library.is_absent(day); });
  if (missing.empty()) return;
  problems.warning(
      content, counted(missing.size(), "weekday") + " without a digest: " + named_days(missing));
  problems.note({}, "'broadsheet missing' reports why; list known holidays in config.yaml");
}

void check_failed(const Places& places, const Library& library, Diagnostics& problems) {
  for (const Digest& digest : library.digests()) {
    if (const std::int64_t added = added_later(places.root, digest); added > 0) {
      problems.warning({digest.path, 0, 0},
                       counted(static_cast<std::size_t>(added), "paper") +
                           " of this day came to the inbox after it was scored; 'broadsheet score "
                           "--date " +
                           digest.date.str() + "' scores the day again");
    }
    if (digest.status == DayStatus::Complete) continue;
    problems.warning({digest.path, 0, 0},
                     std::string(digest.status == DayStatus::Failed ? "this day failed"
                                                                    : "this day is partial") +
                         (digest.status_reason.empty() ? "" : ": " + digest.status_reason));
  }
}

/// Days whose feed held items of an earlier day and may lack some of their own.
void check_incomplete(const Places& places, Diagnostics& problems) {
  for (const auto& [day, record] : arxiv::read_days(places.root)) {
    if (record.what != arxiv::DayRecord::What::Incomplete) continue;
    problems.warning({display_path(places.content() / digest_file(day)), 0, 0},
                     "this day is " + incomplete_text(record) +
                         "; 'broadsheet missing --fill' adds the papers that arXiv lists");
  }
}

/// A saved search that finds nothing most likely has a slip in it.
void check_searches(const config::Config& config, const index::XapianIndex& index,
                    Diagnostics& problems) {
  if (index.papers() == 0) return;
  for (const config::SavedSearchConfig& saved : config.searches) {
    const query::Answer answer = index.search(saved.query, saved_search_options(0));
    if (answer.total > 0) continue;
    const char* const found =
        answer.with_any > 0 ? ") finds no paper with all of its words" : ") finds no paper";
    problems.warning({}, "the saved search '" + saved.name + "' (" + saved.query + found);
  }
}

void check_index(const Project& project, const Library& library, Diagnostics& problems) {
  const Places& places = project.places;
  const Location where{display_path(places.index()), 0, 0};
  std::error_code error;
  if (!fs::exists(places.index(), error)) {
    problems.warning(where, "there is no index yet; 'broadsheet build' makes it");
    return;
  }
  const auto doubt = index::XapianIndex::doubt(places.index(), index::IndexLook::Contents);
  if (doubt) {
    problems.error(
        where, "the index cannot be used: " + *doubt + "; 'broadsheet check --fix' rebuilds it");
    return;
  }
  try {
    const index::XapianIndex index = index::XapianIndex::open(places.index());
    const std::vector<index::Document> documents =
        documents_of(library, topics::TopicMap(project.config, library),
                     render::Routes(project.config.site.base_url));
    const std::size_t common = index.common(documents);
    if (common == documents.size() && common == index.papers()) {
      check_searches(project.config, index, problems);
      return;
    }
    const std::string first = common < documents.size()
                                  ? ", and differs from " + documents[common].day.str() + " on"
                                  : std::string();
    problems.warning(where, "it holds " + counted(index.papers(), "paper") + ", content/ holds " +
                                counted(documents.size(), "paper") + first +
                                "; 'broadsheet build' brings it up to date");
  } catch (const Error& e) {
    if (e.kind() != ErrorKind::Index) throw;
    problems.error(where, e.message());
  }
}

void check_site(const Places& places, const config::Config& config, CheckReport& report) {
  Diagnostics& problems = report.problems;
  const Location where{display_path(places.site()), 0, 0};
  std::error_code error;
  const publish::Manifest manifest = publish::read_manifest(places.state());
  if (manifest.empty() || !fs::exists(places.site(), error)) {
    problems.warning(where, "there is no site yet; 'broadsheet build' makes it");
    return;
  }
  const auto state = read_file_if_exists(places.inputs());
  const std::optional<BuildState> last = state ? parse_state(*state) : std::nullopt;
  if (fs::exists(places.state() / "staging" / "plan", error)) {
    problems.warning(where, "a build was cut off while it wrote; 'broadsheet build' finishes it");
  } else if (!last || !InputFiles::of(places).same_as(last->inputs)) {
    problems.warning(where, "the site is older than its sources; 'broadsheet build' updates it");
  } else if (!publish::untouched(places.site(), manifest)) {
    problems.warning(
        where,
        "files were changed or removed since the last build; 'broadsheet build' writes them again");
  }
  if (last) {
    report.room = pages_room_text(last->figures);
    report.years_left = years_left(last->figures, publish::PagesLimits{}.site);
  }
  const publish::SiteFiles site = publish::built_files(places.site(), places.state());
  publish::check_pages(site, config.publish.cname, {}, problems);
  publish::check_links(site, render::Routes(config.site.base_url).base_url(), problems);
}

/// Own pages as a build would publish them: links, and files that would overwrite others.
void check_own_content(const Project& project, const Library& library, const theme::Theme& theme,
                       const OwnContent& own, Diagnostics& problems) {
  check_menu(project, own, problems);
  if (own.pages.empty() && own.files.empty()) return;
  const config::Config& config = project.config;
  const topics::TopicMap topics(config, library);
  const std::map<std::string, std::string> prompts = read_prompts(project.places);
  IndexInputs from_index;  // only what decides which pages there are
  if (!library.papers().empty()) from_index.trends.emplace_back();
  for (const config::SavedSearchConfig& saved : config.searches)
    from_index.searches.push_back(
        {.slug = saved.slug, .name = saved.name, .query = saved.query, .total = 0, .papers = {}});
  const render::SiteInput input = assemble_site_input({.library = library,
                                                       .config = config,
                                                       .theme = theme,
                                                       .topics = topics,
                                                       .prompts = prompts,
                                                       .own = own},
                                                      std::move(from_index));
  Diagnostics found;
  render::SitePlan plan(input, found);
  check_own_links(plan, own.pages, config, found);
  problems.append_new(found);
}

std::string json_text(const CheckReport& report) {
  json::List list;
  for (const Problem& problem : report.problems.problems()) list.emplace_back(object_of(problem));
  const json::Object all = {
      {"days", report.days},
      {"papers", report.papers},
      {"errors", report.problems.errors()},
      {"warnings", report.problems.warnings()},
      {"mended", report.repaired},
      {"pages_years_left", report.years_left ? json::Value(*report.years_left) : json::Value()},
      {"problems", list}};
  return std::move(json::Writer().value(all)).finish();
}

void print_report(const CheckReport& report) {
  for (const std::string& sentence : report.repaired) print("fixed: " + sentence + "\n");
  print_result(report.problems.str());
  if (!report.room.empty()) print(report.room + "\n");
  print("checked " + counted(report.days, "day") + " and " + counted(report.papers, "paper") +
        ": " + counted(static_cast<std::size_t>(report.problems.errors()), "error") + ", " +
        counted(static_cast<std::size_t>(report.problems.warnings()), "warning") + "\n");
}

}  // namespace

CheckReport check_project(const fs::path& root, bool fix) {
  const Places places{root};
  CheckReport report;
  Diagnostics& problems = report.problems;
  const Project project = open_project(root, problems);
  if (problems.errors() == 0) check_settings(project, problems);
  const bool good_settings = problems.errors() == 0;
  if (good_settings) check_address(project, Severity::Error, problems);
  report.config_errors = problems.errors();
  if (fix && good_settings) report.repaired = repair(places);

  const Library library =
      content::load_library(places.content(), problems, score_rule(project.config));
  const bool whole_library = problems.errors() == report.config_errors;
  const OwnContent own = read_own_content(places, problems);
  const theme::Theme theme = theme::load_theme(project.config.site.theme, theme_roots(places),
                                               project.config.site.language, problems);
  if (good_settings && !theme.templates.empty()) {
    theme::check_theme(theme, problems);
    check_language(project, theme, problems);
  }
  for (const Digest& digest : library.digests()) check_counts(digest, problems);
  check_failed(places, library, problems);
  check_incomplete(places, problems);
  check_missing(places, project.config, library, problems);
  if (good_settings) {
    check_topics(project, library, problems);
    // A day that cannot be read would count as one that the index has too many.
    if (whole_library) check_index(project, library, problems);
    if (!theme.templates.empty()) check_own_content(project, library, theme, own, problems);
    check_site(places, project.config, report);
  }
  report.days = library.digests().size();
  report.papers = library.papers().size();
  return report;
}

int run_check(const fs::path& root, const CheckOptions& options) {
  const CheckReport report = check_project(root, options.fix);
  if (options.json) {
    print_json(json_text(report));
  } else {
    print_report(report);
  }
  if (report.config_errors > 0) return 2;
  return report.problems.errors() > 0 ? 1 : 0;
}

}  // namespace broadsheet::app
