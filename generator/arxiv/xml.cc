#include "arxiv/xml.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/error.h"
#include "tex/entities.h"
#include "text/utf8.h"

namespace broadsheet::arxiv {
namespace {

std::string raw_text(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& part : node.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  }
  return text::clean_utf8(text);
}

// The encoding that the XML declaration states, in lower case; empty if it states none.
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

}  // namespace

void fail(const std::string& name, const std::string& message) {
  throw Error(ErrorKind::Network, {.path = name}, message);
}

std::string_view local(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& found : node.children()) {
    if (found.type() == pugi::node_element && local(found.name()) == name) return found;
  }
  return {};
}

std::string text_of(const pugi::xml_node& node) {
  return text::shorten(text::collapse_space(tex::decode_entities(raw_text(node))), kMaxField);
}

std::string child_text(const pugi::xml_node& node, std::string_view name) {
  return text_of(child(node, name));
}

pugi::xml_node root_of(pugi::xml_document& document, std::string_view xml, const std::string& name,
                       std::string_view expected) {
  static constexpr std::array<std::string_view, 7> kEncodings = {
      "", "utf-8", "utf8", "us-ascii", "iso-8859-1", "latin1", "utf-16"};
  const std::string encoding = stated_encoding(xml);
  if (std::find(kEncodings.begin(), kEncodings.end(), encoding) == kEncodings.end()) {
    fail(name, "unknown encoding '" + text::shorten(text::clean_utf8(encoding), 40) + "'");
  }
  // Without parse_fragment an incomplete document is an error.
  const pugi::xml_parse_result result = document.load_buffer(
      xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata);
  if (!result) {
    fail(name, std::string("not a complete XML document: ") + result.description() + " at byte " +
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

IdText id_in(std::string_view text) {
  for (const std::string_view prefix : {"oai:arXiv.org:", "/abs/", "arXiv:"}) {
    const auto at = text.find(prefix);
    if (at == std::string_view::npos) continue;
    std::string_view rest = text.substr(at + prefix.size());
    rest = rest.substr(0, rest.find_first_of(" \t\r\n?#"));
    if (auto id = PaperId::parse(rest); id && id->is_arxiv()) {
      return {std::move(id), PaperId::version_of(rest)};
    }
  }
  return {};
}

}  // namespace broadsheet::arxiv
