#pragma once
// The subject categories of arXiv: ids, names and archives.
// Source: https://arxiv.org/category_taxonomy, as of July 2026.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A category, or an archive as a whole.
struct ArxivCategory {
  std::string_view id;            ///< "hep-th", "cs.LG"; of an archive with classes "cs"
  std::string_view name;          ///< in English: "High Energy Physics - Theory"
  std::string_view same_as = {};  ///< id of the category that this one is another id for; or empty

  /// "cs" of "cs.LG"; the id itself without a point.
  std::string_view archive() const { return id.substr(0, id.find('.')); }
};

/// Every current category, by archive and id.
std::span<const ArxivCategory> arxiv_categories();

/// Archives that have classes ("cs", "astro-ph"); each can be requested as a whole.
std::span<const ArxivCategory> arxiv_archives();

/// A category or an archive by its exact id; nullptr if there is none.
const ArxivCategory* find_category(std::string_view id);

/// The id that papers carry: "eess.SY" for "cs.SY". Other texts are returned as they are.
std::string_view main_category(std::string_view id);

/// All categories and archives with this id or name, in any case; '_' and a space in an id count
/// as '-'. Other ids of a category are left out if it is itself in the result.
std::vector<const ArxivCategory*> categories_called(std::string_view text);

/// For messages about an unknown category: "; did you mean 'hep-th'?", or the classes of a known
/// archive; empty if there is nothing to suggest.
std::string category_hint(std::string_view text);

}  // namespace broadsheet
