#include "theme/theme.h"

#include <string>
#include <vector>

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "theme/template_source.h"
#include "theme/view_keys.h"

using namespace broadsheet;
using test::TempDir;
using theme::check_theme;
using theme::load_theme;
using theme::Theme;

namespace {

const fs::path kThemes = fs::path(BROADSHEET_SOURCE_DIR) / "themes";

Theme shipped(std::string_view name, Diagnostics& problems, std::string_view language = "en") {
  return load_theme(name, std::vector<fs::path>{kThemes}, language, problems);
}

// What check_theme says when `source` stands in the place of day.mustache.
std::string said_of_day(const std::string& source) {
  Diagnostics problems;
  Theme theme = shipped("broadsheet", problems);
  theme.templates["day"] = {"day.mustache", source};
  check_theme(theme, problems);
  return problems.str();
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

TEST_CASE("every tag of the shipped themes is supplied by a view") {
  const std::string name = GENERATE(as<std::string>{}, "broadsheet", "plain");
  if (!fs::exists(kThemes / name / "theme.yaml")) return;
  CAPTURE(name);
  Diagnostics problems;
  const Theme theme = shipped(name, problems);
  check_theme(theme, problems);
  CHECK(problems.str() == "");
}

TEST_CASE("a tag that no view supplies is an error with its place and a suggestion") {
  struct Case {
    std::string source, said;
  };
  const auto& [source, said] = GENERATE(values<Case>({
      {"<h1>{{headng}}</h1>",
       "day.mustache:1:5: error: nothing supplies 'headng' here; did you mean 'heading'?"},
      {"a\n  {{#bands}}{{#papers}}{{titel}}{{/papers}}{{/bands}}",
       "day.mustache:2:24: error: nothing supplies 'titel' here; did you mean 'title'?"},
      {"{{#xyzzy}}{{/xyzzy}}", "day.mustache:1:1: error: nothing supplies 'xyzzy' here"},
      {"{{pager.next}}",
       "day.mustache:1:1: error: 'pager.next' is no text: use it as a section, "
       "{{#pager.next}}"},
      {"{{contents}}",
       "day.mustache:1:1: error: 'contents' is no text: use it as a section, {{#contents}}"},
      {"{{words.skp}}",
       "day.mustache:1:1: error: nothing supplies 'words.skp'; did you mean 'words.skip'?"},
      {"{{asset.theme.scss}}",
       "day.mustache:1:1: error: nothing supplies 'asset.theme.scss'; did "
       "you mean 'asset.theme.css'?"},
      {"{{url.hom}}",
       "day.mustache:1:1: error: nothing supplies 'url.hom'; did you mean 'url.home'?"},
      {"{{> heed}}", "day.mustache:1:1: error: there is no partial 'heed'; did you mean 'head'?"},
      {"{{{heading}}}", "day.mustache:1:1: error: 'heading' is text: write it with two braces"},
      {"{{&heading}}", "day.mustache:1:1: error: 'heading' is text: write it with two braces"},
      {"{{{site.title}}}",
       "day.mustache:1:1: error: 'site.title' is text: write it with two braces"},
      {"{{map}}", "day.mustache:1:1: error: 'map' is HTML: write it with three braces"},
      {"{{#note}}x", "day.mustache:1:1: error: section 'note' is not closed in this file"},
      {"x{{/note}}", "day.mustache:1:2: error: section 'note' was never opened"},
      {"{{#note}}{{#count}}{{/note}}{{/count}}",
       "day.mustache:1:20: error: section 'note' closes here, but 'count' is still open"},
      {"{{note", "day.mustache:1:1: error: this tag is not closed by '}}'"},
      {"{{{map}}", "day.mustache:1:1: error: this tag is not closed by '}}}'"},
      {"{{=<% %>=}}", "day.mustache:1:1: error: delimiters cannot be changed"},
      {"{{}}", "day.mustache:1:1: error: this tag has no name"},
      {"{{# }}", "day.mustache:1:1: error: this tag has no name"},
  }));
  CAPTURE(source);
  CHECK(first_line(said_of_day(source)) == said);
}

TEST_CASE("sections open the keys of their part, and those around it stay in sight") {
  CHECK(said_of_day("{{#bands}}{{name}}{{#papers}}{{number}} {{heading}}{{/papers}}{{/bands}}") ==
        "");
  CHECK(said_of_day("{{#has_contents}}<ol>{{#contents}}{{{title}}}{{/contents}}</ol>"
                    "{{/has_contents}}{{^has_contents}}-{{/has_contents}}") == "");
  CHECK(said_of_day("{{number}}") != "");
  CHECK(said_of_day("{{#has_heading}}{{/has_heading}}") != "");
}

TEST_CASE("a partial that holds itself is an error, not an endless loop") {
  Diagnostics problems;
  Theme theme = shipped("broadsheet", problems);
  theme.partials["a"] = {"partials/a.mustache", "{{> b}}"};
  theme.partials["b"] = {"partials/b.mustache", "x {{> a}}"};
  theme.templates["day"] = {"day.mustache", "{{> a}}"};
  check_theme(theme, problems);
  CHECK(first_line(problems.str()) == "partials/b.mustache:1:3: error: partial 'a' holds itself");
}

TEST_CASE("a mistake in a partial is reported once") {
  Diagnostics problems;
  Theme theme = shipped("broadsheet", problems);
  theme.partials["foot"].text += "{{heeding}}";
  check_theme(theme, problems);
  CHECK(problems.errors() == 1);
}

TEST_CASE("words and constants are put in escaped, and never become tags") {
  Theme theme;
  theme.templates["day"] = {
      "day.mustache",
      "  <p>{{site.title}}</p>\n{{! a note }}\n\n\t{{#url.trends}}T{{/url.trends}}"
      "{{^url.trends}}none{{/url.trends}} {{heading}}\n"};
  Diagnostics problems;
  const std::string text = theme::flatten(
      theme, "day", {{"site.title", "<{{heading}}> & {{{map}}}"}, {"url.trends", ""}}, problems);
  CHECK(problems.str() == "");
  CHECK(text ==
        "<p>&lt;&#123;&#123;heading}}&gt; &amp; &#123;&#123;&#123;map}}}</p>\nnone "
        "{{heading}}\n");
}

TEST_CASE("a theme takes what it does not have from the theme it extends") {
  const TempDir dir;
  const fs::path mine = dir / "mine";
  write_file_atomically(mine / "theme.yaml", "name: mine\nversion: 3\nextends: broadsheet\n");
  write_file_atomically(mine / "404.mustache", "<p>{{heading}} {{words.skip}}</p>\n");
  write_file_atomically(mine / "partials/foot.mustache", "<!-- foot -->");
  write_file_atomically(mine / "static/theme.css", "p { color: red }");
  write_file_atomically(mine / "words/en.yaml", "nav:\n  latest: Today\n");
  Diagnostics problems;
  const Theme theme =
      load_theme("mine", std::vector<fs::path>{dir.path(), kThemes}, "en", problems);
  check_theme(theme, problems);
  CHECK(problems.str() == "");
  CHECK(theme.name == "mine");
  CHECK(theme.version == "3");
  CHECK(theme.templates.at("404").text == "<p>{{heading}} {{words.skip}}</p>\n");
  CHECK(theme.partials.at("foot").text == "<!-- foot -->");
  CHECK(theme.static_files.at("theme.css") == "p { color: red }");
  CHECK(theme.static_files.count("page.js") == 1);
  CHECK(theme.words.at("nav.latest") == "Today");
  CHECK(theme.words.at("nav.months") == "Months");
}

TEST_CASE("a theme changes colours by name, over the style sheet's own") {
  const TempDir dir;
  write_file_atomically(dir / "base/theme.yaml",
                        "extends: broadsheet\ncolours: {spot: navy, ink: black}\n");
  write_file_atomically(dir / "mine/theme.yaml",
                        "extends: base\ncolours:\n  spot: '#a00 rgb(255 0 0 / .9)'\n");
  Diagnostics problems;
  const Theme theme =
      load_theme("mine", std::vector<fs::path>{dir.path(), kThemes}, "en", problems);
  CHECK(problems.str() == "");
  const std::string& css = theme.static_files.at("theme.css");
  const std::size_t base = css.find("--spot: light-dark(navy, navy);");
  const std::size_t mine = css.find("--spot: light-dark(#a00, rgb(255 0 0 / .9));");
  REQUIRE(base != std::string::npos);
  REQUIRE(mine != std::string::npos);
  CHECK(base < mine);
  CHECK(css.find("--ink: light-dark(black, black);") < mine);
}

TEST_CASE("what is no colour is refused with its place, so that it cannot end the rule") {
  struct Case {
    std::string colours, said;
  };
  const std::string wanted =
      "should be a colour for light pages and one for dark pages, such as \"#a3132b #ff9489\"";
  const auto& [colours, said] = GENERATE_COPY(values<Case>({
      {"{spott: red}", ":2:11: error: theme.css has no colour 'spott'; did you mean 'spot'?"},
      {"{spot: ''}", ":2:11: error: 'spot' " + wanted},
      {"{spot: red green blue}", ":2:11: error: 'spot' " + wanted},
      {"{spot: 'red; } body { display: none'}", ":2:11: error: 'spot' " + wanted},
      {"{spot: 'rgb(1'}", ":2:11: error: 'spot' " + wanted},
      {"{spot: 'a)b'}", ":2:11: error: 'spot' " + wanted},
      {"{spot: [red]}", ":2:11: error: 'spot' " + wanted},
      {"red", ":2:1: error: 'colours' should be lines such as 'spot: \"#a3132b #ff9489\"'"},
  }));
  CAPTURE(colours);
  const TempDir dir;
  write_file_atomically(dir / "mine/theme.yaml", "extends: broadsheet\ncolours: " + colours + "\n");
  Diagnostics problems;
  load_theme("mine", std::vector<fs::path>{dir.path(), kThemes}, "en", problems);
  const std::string line = first_line(problems.str());
  CAPTURE(line);
  CHECK(line.ends_with(said));
}

TEST_CASE("what a theme's folder holds and nothing uses is named in one run") {
  const TempDir dir;
  const fs::path mine = dir / "mine";
  write_file_atomically(mine / "theme.yaml", "extends: broadsheet\n");
  write_file_atomically(mine / "dya.mustache", "x");
  write_file_atomically(mine / "partials/fot.mustache", "x");
  write_file_atomically(mine / "words/en.yaml", "nav:\n  lastest: Today\n  months: All\n");
  write_file_atomically(mine / "static/theme.css",
                        ":root { --ink: red }\n/* var(--gone) */\na { color: var(--inc); "
                        "top: var(--gone, 1px) }\n");
  Diagnostics problems;
  const Theme theme =
      load_theme("mine", std::vector<fs::path>{dir.path(), kThemes}, "en", problems);
  theme::check_theme_files(theme, problems);
  const std::string said = problems.str();
  for (const std::string wanted :
       {"dya.mustache: warning: no page is made from 'dya'; did you mean 'day'?",
        "fot.mustache: warning: no template uses the partial 'fot'; did you mean 'foot'?",
        "en.yaml:2:3: warning: nothing uses the word 'nav.lastest'; did you mean 'nav.latest'?",
        "theme.css:3:16: error: nothing gives '--inc' a value; did you mean '--ink'?"}) {
    CAPTURE(said, wanted);
    CHECK(said.find(wanted) != std::string::npos);
  }
  CHECK(problems.errors() == 1);
  CHECK(problems.warnings() == 3);
}

TEST_CASE("the shipped themes hold nothing that is not used") {
  const std::string name = GENERATE(as<std::string>{}, "broadsheet", "plain");
  const std::string language = GENERATE(as<std::string>{}, "en", "de", "zh");
  CAPTURE(name, language);
  Diagnostics problems;
  const Theme theme = shipped(name, problems, language);
  theme::check_theme_files(theme, problems);
  CHECK(problems.str() == "");
}

TEST_CASE("what is wrong with a theme's folder is reported with its place") {
  struct Case {
    std::string settings, said;
  };
  const auto& [settings, said] = GENERATE(values<Case>({
      {"nam: x\nextends: broadsheet\n", ":1:1: error: unknown key 'nam'; did you mean 'name'?"},
      {"name: [x]\nextends: broadsheet\n", ":1:1: error: 'name' should be text"},
      {"extends: broadshet\n",
       ": error: there is no theme 'broadshet'; did you mean 'broadsheet'?"},
      {"extends: mine\n", ": error: theme 'mine' extends itself"},
      {"extends: broadsheet\nneeds: 99\n",
       ":2:1: error: this theme needs contract 99; this program gives contract 1"},
      {"- a\n- b\n", ":1:1: error: this file should hold 'key: value' lines"},
      {"name: [x\n", ":2:1: error: this is not YAML: a ',' or a ']' is missing"},
      {"name: x\n", ": error: the theme has no home.mustache"},
  }));
  CAPTURE(settings);
  const TempDir dir;
  write_file_atomically(dir / "mine/theme.yaml", settings);
  Diagnostics problems;
  load_theme("mine", std::vector<fs::path>{dir.path(), kThemes}, "en", problems);
  const std::string line = first_line(problems.str());
  CAPTURE(line);
  CHECK(line.size() >= said.size());
  CHECK(line.substr(line.size() - std::min(line.size(), said.size())) == said);
}

TEST_CASE("a theme's name is one folder, never a way out") {
  for (const std::string name : {"", ".", "..", "../themes/broadsheet", "a/b"}) {
    CAPTURE(name);
    Diagnostics problems;
    load_theme(name, std::vector<fs::path>{kThemes}, "en", problems);
    CHECK(problems.errors() > 0);
  }
}

TEST_CASE("each part of a view has its keys described") {
  const std::string text = theme::describe_keys();
  for (const std::string& name : theme::template_names()) {
    CAPTURE(name);
    CHECK(text.find("### " + name + ".mustache\n") != std::string::npos);
  }
}

TEST_CASE("docs/themes.md describes the keys that views give") {
  const fs::path path = fs::path(BROADSHEET_SOURCE_DIR) / "docs/themes.md";
  const std::string begin = "<!-- keys: made from generator/theme/view_keys.cc -->\n";
  std::string doc = read_file(path);
  const std::size_t at = doc.find(begin);
  REQUIRE(at != std::string::npos);
  const std::string wanted = doc.substr(0, at) + begin + "\n" + theme::describe_keys();
  if (std::getenv("UPDATE_DOCS") != nullptr) write_file_atomically(path, wanted);
  // Run this test with UPDATE_DOCS=1 in the environment to write the tables anew.
  CHECK(read_file(path) == wanted);
}

TEST_CASE("a folder of themes that leads round in a circle holds no theme") {
  const TempDir dir;
  fs::create_symlink("themes", dir / "themes");
  Diagnostics problems;
  load_theme("mine", std::vector<fs::path>{dir / "themes"}, "en", problems);
  CHECK(problems.str().starts_with("config.yaml: error: there is no theme 'mine'\n"));
}
