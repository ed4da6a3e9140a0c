#include "json/writer.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "support/catch.h"

using broadsheet::json::append_string;
using broadsheet::json::Escapes;
using broadsheet::json::Layout;
using broadsheet::json::List;
using broadsheet::json::number_text;
using broadsheet::json::Object;
using broadsheet::json::to_line;
using broadsheet::json::Value;
using broadsheet::json::Writer;

namespace {

std::string escaped(std::string_view text, Escapes escapes = Escapes::Json) {
  std::string out;
  append_string(out, text, escapes);
  return out;
}

}  // namespace

TEST_CASE("strings are escaped as JSON requires") {
  CHECK(escaped("") == R"("")");
  CHECK(escaped("a\"b\\c/d") == R"("a\"b\\c/d")");
  CHECK(escaped("\n\t\r\b\x1f\x7f") == "\"\\n\\t\\r\\u0008\\u001f\x7f\"");
  CHECK(escaped("<é\u2028>") == "\"<é\u2028>\"");
}

TEST_CASE("a script's strings hold nothing that ends or breaks it") {
  CHECK(escaped("</script>&\u2028\u2029\x7f\u2027", Escapes::Script) ==
        R"("\u003c/script\u003e\u0026\u2028\u2029\u007f)"
        "\u2027\"");
}

TEST_CASE("bytes that are not UTF-8 are replaced") {
  CHECK(escaped("a\xFFz") == "\"a\uFFFDz\"");
  CHECK(escaped("a\xE2\x80", Escapes::Script).find("\uFFFD") != std::string::npos);
}

TEST_CASE("every text reads back as it was") {
  std::string text;
  for (int byte = 0; byte < 0x80; ++byte) text += static_cast<char>(byte);
  text += "é\u2028\U0001D400";
  for (const Escapes escapes : {Escapes::Json, Escapes::Script}) {
    CHECK(nlohmann::json::parse(escaped(text, escapes)) == text);
  }
}

TEST_CASE("numbers are short and read back exactly") {
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(17.0) == "17");
  CHECK(number_text(-0.0) == "0");
  CHECK(number_text(1e300) == "1e+300");
  CHECK(number_text(std::numeric_limits<double>::infinity()) == "null");
  CHECK(number_text(std::nan("")) == "null");
  CHECK(std::stod(number_text(0.1 + 0.2)) == 0.1 + 0.2);
}

TEST_CASE("lines are indented by two spaces") {
  Writer writer;
  writer.open('{').key("a").open('[').value(1).value("x").close(']');
  writer.key("empty").open('{').close('}');
  writer.key("row").row({"p", 1.5, Value()});
  writer.key("none").value(std::optional<double>());
  writer.text_if("skipped", "").text_if("kept", "t").close('}');
  CHECK(std::move(writer).finish() == R"({
  "a": [
    1,
    "x"
  ],
  "empty": {},
  "row": ["p", 1.5, null],
  "none": null,
  "kept": "t"
}
)");
}

TEST_CASE("the compact layout is one line without spaces") {
  const Object object = {{"a", List{1, true, "x"}}, {"b", Object{{"c", 2.5}}}, {"d", List{}}};
  CHECK(to_line(object) == R"({"a":[1,true,"x"],"b":{"c":2.5},"d":[]})");
  Writer writer(Layout::Compact, Escapes::Script);
  writer.open('[').value("<").row({"<"}).close(']');
  CHECK(std::move(writer).finish() == R"(["\u003c",["\u003c"]])");
}
