#include "import/papers/json_values.h"

#include <utility>

#include "import/papers/page_header.h"
#include "import/source/field_values.h"
#include "json/writer.h"
#include "text/cleanup.h"

namespace broadsheet::importer {

bool is_empty(const json::Node& value) {
  switch (value.kind()) {
    case json::Kind::Null:
      return true;
    case json::Kind::Text:
      return value.text().empty();
    case json::Kind::List:
    case json::Kind::Object:
      return value.begin() == value.end();
    default:
      return false;
  }
}

std::string kind_of(const json::Node& value) { return std::string(name_of(value.kind())); }

void JsonValueReader::error(const json::Node& value, std::string message) const {
  tree_.error(value.where(), std::move(message), problems_);
}

void JsonValueReader::warning(const json::Node& value, std::string message) const {
  tree_.warning(value.where(), std::move(message), problems_);
}

void JsonValueReader::file_error(std::string message) const {
  problems_.error({tree_.path(), 0, 0}, std::move(message));
}

std::string JsonValueReader::text(const json::Node& value, json::Object& extra) const {
  if (value.is(json::Kind::Text)) return text::clean(value.text());
  if (!value.is(json::Kind::Null)) {
    error(value, "'" + text::clean(value.key()) + "' should be text, not " + kind_of(value));
    extra.add(value.key(), value.value());
  }
  return {};
}

std::vector<std::string> JsonValueReader::texts(
    const json::Node& list, json::Object& extra,
    std::vector<std::string> (*split)(std::string_view)) const {
  std::vector<std::string> texts;
  if (list.is(json::Kind::Text)) return split(text::clean(list.text()));
  if (list.is(json::Kind::Null)) return texts;
  bool complete = list.is(json::Kind::List);
  if (!complete) {
    error(list, "'" + text::clean(list.key()) + "' should be a list of text, not " + kind_of(list));
  } else {
    for (const json::Node value : list) {
      const std::optional<json::Node> name = value.find("name");
      const bool named = name && name->is(json::Kind::Text);
      complete = complete && (value.is(json::Kind::Text) || (named && value.size() == 1));
      if (!value.is(json::Kind::Text) && !named) {
        error(value, "this should be text, not " + kind_of(value));
        continue;
      }
      std::string text = text::clean_line(named ? name->text() : value.text());
      if (!text.empty()) texts.push_back(std::move(text));
    }
  }
  if (!complete) extra.add(list.key(), list.value());
  return texts;
}

std::optional<double> JsonValueReader::score(const json::Node& value, double most,
                                             json::Object& extra) const {
  if (is_empty(value)) return std::nullopt;
  const std::optional<double> score =
      value.is(json::Kind::Number) ? value.number() : stated_score(value.text());
  if (score && *score >= 0 && *score <= most) return score;
  error(value, text::clean(value.key()) + " should be a number from 0 to " +
                   json::number_text(most) + "; it is kept in 'extra'");
  extra.add(value.key(), value.value());
  return std::nullopt;
}

std::optional<std::int64_t> JsonValueReader::count(const json::Node& object,
                                                   std::string_view key) const {
  const std::optional<json::Node> value = object.find(key);
  if (!value || value->is(json::Kind::Null)) return std::nullopt;
  const std::optional<std::int64_t> number =
      value->is(json::Kind::Text) ? read_count(value->text()) : value->integer();
  if (number && *number >= 0) return number;
  error(*value, "'" + std::string(key) + "' should be a whole number from 0");
  return std::nullopt;
}

std::optional<double> JsonValueReader::cost(const json::Node& object, std::string_view key) const {
  const std::optional<json::Node> value = object.find(key);
  if (!value || value->is(json::Kind::Null)) return std::nullopt;
  if (value->is(json::Kind::Number) && value->number() >= 0) return value->number();
  if (const std::optional<double> cost = read_cost(value->text())) return cost;
  error(*value, "'" + std::string(key) + "' should be a number from 0");
  return std::nullopt;
}

}  // namespace broadsheet::importer
