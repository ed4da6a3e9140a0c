#include "maths/mathml_tree.h"

#include <cstddef>
#include <pugixml.hpp>

#include "text/escape.h"

namespace broadsheet::maths {
namespace {

constexpr std::size_t kDeepest = 150;
constexpr std::string_view kErrorColour = "#bad0ff";  // as maths_glue.js has it

bool read_node(const pugi::xml_node& element, MathNode& node, std::size_t depth) {
  if (depth > kDeepest) return false;
  node.name = element.name();
  for (const pugi::xml_attribute& attribute : element.attributes()) {
    node.attributes.emplace_back(attribute.name(), attribute.value());
  }
  for (const pugi::xml_node& child : element.children()) {
    if (child.type() == pugi::node_pcdata) {
      node.text += child.value();
    } else if (child.type() != pugi::node_element ||
               !read_node(child, node.children.emplace_back(), depth + 1)) {
      return false;
    }
  }
  return true;
}

bool is_core_element(std::string_view name) {
  return is_one_of(
      name,
      {"math",     "mrow",   "mi",    "mn",         "mo",    "mtext", "mspace", "msub",   "msup",
       "msubsup",  "munder", "mover", "munderover", "mfrac", "msqrt", "mroot",  "mstyle", "mpadded",
       "mphantom", "mtable", "mtr",   "mtd",        "b",     "i",     "code",   "a"});
}

bool is_core_attribute(std::string_view element, std::string_view name) {
  if (element == "a") return name == "href";
  return is_one_of(name,
                   {"accent",    "accentunder", "depth",         "display",   "displaystyle",
                    "form",      "height",      "linethickness", "lspace",    "mathbackground",
                    "mathcolor", "mathvariant", "maxsize",       "minsize",   "movablelimits",
                    "rspace",    "scriptlevel", "stretchy",      "symmetric", "voffset",
                    "width"});
}

}  // namespace

std::optional<MathNode> read_math(std::string_view markup) {
  pugi::xml_document document;
  constexpr unsigned options = pugi::parse_escapes | pugi::parse_ws_pcdata;
  if (!document.load_buffer(markup.data(), markup.size(), options, pugi::encoding_utf8)) {
    return std::nullopt;
  }
  MathNode root;
  if (document.first_child().type() != pugi::node_element ||
      !read_node(document.first_child(), root, 0)) {
    return std::nullopt;
  }
  return root;
}

bool write_math(const MathNode& node, std::string& out) {
  if (!is_core_element(node.name)) return false;
  out += '<';
  out += node.name;
  for (const auto& [key, value] : node.attributes) {
    if (value == kErrorColour) return false;
    if (!is_core_attribute(node.name, key)) continue;
    out += ' ';
    out += key;
    out += "=\"";
    out += text::escape_xml(value);
    out += '"';
  }
  if (node.name == "mspace") {
    out += "/>";
    return true;
  }
  out += '>';
  out += text::escape_xml(node.text);
  for (const MathNode& child : node.children) {
    if (!write_math(child, out)) return false;
  }
  out += "</";
  out += node.name;
  out += '>';
  return true;
}

}  // namespace broadsheet::maths
