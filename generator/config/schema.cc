#include "config/schema.h"

#include <charconv>

#include "config/keys.h"

namespace broadsheet::config {
namespace {

std::string literal_of(std::string_view word) {
  std::string text = "\"";
  for (const char c : word) text += c == '\\' ? std::string("\\\\") : std::string(1, c);
  return text + "\"";
}

std::string decimal(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace

std::string words_schema(const std::vector<std::string>& words) {
  std::vector<std::string> literals;
  for (const std::string& word : words) {
    literals.push_back(literal_of(word));
    if (word == "true" || word == "false") literals.push_back(word);
  }
  return "{\"enum\": [" + joined(literals) + "]}";
}

std::string number_schema(bool whole, double least, double most, bool or_empty) {
  const std::string type = literal_of(whole ? "integer" : "number");
  return "{\"type\": " + (or_empty ? "[" + type + ", \"null\"]" : type) +
         ", \"minimum\": " + decimal(least) + ", \"maximum\": " + decimal(most) + "}";
}

std::string pattern_schema(std::string_view pattern, bool or_empty) {
  return std::string("{\"type\": ") + (or_empty ? R"(["string", "null"])" : R"("string")") +
         ", \"pattern\": " + literal_of(pattern) + "}";
}

std::string list_schema(std::string_view item) {
  return "{\"type\": [\"array\", \"null\"], \"items\": " + std::string(item) + "}";
}

std::string either_schema(std::string_view one, std::string_view other) {
  return "{\"anyOf\": [" + std::string(one) + ", " + std::string(other) + "]}";
}

std::string group_schema(const std::vector<Key>& keys, const std::vector<std::string>& required) {
  std::vector<std::string> members, names;
  for (const Key& key : keys) members.push_back(literal_of(key.name) + ": " + key.schema);
  for (const std::string& name : required) names.push_back(literal_of(name));
  return "{\"type\": " + std::string(required.empty() ? R"(["object", "null"])" : R"("object")") +
         ", \"properties\": {" + joined(members) + "}, \"additionalProperties\": false" +
         (names.empty() ? "" : ", \"required\": [" + joined(names) + "]") + "}";
}

std::string map_schema(std::string_view value) {
  return "{\"type\": [\"object\", \"null\"], \"additionalProperties\": " + std::string(value) + "}";
}

}  // namespace broadsheet::config
