#pragma once
// What a build reads, as values.

#include <map>
#include <string>

#include "app/build/stages.h"
#include "app/own_pages.h"
#include "app/project.h"
#include "base/diagnostics.h"
#include "config/config.h"
#include "model/library.h"
#include "theme/theme.h"

namespace broadsheet::app {

struct SiteSources {
  config::Config config;
  theme::Theme theme;
  Library library;
  std::map<std::string, std::string> prompts;  ///< text by name
  OwnContent own;
  int config_errors = 0;  ///< how many of the problems are in config.yaml
};

/// Reads config.yaml, the theme, all digests, prompts and pages, so that one run reports all
/// problems. The values are usable only if there are no errors.
/// Throws Error(Config) if there is no config.yaml, Error(Io) if a file cannot be read.
SiteSources read_site_sources(const Places& places, Stages& stages, Diagnostics& problems);

}  // namespace broadsheet::app
