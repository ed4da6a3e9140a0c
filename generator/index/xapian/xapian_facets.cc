// Part of the door to Xapian.
#include "index/xapian/xapian_facets.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "index/xapian/xapian_database.h"

namespace broadsheet::index {
namespace {

std::vector<query::FacetCount> newest_first(const std::map<std::string, std::uint32_t>& counts) {
  std::vector<query::FacetCount> facets;
  for (auto at = counts.rbegin(); at != counts.rend(); ++at) {
    facets.push_back({.value = at->first, .count = at->second});
  }
  return facets;
}

std::vector<query::FacetCount> topic_facets(const Xapian::Database& database,
                                            const std::vector<Xapian::docid>& found) {
  std::vector<query::FacetCount> facets;
  const std::string prefix(kTopicTerm);
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    std::uint32_t count = 0;
    auto posting = database.postlist_begin(*term);
    for (const Xapian::docid id : found) {
      posting.skip_to(id);
      if (posting == database.postlist_end(*term)) break;
      if (*posting == id) ++count;
    }
    if (count > 0) facets.push_back({.value = database.get_metadata(*term), .count = count});
  }
  std::sort(facets.begin(), facets.end(),
            [](const query::FacetCount& a, const query::FacetCount& b) {
              return a.count != b.count ? a.count > b.count : a.value < b.value;
            });
  return facets;
}

}  // namespace

query::Facets facets_of(const Xapian::Database& database, std::vector<Xapian::docid> found) {
  std::map<std::string, std::uint32_t> years;
  std::map<std::string, std::uint32_t> months;
  std::map<int, std::uint32_t> scores;
  for (const Xapian::docid id : found) {
    const Xapian::Document document = database.get_document(id, Xapian::DOC_ASSUME_VALID);
    const std::string day = document.get_value(kDaySlot);
    ++years[day.substr(0, 4)];
    ++months[day.substr(0, 4) + '-' + day.substr(4, 2)];
    ++scores[static_cast<int>(
        std::floor(Xapian::sortable_unserialise(document.get_value(kScoreSlot))))];
  }
  std::sort(found.begin(), found.end());
  query::Facets facets{.years = newest_first(years),
                       .months = newest_first(months),
                       .topics = topic_facets(database, found),
                       .scores = {}};
  for (auto at = scores.rbegin(); at != scores.rend(); ++at) {
    facets.scores.push_back({.value = std::to_string(at->first), .count = at->second});
  }
  return facets;
}

}  // namespace broadsheet::index
