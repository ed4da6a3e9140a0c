// read_query() and read_oai() of feeds.h.
#include <charconv>

#include "arxiv/author_field.h"
#include "arxiv/feeds.h"
#include "arxiv/xml.h"
#include "base/error.h"
#include "text/utf8.h"

namespace broadsheet::arxiv {
namespace {

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

Record empty_record(const PaperId& id, Day day) {
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

QueryPage read_query(std::string_view xml, const std::string& name) {
  pugi::xml_document document;
  const pugi::xml_node root = root_of(document, xml, name, "feed");
  QueryPage page;
  // An error response may lack the counts; its entry holds the message.
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
  if (!list) fail(name, "the response holds neither records nor an error");
  for (const pugi::xml_node& node : list.children()) {
    if (local(node.name()) == "record") page.records.push_back(read_record(node, name));
  }
  page.token = child_text(list, "resumptionToken");
  return page;
}

}  // namespace broadsheet::arxiv
