#include "cli/command_options.h"

#include <algorithm>

#include "base/edit_distance.h"

namespace broadsheet::cli {

CLI::Validator one_of(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ",") + word;
  return CLI::Validator(
      [words](const std::string& given) -> std::string {
        if (std::find(words.begin(), words.end(), given) != words.end()) return "";
        std::string text = "should be";
        for (std::size_t i = 0; i < words.size(); ++i) {
          text += (i == 0 ? " " : i + 1 == words.size() ? " or " : ", ") + words[i];
        }
        return text + ", not '" + given + "'" + suggestion(nearest_word(given, words));
      },
      "{" + list + "}");
}

void add_day(CLI::App& sub, const std::string& name, std::optional<Day>& target,
             const std::string& what) {
  sub.add_option_function<std::string>(
         name,
         [&target, name](const std::string& text) {
           target = Day::parse(text);
           if (!target) {
             throw CLI::ValidationError(name + " should be a day such as 2026-02-27, not '" + text +
                                        "'");
           }
         },
         what)
      ->option_text("DAY");
}

}  // namespace broadsheet::cli
