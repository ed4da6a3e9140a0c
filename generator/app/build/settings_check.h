#pragma once
// What of config.yaml only the parts that use it can judge.

#include <string>

#include "app/own_pages.h"
#include "app/project.h"
#include "base/diagnostics.h"
#include "model/library.h"

namespace broadsheet::app {

/// The score formula, the model with its price and prompts when the method is llm, saved searches
/// that cannot be read, are empty or name an unknown topic. Errors are reported at the line of the
/// key; topics that are still a proposal are a warning.
void check_settings(const Project& project, Diagnostics& problems);

/// Entries of site.menu and site.footer that lead nowhere.
void check_menu(const Project& project, const OwnContent& own, Diagnostics& problems);

/// An address that the site cannot be published with is a problem at the line of site.base_url:
/// an error, or a warning where a site is only built.
void check_address(const Project& project, Severity severity, Diagnostics& problems);

/// A language for which the theme has no words is a warning.
void check_language(const Project& project, const theme::Theme& theme, Diagnostics& problems);

/// A topic that no paper of a library with papers belongs to is a warning.
void check_topics(const Project& project, const Library& library, Diagnostics& problems);

}  // namespace broadsheet::app
