#include "app/build/site_sources.h"

#include <utility>

#include "app/build/settings_check.h"
#include "content/load_library.h"

namespace broadsheet::app {

SiteSources read_site_sources(const Places& places, Stages& stages, Diagnostics& problems) {
  const int earlier_errors = problems.errors();
  Project project = open_project(places.root, problems);
  config::Config& config = project.config;
  const int config_errors = problems.errors() - earlier_errors;
  theme::Theme theme = stages.time("theme", [&] {
    const int errors_before = problems.errors();
    theme::Theme read =
        theme::load_theme(config.site.theme, theme_roots(places), config.site.language, problems);
    if (problems.errors() == errors_before) theme::check_theme(read, problems);
    return read;
  });
  Library library = stages.time("digests", [&] {
    return content::load_library(places.content(), problems, score_rule(config));
  });
  std::map<std::string, std::string> prompts = read_prompts(places);
  OwnContent own = read_own_content(places, problems);
  if (problems.errors() == earlier_errors) check_menu(project, own, problems);
  if (problems.errors() == earlier_errors) {
    check_address(project, Severity::Warning, problems);
    check_language(project, theme, problems);
  }
  return {.config = std::move(config),
          .theme = std::move(theme),
          .library = std::move(library),
          .prompts = std::move(prompts),
          .own = std::move(own),
          .config_errors = config_errors};
}

}  // namespace broadsheet::app
