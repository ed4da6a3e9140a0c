#pragma once
// What all pages of one build share: input, routes, words, texts, templates. Made once.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "render/input/entry_texts.h"
#include "render/input/routes.h"
#include "render/input/score_history.h"
#include "render/input/site_input.h"
#include "render/input/weeks.h"
#include "theme/template_engine.h"
#include "theme/words.h"

namespace broadsheet::render {

class PageContext {
 public:
  /// @param templates  by name, one for each of template_names()
  PageContext(const SiteInput& input, const Routes& routes,
              std::map<std::string, theme::Template, std::less<>> templates);

  const SiteInput& input;
  const Library& library;
  const config::Config& config;
  const Routes& routes;
  const theme::Words words;
  const EntryTexts texts;
  const ScoreHistory scores;
  const bool usual_sum;  ///< see are_usual_sums
  const Bands bands;
  const bool any_scores;                 ///< some paper of the site has a score
  const bool weekly;                     ///< see is_weekly
  const std::vector<LibraryWeek> weeks;  ///< those that have a page

  /// `view` in the template `name`, one of template_names(). Throws std::logic_error, in debug
  /// builds only and for the first views of a template, when a key of template_shape() is missing.
  /// @param section  the entry of the menu that the page belongs to; empty for none
  std::string print(std::string_view name, const theme::View& view,
                    const std::string& section = {});

  const Entry& entry(const Appearance& at) const { return library.entry(at); }
  /// Whether a paper of the digest has a score.
  bool is_scored(std::size_t digest) const { return scored_[digest]; }
  /// The band of an entry. All papers of a digest without scores are in the middle one.
  Band band_of(const Appearance& at) const {
    return is_scored(at.digest) ? bands.of(entry(at)) : Band::Major;
  }
  Day day_of(const Appearance& at) const { return library.digests()[at.digest].date; }
  std::string url(const Route& route) const { return routes.url(route); }
  /// The search page with this query asked: "/search/?q=low%20rank".
  std::string search_url(std::string_view query) const;
  std::string author_search_url(std::string name) const;  ///< for the whole name

  /// An entry as card.mustache or brief.mustache prints it, made once.
  theme::Html card(const Appearance& at);
  theme::Html brief(const Appearance& at);
  /// All papers scored until a digest by relevance and novelty, one place framed; made once.
  theme::Html history_map(std::size_t digest, std::optional<std::pair<int, int>> here);
  /// Whether a template has a tag of this key, so that views need not make what nothing prints.
  bool prints(std::string_view name, std::string_view key) const;

 private:
  std::map<std::string, theme::Template, std::less<>> templates_;
  std::vector<bool> scored_;  ///< by digest
  std::map<std::pair<std::size_t, std::size_t>, theme::Html> cards_;
  std::map<std::tuple<std::size_t, int, int>, theme::Html> maps_;
  std::map<std::string, theme::View> shared_;        ///< by section
  std::map<std::string_view, std::size_t> checked_;  ///< by template: how many views
};

/// What the head and the frame of one page show.
struct PageHead {
  std::string heading;
  std::string title;  ///< without the site's; the heading when empty
  std::string description;
  std::optional<Route> route;  ///< for the canonical URL
  std::optional<Month> month;  ///< whose image messengers show; else that of the site
  bool noindex = false;
  bool article = false;  ///< for Open Graph: a day or a paper, not a page of the site
  bool paper = false;    ///< the heading is the title of a paper
  bool sample = false;
  std::vector<std::pair<std::string, std::string>> meta;  ///< name, content
  struct Alternate {
    std::string type, label;
    Route route;
  };
  std::vector<Alternate> alternates;  ///< beside the feeds of the days
};

/// A view with everything that every page has.
theme::View page_view(const PageContext& context, const PageHead& head);

/// {label, url}.
theme::View link_view(std::string_view label, std::string_view url);

/// {label, url}: "Week 14".
theme::View week_link(const PageContext& context, Week week);

/// A link of a notice.
struct Link {
  std::string label;  ///< empty: no link
  std::string url;
};

/// {lead, text, link}; without a link when its label is empty.
theme::View notice_view(std::string_view lead, std::string_view text, const Link& link = {});

/// To the last complete day with papers before a digest; empty when there is none.
Link last_complete_link(const PageContext& context, std::size_t digest);

}  // namespace broadsheet::render
