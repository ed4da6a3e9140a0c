// The shipped sample and what we write are valid by docs/content.schema.json. The checker below
// knows the keywords that the schema uses, and fails on any other.
#include <algorithm>
#include <regex>
#include <string>

#include "base/files.h"
#include "content/digest_json.h"
#include "json/document.h"
#include "json/writer.h"
#include "support/catch.h"

using namespace broadsheet;
using content::to_json;
using json::Document;
using json::Kind;
using json::Node;

namespace {

class Schema {
 public:
  explicit Schema(const Document& tree) : root_(tree.root()) {}

  std::string check(const Node& value) const { return check(value, root_, "$"); }

 private:
  static bool is_type(const Node& value, std::string_view type) {
    switch (value.kind()) {
      case Kind::Null:
        return type == "null";
      case Kind::Bool:
        return type == "boolean";
      case Kind::Number:
        return type == "number" || (type == "integer" && value.integer());
      case Kind::Text:
        return type == "string";
      case Kind::List:
        return type == "array";
      case Kind::Object:
        return type == "object";
    }
    return false;
  }

  std::string check(const Node& value, const Node& schema, const std::string& at) const {
    for (const Node rule : schema) {
      const std::string problem = check_rule(value, rule, schema, at);
      if (!problem.empty()) return problem;
    }
    return {};
  }

  std::string check_rule(const Node& value, const Node& rule, const Node& schema,
                         const std::string& at) const {
    const std::string_view name = rule.key();
    const auto fails = [&](bool fine) {
      return fine ? std::string() : at + ": " + std::string(name);
    };
    if (name == "$schema" || name == "$id" || name == "title" || name == "description" ||
        name == "$defs")
      return {};
    if (name == "$ref") {
      const std::string_view target = rule.text().substr(std::string_view("#/$defs/").size());
      return check(value, *root_.find("$defs")->find(target), at);
    }
    if (name == "type") {
      if (rule.is(Kind::Text)) return fails(is_type(value, rule.text()));
      return fails(std::any_of(rule.begin(), rule.end(),
                               [&](const Node& type) { return is_type(value, type.text()); }));
    }
    if (name == "const") return fails(value.value() == rule.value());
    if (name == "enum") {
      return fails(std::any_of(rule.begin(), rule.end(),
                               [&](const Node& one) { return one.text() == value.text(); }));
    }
    if (name == "required") {
      return fails(std::all_of(rule.begin(), rule.end(), [&](const Node& key) {
        return value.find(key.text()).has_value();
      }));
    }
    if (name == "pattern") {
      return fails(
          std::regex_search(std::string(value.text()), std::regex(std::string(rule.text()))));
    }
    if (name == "minLength")
      return fails(value.text().size() >= static_cast<std::size_t>(*rule.integer()));
    if (name == "minimum") return fails(!value.is(Kind::Number) || value.number() >= rule.number());
    if (name == "maximum") return fails(!value.is(Kind::Number) || value.number() <= rule.number());
    if (name == "minItems") return fails(value.size() >= static_cast<std::size_t>(*rule.integer()));
    if (name == "maxItems") return fails(value.size() <= static_cast<std::size_t>(*rule.integer()));
    if (name == "properties") {
      for (const Node member : value) {
        const auto one = rule.find(member.key());
        const std::string problem =
            one ? check(member, *one, at + "." + std::string(member.key())) : "";
        if (!problem.empty()) return problem;
      }
      return {};
    }
    if (name == "additionalProperties") {
      for (const Node member : value) {
        if (!schema.find("properties")->find(member.key()))
          return at + ": unknown " + std::string(member.key());
      }
      return {};
    }
    if (name == "items" || name == "prefixItems") {
      int index = 0;
      auto prefix = rule.begin();
      for (const Node item : value) {
        const std::string place = at + "[" + std::to_string(index++) + "]";
        if (name == "prefixItems" && prefix == rule.end()) break;
        const std::string problem = check(item, name == "items" ? rule : *prefix, place);
        if (!problem.empty()) return problem;
        if (name == "prefixItems") ++prefix;
      }
      return {};
    }
    return "the checker does not know " + std::string(name);
  }

  Node root_;
};

Document tree_of(const std::string& bytes) {
  Diagnostics problems;
  auto tree = Document::parse(bytes, "x.json", problems);
  INFO(problems.str());
  REQUIRE(tree);
  return *std::move(tree);
}

Document schema_tree() {
  return tree_of(read_file(fs::path(BROADSHEET_SOURCE_DIR) / "docs" / "content.schema.json"));
}

}  // namespace

TEST_CASE("the shipped sample is valid by the schema, as written and as we write it") {
  const Document schema = schema_tree();
  const fs::path content = fs::path(BROADSHEET_SOURCE_DIR) / "content";
  for (const std::string& name : list_files(content)) {
    if (!name.ends_with(".json")) continue;
    CAPTURE(name);
    const std::string bytes = read_file(content / name);
    CHECK(Schema(schema).check(tree_of(bytes).root()).empty());
    Diagnostics problems;
    const std::string ours = to_json(*content::parse_digest(bytes, name, problems));
    CHECK(Schema(schema).check(tree_of(ours).root()).empty());
  }
}

TEST_CASE("the example of the documentation is valid and canonical") {
  const std::string page = read_file(fs::path(BROADSHEET_SOURCE_DIR) / "docs" / "content.md");
  const std::size_t begin = page.find("```json\n") + 8;
  const std::string example = page.substr(begin, page.find("```", begin) - begin);
  const Document schema = schema_tree();
  CHECK(Schema(schema).check(tree_of(example).root()).empty());
  Diagnostics problems;
  const auto digest = content::parse_digest(example, "content.md", problems);
  CHECK(problems.str().empty());
  REQUIRE(digest);
  CHECK(to_json(*digest) == example);
}

TEST_CASE("what the reader refuses the schema refuses") {
  struct Case {
    std::string json, problem;
  };
  const auto& [json, problem] = GENERATE(values<Case>({
      {R"({"format":1,"date":"2026-02-27"})", "$: required"},
      {R"({"format":2,"date":"2026-02-27","papers":[]})", "$.format: const"},
      {R"({"format":1,"date":"27.2.2026","papers":[]})", "$.date: pattern"},
      {R"({"format":1,"date":"2026-02-27","papers":[],"status":"done"})", "$.status: enum"},
      {R"({"format":1,"date":"2026-02-27","papers":[],"modell":""})", "$: unknown modell"},
      {R"({"format":1,"date":"2026-02-27","papers":[],"prompt":"../x"})", "$.prompt: pattern"},
      {R"({"format":1,"date":"2026-02-27","papers":[{"id":"x","title":"T","authors":[]}]})",
       "$.papers[0].id: pattern"},
      {R"({"format":1,"date":"2026-02-27","papers":[{"id":"2602.00001","title":"T","authors":[""]}]})",
       "$.papers[0].authors[0]: minLength"},
      {R"({"format":1,"date":"2026-02-27","papers":[{"id":"2602.00001","title":"T","authors":[],"novelty":11}]})",
       "$.papers[0].novelty: maximum"},
      {R"({"format":1,"date":"2026-02-27","papers":[],"verdicts":[["2602.00001",9]]})",
       "$.verdicts[0]: minItems"},
      {R"({"format":1,"date":"2026-02-27","papers":[],"usage":{"prompt_tokens":1.5}})",
       "$.usage.prompt_tokens: type"},
  }));
  CAPTURE(json);
  const Document schema = schema_tree();
  CHECK(Schema(schema).check(tree_of(json).root()) == problem);
  Diagnostics problems;
  CHECK_FALSE(content::parse_digest(json, "x.json", problems));
}
