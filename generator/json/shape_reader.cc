#include "json/shape_reader.h"

#include <set>
#include <utility>

#include "base/edit_distance.h"
#include "json/writer.h"
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

void ShapeReader::count_rest() {
  if (errors_ <= kMostProblems) return;
  problems_.note({document_.path(), 0, 0},
                 "and " + std::to_string(errors_ - kMostProblems) + " more errors in this file");
}

void ShapeReader::error(const Node& value, std::string message, Place place) {
  if (++errors_ > kMostProblems) return;
  document_.error(place == Place::Key ? value.key_where() : value.where(), std::move(message),
                  problems_);
}

void ShapeReader::warning(const Node& value, std::string message) {
  if (++warnings_ <= kMostProblems) document_.warning(value.where(), std::move(message), problems_);
}

bool ShapeReader::expect(const Node& value, Kind kind) {
  if (value.is(kind)) return true;
  const std::string name = value.key().empty() ? "this" : quoted(value.key());
  error(value, name + " should be " + std::string(name_of(kind)) + ", not " +
                   std::string(name_of(value.kind())));
  return false;
}

std::vector<bool> ShapeReader::each_member(
    const Node& object, const Names& keys, Object* extra,
    const std::function<void(const Node&, std::size_t)>& take) {
  std::vector<bool> seen(keys.size(), false);
  std::set<std::string_view> others;
  for (const Node member : object) {
    const std::optional<std::size_t> index = index_of(member.key(), keys);
    if (index ? seen[*index] : !others.insert(member.key()).second) {
      error(member, "the key " + quoted(member.key()) + " appears twice", Place::Key);
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
      extra->add(member.key(), member.value());
    }
  }
  return seen;
}

std::string ShapeReader::read_text(const Node& value) {
  if (!expect(value, Kind::Text)) return {};
  return cut(value, text::clean(value.text()), text::kMaxTextBytes);
}

std::string ShapeReader::read_line(const Node& value, std::size_t most) {
  if (!expect(value, Kind::Text)) return {};
  return line_of(value, most);
}

std::string ShapeReader::cut(const Node& value, std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  warning(value, "the text has " + std::to_string(text.size()) + " bytes; it is cut to " +
                     std::to_string(most));
  return std::string(text::cut_utf8(text, most));
}

std::string ShapeReader::line_of(const Node& value, std::size_t most) {
  std::string line = text::clean_line(value.text());
  // The cut may leave a blank at the end.
  return line.size() <= most ? line : text::clean_line(cut(value, std::move(line), most));
}

std::vector<std::string> ShapeReader::read_lines(const Node& list, std::string_view what) {
  std::vector<std::string> lines;
  if (!expect(list, Kind::List)) return lines;
  for (const Node value : list) {
    if (!value.is(Kind::Text)) {
      error(value,
            std::string(what) + " should be text, not " + std::string(name_of(value.kind())));
      continue;
    }
    std::string line = line_of(value, text::kMaxNameBytes);
    if (line.empty()) {
      error(value, std::string(what) + " should not be empty");
    } else {
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::optional<double> ShapeReader::read_number(const Node& value, double least, double most) {
  if (value.is(Kind::Null) || !expect(value, Kind::Number)) return std::nullopt;
  const double number = value.number();
  if (number < least || number > most) {
    error(value, std::string(value.key()) + " " + number_text(number) + " is outside " +
                     number_text(least) + " to " + number_text(most));
    return std::nullopt;
  }
  return number;
}

std::optional<std::int64_t> ShapeReader::read_count(const Node& value) {
  if (value.is(Kind::Null) || !expect(value, Kind::Number)) return std::nullopt;
  const std::optional<std::int64_t> count = value.integer();
  if (!count || *count < 0) {
    error(value, quoted(value.key()) + " should be a whole number from 0");
    return std::nullopt;
  }
  return count;
}

std::size_t ShapeReader::read_choice(const Node& value, const Names& names) {
  if (!expect(value, Kind::Text)) return 0;
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

Object ShapeReader::read_object(const Node& value) {
  if (!expect(value, Kind::Object)) return {};
  return *value.value().object();
}

}  // namespace broadsheet::json
