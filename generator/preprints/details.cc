#include "preprints/details.h"

#include <array>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/utf8.h"
#include "json/document.h"
#include "tex/entities.h"
#include "text/utf8.h"

namespace broadsheet::preprints {
namespace {

// Maximum lengths in characters, as of arXiv's records.
constexpr std::size_t kMaxTitle = 2000;
constexpr std::size_t kMaxAbstract = 20000;
constexpr std::size_t kMaxNames = 200000;

[[noreturn]] void fail(const std::string& name, const std::string& message) {
  throw Error(ErrorKind::Network, {.path = name}, message);
}

// Numbers are written as numbers or as text.
std::int64_t number_of(const json::Node& object, std::string_view key) {
  const auto value = object.find(key);
  if (!value) return 0;
  if (const auto number = value->integer()) return *number;
  std::int64_t number = 0;
  const std::string_view text = value->text();
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// "<i>E. coli</i>" is "E. coli". Other text in angle brackets is kept: "p < 0.05 and q > 1".
std::string without_tags(std::string_view text) {
  static constexpr std::array<std::string_view, 14> kTags = {
      "i", "b",  "em",  "strong", "sub",    "sup",  "u",
      "p", "br", "sec", "title",  "italic", "bold", "sc"};
  std::string plain;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('<'), text.size());
    plain += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.substr(0, 40).find('>');
    std::string_view tag = close == std::string_view::npos ? "" : text.substr(1, close - 1);
    if (tag.starts_with('/')) tag.remove_prefix(1);
    if (tag.ends_with('/')) tag.remove_suffix(1);
    if (tag.starts_with("jats:")) tag.remove_prefix(5);
    if (std::find(kTags.begin(), kTags.end(), lower_ascii(tag)) != kTags.end()) {
      if (tag == "p" || tag == "br" || tag == "sec" || tag == "title") plain += ' ';
      text.remove_prefix(close + 1);
    } else {
      plain += '<';
      text.remove_prefix(1);
    }
  }
  return plain;
}

std::string text_in(const json::Node& object, std::string_view key, std::size_t most) {
  const std::string decoded = tex::decode_entities(object.text_of(key));
  return text::shorten(text::collapse_space(without_tags(decoded)), most);
}

// "Doe, A. B." is "A. B. Doe", "Doe, A., Jr" is "A. Doe Jr"; a group has no comma.
std::string turned(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos) return text::collapse_space(name);
  std::string_view given = name.substr(comma + 1), suffix;
  if (const std::size_t second = given.find(','); second != std::string_view::npos) {
    suffix = given.substr(second + 1);
    given = given.substr(0, second);
  }
  return text::collapse_space(std::string(given) + " " + std::string(name.substr(0, comma)) + " " +
                              std::string(suffix));
}

std::vector<std::string> authors_in(const json::Node& item) {
  std::vector<std::string> names;
  const std::string all = text_in(item, "authors", kMaxNames);
  std::string_view rest = all;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string name = turned(rest.substr(0, end));
    if (!name.empty()) names.push_back(std::move(name));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

// "cc_by_nc" is the address of the licence; empty if it is none of Creative Commons.
std::string licence_in(const json::Node& item) {
  std::string name = lower_ascii(item.text_of("license"));
  std::replace(name.begin(), name.end(), '_', '-');
  if (name == "cc0") return "https://creativecommons.org/publicdomain/zero/1.0/";
  static constexpr std::array<std::string_view, 5> kLicences = {"cc-by", "cc-by-nc", "cc-by-nd",
                                                                "cc-by-nc-nd", "cc-by-nc-sa"};
  if (std::find(kLicences.begin(), kLicences.end(), name) == kLicences.end()) return {};
  return "https://creativecommons.org/licenses/" + name.substr(3) + "/4.0/";
}

std::optional<Announced> paper_of(const json::Node& item) {
  const std::string doi(trimmed(item.text_of("doi")));
  auto id = PaperId::parse_doi(doi);
  std::string title = text_in(item, "title", kMaxTitle);
  if (!id || id->is_arxiv() || title.empty()) return std::nullopt;
  Announced paper{.id = *std::move(id)};
  paper.version = static_cast<int>(std::clamp<std::int64_t>(number_of(item, "version"), 0, 9999));
  paper.title = std::move(title);
  paper.authors = authors_in(item);
  paper.abstract = text_in(item, "abstract", kMaxAbstract);
  const std::string category = plain_category(text::clean_utf8(item.text_of("category")));
  if (!category.empty()) paper.categories = {category};
  paper.announce_type = paper.version > 1 ? "replace" : "new";
  paper.licence = licence_in(item);
  const std::string published(trimmed(item.text_of("published")));
  if (PaperId::parse_doi(published)) paper.doi = published;
  return paper;
}

}  // namespace

std::string details_url(const std::string& base, const PreprintServer& server, Day from, Day to,
                        std::int64_t cursor) {
  return base + "/details/" + std::string(server.id) + "/" + from.str() + "/" + to.str() + "/" +
         std::to_string(cursor);
}

DetailsPage read_details(std::string_view json, const std::string& name) {
  const auto document = json::Document::parse(json);
  if (!document) fail(name, "not a complete JSON document");
  const auto messages = document->root().find("messages");
  const auto collection = document->root().find("collection");
  if (!messages || !messages->is(json::Kind::List) || messages->size() == 0) {
    fail(name, "not a list of preprints: it has no 'messages'");
  }
  const json::Node message = *messages->begin();
  const std::string status(message.text_of("status"));
  if (status == "no posts found") return {};
  if (status != "ok" || !collection || !collection->is(json::Kind::List)) {
    fail(name, "the server refuses the list: '" +
                   text::shorten(text::collapse_space(text::clean_utf8(status)), 100) + "'");
  }
  DetailsPage page{.total = number_of(message, "total")};
  for (const json::Node item : *collection) {
    ++page.items;
    if (auto paper = paper_of(item)) {
      page.papers.push_back(*std::move(paper));
    } else {
      std::string title = text_in(item, "title", kMaxTitle);
      page.unreadable.push_back(title.empty() ? text_in(item, "doi", kMaxTitle) : title);
    }
  }
  return page;
}

}  // namespace broadsheet::preprints
