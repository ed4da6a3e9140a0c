#include "json/document.h"

#include <ctime>
#include <string>

#include "json/writer.h"
#include "support/catch.h"

using broadsheet::Diagnostics;
using broadsheet::Location;
using broadsheet::json::Document;
using broadsheet::json::Kind;
using broadsheet::json::Node;
using broadsheet::json::Object;
using broadsheet::json::to_line;
using broadsheet::json::Value;

TEST_CASE("each node knows where its key and its value are") {
  Diagnostics problems;
  const auto document =
      Document::parse("{\n  \"a\": [1,\n    {\"b\": \"x\"}]\n}", "f.json", problems);
  REQUIRE(document);
  const Node list = *document->root().find("a");
  CHECK(list.where() == Location{"f.json", 2, 8});
  CHECK(list.key_where() == Location{"f.json", 2, 3});
  const Node inner = *++list.begin();
  CHECK(inner.where() == Location{"f.json", 3, 5});
  CHECK(inner.text_of("b") == "x");
  CHECK(inner.text_of("c").empty());
  CHECK(list.text_of("b").empty());
}

TEST_CASE("a text that is not JSON is reported once with its place") {
  Diagnostics problems;
  CHECK_FALSE(Document::parse("{\"a\": 1,}", "f.json", problems));
  CHECK(problems.str().starts_with("f.json:1:9: error: expected another value after ','"));
  CHECK(problems.errors() == 1);
  CHECK_FALSE(Document::parse("{\"a\": 1,}"));
}

TEST_CASE("numbers without a fraction are integers") {
  const auto document = Document::parse("[20, 20.0, 2.5, 9007199254740993, 1e300, -0.0]");
  REQUIRE(document);
  CHECK(to_line(document->root().value()) == "[20,20,2.5,9007199254740993,1e+300,0]");
}

TEST_CASE("a value is a copy in source order, the first of repeated keys") {
  const auto document = Document::parse(
      "\xEF\xBB\xBF"
      R"({"b": 1, "a": {"x": [null, true]}, "b": 2})");
  REQUIRE(document);
  CHECK(document->root().size() == 3);
  CHECK(to_line(document->root().value()) == R"({"b":1,"a":{"x":[null,true]}})");
}

TEST_CASE("the nodes of a value are those of its text") {
  const std::string text = R"({"b":1,"a":{"x":[null,true,"t",2.5]},"e":[]})";
  const Value value = Document::parse(text)->root().value();
  const Document document = Document::of(value, "v.json");
  CHECK(to_line(document.root().value()) == text);
  CHECK(document.root().find("a")->where() == Location{"v.json", 0, 0});
}

TEST_CASE("nesting is limited") {
  const std::string good = std::string(64, '[') + std::string(64, ']');
  const std::string bad = "[" + good + "]";
  CHECK(Document::parse(good));
  CHECK_FALSE(Document::parse(bad));
  Diagnostics problems;
  CHECK_FALSE(Document::parse(bad, "f", problems));
  CHECK(problems.str().find("nested deeper than 64 levels") != std::string::npos);
}

TEST_CASE("an object of very many keys is read in time in proportion to its size") {
  std::string text = "{";
  for (int i = 0; i < 50'000; ++i) text += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":1";
  const std::clock_t begin = std::clock();
  const auto document = Document::parse(text + "}");
  REQUIRE(document);
  CHECK(document->root().value().object()->size() == 50'000);
  CHECK(std::clock() - begin <
        4 * CLOCKS_PER_SEC);  // comparing each key with all before it takes minutes
}
