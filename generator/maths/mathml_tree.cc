#include "maths/mathml_tree.h"

#include <cstddef>

#include "base/ascii.h"
#include "text/escape.h"

namespace broadsheet::maths {
namespace {

constexpr std::size_t kDeepest = 150;
constexpr std::string_view kErrorColour = "#bad0ff";  // as maths_glue.js has it

// KaTeX's markup: elements, quoted attributes, five entities, no comments.
class Reader {
 public:
  explicit Reader(std::string_view markup) : markup_(markup) {}

  std::optional<MathNode> read() {
    MathNode root;
    if (!element(root, 0)) return std::nullopt;
    return root;
  }

 private:
  bool eat(std::string_view sign) {
    if (markup_.substr(at_, sign.size()) != sign) return false;
    at_ += sign.size();
    return true;
  }

  std::string_view name() {
    const std::size_t begin = at_;
    while (at_ < markup_.size() &&
           (is_ascii_letter(markup_[at_]) || markup_[at_] == '-' || markup_[at_] == ':'))
      ++at_;
    return markup_.substr(begin, at_ - begin);
  }

  static std::string unescaped(std::string_view text) {
    static constexpr std::pair<std::string_view, char> entities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#x27;", '\''}};
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
      std::size_t length = 1;
      char byte = text[i];
      for (const auto& [entity, sign] : entities) {
        if (text.substr(i, entity.size()) != entity) continue;
        byte = sign;
        length = entity.size();
      }
      plain += byte;
      i += length;
    }
    return plain;
  }

  // Also the end of the start tag; `empty` when it is "/>".
  bool attributes(MathNode& node, bool& empty) {
    while (eat(" ")) {
      const std::string_view key = name();
      if (key.empty() || !eat("=\"")) return false;
      const std::size_t end = markup_.find('"', at_);
      if (end == std::string_view::npos) return false;
      node.attributes.emplace_back(key, unescaped(markup_.substr(at_, end - at_)));
      at_ = end + 1;
    }
    empty = eat("/>");
    return empty || eat(">");
  }

  bool element(MathNode& node, std::size_t depth) {
    if (depth > kDeepest || !eat("<")) return false;
    node.name = name();
    bool empty = false;
    if (node.name.empty() || !attributes(node, empty)) return false;
    if (empty) return true;
    while (at_ < markup_.size()) {
      if (markup_.substr(at_, 2) == "</") {
        at_ += 2;
        return name() == node.name && eat(">");
      }
      if (markup_[at_] == '<') {
        node.children.emplace_back();
        if (!element(node.children.back(), depth + 1)) return false;
      } else {
        const std::size_t end = std::min(markup_.find('<', at_), markup_.size());
        node.text += unescaped(markup_.substr(at_, end - at_));
        at_ = end;
      }
    }
    return false;
  }

  std::string_view markup_;
  std::size_t at_ = 0;
};

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

std::optional<MathNode> read_math(std::string_view markup) { return Reader(markup).read(); }

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
