#pragma once
// What a new digest is about: asked in a terminal or given as options, written as config.yaml.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "config/config.h"

namespace broadsheet::app {

/// The answers that `broadsheet init` gets. What is missing is asked for, or has the value that the
/// sample's config.yaml has.
struct InitOptions {
  std::optional<std::string> title{};
  std::optional<std::string> author{};
  std::vector<std::string> categories{};  ///< ids or names of arXiv's categories
  std::optional<fs::path> topics_from{};  ///< a YAML file with `topics:`, such as a config.yaml
  std::optional<std::string> language{};  ///< of the site's fixed words
  std::optional<config::ScoreMethod> method{};
  std::optional<std::string> model{};  ///< of the method llm
  bool yes = false;                    ///< --yes: ask nothing
};

/// Shows a question and returns the line that was typed; nullopt at the end of the input.
using Ask = std::function<std::optional<std::string>(std::string_view question)>;

/// Asks for everything that is missing; a wrong answer is explained and asked for again.
/// Throws Error(Usage) if the input ends.
/// @return whether the reader accepted the proposed topics
bool ask_for_missing(InitOptions& options, const Ask& ask);

/// The ids of categories; throws Error(Usage) with a suggestion for an unknown one.
std::vector<std::string> category_ids(const std::vector<std::string>& texts);

/// Topics for these categories, as the value of `topics` in config.yaml.
std::string proposed_topics(const std::vector<std::string>& categories);

/// config.yaml for a new digest. `sample` in it is true unless the topics are the reader's own.
/// Throws Error(Usage) for an unknown category or wrong value, Error(Config) with the location for
/// a wrong file of topics.
/// @param sample    config.yaml of the sample
/// @param accepted  the reader has accepted the proposed topics
std::string new_settings(std::string_view sample, const InitOptions& options, bool accepted);

/// content/pages/about.md of a new project in another language than English; empty for those that
/// nobody has written.
std::string_view about_page(std::string_view language);

}  // namespace broadsheet::app
