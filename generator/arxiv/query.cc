#include "arxiv/query.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/escape.h"

namespace broadsheet::arxiv {
namespace {

// "20260227".
std::string digits(Day day) { return std::to_string(day.number()); }

// Archives that OAI-PMH keeps in the group "physics".
bool is_physics(std::string_view archive) {
  static constexpr std::array<std::string_view, 13> kArchives = {
      "astro-ph", "cond-mat", "gr-qc",   "hep-ex",  "hep-lat", "hep-ph",  "hep-th",
      "math-ph",  "nlin",     "nucl-ex", "nucl-th", "physics", "quant-ph"};
  return std::find(kArchives.begin(), kArchives.end(), archive) != kArchives.end();
}

// Archives are divided into classes ("cs.LG"), except these of physics.
// Source: https://arxiv.org/category_taxonomy
bool has_classes(std::string_view archive) {
  static constexpr std::array<std::string_view, 9> kWhole = {"gr-qc",   "hep-ex",  "hep-lat",
                                                             "hep-ph",  "hep-th",  "math-ph",
                                                             "nucl-ex", "nucl-th", "quant-ph"};
  return std::find(kWhole.begin(), kWhole.end(), archive) == kWhole.end();
}

}  // namespace

std::string rss_url(const std::string& base, std::span<const std::string> categories) {
  std::string url = base + "/";
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (i > 0) url += '+';
    url += text::escape_url(categories[i]);
  }
  return url;
}

std::string query_url(const std::string& base, std::span<const std::string> categories, Day from,
                      Day to, std::int64_t start) {
  std::string any;
  for (const std::string& category : categories) {
    // A whole archive needs the star: "cat:cs" alone finds nothing.
    const bool whole = category.find('.') == std::string::npos && has_classes(category);
    any += (any.empty() ? "" : " OR ") + ("cat:" + category) + (whole ? ".*" : "");
  }
  const std::string query =
      "(" + any + ") AND submittedDate:[" + digits(from) + "0000 TO " + digits(to) + "2359]";
  return base + "?search_query=" + text::escape_url(query) + "&start=" + std::to_string(start) +
         "&max_results=" + std::to_string(kQueryPage) + "&sortBy=submittedDate&sortOrder=ascending";
}

std::string id_list_url(const std::string& base, std::span<const PaperId> ids) {
  std::string list;
  for (const PaperId& id : ids) list += (list.empty() ? "" : ",") + text::escape_url(id.str());
  return base + "?id_list=" + list + "&max_results=" + std::to_string(ids.size());
}

std::string oai_set(const std::string& category) {
  const auto dot = category.find('.');
  const std::string archive = category.substr(0, dot);
  const std::string group = is_physics(archive) ? "physics" : archive;
  if (dot != std::string::npos) return group + ":" + archive + ":" + category.substr(dot + 1);
  return group == archive ? archive : group + ":" + archive;
}

std::string oai_url(const std::string& base, const std::string& category, Day from, Day to) {
  return base + "?verb=ListRecords&metadataPrefix=arXivRaw&from=" + from.str() +
         "&until=" + to.str() + "&set=" + text::escape_url(oai_set(category));
}

std::string oai_next_url(const std::string& base, const std::string& token) {
  return base + "?verb=ListRecords&resumptionToken=" + text::escape_url(token);
}

bool belongs_to(const std::string& category, std::span<const std::string> asked) {
  return std::any_of(asked.begin(), asked.end(), [&](const std::string& name) {
    return category == name ||
           (name.find('.') == std::string::npos && category.starts_with(name + "."));
  });
}

}  // namespace broadsheet::arxiv
