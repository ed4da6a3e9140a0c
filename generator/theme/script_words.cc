#include "theme/script_words.h"

#include <string_view>
#include <utility>
#include <vector>

#include "base/position.h"
#include "json/writer.h"
#include "theme/template_source.h"

namespace broadsheet::theme {
namespace {

constexpr std::string_view kBegin = "'{{words.";
constexpr std::string_view kEnd = "}}'";

void report_unknown(const ThemeFile& script, std::size_t offset, const std::string& name,
                    const WordMap& words, Diagnostics& problems) {
  std::vector<std::string> known;
  for (const auto& [word, text] : words) known.push_back(word);
  const Position at = position_of(script.text, offset);
  problems.error({script.path, at.line, at.column},
                 "there is no word '" + name + "'" + suggestion(name, known),
                 excerpt(script.text, at));
}

}  // namespace

std::set<std::string> insert_words(ThemeFile& script, const WordMap& words, Diagnostics& problems) {
  std::set<std::string> used;
  std::string text;
  std::size_t copied = 0;
  for (std::size_t at = 0; (at = script.text.find(kBegin, at)) != std::string::npos;) {
    const std::size_t begin = at + kBegin.size();
    const std::size_t end = script.text.find(kEnd, begin);
    if (end == std::string::npos) break;
    const std::string name = script.text.substr(begin, end - begin);
    const auto word = words.find(name);
    if (word == words.end()) {
      report_unknown(script, begin, name, words, problems);
    } else {
      used.insert(name);
      text.append(script.text, copied, at - copied);
      json::append_string(text, word->second);
      copied = end + kEnd.size();
    }
    at = end + kEnd.size();
  }
  text.append(script.text, copied);
  script.text = std::move(text);
  return used;
}

}  // namespace broadsheet::theme
