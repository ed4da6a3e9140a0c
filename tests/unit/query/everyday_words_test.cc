#include "query/everyday_words.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/files.h"
#include "support/catch.h"

namespace broadsheet::query {
namespace {

Group word(bool everyday, bool soft = false) {
  return {.field = QueryField::Any,
          .required = false,
          .soft = soft,
          .date = false,
          .everyday = everyday,
          .alternatives = {{.form = "x", .weight = 5, .df = 1}},
          .composites = {{.words = {{{.form = "y", .df = 1}}}, .weight = 2.5}}};
}

}  // namespace

TEST_CASE("both sides know the same everyday words") {
  const auto json = nlohmann::json::parse(
      read_file(fs::path(BROADSHEET_SOURCE_DIR) / "tests/vectors/everyday.json"));
  for (const std::string text : json["everyday"]) CHECK(is_everyday_word(text));
  for (const std::string text : json["others"]) CHECK_FALSE(is_everyday_word(text));
}

TEST_CASE("everyday words of a long query weigh less, if there are others") {
  std::vector<Group> need = {word(true), word(false), word(false), word(false), word(true, true)};
  lower_everyday_words(need);
  CHECK(need[0].alternatives[0].weight == 2);
  CHECK(need[0].composites[0].weight == 1);
  CHECK(need[1].alternatives[0].weight == 5);
  CHECK(need[4].alternatives[0].weight == 5);

  std::vector<Group> name = {word(true), word(false), word(false), word(true, true)};
  lower_everyday_words(name);
  CHECK(name[0].alternatives[0].weight == 5);

  std::vector<Group> alone(4, word(true));
  lower_everyday_words(alone);
  CHECK(alone[0].alternatives[0].weight == 5);
}

}  // namespace broadsheet::query
