#include "app/serve/preview_site.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "app/build/own_links.h"
#include "app/build/page_inputs.h"
#include "app/build/settings_check.h"
#include "app/words/documents.h"
#include "content/load_library.h"
#include "index/related.h"
#include "index/trends.h"
#include "maths/maths.h"
#include "render/site_plan.h"
#include "theme/theme.h"
#include "topics/topic_map.h"

namespace broadsheet::app {
namespace {

/// Whether the index would number the same papers alike.
bool same_papers(const Library& a, const Library& b) {
  return a.months() == b.months() &&
         std::equal(a.papers().begin(), a.papers().end(), b.papers().begin(), b.papers().end(),
                    [](const Paper& one, const Paper& other) { return one.id == other.id; });
}

/// Whether the index and the addresses of one project would be those of the other.
bool same_index(const config::Config& a, const config::Config& b) {
  const auto topic = [](const config::TopicConfig& one) {
    return std::tie(one.id, one.label, one.aliases, one.keywords);
  };
  const auto search = [](const config::SavedSearchConfig& one) {
    return std::tie(one.name, one.query, one.slug);
  };
  return std::equal(
             a.topics.begin(), a.topics.end(), b.topics.begin(), b.topics.end(),
             [&](const auto& one, const auto& other) { return topic(one) == topic(other); }) &&
         std::equal(
             a.searches.begin(), a.searches.end(), b.searches.begin(), b.searches.end(),
             [&](const auto& one, const auto& other) { return search(one) == search(other); }) &&
         a.site.base_url == b.site.base_url;
}

}  // namespace

/// What pages take from the index, and the formulas.
struct PreviewSite::Found {
  IndexInputs from_index;
  std::mutex maths_mutex;
  maths::MathsConverter maths;
};

/// What does not change with the theme.
struct PreviewSite::Loaded {
  config::Config config;
  std::shared_ptr<const Library> library;
  std::shared_ptr<const topics::TopicMap> topics;
  std::map<std::string, std::string> prompts;
  OwnContent own;
  std::shared_ptr<Found> found;

  /// All but the digests and the index.
  void read_small(const Places& places, Diagnostics& problems) {
    config = open_project(places.root, problems).config;
    prompts = read_prompts(places);
    own = read_own_content(places, problems);
    check_menu({.places = places, .config = config, .address = {}}, own, problems);
  }
  void read_digests(const Places& places, Diagnostics& problems) {
    library = std::make_shared<const Library>(
        content::load_library(places.content(), problems, score_rule(config)));
    topics = std::make_shared<const topics::TopicMap>(config, *library);
  }
};

/// The pages in one theme.
struct PreviewSite::Screen {
  std::shared_ptr<const Loaded> loaded;
  theme::Theme theme;
  render::SiteInput input;
  std::optional<render::SitePlan> plan;

  Screen(std::shared_ptr<const Loaded> all, theme::Theme look, Diagnostics& problems)
      : loaded(std::move(all)),
        theme(std::move(look)),
        input(assemble_site_input({.library = *loaded->library,
                                   .config = loaded->config,
                                   .theme = theme,
                                   .topics = *loaded->topics,
                                   .prompts = loaded->prompts,
                                   .own = loaded->own},
                                  loaded->found->from_index)) {
    input.maths = [found = loaded->found](std::string_view tex, bool display) {
      const std::lock_guard lock(found->maths_mutex);
      return found->maths.to_mathml(tex, display);
    };
    plan.emplace(input, problems);
    check_own_links(*plan, input.pages, input.config, problems);
  }
};

void PreviewSite::load() {
  Diagnostics problems;
  auto loaded = std::make_shared<Loaded>();
  loaded->read_small(places_, problems);
  loaded->read_digests(places_, problems);
  if (problems.errors() > 0) {
    loaded = nullptr;
  } else {
    const index::InvertedIndex index =
        index_library(*loaded->library, *loaded->topics, loaded->config);
    const index::PackedIndex words = index::pack(index);
    const index::DocumentOf documents = index::documents_in(index);
    loaded->found = std::make_shared<Found>();
    loaded->found->from_index = {
        .related = index::related_papers(words, documents),
        .trends = index::trends(words, documents, loaded->library->months()),
        .searches = run_saved_searches(places_.index(), index.documents.size(), loaded->config)};
    loaded->found->maths.load(read_file_if_exists(places_.maths()).value_or(""));
  }
  const std::lock_guard lock(mutex_);
  loaded_ = std::move(loaded);
}

bool PreviewSite::refresh(bool digests, Diagnostics& problems) {
  std::shared_ptr<const Loaded> before;
  {
    const std::lock_guard lock(mutex_);
    before = loaded_;
  }
  if (!before) return false;
  auto now = std::make_shared<Loaded>(*before);
  now->read_small(places_, problems);
  const config::SiteConfig& site = now->config.site;
  theme::Theme theme = theme::load_theme(site.theme, theme_roots(places_), site.language, problems);
  if (digests) now->read_digests(places_, problems);
  if (problems.errors() > 0) return true;
  if (!same_index(now->config, before->config)) return false;
  if (digests && !same_papers(*now->library, *before->library)) return false;
  auto screen = std::make_shared<Screen>(now, std::move(theme), problems);
  if (problems.errors() > 0) return true;
  const std::lock_guard lock(mutex_);
  loaded_ = std::move(now);
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
