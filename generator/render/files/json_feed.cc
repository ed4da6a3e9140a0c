#include <utility>

#include "json/writer.h"
#include "render/files/feed.h"

namespace broadsheet::render {

std::string json_feed(const Feed& feed) {
  json::Writer json;
  json.open('{').key("version").value("https://jsonfeed.org/version/1.1");
  json.key("title").value(feed.title);
  json.key("home_page_url").value(feed.page).key("feed_url").value(feed.json);
  json.text_if("description", feed.description);
  json.key("language").value(feed.language);
  json.key("authors").open('[').open('{').key("name").value(feed.author).close('}').close(']');
  json.key("items").open('[');
  for (const FeedEntry& entry : feed.entries) {
    json.open('{').key("id").value(entry.id).key("url").value(entry.url);
    json.key("title").value(entry.title).key("content_html").value(entry.html);
    json.key("date_published").value(entry.published);
    json.key("date_modified").value(entry.updated);
    if (!entry.authors.empty()) {
      json.key("authors").open('[');
      for (const std::string& author : entry.authors) {
        json.open('{').key("name").value(author).close('}');
      }
      json.close(']');
    }
    if (!entry.topics.empty()) {
      json.key("tags").open('[');
      for (const std::string& topic : entry.topics) json.value(topic);
      json.close(']');
    }
    json.close('}');
  }
  json.close(']').close('}');
  return std::move(json).finish();
}

}  // namespace broadsheet::render
