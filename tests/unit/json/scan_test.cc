#include "json/scan.h"

#include <string>

#include "support/catch.h"

using broadsheet::json::scan;
using broadsheet::json::SourceMap;

TEST_CASE("good JSON has no mistake") {
  const std::string text =
      GENERATE(as<std::string>{}, "{}", "[]", " 0 ", "-0.5e-3", "true", "null", "\"\"", "[1,2]",
               "[[],{}]", R"({"a":[1,{"b":null}],"c":"\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t"})",
               "\t[\r\n1 , 2 ]\n", "18446744073709551615", "-9223372036854775808", "1e308");
  CAPTURE(text);
  CHECK(scan(text).mistake.empty());
}

TEST_CASE("the first mistake is named with its place") {
  struct Case {
    std::string text, mistake;
    std::size_t at;
  };
  const auto& [text, mistake, at] = GENERATE(values<Case>({
      {"", "expected a JSON object, found nothing", 0},
      {"   ", "expected a JSON object, found nothing", 3},
      {"{", "expected a key in double quotes, found the end of the file", 1},
      {"{\"a\"", "expected ':' after the key, found the end of the file", 4},
      {"{\"a\":", "expected a value, found the end of the file", 5},
      {"{\"a\":1", "expected ',' or '}', found the end of the file", 6},
      {"{\"a\":1,}", "expected another value after ',', found '}'", 7},
      {"[1,]", "expected another value after ',', found ']'", 3},
      {"[1 2]", "expected ',' or ']', found '2'", 3},
      {"{'a':1}", "expected a key in double quotes, found a single quote (JSON needs \")", 1},
      {"{a:1}", "expected a key in double quotes, found 'a'", 1},
      {"{} x", "expected the end of the file, found 'x'", 3},
      {"nul", "expected a value, found 'n'", 0},
      {"[\xC3\xA9]", "expected a value, found '\xC3\xA9'", 1},
      {"\"abc", "the text that begins here does not end", 0},
      {"\"a\nb\"", "the text does not end on its line; a line break inside is \\n", 2},
      {"\"a\x01\"", "a control character in the text; write it as \\u00XX", 2},
      {R"("\x")", "'\\x' is not an escape of JSON; a backslash itself is \\\\", 1},
      {R"("\u12g4")", "expected four hexadecimal digits after \\u", 3},
      {R"("\ud800")", "a surrogate without its other half", 7},
      {R"("\udc00")", "a surrogate without its other half", 3},
      {"01", "a number does not begin with 0", 0},
      {"1.", "expected a digit, found the end of the file", 2},
      {"-", "expected a digit, found the end of the file", 1},
      {"1e", "expected a digit, found the end of the file", 2},
      {"1e999", "the number is too large", 0},
      {"123456789012345678901234", "the number is too large", 0},
      {"\"\xFF\"", "the file is not UTF-8 here", 1},
  }));
  CAPTURE(text);
  const SourceMap places = scan(text);
  CHECK(places.mistake == mistake);
  CHECK(places.mistake_at == at);
}

TEST_CASE("nesting is followed to 64 levels and no further, without recursion") {
  CHECK(scan(std::string(64, '[') + std::string(64, ']')).mistake.empty());
  CHECK(scan(std::string(65, '[') + std::string(65, ']')).mistake ==
        "nested deeper than 64 levels");
  CHECK(scan(std::string(3'000'000, '[')).mistake_at == 64);
}

TEST_CASE("values and keys are given in the order of the text") {
  const SourceMap places = scan(R"({"a": [1, "x"], "b": {}})");
  CHECK(places.values == std::vector<std::uint32_t>{0, 6, 7, 10, 21});
  CHECK(places.keys == std::vector<std::uint32_t>{0, 1, 7, 10, 16});
}
