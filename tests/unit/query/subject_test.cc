#include "query/subject.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "base/files.h"
#include "support/catch.h"

namespace broadsheet::query {

TEST_CASE("both sides put papers in the same order by subject") {
  const auto rows = nlohmann::json::parse(
      read_file(fs::path(BROADSHEET_SOURCE_DIR) / "tests/vectors/subject.json"));
  REQUIRE(rows.size() > 5);
  for (const auto& row : rows) {
    CAPTURE(row["about"].get<std::string>());
    std::vector<std::vector<std::int8_t>> vectors;
    for (const auto& paper : row["papers"]) vectors.push_back(paper["vector"]);
    std::vector<SubjectCandidate> candidates;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      candidates.push_back(
          {.rank = row["papers"][i]["rank"], .all = row["papers"][i]["all"], .vector = vectors[i]});
    }
    CHECK(order_by_subject(candidates) == row["order"].get<std::vector<std::size_t>>());
  }
}

}  // namespace broadsheet::query
