#pragma once
// Everything that the files of a site are made from.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "config/config.h"
#include "model/library.h"
#include "model/related_paper.h"
#include "model/trend.h"
#include "tex/text.h"
#include "theme/theme.h"

namespace broadsheet::render {

/// A search that config.yaml keeps, with its answer.
struct SavedSearchResult {
  std::string slug;
  std::string name;
  std::string query;
  std::size_t total = 0;
  std::vector<std::size_t> papers;  ///< newest first; indexes into Library::papers()
};

/// Where a page of the owner is listed.
enum class PageMenu { None, Main, Footer };

/// A page of content/pages.
struct FreePage {
  std::string name;           ///< "about", "guide/setup": its route is guide/setup/
  std::string path{};         ///< how messages name the file
  std::string source{};       ///< path below content/pages: "guide/setup.md"
  std::string title{};        ///< of its front matter; may be empty
  std::string description{};  ///< of its front matter; may be empty
  PageMenu menu = PageMenu::None;
  int order = 0;           ///< in the menu
  std::string markdown{};  ///< lines numbered as in the file; a heading of level 1 at its beginning
                           ///< is that of the page
};

/// What somebody wrote about a day or a month: its page shows it. `name` is "2026-02-27" or
/// "2026-02"; links to papers of the library lead to their pages.
using PeriodText = FreePage;

/// A file that is copied to the site as it is.
struct OwnFile {
  std::string path;    ///< in the site, "guide/plot.png"
  std::string source;  ///< how messages name it
  std::filesystem::path file;
};

/// Hashes of what was read, for the keys of files (OutputSink::keep). Without them every file is
/// made in every build.
struct Fingerprints {
  /// Of the settings, the theme and the program; all pages depend on it. 0: none.
  std::uint64_t shared = 0;
  std::vector<std::uint64_t> digests;  ///< of the file of each of Library::digests()
};

/// Everything pages are made from. What it refers to must live as long as it is used.
struct SiteInput {
  const Library& library;
  const config::Config& config;
  const theme::Theme& theme;
  /// Markup for a formula (maths/maths.h); when not set, formulas show their source.
  tex::FormulaToHtml maths;
  /// Ids of Config::topics for an entry, best first, decided before; if not set, the rule of
  /// topics/topic_rule.h is applied for each request.
  std::function<std::vector<std::string>(const Entry&)> topics;
  std::map<std::string, std::string> prompts;      ///< name (Digest::prompt) to text
  std::vector<FreePage> pages;                     ///< by name
  std::vector<OwnFile> files{};                    ///< by path
  std::vector<PeriodText> texts{};                 ///< by name
  std::vector<std::vector<RelatedPaper>> related;  ///< by index of the paper; or empty
  std::vector<Trend> trends;                       ///< best first; or empty
  std::vector<SavedSearchResult> searches;         ///< in the order of config.yaml; or empty
  /// Called now and then with steps done and steps in all; may be empty.
  std::function<void(std::size_t done, std::size_t total)> progress;
  Fingerprints fingerprints = {};
};

}  // namespace broadsheet::render
