#include "app/preview_site.h"

#include <utility>

#include "app/documents.h"
#include "app/findings.h"
#include "app/topics.h"
#include "ingest/load_library.h"
#include "render/routes.h"
#include "render/site.h"
#include "render/theme.h"
#include "text/maths.h"

namespace broadsheet::app {

/// What does not change with the theme.
struct PreviewSite::Loaded {
  Config config;
  Library library;
  TopicMap topics;
  std::map<std::string, std::string> prompts;
  std::vector<render::FreePage> pages;
  std::vector<std::vector<render::RelatedPaper>> related;
  std::vector<render::TrendTerm> trends;
  std::vector<render::SavedSearchResult> searches;
  std::mutex maths_mutex;
  text::MathsConverter maths;

  Loaded(Config settings, Library digests)
      : config(std::move(settings)), library(std::move(digests)), topics(config, library) {}
};

/// The pages in one theme.
struct PreviewSite::Screen {
  std::shared_ptr<Loaded> loaded;
  render::Theme theme;
  render::SiteInput input;
  std::optional<render::SitePlan> plan;

  Screen(std::shared_ptr<Loaded> all, render::Theme look, Diagnostics& problems)
      : loaded(std::move(all)),
        theme(std::move(look)),
        input{.library = loaded->library,
              .config = loaded->config,
              .theme = theme,
              .maths =
                  [this](std::string_view tex, bool display) {
                    const std::lock_guard lock(loaded->maths_mutex);
                    return loaded->maths.to_mathml(tex, display);
                  },
              .topics = [this](const Entry& entry) { return loaded->topics.ids(entry); },
              .prompts = loaded->prompts,
              .pages = loaded->pages,
              .related = loaded->related,
              .trends = loaded->trends,
              .searches = loaded->searches,
              .progress = {}} {
    plan.emplace(input, problems);
  }
};

void PreviewSite::load() {
  Diagnostics problems;
  Config config = open_project(places_.root, problems).config;
  Library library = ingest::load_library(places_.content(), problems);
  auto loaded = std::make_shared<Loaded>(std::move(config), std::move(library));
  loaded->prompts = read_prompts(places_);
  loaded->pages = read_pages(places_, problems);
  if (problems.errors() > 0) loaded = nullptr;
  if (loaded) {
    const search::InvertedIndex index =
        search::invert(documents_of(loaded->library, loaded->topics, render::Routes(loaded->config.site.base_url)));
    loaded->related = related_of(index);
    loaded->trends = trends_of(index, loaded->library.months());
    loaded->searches = answers_of(places_.index(), index.documents.size(), loaded->config);
    loaded->maths.load(read_file_if_exists(places_.maths()).value_or(""));
  }
  const std::lock_guard lock(mutex_);
  loaded_ = std::move(loaded);
}

bool PreviewSite::retheme(Diagnostics& problems) {
  std::shared_ptr<Loaded> loaded;
  {
    const std::lock_guard lock(mutex_);
    loaded = loaded_;
  }
  if (!loaded) return false;
  const SiteConfig& site = loaded->config.site;
  render::Theme theme = render::load_theme(site.theme, theme_roots(places_), site.language, problems);
  if (problems.errors() > 0) return true;
  auto screen = std::make_shared<Screen>(std::move(loaded), std::move(theme), problems);
  if (problems.errors() > 0) return true;
  const std::lock_guard lock(mutex_);
  screen_ = std::move(screen);
  return true;
}

void PreviewSite::show_built() {
  const std::lock_guard lock(mutex_);
  screen_ = nullptr;
}

std::optional<std::string> PreviewSite::make(const std::string& path) const {
  std::shared_ptr<Screen> screen;
  {
    const std::lock_guard lock(mutex_);
    screen = screen_;
  }
  return screen ? screen->plan->make(path) : std::nullopt;
}

}  // namespace broadsheet::app
