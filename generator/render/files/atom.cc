#include <algorithm>
#include <cassert>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "render/files/feed.h"
#include "text/escape.h"

namespace broadsheet::render {
namespace {

using text::escape_xml;

// Writes well-formed XML: elements open and close in pairs, and text is escaped.
class XmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  XmlWriter& open(std::string_view name, Attributes attributes = {}) {
    begin(name, attributes);
    text_ += ">\n";
    open_.emplace_back(name);
    return *this;
  }
  XmlWriter& close() {
    assert(!open_.empty());
    text_ += "</" + open_.back() + ">\n";
    open_.pop_back();
    return *this;
  }
  XmlWriter& element(std::string_view name, std::string_view text, Attributes attributes = {}) {
    begin(name, attributes);
    text_ += '>';
    text_ += escape_xml(text);
    text_ += "</";
    text_ += name;
    text_ += ">\n";
    return *this;
  }
  XmlWriter& empty(std::string_view name, Attributes attributes) {
    begin(name, attributes);
    text_ += "/>\n";
    return *this;
  }
  std::string finish() && {
    assert(open_.empty());
    return std::move(text_);
  }

 private:
  void begin(std::string_view name, Attributes attributes) {
    text_ += '<';
    text_ += name;
    for (const auto& [key, value] : attributes) {
      text_ += ' ';
      text_ += key;
      text_ += "=\"";
      text_ += escape_xml(value);
      text_ += '"';
    }
  }

  std::string text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::vector<std::string> open_;
};

}  // namespace

std::string Feed::updated() const {
  std::string newest = "1970-01-01T00:00:00Z";
  for (const FeedEntry& entry : entries) newest = std::max(newest, entry.updated);
  return newest;
}

std::string atom(const Feed& feed) {
  XmlWriter xml;
  xml.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xml:lang", feed.language}});
  xml.element("id", feed.id).element("title", feed.title);
  if (!feed.description.empty()) xml.element("subtitle", feed.description);
  xml.element("updated", feed.updated());
  xml.open("author").element("name", feed.author).close();
  xml.empty("link", {{"rel", "self"}, {"type", "application/atom+xml"}, {"href", feed.atom}});
  xml.empty("link", {{"rel", "alternate"}, {"type", "text/html"}, {"href", feed.page}});
  xml.element("generator", "broadsheet");
  for (const FeedEntry& entry : feed.entries) {
    xml.open("entry").element("id", entry.id).element("title", entry.title);
    xml.element("published", entry.published).element("updated", entry.updated);
    for (const std::string& author : entry.authors) {
      xml.open("author").element("name", author).close();
    }
    xml.empty("link", {{"rel", "alternate"}, {"type", "text/html"}, {"href", entry.url}});
    for (const std::string& topic : entry.topics) xml.empty("category", {{"term", topic}});
    xml.element("content", entry.html, {{"type", "html"}}).close();
  }
  xml.close();
  return std::move(xml).finish();
}

}  // namespace broadsheet::render
