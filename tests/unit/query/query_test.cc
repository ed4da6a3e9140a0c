#include "query/query.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "query/acronym.h"
#include "query/typed_text.h"
#include "support/catch.h"

namespace broadsheet::search {
namespace {

using Json = nlohmann::json;

Json vectors(const std::string& name) {
  return Json::parse(read_file(fs::path(BROADSHEET_SOURCE_DIR) / "tests/vectors" / name));
}

Json to_json(const query::Query& query) {
  Json json = {{"clauses", Json::array()}, {"filters", Json::array()}, {"from", query.from},
               {"to", query.to},           {"minScore", nullptr},      {"maxScore", nullptr},
               {"above", query.above},     {"below", query.below},     {"dropped", query.dropped}};
  if (query.min_score) json["minScore"] = *query.min_score;
  if (query.max_score) json["maxScore"] = *query.max_score;
  for (const query::Clause& clause : query.clauses) {
    json["clauses"].push_back({{"sign", clause.sign == query::Sign::Must  ? "+"
                                        : clause.sign == query::Sign::Not ? "-"
                                                                          : ""},
                               {"field", clause.field == query::QueryField::Title    ? "title"
                                         : clause.field == query::QueryField::Author ? "author"
                                                                                     : ""},
                               {"words", clause.words},
                               {"exact", clause.exact},
                               {"complete", clause.complete}});
    if (clause.prefix) json["clauses"].back()["prefix"] = true;
    if (!clause.also.empty()) json["clauses"].back()["also"] = clause.also;
    if (!clause.date.empty()) json["clauses"].back()["date"] = clause.date;
  }
  for (const query::FilterClause& filter : query.filters) {
    json["filters"].push_back(
        {{"kind", filter.kind == query::FilterKind::Topic ? "topic" : "category"},
         {"key", filter.key},
         {"not", filter.exclude}});
  }
  return json;
}

}  // namespace

TEST_CASE("a query is understood as the browser understands it") {
  for (const Json& row : vectors("query.json")) {
    const std::string in = row["in"];
    CAPTURE(in);
    CHECK(to_json(query::parse_query(in)) == row["out"]);
  }
}

TEST_CASE("TeX and operators of a query are read as the browser reads them") {
  for (const Json& row : vectors("typed.json")) {
    const std::string in = row["in"];
    CAPTURE(in);
    CHECK(query::plain_query(in) == row["out"].get<std::string>());
  }
}

TEST_CASE("acronyms and long forms in queries are those that the browser finds") {
  const Json all = vectors("acronyms.json");
  std::vector<query::Acronym> acronyms;
  for (const Json& text : all["acronyms"]) {
    acronyms.push_back(query::parse_acronym(text.get<std::string>()));
    CHECK(query::acronym_text(acronyms.back()) == text);
  }
  for (const Json& row : all["queries"]) {
    const std::string in = row["in"];
    CAPTURE(in);
    Json found = Json::array();
    for (const query::Expansion& one :
         query::find_expansions(query::parse_query(in).clauses, acronyms)) {
      found.push_back({one.acronym->acronym, one.first, one.count});
    }
    CHECK(found == row["out"]);
  }
}

TEST_CASE("filter values are compared as in the browser") {
  for (const Json& row : vectors("filter-key.json")) {
    const std::string in = row["in"];
    CAPTURE(in);
    CHECK(query::filter_key(in) == row["out"].get<std::string>());
  }
}

TEST_CASE("any bytes are a query") {
  for (const std::string& typed :
       {std::string("\xFF\xFE"), std::string("\"\xC3"), std::string("title:\xFF"),
        std::string(1, '\0'), std::string(100'000, '"'), std::string(100'000, '-'),
        std::string(100'000, '+'), std::string(100'000, ':'),
        std::string("topic:") + std::string(100'000, 'x'),
        std::string("score:") + std::string(100'000, '9'), std::string(100'000, '\\'),
        std::string(100'000, '{'), std::string(100'000, '(') + " NOT x",
        std::string(1'000'000, 'a')}) {
    CHECK_NOTHROW(query::parse_query(typed));
  }
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "\"a" + std::to_string(i) + " b\" -c title:d from:x ";
  const query::Query query = query::parse_query(many);
  std::size_t words = 0;
  for (const query::Clause& clause : query.clauses) words += clause.words.size();
  CHECK(words <= 64);
  CHECK(query.dropped.size() <= 64);
}

TEST_CASE("what is set beside the text narrows it and never widens it") {
  query::SearchOptions options;
  options.from = "2026-02";
  options.to = "2026-03-05";
  options.min_score = 17;
  options.topic = "Model Architecture";
  options.category = "cs.LG";
  options.complete = false;
  const query::Query query =
      apply_options(query::parse_query("from:2026-01 to:2026-03-01 score:>=18 quant"), options);
  CHECK(query.from == 20260201);
  CHECK(query.to == 20260301);
  CHECK(query.min_score == 18);
  REQUIRE(query.filters.size() == 2);
  CHECK(query.filters[0].key == "model-architecture");
  CHECK(query.filters[1].key == "cs.lg");
  CHECK_FALSE(query.clauses.front().complete);
}

TEST_CASE("dates that cannot be read limit nothing") {
  query::SearchOptions options;
  options.from = GENERATE(as<std::string>{}, "yesterday", "2026-13", "2026-00", "26-01-01",
                          "2026-01-01x", "2026-01-32", "2026-", "-2026", "20260101");
  CAPTURE(options.from);
  CHECK(apply_options(query::parse_query("x"), options).from == 0);
}

}  // namespace broadsheet::search
