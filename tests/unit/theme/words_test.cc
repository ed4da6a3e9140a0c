#include "theme/words.h"

#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using theme::DateStyle;
using theme::Theme;
using theme::Words;

namespace {

Theme theme_in(const std::string& language) {
  Diagnostics problems;
  const std::vector<fs::path> roots = {fs::path(BROADSHEET_SOURCE_DIR) / "themes"};
  Theme theme = theme::load_theme("broadsheet", roots, language, problems);
  REQUIRE(problems.str() == "");
  return theme;
}

}  // namespace

TEST_CASE("dates are written as the language has them") {
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

TEST_CASE("numbers have their thousands parted") {
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
  // Loaded as a language, German would be read over English; so each is read as a theme's only
  // words.
  const auto words_of = [](const std::string& language) {
    const test::TempDir dir;
    write_file_atomically(dir / "alone/theme.yaml", "name: alone\n");
    write_file_atomically(dir / "alone/words/en.yaml",
                          read_file(fs::path(BROADSHEET_SOURCE_DIR) / "themes/broadsheet/words" /
                                    (language + ".yaml")));
    Diagnostics ignored;
    const Theme theme =
        theme::load_theme("alone", std::vector<fs::path>{dir.path()}, "en", ignored);
    std::set<std::string> words;
    for (const auto& [word, text] : theme.words) {
      CAPTURE(language, word);
      CHECK(text.find('\n') == std::string::npos);
      words.insert(word);
    }
    return words;
  };
  const std::set<std::string> english = words_of("en");
  const std::set<std::string> german = words_of("de");
  CHECK(english == german);
  for (const std::string_view word : theme::needed_words()) {
    CAPTURE(word);
    CHECK(english.count(std::string(word)) == 1);
  }
}
