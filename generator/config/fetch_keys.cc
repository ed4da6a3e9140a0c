#include "config/fetch_keys.h"

#include <algorithm>

#include "base/edit_distance.h"
#include "base/utf8.h"
#include "model/preprint_servers.h"

namespace broadsheet::config {
namespace {

/// A category of the server, or "all".
std::string wrong_subject(const PreprintServer& server, const std::string& text) {
  if (plain_category(text) == kAllSubjects || find_category(server, text)) return "";
  const Strings known(server.categories.begin(), server.categories.end());
  return "should be a subject area of " + std::string(service_name(server.scheme)) + " such as " +
         known.front() + ", or all, not '" + printable(text) + "'" +
         suggestion(nearest_word(plain_category(text), known));
}

/// {categories: [neuroscience]}: kept as the server writes them.
Key preprints(const PreprintServer& server, PreprintConfig& target) {
  const auto keys = [&server](PreprintConfig& group) -> Keys {
    Key subjects = texts("categories", group.categories, [&server](const std::string& text) {
      return wrong_subject(server, text);
    });
    return {{"categories",
             [read = subjects.read, &group](const Value& value) {
               read(value);
               for (std::string& category : group.categories) category = plain_category(category);
             },
             subjects.schema}};
  };
  return {std::string(server.id),
          [&target, keys](const Value& value) { read_group(value, keys(target)); },
          group_schema(keys(target))};
}

}  // namespace

Keys keys_of(FetchConfig& fetch) {
  return {
      texts("categories", fetch.categories, wrong_category, known_categories()),
      texts("announce_types", fetch.announce_types, wrong_announce_type, known_announce_types()),
      flag("primary_only", fetch.primary_only),
      preprints(preprint_servers()[0], fetch.biorxiv),
      preprints(preprint_servers()[1], fetch.medrxiv),
      text("contact", fetch.contact),
      web_address("rss_url", fetch.rss_url),
      web_address("api_url", fetch.api_url),
      web_address("oai_url", fetch.oai_url),
      web_address("biorxiv_url", fetch.biorxiv_url),
      number("pause_seconds", fetch.pause_seconds, 0, 3600),
      number("timeout_seconds", fetch.timeout_seconds, 0.01, 3600),
      number("retries", fetch.retries, 0, 100),
      number("fill_days", fetch.fill_days, 0, 100),
  };
}

}  // namespace broadsheet::config
