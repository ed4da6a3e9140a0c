#include "text/normalize.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/catch.h"
#include "text/name_forms.h"

namespace broadsheet::text {
namespace {

nlohmann::json vectors(const std::string& name) {
  return nlohmann::json::parse(read_file(fs::path(BROADSHEET_SOURCE_DIR) / "tests/vectors" / name));
}

}  // namespace

TEST_CASE("text is folded as the browser folds it") {
  for (const auto& row : vectors("fold.json")) {
    const std::string in = row["in"];
    CAPTURE(in);
    CHECK(fold(in) == row["out"].get<std::string>());
  }
}

TEST_CASE("folding twice is folding once") {
  for (const auto& row : vectors("fold.json")) {
    const std::string out = row["out"];
    CAPTURE(out);
    CHECK(fold(out) == out);
  }
}

TEST_CASE("folding works on each part of a text alone, but for neighbouring Greek letters") {
  std::string joined;
  std::string parts;
  for (const auto& row : vectors("fold.json")) {
    joined += row["in"].get<std::string>() + " ";
    parts += fold(row["in"].get<std::string>()) + " ";
  }
  CHECK(fold(joined) == parts);
}

TEST_CASE("other forms of a name are those of the browser") {
  for (const auto& row : vectors("name-forms.json")) {
    const std::string in = row["in"];
    CAPTURE(in);
    CHECK(name_forms(in) == row["out"].get<std::vector<std::string>>());
  }
}

TEST_CASE("bytes that are not UTF-8 part words and do no harm") {
  CHECK(fold("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(fold("\xC3") == "\xEF\xBF\xBD");
  CHECK(fold("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
  CHECK(fold(std::string("a\0b", 3)) == std::string("a\0b", 3));
}

TEST_CASE("each folded byte knows its source") {
  for (const auto& row : vectors("fold.json")) {
    const std::string in = row["in"];
    const FoldedText folded = fold_with_origin(in);
    CAPTURE(in);
    CHECK(folded.text == fold(in));
    REQUIRE(folded.origin.size() == folded.text.size() + 1);
    CHECK(std::is_sorted(folded.origin.begin(), folded.origin.end()));
    CHECK(folded.origin.back() == in.size());
  }
  const FoldedText folded = fold_with_origin("a\u00DFb");  // ß: two bytes in, two out
  CHECK(folded.text == "assb");
  CHECK(folded.origin == std::vector<std::uint32_t>{0, 1, 1, 3, 4});
}

}  // namespace broadsheet::text
