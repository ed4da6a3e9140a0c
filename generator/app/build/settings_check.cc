#include "app/build/settings_check.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/edit_distance.h"
#include "base/error.h"
#include "base/position.h"
#include "config/formula.h"
#include "config/load.h"
#include "config/prices.h"
#include "net/transport.h"
#include "query/query.h"
#include "render/parts/menu.h"
#include "scoring/llm/prompt.h"
#include "topics/topic_map.h"

namespace broadsheet::app {
namespace {

class SettingsCheck {
 public:
  SettingsCheck(const Project& project, Diagnostics& problems)
      : config_(project.config),
        root_(project.places.root),
        path_(display_path(project.places.config())),
        text_(read_file_if_exists(project.places.config()).value_or("")),
        problems_(problems) {}

  void run() {
    if (config_.sample) {
      warning(at("sample"),
              "the topics are a proposal; change them to what you look for and set this to false");
    }
    check_formula();
    const Location categories = at("fetch.categories"), fetch = at("fetch");
    const bool states_categories =
        std::pair(categories.line, categories.column) != std::pair(fetch.line, fetch.column);
    if (config_.fetch.categories.empty() && config_.fetch.biorxiv.categories.empty() &&
        config_.fetch.medrxiv.categories.empty() && states_categories) {
      warning(categories,
              "fetch.categories is empty, so 'fetch' and 'daily' have nothing to ask arXiv for");
    }
    if (config_.score.method == config::ScoreMethod::Llm) {
      check_llm();
    } else {
      check_no_texts();
    }
    for (std::size_t i = 0; i < config_.searches.size(); ++i) {
      check_search(config_.searches[i], "searches[" + std::to_string(i + 1) + "].query");
    }
  }

  Location at(const std::string& key) const { return config::place_of(text_, path_, key); }

  void error(const Location& where, std::string message) {
    problems_.error(where, std::move(message), excerpt_of(where));
  }
  void warning(const Location& where, std::string message) {
    problems_.warning(where, std::move(message), excerpt_of(where));
  }

 private:
  std::string excerpt_of(const Location& where) const {
    return where.line == 0 ? "" : excerpt(text_, {where.line, where.column});
  }

  void check_formula() {
    try {
      const config::Formula formula(config_.score.score_formula);
    } catch (const Error& e) {
      error(at("score.score_formula"), e.message());
    }
  }

  void check_no_texts() {
    for (const auto& [key, asked] :
         {std::pair("score.parts", !config_.score.parts.empty()),
          std::pair("score.editorial", !config_.score.editorial.empty())}) {
      if (!asked) continue;
      warning(at(key),
              std::string(key) + " needs the method 'llm'; the recommender writes no texts");
    }
  }

  void check_llm() {
    const config::ScoreConfig& score = config_.score;
    if (score.model.empty()) {
      error(at("score.model"), "score.model is not set; the method 'llm' needs it");
    } else if (!config::price_of(score)) {
      const auto near = nearest_word(score.model, config::priced_models(score));
      error(at("score.model"),
            "the price of the model '" + score.model + "' is not known" +
                (near ? suggestion(near) : "; add it to score.prices (a free model costs 0)"));
    }
    if (!net::keeps_secrets(score.base_url) && !score.allow_http) {
      error(at("score.base_url"),
            "score.base_url is http on another machine, which would send requests and the key "
            "unencrypted; use https, or set score.allow_http: true");
    }
    try {
      scoring::read_prompts(root_, config_);
    } catch (const Error& e) {
      problems_.error(e.where(), e.message());
    }
  }

  void check_search(const config::SavedSearchConfig& saved, const std::string& key) {
    const query::Query query = query::parse_query(saved.query);
    for (const std::string& part : query.dropped) {
      error(at(key),
            "the saved search '" + saved.name + "' holds '" + part + "', which cannot be read");
    }
    const bool asks = !query.clauses.empty() || !query.filters.empty() || query.from > 0 ||
                      query.to > 0 || query.min_score || query.max_score;
    if (!asks && query.dropped.empty()) {
      error(at(key), "the saved search '" + saved.name + "' asks for nothing");
    }
    for (const query::FilterClause& filter : query.filters) {
      if (filter.kind == query::FilterKind::Topic) check_topic(filter.key, saved, key);
    }
  }

  void check_topic(const std::string& topic, const config::SavedSearchConfig& saved,
                   const std::string& key) {
    std::vector<std::string> known;
    for (const config::TopicConfig& one : config_.topics)
      known.push_back(query::filter_key(one.id));
    if (std::find(known.begin(), known.end(), topic) != known.end()) return;
    warning(at(key), "the saved search '" + saved.name + "' names the topic '" + topic +
                         "', which config.yaml does not have" +
                         suggestion(nearest_word(topic, known)));
  }

  const config::Config& config_;
  const fs::path root_;
  const std::string path_;
  const std::string text_;
  Diagnostics& problems_;
};

}  // namespace

void check_settings(const Project& project, Diagnostics& problems) {
  SettingsCheck(project, problems).run();
}

void check_menu(const Project& project, const OwnContent& own, Diagnostics& problems) {
  SettingsCheck settings(project, problems);
  const config::SiteConfig& site = project.config.site;
  for (const auto& [key, entries] :
       {std::pair{"site.menu", &site.menu}, std::pair{"site.footer", &site.footer}}) {
    for (std::size_t i = 0; i < entries->size(); ++i) {
      const std::string wrong = render::wrong_menu_entry((*entries)[i], own.pages, own.files);
      const std::string name = std::string(key) + "[" + std::to_string(i + 1) + "]";
      if (!wrong.empty()) settings.error(settings.at(name), wrong);
    }
  }
}

void check_address(const Project& project, Severity severity, Diagnostics& problems) {
  if (project.address.problem.empty()) return;
  SettingsCheck settings(project, problems);
  const Location where = settings.at("site.base_url");
  severity == Severity::Error ? settings.error(where, project.address.problem)
                              : settings.warning(where, project.address.problem);
}

void check_language(const Project& project, const theme::Theme& theme, Diagnostics& problems) {
  const std::string& language = project.config.site.language;
  if (language == "en" || theme.words_path.ends_with("/" + language + ".yaml")) return;
  SettingsCheck settings(project, problems);
  settings.warning(settings.at("site.language"),
                   "the theme has no words/" + language + ".yaml; English words are used");
}

void check_topics(const Project& project, const Library& library, Diagnostics& problems) {
  if (library.papers().empty()) return;
  const topics::TopicMap topics(project.config, library);
  std::map<std::string, std::size_t> papers;
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) {
      for (const std::string& id : topics.ids(entry)) ++papers[id];
    }
  }
  SettingsCheck settings(project, problems);
  for (std::size_t i = 0; i < project.config.topics.size(); ++i) {
    const config::TopicConfig& topic = project.config.topics[i];
    if (papers.count(topic.id) > 0) continue;
    settings.warning(settings.at("topics[" + std::to_string(i + 1) + "].id"),
                     "no paper belongs to the topic '" + topic.id +
                         "'; its aliases and keywords decide which do");
  }
}

}  // namespace broadsheet::app
