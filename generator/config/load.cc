// The one door to yaml-cpp for settings: no other file of config/ includes it.
#include "config/load.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <functional>
#include <set>
#include <string_view>

#include "base/edit_distance.h"
#include "base/position.h"

namespace broadsheet::config {
namespace {

using Strings = std::vector<std::string>;

/// What a value is, as a person would say it.
std::string kind_of(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Null:
      return "nothing";
    case YAML::NodeType::Scalar:
      return "'" + node.Scalar() + "'";
    case YAML::NodeType::Sequence:
      return "a list";
    case YAML::NodeType::Map:
      return "a group of keys";
    default:
      return "nothing";
  }
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

/// Reports with file, line, column and the source line.
class Reporter {
 public:
  Reporter(const std::string& text, const std::string& path, Diagnostics& problems)
      : text_(text), path_(path), problems_(problems) {}

  // yaml-cpp counts from 0 and says -1 for unknown; we count from 1, 0 unknown.
  void error(const YAML::Mark& mark, const std::string& message) const {
    if (mark.line < 0) return problems_.error({path_, 0, 0}, message);
    const Position at{mark.line + 1, mark.column + 1};
    problems_.error({path_, at.line, at.column}, message, excerpt(text_, at));
  }
  void note(const std::string& message) const { problems_.note({}, message); }

 private:
  const std::string& text_;
  const std::string& path_;
  Diagnostics& problems_;
};

/// One value with the name it goes by in messages: "site.title", "topics[2].id".
struct Value {
  YAML::Node node;
  YAML::Mark mark;
  std::string name;
  const Reporter& report;

  void should_be(const std::string& what) const {
    report.error(mark, "'" + name + "' should be " + what + ", not " + kind_of(node));
  }
};

struct Key {
  std::string name;
  std::function<void(const Value&)> read;
};
using Keys = std::vector<Key>;

/// Hands each value of a group to its key; reports unknown keys and doubled ones.
/// @param hint  says more about an unknown key; may give nothing
void read_group(const Value& group, const Keys& keys,
                const std::function<std::string(const std::string&)>& hint = nullptr) {
  if (group.node.IsNull()) return;
  if (!group.node.IsMap()) return group.should_be("a group of keys");
  std::set<std::string> seen;
  for (const auto& pair : group.node) {
    const YAML::Node& key = pair.first;
    const YAML::Node& value = pair.second;
    if (!key.IsScalar()) {
      group.report.error(key.Mark(), "a key should be a word, not " + kind_of(key));
      continue;
    }
    const std::string& name = key.Scalar();
    if (!seen.insert(name).second) {
      group.report.error(key.Mark(), "key '" + name + "' stands twice");
      continue;
    }
    const auto known = std::find_if(keys.begin(), keys.end(),
                                    [&](const Key& candidate) { return candidate.name == name; });
    if (known == keys.end()) {
      Strings names;
      for (const Key& candidate : keys) names.push_back(candidate.name);
      std::string message = "unknown key '" + name + "'";
      if (!group.name.empty()) message += " in '" + group.name + "'";
      const std::string more = hint ? hint(name) : std::string();
      if (const auto near = nearest_word(name, names)) {
        message += "; did you mean '" + *near + "'?";
      } else if (!more.empty()) {
        message += "; " + more;
      } else {
        message += "; known are " + list_text(names);
      }
      group.report.error(key.Mark(), message);
      continue;
    }
    // An empty value has no place of its own.
    const YAML::Mark mark = value.IsNull() ? key.Mark() : value.Mark();
    known->read({value, mark, group.name.empty() ? name : group.name + "." + name, group.report});
  }
}

void read_each(const Value& list, const std::function<void(const Value&)>& read) {
  if (list.node.IsNull()) return;
  if (!list.node.IsSequence()) return list.should_be("a list");
  std::size_t index = 0;
  for (const YAML::Node& node : list.node) {
    ++index;
    read({node, node.IsNull() ? list.mark : node.Mark(),
          list.name + "[" + std::to_string(index) + "]", list.report});
  }
}

// One reader for each kind of value. Each leaves its target alone when the value is wrong.

Key text(const std::string& name, std::string& target) {
  return {name, [&target](const Value& value) {
            if (value.node.IsNull()) {
              target.clear();
            } else if (value.node.IsScalar()) {
              target = value.node.Scalar();
            } else {
              value.should_be("text");
            }
          }};
}

/// Text that must not be empty.
Key filled_text(const std::string& name, std::string& target) {
  return {name, [&target](const Value& value) {
            if (!value.node.IsScalar() || value.node.Scalar().empty()) {
              return value.should_be("text that is not empty");
            }
            target = value.node.Scalar();
          }};
}

Key one_of(const std::string& name, std::string& target, const Strings& allowed) {
  return {name, [&target, allowed](const Value& value) {
            if (!value.node.IsScalar()) return value.should_be(list_text(allowed));
            const std::string& word = value.node.Scalar();
            if (std::find(allowed.begin(), allowed.end(), word) != allowed.end()) {
              target = word;
              return;
            }
            std::string message =
                "'" + value.name + "' should be " + list_text(allowed) + ", not '" + word + "'";
            if (const auto near = nearest_word(word, allowed)) {
              message += "; did you mean '" + *near + "'?";
            }
            value.report.error(value.mark, message);
          }};
}

Key flag(const std::string& name, bool& target) {
  return {name, [&target](const Value& value) {
            const std::string word = value.node.IsScalar() ? value.node.Scalar() : "";
            if (word == "true" || word == "yes" || word == "on") {
              target = true;
            } else if (word == "false" || word == "no" || word == "off") {
              target = false;
            } else {
              value.should_be("true or false");
            }
          }};
}

/// The number of a scalar, whatever the locale; nothing when it is none.
template <typename Number>
std::optional<Number> number_of(const YAML::Node& node) {
  if (!node.IsScalar()) return std::nullopt;
  const std::string& word = node.Scalar();
  Number number{};
  const auto result = std::from_chars(word.data(), word.data() + word.size(), number);
  if (result.ec != std::errc() || result.ptr != word.data() + word.size()) return std::nullopt;
  if constexpr (std::is_floating_point_v<Number>) {
    if (!std::isfinite(number)) return std::nullopt;
  }
  return number;
}

template <typename Number>
Key number(const std::string& name, Number& target, double least, double most) {
  return {name, [&target, least, most](const Value& value) {
            const bool whole = std::is_integral_v<Number>;
            const std::optional<Number> read = number_of<Number>(value.node);
            if (!read) return value.should_be(whole ? "a whole number" : "a number");
            const auto size = static_cast<double>(*read);
            if (size < least || size > most) {
              return value.report.error(value.mark, "'" + value.name + "' is " +
                                                        value.node.Scalar() + ", outside " +
                                                        number_text(least) + " to " +
                                                        number_text(most));
            }
            target = *read;
          }};
}

/// A number that may be left empty.
template <typename Number>
Key maybe_number(const std::string& name, std::optional<Number>& target, double least,
                 double most) {
  return {name, [name, &target, least, most](const Value& value) {
            if (value.node.IsNull()) return target.reset();
            Number read{};
            number(name, read, least, most).read(value);
            target = read;
          }};
}

Key texts(const std::string& name, Strings& target,
          const std::function<std::string(const std::string&)>& complaint = nullptr) {
  return {name, [&target, complaint](const Value& list) {
            Strings read;
            bool good = true;
            // A single word may stand without its brackets.
            const auto add = [&](const Value& value) {
              if (!value.node.IsScalar()) {
                good = false;
                return value.should_be("text");
              }
              const std::string wrong = complaint ? complaint(value.node.Scalar()) : "";
              if (!wrong.empty()) {
                good = false;
                return value.report.error(value.mark, "'" + value.name + "' " + wrong);
              }
              read.push_back(value.node.Scalar());
            };
            if (list.node.IsScalar()) {
              add(list);
            } else if (list.node.IsMap()) {
              return list.should_be("a list");
            } else {
              read_each(list, add);
            }
            if (good) target = std::move(read);
          }};
}

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view kSlugLetters = "abcdefghijklmnopqrstuvwxyz0123456789-_";

/// A part of a URL: "efficiency", "world-models".
Key slug(const std::string& name, std::string& target) {
  return {name, [&target](const Value& value) {
            if (!value.node.IsScalar() || value.node.Scalar().empty() ||
                !all_of(value.node.Scalar(), kSlugLetters)) {
              return value.should_be("lower-case letters, digits and hyphens, as it is used in URLs");
            }
            target = value.node.Scalar();
          }};
}

Key web_address(const std::string& name, std::string& target) {
  return {name, [&target](const Value& value) {
            std::string url = value.node.IsScalar() ? value.node.Scalar() : "";
            while (url.ends_with('/')) url.pop_back();
            const bool empty = value.node.IsNull() || (value.node.IsScalar() && url.empty());
            const std::size_t host = url.starts_with("https://")  ? 8
                                     : url.starts_with("http://") ? 7
                                                                  : 0;
            if (!empty && (host == 0 || url.size() == host ||
                           url.find_first_of(" \t\r\n\"'<>?#\\") != std::string::npos)) {
              return value.should_be("an address such as https://user.github.io/digest");
            }
            target = url;
          }};
}

/// The name of a folder or of a file without its ending, never a way out of the project.
Key file_name(const std::string& name, std::string& target) {
  return {name, [&target](const Value& value) {
            const std::string word = value.node.IsScalar() ? value.node.Scalar() : "";
            if (word.empty() || word.starts_with('.') ||
                word.find_first_of("/\\") != std::string::npos) {
              return value.should_be("a plain name without '/'");
            }
            target = word;
          }};
}

std::string wrong_day(const std::string& text) {
  int year = 0, month = 0, day = 0;
  const auto part = [&](std::size_t at, std::size_t size, int& target) {
    const char* begin = text.data() + at;
    return std::from_chars(begin, begin + size, target).ptr == begin + size;
  };
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      part(0, 4, year) && part(5, 2, month) && part(8, 2, day);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return shaped && date.ok() ? "" : "should be a day such as 2026-12-25, not '" + text + "'";
}

std::string wrong_category(const std::string& text) {
  const bool good = !text.empty() && text.find_first_of(" /+&?#") == std::string::npos;
  return good ? "" : "should be an arXiv category such as cs.LG, not '" + text + "'";
}

std::string wrong_announce_type(const std::string& text) {
  const Strings known = {"new", "cross", "replace", "replace-cross"};
  const bool good = std::find(known.begin(), known.end(), text) != known.end();
  return good ? "" : "should be " + list_text(known) + ", not '" + text + "'";
}

// The groups of config.yaml. docs/configuration.md explains every key that stands here.

Keys keys_of(SiteConfig& site) {
  return {
      filled_text("title", site.title),
      text("tagline", site.tagline),
      text("description", site.description),
      text("author", site.author),
      web_address("base_url", site.base_url),
      filled_text("language", site.language),
      file_name("theme", site.theme),
      one_of("first_weekday", site.first_weekday, {"monday", "sunday"}),
      flag("old_urls", site.old_urls),
  };
}

Keys keys_of(FetchConfig& fetch) {
  return {
      texts("categories", fetch.categories, wrong_category),
      texts("announce_types", fetch.announce_types, wrong_announce_type),
      flag("primary_only", fetch.primary_only),
      text("contact", fetch.contact),
      web_address("rss_url", fetch.rss_url),
      web_address("api_url", fetch.api_url),
      web_address("oai_url", fetch.oai_url),
      number("pause_seconds", fetch.pause_seconds, 0, 3600),
      number("timeout_seconds", fetch.timeout_seconds, 0.01, 3600),
      number("retries", fetch.retries, 0, 100),
  };
}

void read_prices(const Value& group, std::map<std::string, PriceConfig>& prices) {
  if (group.node.IsNull()) return;
  if (!group.node.IsMap()) return group.should_be("a group of models");
  for (const auto& pair : group.node) {
    const YAML::Node& key = pair.first;
    const YAML::Node& value = pair.second;
    if (!key.IsScalar()) continue;
    PriceConfig price;
    price.cached = -1;
    read_group({value, value.IsNull() ? key.Mark() : value.Mark(),
                group.name + "." + key.Scalar(), group.report},
               {number("prompt", price.prompt, 0, 1e6), number("cached", price.cached, 0, 1e6),
                number("completion", price.completion, 0, 1e6)});
    if (price.cached < 0) price.cached = price.prompt;
    prices[key.Scalar()] = price;
  }
}

Keys keys_of(ScoreConfig& score) {
  return {
      one_of("method", score.method, {"llm", "recommender"}),
      web_address("base_url", score.base_url),
      text("model", score.model),
      {"prices", [&score](const Value& value) { read_prices(value, score.prices); }},
      flag("title_pass", score.title_pass),
      number("batch_titles", score.batch_titles, 1, 1000),
      number("batch_abstracts", score.batch_abstracts, 1, 1000),
      number("parallel", score.parallel, 1, 64),
      number("requests_per_minute", score.requests_per_minute, 1, 1e6),
      number("tokens_per_minute", score.tokens_per_minute, 1, 2e9),
      number("timeout_seconds", score.timeout_seconds, 0.01, 86400),
      number("retries", score.retries, 0, 100),
      maybe_number("temperature", score.temperature, 0, 2),
      maybe_number("max_tokens", score.max_tokens, 1, 1e6),
      number("budget_usd", score.budget_usd, 0, 1e6),
      number("relevance_cutoff", score.relevance_cutoff, 0, 10),
      number("novelty_cutoff", score.novelty_cutoff, 0, 10),
      number("recommender_keep", score.recommender_keep, 0, 10000),
      filled_text("score_formula", score.score_formula),
      file_name("system_prompt", score.system_prompt),
      file_name("topics_prompt", score.topics_prompt),
      file_name("criteria_prompt", score.criteria_prompt),
      file_name("instructions_prompt", score.instructions_prompt),
      maybe_number("h_index_minimum", score.h_index_minimum, 0, 1000),
      web_address("semantic_scholar_url", score.semantic_scholar_url),
  };
}

Keys keys_of(FeedConfig& feeds) {
  return {number("days", feeds.days, 1, 10000), number("papers", feeds.papers, 1, 100000)};
}

Keys keys_of(PublishConfig& publish) {
  return {
      filled_text("remote", publish.remote),
      filled_text("branch", publish.branch),
      text("cname", publish.cname),
      flag("keep_history", publish.keep_history),
      filled_text("webhook_env", publish.webhook_env),
  };
}

void read_topic(const Value& value, std::vector<TopicConfig>& topics) {
  TopicConfig topic;
  read_group(value, {slug("id", topic.id), text("label", topic.label),
                     texts("aliases", topic.aliases), texts("keywords", topic.keywords)});
  if (!value.node.IsMap()) {
    if (value.node.IsNull()) value.should_be("a group of keys");
    return;
  }
  if (!value.node["id"]) {
    value.report.error(value.mark, "'" + value.name + "' has no 'id'");
    return value.report.note("a topic is written as '- id: efficiency' and 'label: Efficiency'");
  }
  if (topic.label.empty()) topic.label = topic.id;
  for (const TopicConfig& other : topics) {
    if (!topic.id.empty() && other.id == topic.id) {
      return value.report.error(value.mark, "topic '" + topic.id + "' stands twice");
    }
  }
  topics.push_back(std::move(topic));
}

void read_author(const Value& value, std::vector<AuthorConfig>& authors) {
  AuthorConfig author;
  if (value.node.IsScalar()) {
    author.name = value.node.Scalar();
  } else {
    read_group(value, {filled_text("name", author.name), texts("aliases", author.aliases),
                       text("semantic_scholar", author.semantic_scholar)});
    if (!value.node.IsMap()) {
      if (value.node.IsNull()) value.should_be("a name or a group of keys");
      return;
    }
    if (!value.node["name"]) {
      return value.report.error(value.mark, "'" + value.name + "' has no 'name'");
    }
  }
  for (const AuthorConfig& other : authors) {
    if (!author.name.empty() && other.name == author.name) {
      return value.report.error(value.mark, "author '" + author.name + "' stands twice");
    }
  }
  authors.push_back(std::move(author));
}

void read_search(const Value& value, std::vector<SavedSearchConfig>& searches) {
  SavedSearchConfig search;
  read_group(value, {filled_text("name", search.name), filled_text("query", search.query),
                     slug("slug", search.slug)});
  if (!value.node.IsMap()) {
    if (value.node.IsNull()) value.should_be("a group of keys");
    return;
  }
  for (const char* needed : {"name", "query"}) {
    if (value.node[needed]) continue;
    return value.report.error(value.mark,
                              "'" + value.name + "' has no '" + std::string(needed) + "'");
  }
  searches.push_back(std::move(search));
}

/// The group that has a key of this name, for a key that was written without its group.
std::string group_with(const std::string& name) {
  Config config;
  const std::vector<std::pair<std::string, Keys>> groups = {
      {"site", keys_of(config.site)},       {"fetch", keys_of(config.fetch)},
      {"score", keys_of(config.score)},     {"feeds", keys_of(config.feeds)},
      {"publish", keys_of(config.publish)},
  };
  for (const auto& [group, keys] : groups) {
    for (const Key& key : keys) {
      if (key.name == name) return "it belongs under '" + group + "'";
    }
  }
  return "";
}

template <typename Group>
Key group(const std::string& name, Group& target) {
  return {name, [&target](const Value& value) { read_group(value, keys_of(target)); }};
}

template <typename Item>
Key list(const std::string& name, std::vector<Item>& target,
         void (*read)(const Value&, std::vector<Item>&)) {
  return {name, [&target, read](const Value& value) {
            read_each(value, [&](const Value& item) { read(item, target); });
          }};
}

}  // namespace

Config parse(const std::string& text, const std::string& path, Diagnostics& problems) {
  const Reporter report(text, path, problems);
  Config config;
  try {
    const YAML::Node root = YAML::Load(text);
    if (!root.IsNull() && !root.IsMap()) {
      report.error(root.Mark(), "settings should be keys with values, such as 'site:', not " +
                                    kind_of(root));
      return config;
    }
    read_group({root, root.Mark(), "", report},
               {
                   group("site", config.site),
                   list("topics", config.topics, read_topic),
                   list("authors", config.authors, read_author),
                   list("searches", config.searches, read_search),
                   group("fetch", config.fetch),
                   group("score", config.score),
                   group("feeds", config.feeds),
                   group("publish", config.publish),
                   texts("holidays", config.holidays, wrong_day),
               },
               group_with);
  } catch (const YAML::Exception& e) {
    report.error(e.mark, "this is not YAML: " + e.msg);
  }
  return config;
}

}  // namespace broadsheet::config
