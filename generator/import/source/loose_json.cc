#include "import/source/loose_json.h"

#include "base/ascii.h"

namespace broadsheet::importer {

std::string standard_json(std::string_view text) {
  std::string standard;
  standard.reserve(text.size());
  bool string = false;
  std::size_t comma = std::string::npos;  // one that only white space follows so far
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (string) {
      standard += c;
      if (c == '\\' && at + 1 < text.size()) standard += text[++at];
      if (c == '"') string = false;
      continue;
    }
    if ((c == ']' || c == '}') && comma != std::string::npos) standard.erase(comma, 1);
    if (c == ',') comma = standard.size();
    if (c != ',' && c != ' ' && c != '\n' && c != '\r' && c != '\t') comma = std::string::npos;
    string = c == '"';
    bool named = false;
    for (const std::string_view name : {"NaN", "-Infinity", "Infinity"}) {
      if (named || !text.substr(at).starts_with(name)) continue;
      standard += "null";
      at += name.size() - 1;
      named = true;
    }
    if (!named) standard += c;
  }
  return standard;
}

std::optional<json::Document> parse_loosely(std::string_view text) {
  std::optional<json::Document> tree = json::Document::parse(text);
  return tree ? std::move(tree) : json::Document::parse(standard_json(text));
}

}  // namespace broadsheet::importer
