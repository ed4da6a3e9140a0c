// The one door to pugixml: no other file includes it.
#include "arxiv/feeds.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <pugixml.hpp>

#include "base/ascii.h"
#include "base/error.h"
#include "text/utf8.h"

namespace broadsheet::arxiv {
namespace {

[[noreturn]] void fail(const std::string& name, const std::string& message) {
  throw Error(ErrorKind::Network, {.path = name}, message);
}

std::string_view local(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// Prefixes of namespaces are free, so elements are found by their local names.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& found : node.children()) {
    if (found.type() == pugi::node_element && local(found.name()) == name) return found;
  }
  return {};
}

std::string raw_text(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& part : node.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  }
  return text::clean_utf8(text);
}

// In characters. No honest field is longer: arXiv's own limit for abstracts is below 2,000, and the
// longest lists of authors have some 5,000 names.
constexpr std::size_t kMaxField = 200000;
constexpr std::size_t kMaxTitle = 2000;
constexpr std::size_t kMaxAbstract = 20000;

std::string text_of(const pugi::xml_node& node) {
  return text::shorten(text::collapse_space(raw_text(node)), kMaxField);
}

std::string child_text(const pugi::xml_node& node, std::string_view name) {
  return text_of(child(node, name));
}

// The encoding that the XML declaration states, in lower case; empty when it states none.
std::string stated_encoding(std::string_view xml) {
  const std::string head = lower_ascii(xml.substr(0, 200));
  const auto end = head.find("?>");
  const auto at = head.find("encoding");
  if (at == std::string::npos || end == std::string::npos || at > end) return {};
  const auto open = head.find_first_of("'\"", at);
  if (open == std::string::npos) return {};
  const auto close = head.find(head[open], open + 1);
  return close == std::string::npos ? std::string() : head.substr(open + 1, close - open - 1);
}

// Parses and gives the root element, which must have that local name.
pugi::xml_node root_of(pugi::xml_document& document, std::string_view xml, const std::string& name,
                       std::string_view expected) {
  static constexpr std::array<std::string_view, 7> kEncodings = {
      "", "utf-8", "utf8", "us-ascii", "iso-8859-1", "latin1", "utf-16"};
  const std::string encoding = stated_encoding(xml);
  if (std::find(kEncodings.begin(), kEncodings.end(), encoding) == kEncodings.end()) {
    fail(name, "unknown encoding '" + text::shorten(text::clean_utf8(encoding), 40) + "'");
  }
  // Strict end: without parse_fragment a document that stops early is an error.
  const pugi::xml_parse_result result = document.load_buffer(
      xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata);
  if (!result) {
    fail(name, std::string("not a whole XML document: ") + result.description() + " at byte " +
                   std::to_string(result.offset) + " of " + std::to_string(xml.size()));
  }
  pugi::xml_node root;
  for (const pugi::xml_node& node : document.children()) {
    if (node.type() == pugi::node_doctype) {
      fail(name, "a document type declaration is refused (an HTML page or an entity bomb)");
    }
    if (node.type() != pugi::node_element) continue;
    if (root) fail(name, "not an XML document: it has two root elements");
    root = node;
  }
  if (local(root.name()) != expected) {
    fail(name, "expected <" + std::string(expected) + ">, found <" +
                   text::shorten(text::clean_utf8(root.name()), 40) + ">");
  }
  return root;
}

// "Mon, 27 Apr 2026 00:00:00 -0400": the day as written, whatever the zone.
std::optional<Day> day_as_written(std::string_view text) {
  static constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const auto comma = text.find(',');
  std::string rest =
      text::collapse_space(comma == std::string_view::npos ? text : text.substr(comma + 1));
  if (rest.size() > 2 && rest[1] == ' ') rest = "0" + rest;  // one digit
  if (rest.size() < 11 || rest[2] != ' ' || rest[6] != ' ') return std::nullopt;
  const auto month = kMonths.find(rest.substr(3, 3));
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  const std::string number = std::to_string(month / 3 + 101).substr(1);
  return Day::parse(rest.substr(7, 4) + "-" + number + "-" + rest.substr(0, 2));
}

std::optional<Day> iso_day(std::string_view text) { return Day::parse(text.substr(0, 10)); }

std::int64_t number_of(const pugi::xml_node& node, const std::string& name) {
  const std::string text = text_of(node);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) {
    fail(name, "expected a count, found '" + text::shorten(text, 40) + "'");
  }
  return value;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(' ', at)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

// "oai:arXiv.org:2503.01001v1", ".../abs/2503.01001", "arXiv:2503.01001v1 Announce…".
struct IdText {
  std::optional<ArxivId> id;
  int version = 0;
};

IdText id_in(std::string_view text) {
  for (const std::string_view prefix : {"oai:arXiv.org:", "/abs/", "arXiv:"}) {
    const auto at = text.find(prefix);
    if (at == std::string_view::npos) continue;
    std::string_view rest = text.substr(at + prefix.size());
    rest = rest.substr(0, rest.find_first_of(" \t\r\n?#"));
    if (auto id = ArxivId::parse(rest)) return {std::move(id), ArxivId::version_of(rest)};
  }
  return {};
}

struct Description {
  std::string abstract;
  std::string type;
};

// "arXiv:IDvN Announce Type: TYPE \nAbstract: TEXT"; both words may also occur in the text.
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

bool is_suffix(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kSuffixes = {"Jr", "Jr.", "Sr", "Sr.",
                                                                "II", "III", "IV", "jr."};
  return std::find(kSuffixes.begin(), kSuffixes.end(), name) != kSuffixes.end();
}

bool is_balanced(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')' && --depth < 0) return false;
  }
  return depth == 0;
}

std::string without_parentheses(std::string_view text) {
  std::string result;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0) result += c;
    if (c == ')') --depth;
  }
  return result;
}

Record empty_record(const ArxivId& id, Day day) {
  return {.paper = {.id = id}, .first = day, .last = day, .datestamp = day};
}

Record read_entry(const pugi::xml_node& entry, const std::string& name) {
  const std::string address = child_text(entry, "id");
  if (address.find("/api/errors") != std::string::npos) {
    fail(name, "arXiv refuses the query: " + text::shorten(child_text(entry, "summary"), 200));
  }
  const IdText found = id_in(address);
  const auto published = iso_day(child_text(entry, "published"));
  const auto updated = iso_day(child_text(entry, "updated"));
  if (!found.id || !published || !updated) fail(name, "an entry lacks its identifier or dates");
  Record record{
      .paper = {.id = *found.id}, .first = *published, .last = *updated, .datestamp = *updated};
  Announced& paper = record.paper;
  paper.version = found.version;
  paper.title = text::shorten(child_text(entry, "title"), kMaxTitle);
  paper.abstract = text::shorten(child_text(entry, "summary"), kMaxAbstract);
  paper.comment = child_text(entry, "comment");
  paper.journal_reference = child_text(entry, "journal_ref");
  paper.doi = child_text(entry, "doi");
  const std::string primary = child(entry, "primary_category").attribute("term").value();
  if (!primary.empty()) paper.categories.push_back(text::clean_utf8(primary));
  for (const pugi::xml_node& node : entry.children()) {
    if (local(node.name()) == "category") {
      const std::string term = text::clean_utf8(node.attribute("term").value());
      if (!term.empty() && term != primary) paper.categories.push_back(term);
    } else if (local(node.name()) == "author") {
      const std::string author = child_text(node, "name");
      if (!author.empty()) paper.authors.push_back(author);
    }
  }
  return record;
}

void read_raw_versions(const pugi::xml_node& metadata, Record& record) {
  for (const pugi::xml_node& node : metadata.children()) {
    if (local(node.name()) != "version") continue;
    const auto day = day_as_written(child_text(node, "date"));
    const std::string_view label = node.attribute("version").value();
    int number = 0;
    if (label.size() > 1) std::from_chars(label.data() + 1, label.data() + label.size(), number);
    if (number >= record.paper.version) record.paper.version = number;
    if (day && number == 1) record.first = *day;
    if (day && number == record.paper.version) record.last = *day;
  }
}

Record read_record(const pugi::xml_node& node, const std::string& name) {
  const pugi::xml_node header = child(node, "header");
  const IdText found = id_in(child_text(header, "identifier"));
  const auto datestamp = iso_day(child_text(header, "datestamp"));
  if (!found.id || !datestamp) fail(name, "a record lacks its identifier or datestamp");
  Record record = empty_record(*found.id, *datestamp);
  if (std::string_view(header.attribute("status").value()) == "deleted") {
    record.deleted = true;
    return record;
  }
  pugi::xml_node metadata;
  for (const pugi::xml_node& part : child(node, "metadata").children()) {
    if (part.type() == pugi::node_element) metadata = part;
  }
  const std::string_view format = local(metadata.name());
  if (format != "arXivRaw" && format != "arXiv") {
    fail(name, "record " + found.id->str() + " is neither arXivRaw nor arXiv");
  }
  Announced& paper = record.paper;
  paper.title = text::shorten(child_text(metadata, "title"), kMaxTitle);
  paper.abstract = text::shorten(child_text(metadata, "abstract"), kMaxAbstract);
  paper.categories = words_of(child_text(metadata, "categories"));
  paper.comment = child_text(metadata, "comments");
  paper.journal_reference = child_text(metadata, "journal-ref");
  paper.doi = child_text(metadata, "doi");
  paper.licence = child_text(metadata, "license");
  if (format == "arXivRaw") {
    read_raw_versions(metadata, record);
    paper.authors = split_authors(child_text(metadata, "authors"), true);
    return record;
  }
  if (const auto day = iso_day(child_text(metadata, "created"))) record.first = *day;
  record.last = iso_day(child_text(metadata, "updated")).value_or(record.first);
  for (const pugi::xml_node& author : child(metadata, "authors").children()) {
    if (local(author.name()) != "author") continue;
    std::string full = child_text(author, "forenames") + " " + child_text(author, "keyname") + " " +
                       child_text(author, "suffix");
    full = text::collapse_space(full);
    if (!full.empty()) paper.authors.push_back(full);
  }
  return record;
}

}  // namespace

std::vector<std::string> split_authors(std::string_view field, bool with_and) {
  // With a parenthesis left open nobody knows where names end; then they count as letters.
  const std::string text = is_balanced(field) ? without_parentheses(field) : std::string(field);
  std::vector<std::string> names;
  const auto add = [&](std::string_view part) {
    const std::string name = text::collapse_space(part);
    if (name.empty()) return;
    if (is_suffix(name) && !names.empty()) {
      names.back() += " " + name;
    } else {
      names.push_back(name);
    }
  };
  std::string part;
  for (const char c : text + ",") {
    if (c != ',') {
      part += c;
      continue;
    }
    if (with_and) {
      std::string name;
      for (const std::string& word : words_of(text::collapse_space(part))) {
        if (word == "and") {
          add(name);
          name.clear();
        } else {
          name += word + " ";
        }
      }
      add(name);
    } else {
      add(part);
    }
    part.clear();
  }
  return names;
}

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

QueryPage read_query(std::string_view xml, const std::string& name) {
  pugi::xml_document document;
  const pugi::xml_node root = root_of(document, xml, name, "feed");
  QueryPage page;
  // An error answer may lack the counts; its entry says why.
  for (const pugi::xml_node& entry : root.children()) {
    if (local(entry.name()) == "entry") page.records.push_back(read_entry(entry, name));
  }
  page.total = number_of(child(root, "totalResults"), name);
  page.start = number_of(child(root, "startIndex"), name);
  return page;
}

OaiPage read_oai(std::string_view xml, const std::string& name) {
  pugi::xml_document document;
  const pugi::xml_node root = root_of(document, xml, name, "OAI-PMH");
  OaiPage page;
  if (const pugi::xml_node error = child(root, "error")) {
    page.error = error.attribute("code").value();
    if (page.error.empty()) page.error = "error without a code";
    return page;
  }
  pugi::xml_node list = child(root, "ListRecords");
  if (!list) list = child(root, "GetRecord");
  if (!list) fail(name, "the answer holds neither records nor an error");
  for (const pugi::xml_node& node : list.children()) {
    if (local(node.name()) == "record") page.records.push_back(read_record(node, name));
  }
  page.token = child_text(list, "resumptionToken");
  return page;
}

}  // namespace broadsheet::arxiv
