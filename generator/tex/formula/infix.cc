#include "tex/formula/infix.h"

#include <algorithm>

#include "tex/formula/commands.h"
#include "tex/formula/scan.h"

namespace broadsheet::tex {
namespace {

bool is_infix(std::string_view word) {
  const FormulaCommand* known = find_formula_command(word);
  return known != nullptr && known->role == FormulaRole::Infix;
}

}  // namespace

bool has_infix(std::string_view tex) {
  for (std::size_t i = 0; (i = tex.find('\\', i)) != std::string_view::npos;) {
    const std::string_view word = control_word(tex, i);
    if (is_infix(word)) return true;
    i += std::max<std::size_t>(2, 1 + word.size());
  }
  return false;
}

bool infix_in(std::string_view tex) {
  int depth = 0;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    if (tex[i] == '{') ++depth;
    if (tex[i] == '}' && --depth < 0) return false;
    if (tex[i] != '\\') continue;
    const std::string_view word = control_word(tex, i);
    if (word == "left") ++depth;
    if (word == "right") --depth;
    if (depth == 0 && is_infix(word)) return true;
    i += std::max<std::size_t>(1, word.size());
  }
  return false;
}

std::optional<std::size_t> matching_right(std::string_view tex, std::size_t at) {
  int depth = 1;
  for (std::size_t i = at; (i = tex.find('\\', i)) != std::string_view::npos;) {
    const std::string_view word = control_word(tex, i);
    if (word == "left") ++depth;
    if (word == "right" && --depth == 0) return i;
    i += std::max<std::size_t>(2, 1 + word.size());
  }
  return std::nullopt;
}

}  // namespace broadsheet::tex
