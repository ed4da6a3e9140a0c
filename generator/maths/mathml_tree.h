#pragma once
// Markup of formulas as a tree: read as KaTeX writes it, written as MathML Core.
// Used by mathml.cc only.

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::maths {

struct MathNode {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;  ///< of elements that hold no others
  std::vector<MathNode> children;

  std::string_view attribute(std::string_view key) const {
    for (const auto& [name_, value] : attributes) {
      if (name_ == key) return value;
    }
    return {};
  }
  void set(std::string_view key, std::string_view value) {
    for (auto& [name_, old] : attributes) {
      if (name_ == key) {
        old = value;
        return;
      }
    }
    attributes.emplace_back(key, value);
  }
  void remove(std::string_view key) {
    std::erase_if(attributes, [key](const auto& one) { return one.first == key; });
  }
};

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Reads one element. std::nullopt if the markup is not well-formed XML or nests more than 150
/// deep.
std::optional<MathNode> read_math(std::string_view markup);

/// Writes elements and attributes of MathML Core, and <b>, <i>, <code>, <a href>; other attributes
/// are left out.
/// @return false for an element that is neither, and for KaTeX's error message
bool write_math(const MathNode& node, std::string& out);

}  // namespace broadsheet::maths
