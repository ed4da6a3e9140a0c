#include "cli/command_options.h"

#include <algorithm>

#include "base/edit_distance.h"

namespace broadsheet::cli {
namespace {

Day day_of(const std::string& text, const std::string& name) {
  const auto day = Day::parse(text);
  if (day) return *day;
  throw CLI::ValidationError(name + " should be a day such as 2026-02-27, not '" + text + "'");
}

}  // namespace

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
         name, [&target, name](const std::string& text) { target = day_of(text, name); }, what)
      ->option_text("DAY");
}

void add_days(CLI::App& sub, const std::string& name, std::vector<Day>& target,
              const std::string& what) {
  sub.add_option_function<std::vector<std::string>>(
      name,
      [&target, name](const std::vector<std::string>& texts) {
        for (const std::string& text : texts) target.push_back(day_of(text, name));
      },
      what);
}

}  // namespace broadsheet::cli
