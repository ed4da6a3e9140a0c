#include "json/shapes.h"

#include <set>
#include <utility>

#include "base/edit_distance.h"
#include "text/cleanup.h"
#include "text/did_you_mean.h"
#include "text/utf8.h"

namespace broadsheet::json {
namespace {

constexpr int kMostProblems = 50;

}  // namespace

std::optional<std::size_t> index_of(std::string_view word, const std::vector<std::string>& names) {
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (names[at] == word) return at;
  }
  return std::nullopt;
}

std::string quoted(std::string_view text) {
  return "'" + text::shorten(text::clean(text), 40) + "'";
}

void JsonShapes::tell_rest() {
  if (errors_ <= kMostProblems) return;
  problems_.note({tree_.path(), 0, 0},
                 "and " + std::to_string(errors_ - kMostProblems) + " more errors in this file");
}

void JsonShapes::error(const JsonValue& value, std::string message, Place place) {
  if (++errors_ > kMostProblems) return;
  tree_.error(place == Place::Key ? value.key_where() : value.where(), std::move(message),
              problems_);
}

void JsonShapes::warning(const JsonValue& value, std::string message) {
  if (++warnings_ <= kMostProblems) tree_.warning(value.where(), std::move(message), problems_);
}

bool JsonShapes::expect(const JsonValue& value, JsonKind kind) {
  if (value.is(kind)) return true;
  const std::string name = value.key().empty() ? "this" : quoted(value.key());
  error(value, name + " should be " + std::string(json_kind_name(kind)) + ", not " +
                   std::string(json_kind_name(value.kind())));
  return false;
}

std::vector<bool> JsonShapes::each_member(
    const JsonValue& object, const Names& keys, CompactObject* extra,
    const std::function<void(const JsonValue&, std::size_t)>& take) {
  std::vector<bool> seen(keys.size(), false);
  std::set<std::string_view> others;
  for (const JsonValue member : object) {
    const std::optional<std::size_t> index = index_of(member.key(), keys);
    if (index ? seen[*index] : !others.insert(member.key()).second) {
      error(member, "the key " + quoted(member.key()) + " stands twice", Place::Key);
      continue;
    }
    if (index) {
      seen[*index] = true;
      take(member, *index);
      continue;
    }
    const std::optional<std::string> meant = text::did_you_mean(member.key(), keys);
    if (meant) {
      if (const std::optional<std::size_t> slip = index_of(*meant, keys)) seen[*slip] = true;
      error(member, "unknown key " + quoted(member.key()) + suggestion(meant), Place::Key);
    } else if (extra == nullptr) {
      error(member, "unknown key " + quoted(member.key()), Place::Key);
    } else {
      warning(member, "unknown key " + quoted(member.key()) + "; kept under 'extra'");
      extra->add_raw(member.key(), compact_json(member));
    }
  }
  return seen;
}

std::string JsonShapes::read_text(const JsonValue& value) {
  if (!expect(value, JsonKind::Text)) return {};
  return cut(value, text::clean(value.text()), text::kMaxTextBytes);
}

std::string JsonShapes::read_line(const JsonValue& value, std::size_t most) {
  if (!expect(value, JsonKind::Text)) return {};
  return cut(value, text::clean_line(value.text()), most);
}

std::string JsonShapes::cut(const JsonValue& value, std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  warning(value, "the text has " + std::to_string(text.size()) + " bytes; it is cut to " +
                     std::to_string(most));
  return text::shorten(text::cut_utf8(text, most), most);
}

std::vector<std::string> JsonShapes::read_lines(const JsonValue& list, std::string_view what) {
  std::vector<std::string> lines;
  if (!expect(list, JsonKind::List)) return lines;
  for (const JsonValue value : list) {
    if (!value.is(JsonKind::Text)) {
      error(value, std::string(what) + " should be text, not " +
                       std::string(json_kind_name(value.kind())));
      continue;
    }
    std::string line = cut(value, text::clean_line(value.text()), text::kMaxNameBytes);
    if (line.empty()) {
      error(value, std::string(what) + " should not be empty");
    } else {
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::optional<double> JsonShapes::read_number(const JsonValue& value, double least, double most) {
  if (value.is(JsonKind::Null) || !expect(value, JsonKind::Number)) return std::nullopt;
  const double number = value.number();
  if (number < least || number > most) {
    error(value, std::string(value.key()) + " " + json_number(number) + " is outside " +
                     json_number(least) + " to " + json_number(most));
    return std::nullopt;
  }
  return number;
}

std::optional<std::int64_t> JsonShapes::read_count(const JsonValue& value) {
  if (value.is(JsonKind::Null) || !expect(value, JsonKind::Number)) return std::nullopt;
  const std::optional<std::int64_t> count = value.integer();
  if (!count || *count < 0) {
    error(value, quoted(value.key()) + " should be a whole number from 0");
    return std::nullopt;
  }
  return count;
}

std::size_t JsonShapes::read_choice(const JsonValue& value, const Names& names) {
  if (!expect(value, JsonKind::Text)) return 0;
  if (const std::optional<std::size_t> index = index_of(value.text(), names)) return *index;
  std::string message = "unknown " + std::string(value.key()) + " " + quoted(value.text());
  if (const std::optional<std::string> meant = text::did_you_mean(value.text(), names)) {
    message += suggestion(meant);
  } else {
    message += "; it should be one of";
    for (const std::string& name : names) message += (name == names.front() ? " " : ", ") + name;
  }
  error(value, message);
  return 0;
}

std::string JsonShapes::read_object(const JsonValue& value) {
  if (!expect(value, JsonKind::Object) || value.size() == 0) return {};
  return compact_json(value);
}

}  // namespace broadsheet::json
