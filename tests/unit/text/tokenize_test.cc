#include "text/tokenize.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/catch.h"

namespace broadsheet::text {

TEST_CASE("text is cut into words as the browser cuts it") {
  const fs::path path = fs::path(BROADSHEET_SOURCE_DIR) / "tests/vectors/tokenize.json";
  for (const auto& row : nlohmann::json::parse(read_file(path))) {
    const std::string in = row["in"];
    std::vector<std::string> words;
    for (const Word& word : tokenize(in)) words.push_back((word.tied ? "-" : "") + word.text);
    CAPTURE(in);
    CHECK(words == row["out"].get<std::vector<std::string>>());
  }
}

TEST_CASE("a word's offsets give the word") {
  const std::string text = "low-rank c++ 3.5 \xCE\xB1-\xCE\xB2 don't";
  for (const Word& word : tokenize(text)) {
    CHECK(text.substr(word.begin, word.end - word.begin) == word.text);
  }
}

TEST_CASE("bytes that are not UTF-8 part words") {
  const std::vector<Word> words = tokenize("a\xFF\xFEz\xC3");
  REQUIRE(words.size() == 2);
  CHECK(words[0].text == "a");
  CHECK(words[1].text == "z");
}

TEST_CASE("five megabytes without a space are no word and take no time") {
  CHECK(tokenize(std::string(5'000'000, 'a')).empty());
  CHECK(tokenize(std::string(5'000'000, '-')).empty());
  CHECK(tokenize(std::string(5'000'000, '+')).empty());
}

TEST_CASE("numbers have no letter") {
  const auto [word, letter] = GENERATE(table<std::string, bool>({{"gpt4", true},
                                                                 {"4x", true},
                                                                 {"é", true},
                                                                 {"数", true},
                                                                 {"2602.01234", false},
                                                                 {"3,5", false},
                                                                 {"_", false},
                                                                 {"", false}}));
  CHECK(has_letter(word) == letter);
}

}  // namespace broadsheet::text
