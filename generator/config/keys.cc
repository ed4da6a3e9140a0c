#include "config/keys.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <string_view>
#include <type_traits>

#include "base/ascii.h"
#include "base/edit_distance.h"
#include "base/utf8.h"
#include "config/secrets.h"
#include "model/arxiv_taxonomy.h"

namespace broadsheet::config {
namespace {

constexpr int kMostErrors = 50;
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kWordLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::string_view kSlugLetters = "abcdefghijklmnopqrstuvwxyz0123456789-_";

/// Text as terminal_text shows it, on one line.
std::string one_line(std::string_view text) {
  std::string line = terminal_text(text);
  std::replace(line.begin(), line.end(), '\n', '?');
  return line;
}

/// A value as messages print it.
std::string kind_of(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::Nothing:
      return "nothing";
    case YamlKind::Text:
      return "'" + printable(node.text) + "'";
    case YamlKind::List:
      return "a list";
    case YamlKind::Group:
      return "a group of keys";
  }
  return "";
}

std::string number_text(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, end.ptr};
}

std::string list_text(const Strings& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += "'" + words[i] + "'";
  }
  return text;
}

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

/// Labels of letters, digits and inner hyphens, separated by points; at least two.
/// Source: RFC 1123 section 2.1
bool is_host(std::string_view host) {
  if (host.size() > 253) return false;
  std::size_t labels = 0;
  while (true) {
    const std::string_view label = host.substr(0, host.find('.'));
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
        !std::all_of(label.begin(), label.end(),
                     [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '-'; })) {
      return false;
    }
    ++labels;
    if (label.size() == host.size()) return labels > 1;
    host.remove_prefix(label.size() + 1);
  }
}

void report_unknown(const Value& group, const YamlNode& member, const Keys& keys,
                    const std::string& hint) {
  Strings names;
  for (const Key& key : keys) names.push_back(key.name);
  std::string message = "unknown key '" + member.key + "'";
  if (!group.name.empty()) message += " in '" + group.name + "'";
  if (is_secret_name(member.key)) {
    message += "; keys of services are never written here: " + std::string(kUseEnvironment);
  } else if (const auto near = nearest_word(member.key, names)) {
    message += suggestion(near);
  } else if (member.key == "<<") {
    message += "; keys are not merged, write them out";
  } else if (!hint.empty()) {
    message += "; " + hint;
  } else {
    message += "; known are " + list_text(names);
  }
  group.report.error(member.key_at, message);
}

/// The number that a text holds, independent of the locale.
template <typename Number>
std::optional<Number> number_of(const std::string& word) {
  Number number{};
  const auto result = std::from_chars(word.data(), word.data() + word.size(), number);
  if (result.ec != std::errc() || result.ptr != word.data() + word.size()) return std::nullopt;
  if constexpr (std::is_floating_point_v<Number>) {
    if (!std::isfinite(number)) return std::nullopt;
  }
  return number;
}

template <typename Number>
std::optional<Number> read_number(const Value& value, double least, double most) {
  const std::optional<Number> read = number_of<Number>(value.text());
  if (!read) {
    value.should_be(std::is_integral_v<Number> ? "a whole number" : "a number");
    return std::nullopt;
  }
  const auto size = static_cast<double>(*read);
  if (size >= least && size <= most) return read;
  value.report.error(value.at, "'" + value.name + "' is " + value.text() + ", outside " +
                                   number_text(least) + " to " + number_text(most));
  return std::nullopt;
}

template <typename Number>
Key number_key(const std::string& name, Number& target, double least, double most) {
  return {name,
          [&target, least, most](const Value& value) {
            if (const auto read = read_number<Number>(value, least, most)) target = *read;
          },
          number_schema(std::is_integral_v<Number>, least, most, false)};
}

template <typename Number>
Key maybe_number_key(const std::string& name, std::optional<Number>& target, double least,
                     double most) {
  return {name,
          [&target, least, most](const Value& value) {
            if (value.is(YamlKind::Nothing)) return target.reset();
            if (const auto read = read_number<Number>(value, least, most)) target = read;
          },
          number_schema(std::is_integral_v<Number>, least, most, true)};
}

}  // namespace

void Reporter::error(Position at, const std::string& message) {
  if (++errors_ > kMostErrors) return;
  problems_.error({path_, at.line, at.column}, message, excerpt(text_, at));
}

void Reporter::note(const std::string& message) {
  if (errors_ <= kMostErrors) problems_.note({}, message);
}

void Reporter::report_rest() {
  if (errors_ <= kMostErrors) return;
  problems_.note({path_, 0, 0},
                 "and " + std::to_string(errors_ - kMostErrors) + " more errors in this file");
}

void Value::should_be(const std::string& what) const {
  report.error(at, (name.empty() ? "settings" : "'" + name + "'") + " should be " + what +
                       ", not " + kind_of(node));
}

Value member_value(const Value& group, const YamlNode& member) {
  return {member, member.is(YamlKind::Nothing) ? member.key_at : member.at,
          group.name.empty() ? member.key : group.name + "." + member.key, group.report};
}

void read_group(const Value& group, const Keys& keys,
                const std::function<std::string(const std::string&)>& hint) {
  if (group.is(YamlKind::Nothing)) return;
  if (!group.is(YamlKind::Group)) return group.should_be("a group of keys");
  for (const YamlNode& member : group.node.items) {
    const auto known = std::find_if(keys.begin(), keys.end(),
                                    [&](const Key& key) { return key.name == member.key; });
    if (known == keys.end()) {
      report_unknown(group, member, keys, hint ? hint(member.key) : std::string());
      continue;
    }
    known->read(member_value(group, member));
  }
}

void read_each(const Value& list, const std::function<void(const Value&)>& read) {
  if (list.is(YamlKind::Nothing)) return;
  if (!list.is(YamlKind::List)) return list.should_be("a list");
  std::size_t index = 0;
  for (const YamlNode& node : list.node.items) {
    ++index;
    read({node, node.is(YamlKind::Nothing) ? list.at : node.at,
          list.name + "[" + std::to_string(index) + "]", list.report});
  }
}

Key text(const std::string& name, std::string& target) {
  return {name, [&target](const Value& value) {
            if (!value.is(YamlKind::Nothing) && !value.is(YamlKind::Text)) {
              return value.should_be("text");
            }
            target = value.text();
          }};
}

Key filled_text(const std::string& name, std::string& target) {
  return {name,
          [&target](const Value& value) {
            if (value.text().empty()) return value.should_be("text that is not empty");
            target = value.text();
          },
          std::string(kFilledTextSchema)};
}

Key filled_line(const std::string& name, std::string& target) {
  return {name,
          [&target](const Value& value) {
            const std::string& line = value.text();
            if (line.empty() || one_line(line) != line) {
              return value.should_be("one line of text that is not empty");
            }
            target = line;
          },
          std::string(kFilledTextSchema)};
}

Key host_name(const std::string& name, std::string& target) {
  return {name,
          [&target](const Value& value) {
            const std::string& host = value.text();
            if (value.is(YamlKind::List) || value.is(YamlKind::Group) ||
                !(host.empty() || is_host(host))) {
              return value.should_be("a domain such as papers.example.org");
            }
            target = host;
          },
          pattern_schema("^([A-Za-z0-9-]+\\.)+[A-Za-z0-9-]+$|^$", true)};
}

Key variable_name(const std::string& name, std::string& target) {
  return {name,
          [&target](const Value& value) {
            const std::string& word = value.text();
            if (word.empty() || is_ascii_digit(word.front()) || !all_of(word, kWordLetters)) {
              return value.should_be("the name of an environment variable");
            }
            target = word;
          },
          pattern_schema("^[A-Za-z_][A-Za-z0-9_]*$", false)};
}

Key one_of(const std::string& name, const Strings& words,
           const std::function<void(std::size_t)>& set) {
  return {name,
          [words, set](const Value& value) {
            if (!value.is(YamlKind::Text)) return value.should_be(list_text(words));
            const auto found = std::find(words.begin(), words.end(), value.text());
            if (found != words.end()) {
              return set(static_cast<std::size_t>(found - words.begin()));
            }
            const std::string message = "'" + value.name + "' should be " + list_text(words) +
                                        ", not '" + value.text() + "'";
            value.report.error(value.at, message + suggestion(nearest_word(value.text(), words)));
          },
          words_schema(words)};
}

Key flag(const std::string& name, bool& target) {
  return {name,
          [&target](const Value& value) {
            const std::string& word = value.text();
            if (word == "true" || word == "yes" || word == "on") {
              target = true;
            } else if (word == "false" || word == "no" || word == "off") {
              target = false;
            } else {
              value.should_be("true or false");
            }
          },
          std::string(kFlagSchema)};
}

Key number(const std::string& name, int& target, double least, double most) {
  return number_key(name, target, least, most);
}
Key number(const std::string& name, double& target, double least, double most) {
  return number_key(name, target, least, most);
}
Key maybe_number(const std::string& name, std::optional<int>& target, double least, double most) {
  return maybe_number_key(name, target, least, most);
}
Key maybe_number(const std::string& name, std::optional<double>& target, double least,
                 double most) {
  return maybe_number_key(name, target, least, most);
}

Key texts(const std::string& name, Strings& target,
          const std::function<std::string(const std::string&)>& complaint, const Strings& known) {
  const std::string schema = known.empty() ? std::string() : words_schema(known);
  return {name,
          [&target, complaint](const Value& list) {
            Strings read;
            bool good = true;
            const auto add = [&](const Value& value) {
              if (!value.is(YamlKind::Text)) {
                good = false;
                return value.should_be("text");
              }
              const std::string wrong = complaint ? complaint(value.text()) : "";
              if (!wrong.empty()) {
                good = false;
                return value.report.error(value.at, "'" + value.name + "' " + wrong);
              }
              read.push_back(value.text());
            };
            if (list.is(YamlKind::Text)) {
              add(list);
            } else if (list.is(YamlKind::Group)) {
              return list.should_be("a list");
            } else {
              read_each(list, add);
            }
            if (good) target = std::move(read);
          },
          known.empty() ? either_schema(list_schema(kFilledTextSchema), kTextSchema)
                        : either_schema(list_schema(schema), schema)};
}

Key text_list(const std::string& name, Strings& target) {
  const Key any = texts(name, target);
  return {name,
          [any](const Value& value) {
            if (!value.is(YamlKind::Text)) return any.read(value);
            value.report.error(value.at, "'" + value.name + "' should be a list, not " +
                                             kind_of(value.node) + "; write [" +
                                             printable(value.text()) + "]");
          },
          list_schema(kFilledTextSchema)};
}

Key slug(const std::string& name, std::string& target) {
  return {
      name,
      [&target](const Value& value) {
        if (value.text().empty() || !all_of(value.text(), kSlugLetters)) {
          return value.should_be("lower-case letters, digits and hyphens, as it is used in URLs");
        }
        target = value.text();
      },
      pattern_schema("^[a-z0-9_-]+$", false)};
}

Key web_address(const std::string& name, std::string& target) {
  return {name,
          [&target](const Value& value) {
            std::string url = value.text();
            while (url.ends_with('/')) url.pop_back();
            const bool empty =
                value.is(YamlKind::Nothing) || (value.is(YamlKind::Text) && url.empty());
            const std::size_t host = url.starts_with("https://")  ? 8
                                     : url.starts_with("http://") ? 7
                                                                  : 0;
            if (!empty && (host == 0 || url.size() == host ||
                           url.find_first_of(" \t\r\n\"'<>?#\\") != std::string::npos)) {
              return value.should_be("an address such as https://user.github.io/digest");
            }
            target = url;
          },
          pattern_schema("^(https?://[^ ?#]+)?$", true)};
}

Key file_name(const std::string& name, std::string& target) {
  return {name,
          [&target](const Value& value) {
            const std::string& word = value.text();
            if (word.empty() || word.starts_with('.') ||
                word.find_first_of("/\\") != std::string::npos) {
              return value.should_be("a plain name without '/'");
            }
            target = word;
          },
          pattern_schema("^[^./][^/]*$", false)};
}

Key language_tag(const std::string& name, std::string& target) {
  return {name,
          [&target](const Value& value) {
            const std::string& tag = value.text();
            const std::string main = tag.substr(0, tag.find('-'));
            const bool good = main.size() >= 2 && main.size() <= 3 && all_of(main, kLower) &&
                              tag.size() <= 35 && !tag.ends_with('-') &&
                              all_of(tag,
                                     "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-");
            if (!good) return value.should_be("a language such as en, de or pt-BR");
            target = tag;
          },
          pattern_schema("^[a-z]{2,3}(-[A-Za-z0-9]+)*$", false)};
}

std::string printable(const std::string& text) {
  constexpr std::size_t longest = 80;
  if (text.size() <= longest) return one_line(text);
  std::size_t end = longest;
  while (end > 0 && is_continuation(text[end])) --end;
  return one_line(text.substr(0, end)) + "...";
}

std::string wrong_day(const std::string& text) {
  int year = 0, month = 0, day = 0;
  const auto part = [&](std::size_t at, std::size_t size, int& target) {
    const char* begin = text.data() + at;  // a sign would be taken, too
    return is_ascii_digit(*begin) &&
           std::from_chars(begin, begin + size, target).ptr == begin + size;
  };
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' && part(0, 4, year) &&
                      part(5, 2, month) && part(8, 2, day);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return shaped && date.ok() ? "" : "should be a day such as 2026-12-25, not '" + text + "'";
}

std::string wrong_category(const std::string& text) {
  if (find_category(text) != nullptr) return "";
  return "should be an arXiv category such as hep-th or cs.LG, not '" + printable(text) + "'" +
         category_hint(text);
}

Strings known_categories() {
  Strings ids;
  for (const ArxivCategory& one : arxiv_archives()) ids.emplace_back(one.id);
  for (const ArxivCategory& one : arxiv_categories()) ids.emplace_back(one.id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Strings known_announce_types() { return {"new", "cross", "replace", "replace-cross"}; }

std::string wrong_announce_type(const std::string& text) {
  const Strings known = known_announce_types();
  const bool good = std::find(known.begin(), known.end(), text) != known.end();
  return good ? "" : "should be " + list_text(known) + ", not '" + text + "'";
}

}  // namespace broadsheet::config
