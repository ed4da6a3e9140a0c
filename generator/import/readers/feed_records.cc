#include "import/readers/feed_records.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "base/ascii.h"
#include "import/records/find_id.h"
#include "import/records/record_values.h"
#include "import/source/day_text.h"

namespace broadsheet::importer {
namespace {

constexpr int kMostDepth = 12;  // of elements within a record

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_record(std::string_view name) {
  return name == "item" || name == "entry" || name == "record";
}

pugi::xml_node first_child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

bool has_elements(const pugi::xml_node& node) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_element) return true;
  }
  return false;
}

/// Values by the names of their elements.
using Values = std::map<std::string, json::List, std::less<>>;

void add_text(const pugi::xml_node& node, int depth, std::string& text) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    } else if (depth < kMostDepth) {
      add_text(child, depth + 1, text);
    }
  }
}

/// The text of an element and of those in it.
std::string text_within(const pugi::xml_node& node) {
  std::string text;
  add_text(node, 0, text);
  if (text.empty()) text = node.attribute("term").as_string();
  if (text.empty()) text = node.attribute("href").as_string();
  return text;
}

/// A person as {"name"} or {"forenames", "keyname"}.
std::optional<json::Value> person(const pugi::xml_node& node) {
  if (const pugi::xml_node name = first_child(node, "name")) {
    return json::Value(json::Object{{"name", name.text().as_string()}});
  }
  if (const pugi::xml_node family = first_child(node, "keyname")) {
    const pugi::xml_node given = first_child(node, "forenames");
    return json::Value(json::Object{{"forenames", given.text().as_string()},
                                    {"keyname", family.text().as_string()}});
  }
  return std::nullopt;
}

/// Elements whose text may have markup: "CO<sub>2</sub> capture".
bool is_running_text(std::string_view name) {
  return name == "title" || name == "summary" || name == "description" || name == "abstract" ||
         name == "content";
}

void add_values(const pugi::xml_node& node, int depth, Values& values) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    if (std::optional<json::Value> name = person(child)) {
      values["authors"].push_back(*std::move(name));
    } else if (!has_elements(child) || is_running_text(local_name(child))) {
      values[std::string(local_name(child))].emplace_back(text_within(child));
    } else if (depth < kMostDepth) {
      add_values(child, depth + 1, values);
    }
  }
}

/// The text without the tags of HTML that a feed has escaped: "<p>We see.</p>". Formulas keep "<".
std::string without_tags(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    const std::size_t end = text[at] == '<' && (next == '/' || is_ascii_letter(next))
                                ? text.find('>', at)
                                : std::string_view::npos;
    if (end == std::string_view::npos) {
      plain += text[at];
    } else {
      at = end;
    }
  }
  return std::string(trimmed(plain));
}

/// Calls `edit` with each text of a value.
void edit_texts(Values& values, std::string_view name,
                const std::function<std::string(const std::string&)>& edit) {
  const auto found = values.find(name);
  if (found == values.end()) return;
  for (json::Value& value : found->second) {
    if (value.text() != nullptr) value = edit(*value.text());
  }
}

/// "Title. (arXiv:2603.00002v1 [cs.LG])", as arXiv's feeds were until 2024: the title alone.
std::string without_id(const std::string& title) {
  const std::size_t at = title.rfind("(arXiv:");
  if (at == std::string::npos || title.find(')', at) == std::string::npos) return title;
  std::string_view plain = trimmed(std::string_view(title).substr(0, at));
  if (plain.ends_with('.')) plain.remove_suffix(1);
  return plain.empty() ? title : std::string(plain);
}

/// Takes arXiv's id and categories from the end of a title, tags from people and abstracts, and the
/// authors' comment from the second description of Dublin Core.
void repair_values(Values& values) {
  if (const auto title = values.find("title"); title != values.end()) {
    for (const json::Value& value : title->second) {
      const std::string text = value.text() == nullptr ? "" : *value.text();
      const std::size_t at = text.rfind("(arXiv:");
      if (at == std::string::npos) continue;
      const std::string_view end = std::string_view(text).substr(at);
      if (values.find("category") == values.end()) {
        for (const std::string& one : categories_in(end)) values["category"].emplace_back(one);
      }
      if (find_id_address(end)) values["arxiv"].emplace_back(std::string(end));
    }
    edit_texts(values, "title", without_id);
  }
  edit_texts(values, "creator", [](const std::string& text) {
    return text.find("</a>") == std::string::npos ? text : without_tags(text);
  });
  for (const std::string_view name : {"description", "summary"}) {
    edit_texts(values, name, [](const std::string& text) {
      return trimmed(text).starts_with("<p") ? without_tags(text) : text;
    });
  }
  const auto description = values.find("description");
  if (description == values.end()) return;
  constexpr std::string_view kComment = "Comment: ";
  for (std::size_t at = 1; at < description->second.size(); ++at) {
    const std::string* text = description->second[at].text();
    if (text == nullptr || !trimmed(*text).starts_with(kComment)) continue;
    values["author comment"].emplace_back(trimmed(*text).substr(kComment.size()));
    description->second.erase(description->second.begin() + static_cast<std::ptrdiff_t>(at));
    return;
  }
}

Record record_of(const pugi::xml_node& node, std::optional<Day> day) {
  Values values;
  add_values(node, 0, values);
  repair_values(values);
  Record record{.day = day};
  for (auto& [name, list] : values) {
    record.members.add(name,
                       list.size() == 1 ? std::move(list.front()) : json::Value(std::move(list)));
  }
  return record;
}

class FeedWalk : public pugi::xml_tree_walker {
 public:
  explicit FeedWalk(const RecordSink& sink) : sink_(sink) {}

  bool for_each(pugi::xml_node& node) override {
    const std::string_view name = local_name(node);
    if (name == "channel" || name == "feed") {
      const pugi::xml_node date = first_child(node, "pubDate");
      day_ = last_day_in(date.text().as_string());
    }
    if (!is_record(name)) return true;
    sink_(record_of(node, day_));
    return true;
  }

 private:
  const RecordSink& sink_;
  std::optional<Day> day_;
};

}  // namespace

bool is_xml(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = trimmed(text.substr(0, 200));
  for (const std::string_view start : {"<?xml", "<rss", "<feed", "<OAI-PMH", "<rdf:RDF"}) {
    if (text.starts_with(start)) return true;
  }
  return false;
}

void feed_records(const std::string& text, const RecordSink& sink) {
  pugi::xml_document document;
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata_single;
  const pugi::xml_parse_result parsed =
      document.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8);
  FeedWalk walk(sink);
  document.traverse(walk);
  if (parsed) return;
  // What precedes the fault is read.
  const std::string_view before(text.data(), static_cast<std::size_t>(parsed.offset));
  sink(Record{.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
              .unreadable = std::string("not XML from here: ") + parsed.description()});
}

}  // namespace broadsheet::importer
