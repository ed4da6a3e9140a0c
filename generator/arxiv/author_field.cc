#include "arxiv/author_field.h"

#include <algorithm>

#include "text/name_suffix.h"
#include "text/utf8.h"

namespace broadsheet::arxiv {
namespace {

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

}  // namespace

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

std::vector<std::string> split_authors(std::string_view field, bool with_and) {
  // If parentheses are not balanced, they are part of the names.
  const std::string names_only =
      is_balanced(field) ? without_parentheses(field) : std::string(field);
  std::vector<std::string> names;
  const auto add = [&](std::string_view part) {
    const std::string name = text::collapse_space(part);
    if (name.empty()) return;
    if (text::is_name_suffix(name) && !names.empty()) {
      names.back() += " " + name;
    } else {
      names.push_back(name);
    }
  };
  std::string part;
  for (const char c : names_only + ",") {
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

}  // namespace broadsheet::arxiv
