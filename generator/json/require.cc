#include "json/require.h"

#include <optional>
#include <utility>

#include "base/error.h"

namespace broadsheet::json {

void reject(const Node& value, const std::string& message) {
  throw Error(ErrorKind::Content, value.where(), message);
}

Document require_document(std::string bytes, const std::string& path) {
  Diagnostics problems;
  std::optional<Document> document = Document::parse(std::move(bytes), path, problems);
  if (document) return std::move(*document);
  const Problem& problem = problems.problems().front();
  throw Error(ErrorKind::Content, problem.where, problem.message);
}

Node require(const Node& object, std::string_view key, Kind kind) {
  const std::string name = "'" + std::string(key) + "'";
  const std::optional<Node> member = object.find(key);
  if (!member) reject(object, name + " is missing");
  if (!member->is(kind)) {
    reject(*member, name + " should be " + std::string(name_of(kind)) + ", not " +
                        std::string(name_of(member->kind())));
  }
  return *member;
}

std::string require_text(const Node& object, std::string_view key) {
  return std::string(require(object, key, Kind::Text).text());
}

std::vector<std::string> require_texts(const Node& object, std::string_view key) {
  std::vector<std::string> texts;
  for (const Node item : require(object, key, Kind::List)) {
    if (!item.is(Kind::Text)) reject(item, "this should be text");
    texts.emplace_back(item.text());
  }
  return texts;
}

std::int64_t require_integer(const Node& object, std::string_view key) {
  const Node member = require(object, key, Kind::Number);
  if (!member.integer()) reject(member, "'" + std::string(key) + "' should be an integer");
  return *member.integer();
}

double require_number(const Node& object, std::string_view key) {
  return require(object, key, Kind::Number).number();
}

bool require_bool(const Node& object, std::string_view key) {
  return require(object, key, Kind::Bool).boolean();
}

}  // namespace broadsheet::json
