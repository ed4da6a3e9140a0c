#pragma once
// Shared by the tests of site plan.

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "json/writer.h"
#include "render/site_plan.h"
#include "support/catch.h"
#include "text/escape.h"

namespace broadsheet::test::site_scene {

using render::SiteInput;
using theme::Theme;

constexpr char kHostile[] =
    "<script>alert(1)</script> {{heading}} {{{map}}} \"><img src=x onerror=alert(2)> "
    "javascript:alert(3) ]]> <!-- \\href{javascript:alert(4)}{x}";

inline const Theme& test_theme() {
  static const Theme shipped = [] {
    Diagnostics problems;
    const std::vector<fs::path> roots = {fs::path(BROADSHEET_SOURCE_DIR) / "themes"};
    return theme::load_theme("broadsheet", roots, "en", problems);
  }();
  return shipped;
}

inline Entry paper(const std::string& id, const std::string& title, double relevance,
                   double novelty) {
  Entry entry{.id = *PaperId::parse(id)};
  entry.title = title;
  entry.authors = {"Ada Lovelace", "José Hernández"};
  entry.abstract = "We prove $a < b$. Code: https://github.com/owner/name.";
  entry.comment = "Architecture: a new layer.";
  entry.relevance = relevance;
  entry.novelty = novelty;
  entry.score = relevance + novelty;
  entry.topics = {"architecture"};
  return entry;
}

inline Entry match(const std::string& id, const std::string& title) {
  Entry entry{.id = *PaperId::parse(id)};
  entry.title = title;
  entry.authors = {"Yann LeCun"};
  entry.abstract = "Predicts.";
  entry.comment = "Author match";
  entry.score = 20;
  entry.chosen_by = ChosenBy::FollowedAuthor;
  return entry;
}

inline std::vector<Digest> digests() {
  Digest first{.date = Day(2026, 2, 24)};
  first.model = "gpt-5";
  first.usage = {.prompt_tokens = 60745,
                 .completion_tokens = 51376,
                 .cached_tokens = {},
                 .prompt_cost = 0.08,
                 .completion_cost = 0.51,
                 .cached_cost = {},
                 .stated_cost = {}};
  first.counts = {.announced = 613, .scanned = 420, .selected = 4};
  first.prompt = "p1";
  first.papers = {match("2602.00009", "By one we follow"), paper("2602.00001", "Leading", 10, 8),
                  paper("2602.00002", "Strong $O(n^2)$", 9, 8),
                  paper("hep-th/9901001", "Brief", 8, 7)};
  first.papers[2].spotlight = {SpotlightKind::DailyHot, "Daily Hot", "hot & new"};

  Digest second{.date = Day(2026, 2, 27)};
  second.papers = {paper("2602.00001", "Leading", 9, 8), paper("2602.00003", kHostile, 8, 7)};
  Entry& hostile = second.papers[1];
  hostile.abstract = hostile.comment = kHostile;
  hostile.authors = std::vector<std::string>(40, kHostile);
  hostile.doi = hostile.licence = hostile.journal_reference = kHostile;
  hostile.categories = {kHostile};
  hostile.topics = {kHostile};
  second.model = kHostile;
  second.status = DayStatus::Partial;
  second.status_reason = kHostile;

  Digest failed{.date = Day(2026, 3, 2)};
  failed.status = DayStatus::Failed;
  failed.status_reason = "the model did not answer";
  failed.counts = {.announced = 489, .scanned = 312, .selected = 0};

  Digest empty{.date = Day(2026, 3, 3)};
  empty.counts = {.announced = 200, .scanned = 137, .selected = 0};
  empty.model = "gpt-5";
  return {first, second, failed, empty};
}

/// No more than the pages' own: no maths, no prompts, nothing found. All that is given must outlive
/// it.
inline SiteInput input_of(const Library& library, const config::Config& config,
                          const Theme& look = test_theme()) {
  return {.library = library,
          .config = config,
          .theme = look,
          .maths = {},
          .topics = {},
          .prompts = {},
          .pages = {},
          .related = {},
          .trends = {},
          .searches = {},
          .progress = {}};
}

inline void write(const SiteInput& input, OutputSink& sink, Diagnostics& problems) {
  render::SitePlan(input, problems).write(sink);
}

struct World {
  config::Config config;
  Library library{digests()};
  MemoryOutput output;
  Diagnostics problems;

  explicit World(const std::string& base_url = "https://user.github.io/digest") {
    config.site.title = "Digest & Co";
    config.site.base_url = base_url;
    config.topics = {
        {.id = "architecture", .label = "Model <Architecture>", .aliases = {}, .keywords = {}}};
    config.authors = {{.name = "Yann LeCun", .aliases = {}, .semantic_scholar = ""}};
    write(input(), output, problems);
  }

  SiteInput input() const {
    SiteInput made = input_of(library, config);
    made.prompts = {{"p1", "## Topics\n\n- **Select** <b>well</b> {{heading}}.\n\n<PAPERS>\n"},
                    {"draft", "No model was given this."}};
    made.pages = {
        {.name = "about", .markdown = "# About us\n\n<script>x</script>\n\nMade *well*."}};
    made.related = std::vector<std::vector<RelatedPaper>>(library.papers().size());
    made.related[0] = {{.paper = 1, .shared_terms = {"sparse <attention>"}}};
    made.trends = {{.term = "mamba <b>", .rise = 3.21, .counts = {1, 4}, .papers = {0}}};
    made.searches = {
        {.slug = "moe", .name = "MoE <i>", .query = "moe \"x\"", .total = 1, .papers = {0}}};
    return made;
  }

  const std::string& page(const std::string& path) const {
    REQUIRE(output.files().count(path) == 1);
    return output.files().at(path);
  }
};

inline const World& world() {
  static const World made;
  return made;
}

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size())
    ++times;
  return times;
}

/// A digest of the recommender: an order, and no scores.
inline Digest unscored(Day day, const std::vector<std::string>& ids) {
  Digest digest{.date = day};
  digest.usage = {.prompt_tokens = 0,
                  .completion_tokens = 0,
                  .cached_tokens = {},
                  .prompt_cost = 0.0,
                  .completion_cost = 0.0,
                  .cached_cost = {}};
  for (const std::string& id : ids) {
    Entry entry = paper(id, "Title " + id, 0, 0);
    entry.relevance = entry.novelty = entry.score = std::nullopt;
    entry.chosen_by = ChosenBy::Recommender;
    entry.comment.clear();
    digest.papers.push_back(entry);
  }
  return digest;
}

inline std::map<std::string, std::string> site_of(std::vector<Digest> days,
                                                  const config::Config& config) {
  const Library library(std::move(days));
  MemoryOutput output;
  Diagnostics problems;
  write(input_of(library, config), output, problems);
  CHECK(problems.str() == "");
  return {output.files().begin(), output.files().end()};
}

inline config::Config config_with_topic() {
  config::Config config;
  config.topics = {{.id = "architecture", .label = "Architecture", .aliases = {}, .keywords = {}}};
  return config;
}

/// Positions of texts in a page, which must have all of them.
inline bool in_order(const std::string& page, const std::vector<std::string>& parts) {
  std::size_t last = 0;
  for (const std::string& part : parts) {
    const std::size_t at = page.find(part, last);
    CAPTURE(part);
    CHECK(at != std::string::npos);
    if (at == std::string::npos) return false;
    last = at;
  }
  return true;
}

}  // namespace broadsheet::test::site_scene
