#include "theme/words.h"

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "theme/theme_yaml.h"

using namespace broadsheet;
using theme::DateStyle;
using theme::Theme;
using theme::Words;

namespace {

const fs::path kThemes = fs::path(BROADSHEET_SOURCE_DIR) / "themes";

Theme theme_in(const std::string& language) {
  Diagnostics problems;
  const std::vector<fs::path> roots = {kThemes};
  Theme theme = theme::load_theme("broadsheet", roots, language, problems);
  REQUIRE(problems.str() == "");
  return theme;
}

}  // namespace

TEST_CASE("dates are written as in the language") {
  const Theme theme = theme_in("en");
  const Words words(theme);
  const Day day(2026, 2, 27);
  CHECK(words.date(day, DateStyle::Long) == "Friday, 27 February 2026");
  CHECK(words.date(day, DateStyle::Full) == "27 February 2026");
  CHECK(words.date(day, DateStyle::Medium) == "27 Feb 2026");
  CHECK(words.date(day, DateStyle::Short) == "Fri 27 Feb");
  CHECK(words.date(day, DateStyle::Issue) == "Fri 27 February");
  CHECK(words.month(Month(2026, 2)) == "February 2026");

  const Theme german = theme_in("de");
  CHECK(Words(german).date(day, DateStyle::Long) == "Freitag, 27. Februar 2026");
  CHECK(Words(german).number(std::int64_t{4395}) == "4.395");
  CHECK(Words(german).number(17.5) == "17,5");
}

TEST_CASE("plurals follow the language") {
  const auto forms = [](std::string_view language) {
    std::string all;
    for (const std::int64_t n : {0, 1, 2, 5, 11, 12, 21, 22, 112, 101})
      all += std::string(theme::plural_form(language, n)) + " ";
    return all;
  };
  CHECK(forms("en") == "other one other other other other other other other other ");
  CHECK(forms("de-AT") == forms("en"));
  CHECK(forms("zh") == "other other other other other other other other other other ");
  CHECK(forms("fr") == "one one other other other other other other other other ");
  CHECK(forms("pl") == "many one few many many many many few many many ");
  CHECK(forms("ru") == "many one few many many many one few many one ");
  CHECK(forms("cs") == "other one few other other other other other other other ");
  Theme theme = theme_in("en");
  theme.language = "pl";
  theme.words["papers.few"] = "{n} prace";
  CHECK(Words(theme).count("papers", 3) == "3 prace");
  CHECK(Words(theme).count("papers", 5) == "5 papers");  // without a word of its own
}

TEST_CASE("a language knows the words that it lacks") {
  CHECK(theme_in("de").missing_words.empty());
  CHECK(theme_in("zh").missing_words.empty());
  CHECK(theme_in("en").missing_words.empty());
  const test::TempDir dir;
  write_file_atomically(dir / "mine/theme.yaml", "name: mine\nextends: broadsheet\n");
  write_file_atomically(dir / "mine/words/fr.yaml", "nav: {latest: Dernier}\n");
  Diagnostics problems;
  const Theme french =
      theme::load_theme("mine", std::vector<fs::path>{dir.path(), kThemes}, "fr", problems);
  CHECK(french.missing_words.size() == theme::default_words().size() - 1);
}

TEST_CASE("a word whose placeholder nothing fills is reported with its place") {
  const test::TempDir dir;
  write_file_atomically(dir / "mine/theme.yaml", "name: mine\nextends: broadsheet\n");
  write_file_atomically(dir / "mine/words/pl.yaml",
                        "papers:\n"
                        "  few: \"{n} prace\"\n"
                        "  many: \"{m} prac\"\n"
                        "date: {full: \"{weekday_short} {day} {month} {yeer}\"}\n"
                        "own: {text: \"{anything}\"}\n");
  Diagnostics problems;
  theme::load_theme("mine", std::vector<fs::path>{dir.path(), kThemes}, "pl", problems);
  const std::string file = display_path(dir / "mine/words/pl.yaml");
  CAPTURE(problems.str());
  CHECK(problems.str().find(file + ":3:3: warning: nothing fills '{m}' in 'papers.many'") == 0);
  CHECK(problems.str().find("nothing fills '{yeer}' in 'date.full'; did you mean 'year'?") !=
        std::string::npos);
  CHECK(problems.warnings() == 2);
}

TEST_CASE("thousands of numbers are separated") {
  const Theme theme = theme_in("en");
  const Words words(theme);
  CHECK(words.number(std::int64_t{0}) == "0");
  CHECK(words.number(std::int64_t{999}) == "999");
  CHECK(words.number(std::int64_t{1000}) == "1,000");
  CHECK(words.number(std::int64_t{1234567}) == "1,234,567");
  CHECK(words.number(std::int64_t{-1234}) == "-1,234");
  CHECK(words.number(17.0) == "17");
  CHECK(words.number(17.25) == "17.25");
  CHECK(words.money(0.59) == "$0.59");
  CHECK(words.money(0) == "$0.00");
  CHECK(words.money(0.0042) == "$0.0042");
  CHECK(words.money(1234.5) == "$1,234.50");
}

TEST_CASE("one thing is singular, none and many are plural") {
  const Theme theme = theme_in("en");
  const Words words(theme);
  CHECK(words.count("papers", 0) == "0 papers");
  CHECK(words.count("papers", 1) == "1 paper");
  CHECK(words.count("papers", 4395) == "4,395 papers");
}

TEST_CASE("days are named by month") {
  const Theme theme = theme_in("en");
  const Words words(theme);
  const Day first(2026, 2, 3);
  CHECK(words.days({first}) == "3 February");
  CHECK(words.days({first, Day(2026, 2, 4)}) == "3 and 4 February");
  CHECK(words.days({first, Day(2026, 2, 4), Day(2026, 2, 26)}) == "3, 4 and 26 February");
  CHECK(words.days({first, Day(2026, 3, 2)}) == "3 February and 2 March");
  CHECK(words.days({}) == "");
}

TEST_CASE("German has every word of English, and no other") {
  const auto keys_of = [](const std::string& language) {
    Diagnostics problems;
    std::set<std::string> keys;
    for (const theme::Word& word :
         theme::read_word_file(kThemes / "broadsheet/words" / (language + ".yaml"), problems)) {
      CAPTURE(language, word.key);
      CHECK(word.text.find('\n') == std::string::npos);
      keys.insert(word.key);
    }
    CHECK(problems.str() == "");
    return keys;
  };
  CHECK(keys_of("en") == keys_of("de"));
  CHECK(keys_of("en") == keys_of("zh"));
}

TEST_CASE("a theme without words has those of the default theme") {
  const test::TempDir dir;
  write_file_atomically(dir / "alone/theme.yaml", "name: alone\n");
  write_file_atomically(dir / "alone/words/en.yaml", "nav: {latest: Today}\n");
  Diagnostics ignored;
  const Theme theme = theme::load_theme("alone", std::vector<fs::path>{dir.path()}, "en", ignored);
  CHECK(theme.words.at("nav.latest") == "Today");
  CHECK(theme.words.at("nav.months") == "Months");
  CHECK(theme.words.size() == theme::default_words().size());
}

namespace {

// The contents of all files of a folder with one of these suffixes.
std::string read_sources(const fs::path& folder, const std::vector<std::string>& suffixes) {
  std::string text;
  for (const std::string& path : list_files(folder)) {
    for (const std::string& suffix : suffixes) {
      if (path.ends_with(suffix)) text += read_file(folder / path);
    }
  }
  return text;
}

// The key of a word as sources write it: without the form that a count selects.
std::string written_key(const std::string& key) {
  for (const std::string form : {".one", ".other"}) {
    if (key.ends_with(form)) return key.substr(0, key.size() - form.size());
  }
  return key;
}

}  // namespace

TEST_CASE("every default word is used by a view, a template or the search client") {
  const fs::path source = BROADSHEET_SOURCE_DIR;
  const std::string views = read_sources(source / "generator/render", {".cc"}) +
                            read_sources(source / "generator/app", {".cc"}) +
                            read_sources(source / "generator/theme", {".cc"});
  const std::string templates = read_sources(kThemes, {".mustache", ".js"});
  const std::string client = read_sources(kThemes / "shared", {".js"});
  const std::vector<std::string> composed = {"months.",
                                             "months_short.",
                                             "weekdays.",
                                             "weekdays_short.",
                                             "band.",
                                             "part.",
                                             "link.",
                                             "day.absent_",
                                             "day.no_issue_",
                                             "search_client.absent_",
                                             "search_client.failed_"};
  for (const auto& [key, text] : theme::default_words()) {
    CAPTURE(key);
    if (std::any_of(composed.begin(), composed.end(),
                    [&key = key](const std::string& group) { return key.starts_with(group); })) {
      continue;
    }
    const std::string last = key.substr(key.rfind('.') + 1);
    const bool used =
        views.find('"' + written_key(key) + '"') != std::string::npos ||
        templates.find("words." + key + "}}") != std::string::npos ||
        (key.starts_with("feeds.") && views.find('"' + last + '"') != std::string::npos) ||
        (key.starts_with("search_client.") && client.find(last) != std::string::npos);
    CHECK(used);
  }
}

TEST_CASE("every word that a view names exists") {
  const std::string views =
      read_sources(fs::path(BROADSHEET_SOURCE_DIR) / "generator/render", {".cc"});
  const std::regex use("words(\\.fill|\\.count)?\\(\\s*\"([a-z_.]+)\"");
  int uses = 0;
  for (std::sregex_iterator it(views.begin(), views.end(), use), end; it != end; ++it, ++uses) {
    const std::string key = (*it)[2];
    CAPTURE(key);
    if (key.ends_with('.')) continue;  // the beginning of a composed key
    if ((*it)[1] == ".count") {
      CHECK(theme::default_words().count(key + ".one") == 1);
      CHECK(theme::default_words().count(key + ".other") == 1);
    } else {
      CHECK(theme::default_words().count(key) == 1);
    }
  }
  CHECK(uses > 50);
}
