#include "json/value.h"

#include <ctime>
#include <string>

#include "json/writer.h"
#include "support/catch.h"

using broadsheet::json::Kind;
using broadsheet::json::List;
using broadsheet::json::Object;
using broadsheet::json::to_line;
using broadsheet::json::Value;

TEST_CASE("an object keeps the order and the first of equal keys") {
  Object object = {{"b", 1}, {"a", "x"}, {"b", 2}};
  CHECK(object.size() == 2);
  CHECK_FALSE(object.add("a", "y"));
  CHECK(object.add("c", List{true, 1.5, Value()}));
  CHECK(to_line(object) == R"({"b":1,"a":"x","c":[true,1.5,null]})");
}

TEST_CASE("setting a member replaces its value in place") {
  Object object = {{"b", 1}, {"a", 2}};
  object.set("b", "new");
  object.set("c", 3);
  CHECK(to_line(object) == R"({"b":"new","a":2,"c":3})");
}

TEST_CASE("merging adds only what is missing") {
  Object object = {{"a", 1}};
  object.merge({{"a", 2}, {"b", 3}});
  CHECK(object == Object{{"a", 1}, {"b", 3}});
}

TEST_CASE("an object of any size finds its members after every change") {
  const int count = GENERATE(1, 15, 16, 17, 100);
  CAPTURE(count);
  Object object;
  for (int i = count; i-- > 0;) object.add("key" + std::to_string(i), i);
  object.erase("key0");
  object.erase("absent");
  object.sort();
  const Object copy = object;
  CHECK(copy.size() == static_cast<std::size_t>(count) - 1);
  CHECK(copy.find("key0") == nullptr);
  CHECK_FALSE(copy.find("absent"));
  for (int i = 1; i < count; ++i) {
    const Value* found = copy.find("key" + std::to_string(i));
    REQUIRE(found != nullptr);
    CHECK(*found == Value(i));
  }
  for (auto member = copy.begin(); member != copy.end() && member + 1 != copy.end(); ++member) {
    CHECK(member->key < (member + 1)->key);
  }
}

TEST_CASE("building a large object takes time in proportion to its members") {
  const std::clock_t begin = std::clock();
  Object object;
  for (int i = 0; i < 50'000; ++i) object.add(std::to_string(i), i);
  CHECK(object.size() == 50'000);
  CHECK(std::clock() - begin < 4 * CLOCKS_PER_SEC);  // a linear search for each key takes minutes
}

TEST_CASE("a value knows its kind") {
  CHECK(Value().kind() == Kind::Null);
  CHECK(Value(false).kind() == Kind::Bool);
  CHECK(Value(3).kind() == Kind::Number);
  CHECK(Value(3.5).kind() == Kind::Number);
  CHECK(Value("x").kind() == Kind::Text);
  CHECK(Value(List{}).kind() == Kind::List);
  CHECK(Value(Object{}).kind() == Kind::Object);
  CHECK(Value(3).number() == 3.0);
  CHECK(Value(3.5).number() == 3.5);
  CHECK_FALSE(Value("3").number());
}
