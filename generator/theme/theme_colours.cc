#include "theme/theme_colours.h"

#include <vector>

#include "base/ascii.h"
#include "base/position.h"
#include "text/did_you_mean.h"

namespace broadsheet::theme {
namespace {

bool is_name_char(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_';
}

std::string_view name_at(std::string_view css, std::size_t at) {
  std::size_t end = at;
  while (end < css.size() && is_name_char(css[end])) ++end;
  return css.substr(at, end - at);
}

std::size_t skip_space(std::string_view css, std::size_t at) {
  while (at < css.size() && std::string_view(" \t\r\n").find(css[at]) != std::string_view::npos) {
    ++at;
  }
  return at;
}

// Nothing that could end the declaration; brackets in pairs.
bool is_colour(std::string_view text) {
  constexpr std::string_view kSigns = "#%.,()/ -";
  int depth = 0;
  for (const char c : text) {
    if (!is_name_char(c) && kSigns.find(c) == std::string_view::npos) return false;
    if (c == '(') ++depth;
    if (c == ')' && --depth < 0) return false;
  }
  return depth == 0 && !text.empty() && (text[0] == '#' || is_name_char(text[0]));
}

// Comments as spaces, so that places stay.
std::string without_comments(std::string_view css) {
  std::string text(css);
  for (std::size_t at = 0; (at = text.find("/*", at)) != std::string::npos;) {
    const std::size_t close = text.find("*/", at + 2);
    const std::size_t end = close == std::string::npos ? text.size() : close + 2;
    for (; at < end; ++at) text[at] = ' ';
  }
  return text;
}

}  // namespace

std::optional<std::pair<std::string, std::string>> read_colours(std::string_view text) {
  std::vector<std::string> colours;
  int depth = 0;
  bool open = false;  // the last colour may grow
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c == ' ' && depth == 0) {
      open = false;
      continue;
    }
    if (!open) colours.emplace_back();
    open = true;
    colours.back() += c;
  }
  if (colours.empty() || colours.size() > 2) return std::nullopt;
  for (const std::string& colour : colours) {
    if (!is_colour(colour)) return std::nullopt;
  }
  return std::pair(colours.front(), colours.back());
}

std::string colour_rule(std::span<const ThemeColour> colours) {
  if (colours.empty()) return "";
  std::string css = "\n:root {\n";
  for (const ThemeColour& colour : colours) {
    css += "  --" + colour.name + ": light-dark(" + colour.light + ", " + colour.dark + ");\n";
  }
  return css + "}\n";
}

std::set<std::string> declared_properties(std::string_view css) {
  const std::string text = without_comments(css);
  std::set<std::string> names;
  for (std::size_t at = 0; (at = text.find("--", at)) != std::string::npos;) {
    const std::string_view name = name_at(text, at + 2);
    const std::size_t after = skip_space(text, at + 2 + name.size());
    if (!name.empty() && after < text.size() && text[after] == ':') names.emplace(name);
    at += 2 + name.size();
  }
  return names;
}

void check_style(const ThemeFile& css, const std::set<std::string>& declared,
                 Diagnostics& problems) {
  const std::string text = without_comments(css.text);
  const std::vector<std::string> known(declared.begin(), declared.end());
  for (std::size_t at = 0; (at = text.find("var(", at)) != std::string::npos; at += 4) {
    const std::size_t begin = skip_space(text, at + 4);
    if (!std::string_view(text).substr(begin).starts_with("--")) continue;
    const std::string name(name_at(text, begin + 2));
    const std::size_t after = skip_space(text, begin + 2 + name.size());
    if (after < text.size() && text[after] == ',') continue;
    if (declared.count(name) > 0) continue;
    const Position where = position_of(css.text, begin);
    const auto nearest = text::did_you_mean(name, known);
    problems.error({css.path, where.line, where.column},
                   "nothing gives '--" + name + "' a value" +
                       (nearest ? "; did you mean '--" + *nearest + "'?" : ""),
                   excerpt(css.text, where));
  }
}

}  // namespace broadsheet::theme
