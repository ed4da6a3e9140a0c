#pragma once
// From papers and days to the entries of feeds.

#include <string>
#include <string_view>
#include <vector>

#include "model/library.h"
#include "render/files/feed.h"
#include "render/input/routes.h"
#include "render/input/site_input.h"
#include "render/input/topic_lookup.h"
#include "theme/words.h"

namespace broadsheet::render {

/// The input must outlive it.
class FeedBuilder {
 public:
  explicit FeedBuilder(const SiteInput& input);

  /// A feed without entries. @param title  without the site's title; may be empty
  /// @param atom, json  the routes of its files; @param page  the page with the same content
  Feed empty_feed(const Route& atom, const Route& json, const std::string& title,
                  const std::string& description, const Route& page) const;
  /// The paper as it was on its first day, with the comment and the scores of its latest day.
  FeedEntry entry(const Paper& paper) const;
  FeedEntry entry(const Digest& digest) const;
  /// An ordered list: title, some authors, score and comment of each; empty without papers.
  std::string paper_list(const std::vector<const Entry*>& papers) const;

 private:
  Day day_of(const Appearance& at) const { return input_.library.digests()[at.digest].date; }
  std::string time_of(const Appearance& at) const;
  std::string part_html(const SummaryPart& part) const;
  std::string day_facts(const Digest& digest) const;
  std::string paper_item(const Entry& entry) const;
  std::string editorial(const Digest& digest) const;

  const SiteInput& input_;
  Routes routes_;
  TopicLookup topics_;
  theme::Words words_;
};

/// A permanent name of a feed or an entry (RFC 4151):
/// "tag:user.github.io,2026-02-27:/digest/2026/02/27/".
/// @param date  ISO year or day on which the site's owner had the host
std::string tag_uri(const Routes& routes, std::string_view date, const Route& route);

}  // namespace broadsheet::render
