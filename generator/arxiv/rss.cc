// read_rss() of feeds.h.
#include "arxiv/author_field.h"
#include "arxiv/feeds.h"
#include "arxiv/xml.h"
#include "base/error.h"
#include "text/utf8.h"

namespace broadsheet::arxiv {
namespace {

struct Description {
  std::string abstract;
  std::string type;
};

// "arXiv:IDvN Announce Type: TYPE \nAbstract: TEXT"; both labels may also occur in the text.
Description read_description(const std::string& text) {
  static constexpr std::string_view kType = "Announce Type:";
  static constexpr std::string_view kAbstract = "Abstract:";
  Description result;
  std::string_view rest = text;
  const bool marked = rest.starts_with("arXiv:");
  const auto type_at = rest.find(kType);
  if (marked && type_at != std::string_view::npos) {
    rest.remove_prefix(type_at + kType.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const auto end = std::min(rest.find(' '), rest.size());
    result.type = std::string(rest.substr(0, end));
    rest.remove_prefix(end);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  }
  if (rest.starts_with(kAbstract)) rest.remove_prefix(kAbstract.size());
  result.abstract = text::collapse_space(rest);
  return result;
}

std::optional<Announced> read_item(const pugi::xml_node& item) {
  const std::string description = child_text(item, "description");
  IdText found = id_in(child_text(item, "guid"));
  for (const std::string& other : {child_text(item, "link"), description}) {
    if (!found.id) found = id_in(other);
  }
  if (!found.id) return std::nullopt;
  if (found.version == 0) found.version = id_in(description).version;
  Description described = read_description(description);
  Announced paper{.id = *found.id};
  paper.version = found.version;
  paper.title = text::shorten(child_text(item, "title"), kMaxTitle);
  paper.authors = split_authors(child_text(item, "creator"), false);
  paper.abstract = text::shorten(described.abstract, kMaxAbstract);
  for (const pugi::xml_node& node : item.children()) {
    if (local(node.name()) != "category") continue;
    const std::string category = text_of(node);
    if (!category.empty()) paper.categories.push_back(category);
  }
  paper.announce_type = child_text(item, "announce_type");
  if (paper.announce_type.empty()) paper.announce_type = described.type;
  paper.licence = child_text(item, "rights");
  paper.doi = child_text(item, "DOI");
  paper.journal_reference = child_text(item, "journal_reference");
  return paper;
}

}  // namespace

Feed read_rss(std::string_view xml, const std::string& name) {
  pugi::xml_document document;
  const pugi::xml_node channel = child(root_of(document, xml, name, "rss"), "channel");
  if (!channel) fail(name, "the feed has no <channel>");
  const std::string title = child_text(channel, "title");
  if (title.starts_with("Feed error")) {
    throw Error(
        ErrorKind::Config, {.path = name},
        "arXiv refuses the categories: " + text::shorten(child_text(channel, "description"), 300));
  }
  const std::string date = child_text(channel, "pubDate");
  const auto day = day_as_written(date);
  if (!day) fail(name, "the feed's date is '" + text::shorten(date, 60) + "'");
  Feed feed{.title = title, .date = *day};
  for (const pugi::xml_node& item : channel.children()) {
    if (local(item.name()) != "item") continue;
    if (auto paper = read_item(item)) {
      feed.papers.push_back(std::move(*paper));
    } else {
      feed.unreadable.push_back(text::shorten(child_text(item, "title"), 200));
    }
  }
  return feed;
}

}  // namespace broadsheet::arxiv
