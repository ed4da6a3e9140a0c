// The groups of config.yaml, as docs/configuration.md explains them.
#include "config/load.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "config/fetch_keys.h"
#include "config/keys.h"
#include "config/mail_keys.h"
#include "config/score_keys.h"
#include "config/secrets.h"
#include "config/taste.h"
#include "model/arxiv_taxonomy.h"
#include "yaml/tree.h"

namespace broadsheet::config {
namespace {

/// Whether a text holds U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069 or U+061C, which would
/// change the direction of the text around it on every page; digests lose them when they are read.
bool changes_direction(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    const char last = rest.size() > 2 ? rest[2] : ' ';
    if (rest.starts_with("\xD8\x9C")) return true;
    if (rest.starts_with("\xE2\x80") &&
        (last == '\x8E' || last == '\x8F' || (last >= '\xAA' && last <= '\xAE'))) {
      return true;
    }
    if (rest.starts_with("\xE2\x81") && last >= '\xA6' && last <= '\xA9') return true;
  }
  return false;
}

void check_direction(const YamlNode& node, Reporter& report) {
  if (changes_direction(node.text)) {
    report.error(node.at, "this text holds a character that changes the direction of writing");
  }
  for (const YamlNode& item : node.items) check_direction(item, report);
}

Keys keys_of(MenuEntry& entry);
Keys keys_of(TopicConfig& topic);
Keys keys_of(AuthorConfig& author);
Keys keys_of(SavedSearchConfig& search);

/// Of the items of a list.
template <typename Item>
std::string item_schema(const Strings& required) {
  Item item;
  return group_schema(keys_of(item), required);
}

Keys keys_of(MenuEntry& entry) {
  return {filled_text("to", entry.to), filled_text("label", entry.label)};
}

/// "about" or {to: about, label: About us}.
void read_menu_entry(const Value& value, std::vector<MenuEntry>& menu) {
  MenuEntry entry;
  if (value.is(YamlKind::Text) && !value.text().empty()) {
    entry.to = value.text();
  } else if (value.is(YamlKind::Group)) {
    read_group(value, keys_of(entry));
    if (value.node.find("to") == nullptr)
      return value.report.error(value.at, "'" + value.name + "' has no 'to'");
  } else {
    return value.should_be("a name such as 'months' or 'about', or a group with 'to' and 'label'");
  }
  menu.push_back(std::move(entry));
}

Key menu(const std::string& name, std::vector<MenuEntry>& target) {
  return {name,
          [&target](const Value& value) {
            std::vector<MenuEntry> entries;
            read_each(value, [&](const Value& item) { read_menu_entry(item, entries); });
            target = std::move(entries);
          },
          list_schema(either_schema(kFilledTextSchema, item_schema<MenuEntry>({"to"})))};
}

Keys keys_of(SiteConfig& site) {
  return {
      filled_text("title", site.title),
      text("tagline", site.tagline),
      text("description", site.description),
      text("author", site.author),
      web_address("base_url", site.base_url),
      language_tag("language", site.language),
      file_name("theme", site.theme),
      one_of("first_weekday", site.first_weekday, kFirstWeekdayNames),
      menu("menu", site.menu),
      menu("footer", site.footer),
      flag("weeks", site.weeks),
      flag("below", site.below),
      flag("old_urls", site.old_urls),
  };
}

Keys keys_of(TasteConfig& taste) {
  return {flag("name_papers", taste.name_papers),
          variable_name("zotero_key_env", taste.zotero_key_env),
          web_address("zotero_url", taste.zotero_url)};
}

Keys keys_of(DayConfig& day) { return {one_of("group", day.group, kDayGroupNames)}; }

Keys keys_of(FeedConfig& feeds) {
  return {number("days", feeds.days, 1, 10000), number("papers", feeds.papers, 1, 100000)};
}

Keys keys_of(PublishConfig& publish) {
  return {
      filled_line("remote", publish.remote),
      filled_line("branch", publish.branch),
      host_name("cname", publish.cname),
      flag("keep_history", publish.keep_history),
      flag("daily", publish.daily),
      number("timeout_seconds", publish.timeout_seconds, 1, 86400),
      variable_name("webhook_env", publish.webhook_env),
  };
}

Keys keys_of(TopicConfig& topic) {
  return {slug("id", topic.id),
          text("label", topic.label),
          texts("aliases", topic.aliases),
          text("about", topic.about),
          text("not", topic.excluded),
          text_list("keywords", topic.keywords),
          text_list("negative_keywords", topic.negative_keywords)};
}

Keys keys_of(AuthorConfig& author) {
  return {filled_text("name", author.name), texts("aliases", author.aliases),
          text("semantic_scholar", author.semantic_scholar)};
}

Keys keys_of(SavedSearchConfig& search) {
  return {filled_text("name", search.name), filled_text("query", search.query),
          slug("slug", search.slug)};
}

void read_topic(const Value& value, std::vector<TopicConfig>& topics) {
  TopicConfig topic;
  read_group(value, keys_of(topic));
  if (!value.is(YamlKind::Group)) {
    if (value.is(YamlKind::Nothing)) value.should_be("a group of keys");
    return;
  }
  if (value.node.find("id") == nullptr) {
    value.report.error(value.at, "'" + value.name + "' has no 'id'");
    return value.report.note("a topic is written as '- id: efficiency' and 'label: Efficiency'");
  }
  if (topic.label.empty()) topic.label = topic.id;
  for (const TopicConfig& other : topics) {
    if (!topic.id.empty() && other.id == topic.id) {
      return value.report.error(value.at, "topic '" + topic.id + "' appears twice");
    }
  }
  topics.push_back(std::move(topic));
}

void read_author(const Value& value, std::vector<AuthorConfig>& authors) {
  AuthorConfig author;
  if (value.is(YamlKind::Text)) {
    author.name = value.text();
  } else {
    read_group(value, keys_of(author));
    if (!value.is(YamlKind::Group)) {
      if (value.is(YamlKind::Nothing)) value.should_be("a name or a group of keys");
      return;
    }
    if (value.node.find("name") == nullptr) {
      return value.report.error(value.at, "'" + value.name + "' has no 'name'");
    }
  }
  for (const AuthorConfig& other : authors) {
    if (!author.name.empty() && other.name == author.name) {
      return value.report.error(value.at, "author '" + author.name + "' appears twice");
    }
  }
  authors.push_back(std::move(author));
}

void read_search(const Value& value, std::vector<SavedSearchConfig>& searches) {
  SavedSearchConfig search;
  read_group(value, keys_of(search));
  if (!value.is(YamlKind::Group)) {
    if (value.is(YamlKind::Nothing)) value.should_be("a group of keys");
    return;
  }
  for (const char* needed : {"name", "query"}) {
    if (value.node.find(needed) != nullptr) continue;
    return value.report.error(value.at,
                              "'" + value.name + "' has no '" + std::string(needed) + "'");
  }
  searches.push_back(std::move(search));
}

/// The group that has a key of this name, for a key that was written without its group.
std::string group_with(const std::string& name) {
  Config config;
  TasteConfig taste;
  const std::vector<std::pair<std::string, Keys>> groups = {
      {"site", keys_of(config.site)},   {"fetch", keys_of(config.fetch)},
      {"score", keys_of(config.score)}, {"day", keys_of(config.day)},
      {"feeds", keys_of(config.feeds)}, {"publish", keys_of(config.publish)},
      {"mail", keys_of(config.mail)},   {"taste", keys_of(taste)},
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
  return {name, [&target](const Value& value) { read_group(value, keys_of(target)); },
          group_schema(keys_of(target))};
}

template <typename Item>
Key list(const std::string& name, std::vector<Item>& target,
         void (*read)(const Value&, std::vector<Item>&), const std::string& schema) {
  return {name,
          [&target, read](const Value& value) {
            read_each(value, [&](const Value& item) { read(item, target); });
          },
          list_schema(schema)};
}

/// Checked here, read by read_taste. The name of the variable is needed wherever secrets are.
Key taste_group(std::string& zotero_key_env) {
  TasteConfig defaults;
  return {"taste",
          [&zotero_key_env](const Value& value) {
            TasteConfig checked;
            read_group(value, keys_of(checked));
            zotero_key_env = checked.zotero_key_env;
          },
          group_schema(keys_of(defaults))};
}

Keys keys_of(Config& config) {
  return {
      flag("sample", config.sample),
      group("site", config.site),
      list("topics", config.topics, read_topic, item_schema<TopicConfig>({"id"})),
      list("authors", config.authors, read_author,
           either_schema(kFilledTextSchema, item_schema<AuthorConfig>({"name"}))),
      list("searches", config.searches, read_search,
           item_schema<SavedSearchConfig>({"name", "query"})),
      group("fetch", config.fetch),
      group("score", config.score),
      taste_group(config.zotero_key_env),
      group("day", config.day),
      group("feeds", config.feeds),
      group("publish", config.publish),
      group("mail", config.mail),
      list("messages", config.messages, read_chat, item_schema<ChatConfig>({"service", "url_env"})),
      texts("holidays", config.holidays, wrong_day),
  };
}

}  // namespace

std::string config_schema() {
  Config config;
  return R"({"$schema": "http://json-schema.org/draft-07/schema#", "title": "config.yaml of broadsheet", )" +
         group_schema(keys_of(config)).substr(1) + "\n";
}

Config parse(const std::string& bytes, const std::string& path, Diagnostics& problems) {
  Config config;
  const MaskedText masked = mask_secrets(bytes);
  Reporter report(masked.shown, path, problems);
  for (const Position& at : masked.found) {
    report.error(at, "this is the key of a service; " + std::string(kUseEnvironment));
  }
  Diagnostics wrong;
  const std::optional<YamlNode> root = parse_yaml(masked.values, path, wrong);
  if (!wrong.problems().empty()) parse_yaml(masked.shown, path, problems);
  if (!root) return config;
  check_direction(*root, report);
  const Value all{*root, root->at, "", report};
  if (!all.is(YamlKind::Nothing) && !all.is(YamlKind::Group)) {
    all.should_be("keys with values, such as 'site:'");
    return config;
  }
  read_group(all, keys_of(config), group_with);
  for (std::string& category : config.fetch.categories) category = main_category(category);
  report.report_rest();
  return config;
}

TasteConfig read_taste(const std::string& bytes) {
  TasteConfig taste;
  Diagnostics reported_by_parse;
  const std::string path = "config.yaml";
  const std::optional<YamlNode> root = parse_yaml(bytes, path, reported_by_parse);
  const YamlNode* group = root ? root->find("taste") : nullptr;
  if (group == nullptr) return taste;
  Reporter report(bytes, path, reported_by_parse);
  read_group({*group, group->at, "taste", report}, keys_of(taste));
  return taste;
}

Location place_of(const std::string& text, const std::string& path, std::string_view name) {
  Diagnostics unused;
  const std::optional<YamlNode> root = parse_yaml(text, path, unused);
  const YamlNode* node = root ? &*root : nullptr;
  Position at{0, 0};
  while (node != nullptr && !name.empty()) {
    if (name.front() == '[') {
      std::size_t number = 0;
      const auto end = std::from_chars(name.data() + 1, name.data() + name.size(), number).ptr;
      name.remove_prefix(static_cast<std::size_t>(end - name.data()) + 1);
      node = number >= 1 && number <= node->items.size() ? &node->items[number - 1] : nullptr;
    } else {
      if (name.front() == '.') name.remove_prefix(1);
      const std::size_t end = std::min(name.find_first_of(".["), name.size());
      node = node->find(std::string(name.substr(0, end)));
      name.remove_prefix(end);
    }
    if (node != nullptr) at = node->at;
  }
  return {path, at.line, at.column};
}

}  // namespace broadsheet::config
