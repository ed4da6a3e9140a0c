#include "maths/mathml.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "maths/mathml_letters.h"
#include "maths/mathml_tree.h"
#include "text/escape.h"
#include "text/utf8.h"

namespace broadsheet::maths {
namespace {

constexpr std::string_view kApply = "\u2061";  // function application, invisible
constexpr std::string_view kThinSpace = "0.1667em";

using Node = MathNode;

// --- what is what --------------------------------------------------------------

bool is_token(const Node& node) {
  return is_one_of(node.name, {"mi", "mn", "mo", "mtext", "mspace"});
}
bool is_row(const Node& node) {
  return is_one_of(node.name,
                   {"mrow", "math", "mstyle", "msqrt", "mpadded", "mphantom", "mtd", "menclose"});
}
bool is_script(const Node& node) {
  return is_one_of(node.name, {"msub", "msup", "msubsup", "munder", "mover", "munderover"});
}
bool is_operator(const Node& node, std::string_view sign) {
  return node.name == "mo" && node.text == sign;
}
bool is_apply(const Node& node) { return is_operator(node, kApply); }

bool is_opening(std::string_view sign) {
  return is_one_of(sign, {"(", "[", "{", "⟨", "⌊", "⌈", "⟦", "⟮", "⎰", "⌜", "⌞", "⦃"});
}
bool is_closing(std::string_view sign) {
  return is_one_of(sign, {")", "]", "}", "⟩", "⌋", "⌉", "⟧", "⟯", "⎱", "⌝", "⌟", "⦄"});
}
bool is_bar(std::string_view sign) { return is_one_of(sign, {"|", "∣", "∥", "‖"}); }
// ∣ and ∥ are relations with space around them; as parentheses and ordinary signs they have none.
std::string upright_bar(std::string_view sign) { return sign == "∣" || sign == "|" ? "|" : "‖"; }
bool is_sign(std::string_view sign) { return is_one_of(sign, {"−", "-", "+", "±", "∓"}); }

Node token(std::string name, std::string text) {
  Node node;
  node.name = std::move(name);
  node.text = std::move(text);
  return node;
}

Node row(std::vector<Node> children) {
  if (children.size() == 1) return std::move(children.front());
  Node node;
  node.name = "mrow";
  node.children = std::move(children);
  return node;
}

Node thin_space() {
  Node node = token("mspace", "");
  node.set("width", kThinSpace);
  return node;
}

void all_text(const Node& node, std::string& text) {
  text += node.text;
  for (const Node& child : node.children) all_text(child, text);
}

// --- repair --------------------------------------------------------------------

// Children that an element of fixed arity must have, 0 for any number.
std::size_t arity(std::string_view name) {
  if (is_one_of(name, {"msub", "msup", "munder", "mover", "mfrac", "mroot"})) return 2;
  if (is_one_of(name, {"msubsup", "munderover"})) return 3;
  return 0;
}

// KaTeX writes the operator of w_{\min} as two children, mi and the application sign.
void repair_arity(Node& node) {
  const std::size_t wanted = arity(node.name);
  if (wanted == 0) return;
  if (node.children.size() > wanted) std::erase_if(node.children, is_apply);
  if (node.children.size() > wanted) {
    std::vector<Node> extra(
        std::make_move_iterator(node.children.begin() + static_cast<std::ptrdiff_t>(wanted) - 1),
        std::make_move_iterator(node.children.end()));
    node.children.resize(wanted - 1);
    node.children.push_back(row(std::move(extra)));
  }
  while (node.children.size() < wanted) node.children.push_back(row({}));
}

// mathvariant becomes letters of their own; browsers know only "normal", on one letter.
void repair_variant(Node& node) {
  const std::string variant(node.attribute("mathvariant"));
  node.remove("mathvariant");
  if (variant.empty()) return;
  if (variant == "normal") {
    if (node.name == "mi" && has_italic_form(node.text)) node.set("mathvariant", "normal");
    return;
  }
  if (node.name == "mtext") {
    // Text stays text, to be copied and found; HTML's elements are allowed here.
    std::string inner;
    all_text(node, inner);
    for (const auto& [part, element] :
         {std::pair{"monospace", "code"}, {"italic", "i"}, {"bold", "b"}}) {
      if (variant.find(part) == std::string::npos) continue;
      Node wrapped = token(element, "");
      if (node.children.empty()) {
        wrapped.text = std::move(node.text);
      } else {
        wrapped.children = std::move(node.children);
      }
      node.text.clear();
      node.children.clear();
      node.children.push_back(std::move(wrapped));
    }
    return;
  }
  if (is_token(node)) node.text = math_letters(node.text, variant);
}

// An operator in braces is an ordinary sign to TeX: 1{,}000.
bool is_braced_operator(const Node& node) {
  return node.name == "mrow" && node.children.size() == 1 && node.children.front().name == "mo" &&
         node.children.front().attribute("stretchy") != "true" &&
         node.children.front().attribute("fence").empty();
}

// Takes the application sign out of \log_2's base; true when the node is a named operator.
bool is_function(Node& node) {
  if (!is_script(node) || node.children.empty()) return false;
  Node& base = node.children.front();
  if (base.name != "mrow" || base.children.size() < 2 || !is_apply(base.children.back()))
    return false;
  base.children.pop_back();
  base = row(std::move(base.children));
  return true;
}

bool closes(const Node& node) { return node.name == "mo" && node.attribute("form") == "postfix"; }
// Something that an operator may follow.
bool is_operand(const Node& node) {
  if (node.name == "mspace") return false;
  return node.name != "mo" || closes(node);
}

// Letters of \mathrm{KL} are one word.
void join_upright_letters(std::vector<Node>& children) {
  std::vector<Node> joined;
  bool open = false;  // the last one may grow
  for (Node& child : children) {
    const bool upright = child.name == "mi" && child.attribute("mathvariant") == "normal" &&
                         child.attributes.size() == 1 && child.text.size() == 1 &&
                         is_ascii_letter(child.text[0]);
    if (upright && open) {
      joined.back().text += child.text;
      joined.back().remove("mathvariant");  // longer names are upright anyway
    } else {
      joined.push_back(std::move(child));
    }
    open = upright;
  }
  children = std::move(joined);
}

// Without a form browsers take a parenthesis for an infix operator and set wide gaps.
void set_forms(std::vector<Node>& children) {
  bool bar_open = false;
  for (std::size_t i = 0; i < children.size(); ++i) {
    Node& node = children[i];
    if (node.name != "mo") {
      // f(x)^2: the parenthesis is the base of a script.
      if (is_script(node) && !node.children.empty()) {
        Node& base = node.children.front();
        if (base.name == "mo" && is_closing(base.text)) base.set("form", "postfix");
        if (base.name == "mo" && is_bar(base.text) && !base.attributes.empty()) {
          base.text = upright_bar(base.text);
          base.set("form", bar_open ? "postfix" : "prefix");
          bar_open = !bar_open;
        }
      }
      continue;
    }
    const bool fence = node.attribute("fence") == "true" || node.attribute("stretchy") == "false";
    if (fence && is_bar(node.text)) node.text = upright_bar(node.text);
    if (is_opening(node.text)) {
      node.set("form", "prefix");
    } else if (is_closing(node.text)) {
      node.set("form", "postfix");
    } else if (is_bar(node.text) && fence) {
      node.set("form", bar_open ? "postfix" : "prefix");
      bar_open = !bar_open;
    } else if (is_sign(node.text) && (i == 0 || !is_operand(children[i - 1]))) {
      node.set("form", "prefix");
    }
  }
}

// An operator at either end of a formula, or alone in it, has nothing to keep away from
// ("3.7\times", "\sim 10"); a binary one is then an ordinary sign, as in TeX.
void trim_operators(std::vector<Node>& children) {
  const auto trim = [](Node& node, std::string_view side) {
    if (node.name != "mo" || node.attribute("form") != "" || is_apply(node)) return;
    const bool binary =
        is_one_of(node.text, {"×", "⋅", "·", "±", "∓", "+", "−", "∗", "÷", "∘", "∪", "∩"});
    for (const std::string_view key : {"lspace", "rspace"}) {
      if ((binary || key == side) && node.attribute(key).empty()) node.set(key, "0");
    }
  };
  if (children.empty()) return;
  trim(children.front(), "lspace");
  trim(children.back(), "rspace");
}

void space_functions(std::vector<Node>& children) {
  std::vector<Node> spaced;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const bool plain =
        children[i].name == "mi" && i + 1 < children.size() && is_apply(children[i + 1]);
    if (!plain && !is_function(children[i])) {
      spaced.push_back(std::move(children[i]));
      continue;
    }
    if (!spaced.empty() && is_operand(spaced.back())) spaced.push_back(thin_space());
    spaced.push_back(std::move(children[i]));
    if (plain) spaced.push_back(std::move(children[++i]));
    if (i + 1 < children.size() && children[i + 1].name != "mo" &&
        children[i + 1].name != "mspace") {
      spaced.push_back(thin_space());
    }
  }
  children = std::move(spaced);
}

// KaTeX writes small spaces as characters. The negative ones, which end in U+2063, are worth
// nothing in MathML Core: width 0 marks them until their neighbours have been spaced.
void repair_space(Node& node) {
  static constexpr std::pair<std::string_view, std::string_view> widths[] = {
      {"\u200A", "0.0556em"},
      {"\u2009", "0.1667em"},
      {"\u2005", "0.2222em"},
      {"\u2005\u200A", "0.2778em"}};
  if (node.name != "mtext" || !node.children.empty()) return;
  std::string_view width;
  if (node.text.ends_with("\u2063")) width = "0";
  for (const auto& [characters, value] : widths) {
    if (node.text == characters) width = value;
  }
  if (width.empty()) return;
  node = token("mspace", "");
  node.set("width", width);
}

bool is_no_space(const Node& node) {
  return node.name == "mspace" && is_one_of(node.attribute("width"), {"", "0"});
}

void repair_link(Node& node) {
  const std::string url(node.attribute("href"));
  if (url.empty() || !text::is_safe_url(url) || !url.starts_with("http")) return;
  std::string label;
  all_text(node, label);
  Node link = token("a", std::move(label));
  link.set("href", url);
  node = token("mtext", "");
  node.children.push_back(std::move(link));
}

// Letters within an operator: \bmod.
bool is_word(const Node& node) {
  return std::all_of(node.children.begin(), node.children.end(), [](const Node& child) {
    return child.name == "mrow"
               ? is_word(child)
               : is_one_of(child.name, {"mi", "mn", "mtext"}) && child.children.empty();
  });
}

void repair(Node& node);

void repair_children(Node& node) {
  std::vector<Node> kept;
  for (Node& child : node.children) {
    const bool braced = is_braced_operator(child);
    repair(child);
    if (braced && child.name == "mo" && child.attribute("form").empty()) {
      child.set("lspace", "0");
      child.set("rspace", "0");
    }
    // \left. has no sign, {} has nothing.
    const bool nothing =
        is_one_of(child.name, {"mo", "mrow"}) && child.text.empty() && child.children.empty();
    if (!nothing || !is_row(node)) kept.push_back(std::move(child));
  }
  node.children = std::move(kept);
}

void repair(Node& node) {
  if (!node.attribute("href").empty()) {
    repair_link(node);
    if (node.name == "mtext") return;
  }
  if (node.name == "mo" && !node.children.empty()) {
    if (is_word(node)) {
      std::string text;
      all_text(node, text);
      node.text = std::move(text);
      node.children.clear();
    } else {
      node.name = "mrow";  // \stackrel: its own operator brings the space
      node.attributes.clear();
    }
  }
  repair_children(node);
  repair_arity(node);
  repair_variant(node);
  repair_space(node);
  if (node.name == "menclose") node.name = "mrow";
  if (node.name == "mi" && is_bar(node.text)) node.text = upright_bar(node.text);
  if (is_row(node)) {
    join_upright_letters(node.children);
    set_forms(node.children);
    space_functions(node.children);
    std::erase_if(node.children, is_no_space);
    if (node.name == "math") trim_operators(node.children);
  }
  if (is_one_of(node.name, {"mover", "munder"}) && node.children.size() == 2) {
    Node& accent = node.children.back();
    if (accent.name == "mo" && accent.attribute("stretchy").empty()) {
      accent.set("stretchy", "false");
      if (accent.text == "\u20D7")
        accent.text = "→";  // \vec: fonts place the combining arrow badly
    }
  }
  if (node.name == "mrow" && node.children.size() == 1) {
    Node only = std::move(node.children.front());
    node = std::move(only);
  }
}

// span > math > semantics > (mrow, annotation) to math > children.
std::optional<Node> math_of(Node span) {
  if (span.name != "span" || span.children.size() != 1) return std::nullopt;
  Node math = std::move(span.children.front());
  if (math.name != "math" || math.children.size() != 1) return std::nullopt;
  Node semantics = std::move(math.children.front());
  if (semantics.name != "semantics" || semantics.children.empty()) return std::nullopt;
  Node content = std::move(semantics.children.front());
  math.attributes.clear();
  if (content.name == "mrow") {
    math.children = std::move(content.children);
  } else {
    math.children.clear();
    math.children.push_back(std::move(content));
  }
  return math;
}

}  // namespace

std::optional<std::string> mathml_for_browsers(std::string_view markup, bool display) {
  std::optional<Node> root = read_math(markup);
  if (!root) return std::nullopt;
  std::optional<Node> math = math_of(std::move(*root));
  if (!math) return std::nullopt;
  repair(*math);
  if (display) math->set("display", "block");
  std::string html;
  if (!write_math(*math, html)) return std::nullopt;
  return html;
}

}  // namespace broadsheet::maths
