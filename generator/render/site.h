#pragma once
// All pages of the site from the library, through a theme. Feeds, sitemap, twins and citations
// are made beside it (feeds.h, sitemap.h, json_twins.h, citations.h).

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/output.h"
#include "config/config.h"
#include "model/library.h"
#include "render/routes.h"
#include "render/sitemap.h"
#include "render/theme.h"
#include "text/tex_text.h"

namespace broadsheet::render {

/// A paper that is like another one.
struct RelatedPaper {
  std::size_t paper = 0;                  ///< index into Library::papers()
  std::vector<std::string> shared_terms;  ///< as a reader would write them; best first
};

/// A word that rises in the last month that has enough papers.
struct TrendTerm {
  std::string term;         ///< as a reader would write it
  double rise = 0;          ///< share of papers now over the share before; 0: not there before
  std::vector<int> counts;  ///< papers that hold it, one number for each month of Library::months()
  /// A few papers of the month it rises in, best first; indexes into Library::papers().
  std::vector<std::size_t> papers;
};

/// A search that config.yaml keeps, with its answer.
struct SavedSearchResult {
  std::string slug;
  std::string name;
  std::string query;
  std::size_t total = 0;
  std::vector<std::size_t> papers;  ///< newest first; indexes into Library::papers()
};

/// A page of content/pages.
struct FreePage {
  std::string name;      ///< "about": its route is about/
  std::string markdown;  ///< the first heading of level 1 is the title
};

/// Everything pages are made from. What it refers to must live as long as the call.
struct SiteInput {
  const Library& library;
  const Config& config;
  const Theme& theme;
  /// Markup for a formula (text/maths.h); when not set, formulas show their source.
  text::FormulaToHtml maths;
  /// Ids of Config::topics for an entry, best first. When not set, Entry::topics are looked up
  /// among the ids, labels and aliases of Config::topics.
  std::function<std::vector<std::string>(const Entry&)> topics;
  std::map<std::string, std::string> prompts;      ///< name (Digest::prompt) to text
  std::vector<FreePage> pages;                     ///< by name
  std::vector<std::vector<RelatedPaper>> related;  ///< by index of the paper; or empty
  std::vector<TrendTerm> trends;                   ///< best first; or empty
  std::vector<SavedSearchResult> searches;         ///< in the order of config.yaml; or empty
  /// Called now and then with pages done and pages in all; may be empty.
  std::function<void(std::size_t done, std::size_t total)> progress;
};

/// Writes every page and the theme's static files (assets/theme.1f2e3d4c.css) to `sink`. The same
/// input gives the same bytes. Theme problems go to `problems`, and then nothing is written.
/// @return the pages for the sitemap in a stable order; 404 and the like are left out
std::vector<SitemapPage> render_pages(const SiteInput& input, OutputSink& sink,
                                      Diagnostics& problems);

}  // namespace broadsheet::render
