#include "config/load.h"

#include <string>

#include "base/files.h"
#include "support/catch.h"

using namespace broadsheet;
using namespace broadsheet::config;

namespace {

/// The first problem of a text that is wrong in one place; empty when there is none.
std::string first_problem(const std::string& text) {
  Diagnostics problems;
  config::parse(text, "config.yaml", problems);
  if (problems.problems().empty()) return "";
  const Problem& problem = problems.problems().front();
  return problem.where.str() + ": " + problem.message;
}

config::Config read(const std::string& text) {
  Diagnostics problems;
  config::Config config = config::parse(text, "config.yaml", problems);
  INFO(problems.str());
  REQUIRE(problems.problems().empty());
  return config;
}

}  // namespace

TEST_CASE("an empty file gives the defaults") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "\n", "# only a comment\n", "\xEF\xBB\xBF");
  const config::Config config = read(text);
  CHECK(config.site.title == "Broadsheet");
  CHECK(config.fetch.categories == std::vector<std::string>{"cs.LG"});
  CHECK(config.score.method == config::ScoreMethod::Recommender);
}

TEST_CASE("the bounds of a number are in its range") {
  CHECK(read("fetch: {retries: 0, pause_seconds: 0}\n").fetch.retries == 0);
  CHECK(read("fetch: {retries: 100}\n").fetch.retries == 100);
}

TEST_CASE("every kind of value is read") {
  const config::Config config = read(R"(
site:
  title: 2026
  base_url: https://user.github.io/digest//
  description:
topics:
  - id: moe
    label: Mixture of Experts
    aliases: [experts, "a, b"]
    keywords: [router]
    about: Layers that choose experts.
    not: Uses in one field.
    negative_keywords: [survey]
  - id: other
authors:
  - Ada Lovelace
  - name: Alan Turing
    aliases: [A. M. Turing]
    semantic_scholar: "123"
searches:
  - name: Mixtures
    query: "mixture of experts"
fetch:
  primary_only: yes
  pause_seconds: 0.5
  categories: [cs.LG, hep-th]
score:
  prices:
    gpt-5: {prompt: 1.25, completion: 10}
    other: {prompt: 2, cached: 0.5, completion: 3}
  h_index_minimum: 10
holidays: [2026-12-25]
)");
  CHECK(config.site.title == "2026");
  CHECK(config.site.base_url == "https://user.github.io/digest");
  CHECK(config.site.description.empty());
  REQUIRE(config.topics.size() == 2);
  CHECK(config.topics[0].aliases == std::vector<std::string>{"experts", "a, b"});
  CHECK(config.topics[0].keywords == std::vector<std::string>{"router"});
  CHECK(config.topics[0].about == "Layers that choose experts.");
  CHECK(config.topics[0].excluded == "Uses in one field.");
  CHECK(config.topics[0].negative_keywords == std::vector<std::string>{"survey"});
  CHECK(config.topics[1].label == "other");
  REQUIRE(config.authors.size() == 2);
  CHECK(config.authors[0].name == "Ada Lovelace");
  CHECK(config.authors[1].semantic_scholar == "123");
  REQUIRE(config.searches.size() == 1);
  CHECK(config.fetch.primary_only);
  CHECK(config.fetch.pause_seconds == 0.5);
  CHECK(config.score.prices.at("gpt-5").cached == 1.25);
  CHECK(config.score.prices.at("other").cached == 0.5);
  CHECK(config.score.h_index_minimum == 10);
  CHECK(config.holidays.size() == 1);
}

TEST_CASE("what is wrong is reported with its place") {
  struct Case {
    std::string text, problem;
  };
  const auto& [text, problem] = GENERATE(values<Case>({
      {"site:\n  tittle: x\n",
       "config.yaml:2:3: unknown key 'tittle' in 'site'; did you mean 'title'?"},
      {"base_url: https://x.org\n",
       "config.yaml:1:1: unknown key 'base_url'; it belongs under 'site'"},
      {"sites: {}\n", "config.yaml:1:1: unknown key 'sites'; did you mean 'site'?"},
      {"feeds: {zzzzzz: 1}\n",
       "config.yaml:1:9: unknown key 'zzzzzz' in 'feeds'; known are 'days' or 'papers'"},
      {"site:\n  title: x\n  title: y\n", "config.yaml:3:3: the key 'title' appears twice"},
      {"site: text\n", "config.yaml:1:7: 'site' should be a group of keys, not 'text'"},
      {"site: [a]\n", "config.yaml:1:7: 'site' should be a group of keys, not a list"},
      {"[a, b]\n",
       "config.yaml:1:1: settings should be keys with values, such as 'site:', not a list"},
      {"site:\n  title: [a]\n",
       "config.yaml:2:10: 'site.title' should be text that is not empty, not a list"},
      {"site:\n  title:\n",
       "config.yaml:2:3: 'site.title' should be text that is not empty, not nothing"},
      {"site: {tagline: {a: b}}\n",
       "config.yaml:1:17: 'site.tagline' should be text, not a group of keys"},
      {"site: {base_url: \"javascript:alert(1)\"}\n",
       "config.yaml:1:18: 'site.base_url' should be an address such as "
       "https://user.github.io/digest, not 'javascript:alert(1)'"},
      {"site: {base_url: \"https://\"}\n",
       "config.yaml:1:18: 'site.base_url' should be an address such as "
       "https://user.github.io/digest, not 'https://'"},
      {"site: {theme: ../../etc}\n",
       "config.yaml:1:15: 'site.theme' should be a plain name without '/', not '../../etc'"},
      {"day: {group: scores}\n",
       "config.yaml:1:14: 'day.group' should be 'score', 'topic' or 'none', not 'scores'; did you "
       "mean 'score'?"},
      {"site: {first_weekday: Monday}\n",
       "config.yaml:1:23: 'site.first_weekday' should be 'monday' or 'sunday', not 'Monday'; did "
       "you mean 'monday'?"},
      {"fetch: {retries: 1.5}\n",
       "config.yaml:1:18: 'fetch.retries' should be a whole number, not '1.5'"},
      {"fetch: {retries: -1}\n", "config.yaml:1:18: 'fetch.retries' is -1, outside 0 to 100"},
      {"fetch: {pause_seconds: nan}\n",
       "config.yaml:1:24: 'fetch.pause_seconds' should be a number, not 'nan'"},
      {"fetch: {pause_seconds: \"3,5\"}\n",
       "config.yaml:1:24: 'fetch.pause_seconds' should be a number, not '3,5'"},
      {"fetch: {primary_only: 1}\n",
       "config.yaml:1:23: 'fetch.primary_only' should be true or false, not '1'"},
      {"fetch: {categories: {a: b}}\n",
       "config.yaml:1:21: 'fetch.categories' should be a list, not a group of keys"},
      {"fetch: {categories: [\"cs.LG+cs.AI\"]}\n",
       "config.yaml:1:22: 'fetch.categories[1]' should be an arXiv category such as hep-th or "
       "cs.LG, not 'cs.LG+cs.AI'"},
      {"fetch: {categories: [hep_th]}\n",
       "config.yaml:1:22: 'fetch.categories[1]' should be an arXiv category such as hep-th or "
       "cs.LG, not 'hep_th'; did you mean 'hep-th'?"},
      {"fetch: {categories: [econ.QQ]}\n",
       "config.yaml:1:22: 'fetch.categories[1]' should be an arXiv category such as hep-th or "
       "cs.LG, not 'econ.QQ'; the classes of 'econ' are EM, GN, TH"},
      {"topics: [{id: a, keywords: black hole}]\n",
       "config.yaml:1:28: 'topics[1].keywords' should be a list, not 'black hole'; write [black "
       "hole]"},
      {"topics: [{id: a, negative_keywords: survey}]\n",
       "config.yaml:1:37: 'topics[1].negative_keywords' should be a list, not 'survey'; write "
       "[survey]"},
      {"fetch: {announce_types: [newest]}\n",
       "config.yaml:1:26: 'fetch.announce_types[1]' should be 'new', 'cross', 'replace' or "
       "'replace-cross', not 'newest'"},
      {"score: {prices: {gpt-5: {promt: 1}}}\n",
       "config.yaml:1:26: unknown key 'promt' in 'score.prices.gpt-5'; did you mean 'prompt'?"},
      {"score: {h_index_minimum: many}\n",
       "config.yaml:1:26: 'score.h_index_minimum' should be a whole number, not 'many'"},
      {"topics: {a: b}\n", "config.yaml:1:9: 'topics' should be a list, not a group of keys"},
      {"topics:\n  - label: x\n", "config.yaml:2:5: 'topics[1]' has no 'id'"},
      {"topics:\n  - id: A b\n",
       "config.yaml:2:9: 'topics[1].id' should be lower-case letters, digits and hyphens, as it is "
       "used in URLs, not 'A b'"},
      {"publish: {cname: \"a.org\\nb\"}\n",
       "config.yaml:1:18: 'publish.cname' should be a domain such as papers.example.org, not "
       "'a.org?b'"},
      {"publish: {cname: https://a.org}\n",
       "config.yaml:1:18: 'publish.cname' should be a domain such as papers.example.org, not "
       "'https://a.org'"},
      {"publish: {branch: \"a\\nb\"}\n",
       "config.yaml:1:19: 'publish.branch' should be one line of text that is not empty, not "
       "'a?b'"},
      {"publish: {webhook_env: A=B}\n",
       "config.yaml:1:24: 'publish.webhook_env' should be the name of an environment variable, not "
       "'A=B'"},
      {"topics: [{id: a}, {id: a}]\n", "config.yaml:1:19: topic 'a' appears twice"},
      {"authors: [[a]]\n", "config.yaml:1:11: 'authors[1]' should be a group of keys, not a list"},
      {"authors: [{aliases: x}]\n", "config.yaml:1:11: 'authors[1]' has no 'name'"},
      {"searches: [{name: x}]\n", "config.yaml:1:12: 'searches[1]' has no 'query'"},
      {"holidays: [2026-02-30]\n",
       "config.yaml:1:12: 'holidays[1]' should be a day such as 2026-12-25, not '2026-02-30'"},
      {"holidays: [-123-01-01]\n",
       "config.yaml:1:12: 'holidays[1]' should be a day such as 2026-12-25, not '-123-01-01'"},
      {"holidays: [Christmas]\n",
       "config.yaml:1:12: 'holidays[1]' should be a day such as 2026-12-25, not 'Christmas'"},
  }));
  CAPTURE(text);
  CHECK(first_problem(text) == problem);
}

TEST_CASE("what is not YAML is reported, and never throws") {
  const std::string text =
      GENERATE(as<std::string>{}, "site: [\n", "a: b: c\n", "\t- x\n", "'", "{", "\x01\x02",
               "site: *unknown\n", std::string(50'000, '['), std::string(50'000, '{'));
  CAPTURE(text);
  Diagnostics problems;
  config::parse(text, "config.yaml", problems);
  CHECK(problems.errors() > 0);
}

TEST_CASE("one run names all mistakes, with excerpt and caret") {
  Diagnostics problems;
  config::parse("site:\n  tittle: x\n  theme: /etc\nfeeds:\n  days: 0\n", "config.yaml", problems);
  CHECK(problems.str() ==
        "config.yaml:2:3: error: unknown key 'tittle' in 'site'; did you mean 'title'?\n"
        "    2 |   tittle: x\n"
        "      |   ^\n"
        "config.yaml:3:10: error: 'site.theme' should be a plain name without '/', not '/etc'\n"
        "    3 |   theme: /etc\n"
        "      |          ^\n"
        "config.yaml:5:9: error: 'feeds.days' is 0, outside 1 to 10000\n"
        "    5 |   days: 0\n"
        "      |         ^\n");
}

TEST_CASE("the shipped config.yaml is right and names every key") {
  const std::string text = read_file(fs::path(BROADSHEET_SOURCE_DIR) / "config.yaml");
  const config::Config config = read(text);
  CHECK(config.topics.size() == 5);
  for (const std::string key : {"title",
                                "tagline",
                                "description",
                                "author",
                                "base_url",
                                "language",
                                "theme",
                                "first_weekday",
                                "id",
                                "label",
                                "aliases",
                                "about",
                                "not",
                                "keywords",
                                "negative_keywords",
                                "name",
                                "semantic_scholar",
                                "query",
                                "slug",
                                "categories",
                                "announce_types",
                                "primary_only",
                                "contact",
                                "rss_url",
                                "api_url",
                                "oai_url",
                                "pause_seconds",
                                "timeout_seconds",
                                "retries",
                                "method",
                                "allow_http",
                                "model",
                                "prices",
                                "prompt",
                                "cached",
                                "completion",
                                "title_pass",
                                "batch_titles",
                                "batch_abstracts",
                                "parallel",
                                "requests_per_minute",
                                "tokens_per_minute",
                                "budget_usd",
                                "relevance_cutoff",
                                "novelty_cutoff",
                                "recommender_keep",
                                "score_formula",
                                "system_prompt",
                                "topics_prompt",
                                "criteria_prompt",
                                "instructions_prompt",
                                "h_index_minimum",
                                "semantic_scholar_url",
                                "days",
                                "papers",
                                "remote",
                                "branch",
                                "cname",
                                "keep_history",
                                "webhook_env",
                                "holidays"}) {
    CAPTURE(key);
    CHECK(text.find(key + ":") != std::string::npos);
  }
}

TEST_CASE("the language of Norway is a language, and no number is read by halves") {
  Diagnostics problems;
  CHECK(parse("site: {language: no}\n", "c", problems).site.language == "no");
  CHECK(problems.problems().empty());
  const std::string wrong = GENERATE(
      as<std::string>{}, "fetch: {retries: 1e1}", "fetch: {retries: 0x10}",
      "fetch: {retries: 1_000}", "fetch: {retries: 99999999999999}", "fetch: {pause_seconds: 1.5s}",
      "fetch: {pause_seconds: .inf}", "fetch: {pause_seconds: 0x1p3}", "fetch: {primary_only: y}",
      "site: {language: ../../etc}", "site: {language: English}", "site: {language: e}",
      "site: {language: de_DE.UTF-8}", "site: {language: en-}");
  CAPTURE(wrong);
  parse(wrong, "c", problems);
  CHECK(problems.errors() == 1);
}

TEST_CASE("of very many mistakes the first fifty are reported, the rest is counted") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "k" + std::to_string(i) + ": 1\n";
  Diagnostics problems;
  parse(text, "config.yaml", problems);
  CHECK(problems.errors() == 50);
  CHECK(problems.problems().back().message == "and 4950 more errors in this file");
}

TEST_CASE("a key's place is found by its name") {
  const std::string text =
      "site: {title: x}\nscore:\n  model: gpt-5\nsearches:\n  - name: a\n    query: b\n  - name: "
      "c\n";
  struct Case {
    std::string name, place;
  };
  const auto& [name, place] = GENERATE(values<Case>({
      {"score.model", "c.yaml:3:10"},
      {"searches[1].query", "c.yaml:6:12"},
      {"searches[2].query", "c.yaml:7:5"},
      {"searches[3].query", "c.yaml:5:3"},
      {"score.method", "c.yaml:3:3"},
      {"publish.remote", "c.yaml"},
      {"score.model.deeper[x", "c.yaml:3:10"},
  }));
  CAPTURE(name);
  CHECK(place_of(text, "c.yaml", name).str() == place);
}

TEST_CASE("a character that changes the direction of writing is an error") {
  const std::string title =
      GENERATE(as<std::string>{}, "x\xE2\x80\xAEy", "\"\\u2066y\"", "\"\\u061C\"");
  CAPTURE(title);
  Diagnostics problems;
  parse("site:\n  title: " + title + "\n", "config.yaml", problems);
  CHECK(
      problems.str().starts_with("config.yaml:2:10: error: this text holds a character that "
                                 "changes the direction of writing\n"));
}

TEST_CASE("a category may be given by an id that arXiv has joined with another") {
  const config::Config config = read("fetch: {categories: [cs.SY, math.MP, astro-ph]}\n");
  CHECK(config.fetch.categories == std::vector<std::string>{"eess.SY", "math-ph", "astro-ph"});
}

TEST_CASE("the key of a service is an error that does not show it") {
  const std::string text = GENERATE(
      as<std::string>{}, "score:\n  model: sk-abc123SECRET0123456789\n",
      "score:\n  api_key: abc123SECRET\n", "score: {api_key: \"abc123SECRET\", modle: x}\n",
      "score:\n  retries: sk-proj-abc123SECRET0123456789\n",
      "publish:\n  webhook_env: https://hooks.slack.com/services/T0/B0/abc123SECRET\n",
      "score:\n  base_url: https://me:abc123SECRET@models.example/v1\n",
      "score:\n  model: Bearer abc123SECRET0123456789\n",
      "score:\n  secret: &anchor abc123SECRET\n", "# my key is sk-abc123SECRET0123456789\n",
      "score: {token: 'abc123SECRET', retries: [\n", "OPENAI_API_KEY: abc123SECRET\n",
      "score:\n  \"api-key\" : abc123SECRET # mine\n", "mail: {password_env: abc123-SECRET}\n",
      "mail: {pass: abc123SECRET}\n", "taste: {zotero_key: abc123SECRET}\n",
      "score: {Authorization: Bearer abc123SECRET}\n",
      "messages:\n  - {to: ntfy, url_env: https://ntfy.sh/abc123SECRET}\n");
  CAPTURE(text);
  Diagnostics problems;
  config::parse(text, "config.yaml", problems);
  CHECK(problems.errors() > 0);
  CHECK(problems.str().find("SECRET") == std::string::npos);
  const bool names_key =
      text.find("retries: [") == std::string::npos && text.find("_env") == std::string::npos;
  if (names_key) {
    CHECK(problems.str().find("OPENAI_API_KEY") != std::string::npos);
  }
}

TEST_CASE("words of topics are no keys of services") {
  const config::Config config = read(
      "topics:\n  - id: a\n    about: \"token: pruning, password: strength\"\n"
      "    not: a clearer characterization2 of bearers\n"
      "    keywords: [token, sk-learn, secret sharing, api key]\n");
  CHECK(config.topics[0].about == "token: pruning, password: strength");
  CHECK(config.topics[0].keywords.size() == 4);
}

TEST_CASE("subject areas of bioRxiv and medRxiv are read in any spelling, and unknown ones named") {
  const config::Config config = read(
      "fetch: {categories: [], biorxiv: {categories: [Neuroscience, cell_biology]}, medrxiv: "
      "{categories: [HIV/AIDS, \"Endocrinology (including Diabetes)\"]}}\n");
  CHECK(config.fetch.categories.empty());
  CHECK(config.fetch.biorxiv.categories ==
        std::vector<std::string>{"neuroscience", "cell biology"});
  CHECK(config.fetch.medrxiv.categories == std::vector<std::string>{"hiv aids", "endocrinology"});
  CHECK(read("fetch: {biorxiv: {categories: all}}\n").fetch.biorxiv.categories ==
        std::vector<std::string>{"all"});
  Diagnostics problems;
  config::parse("fetch:\n  biorxiv: {categories: [neurosciense]}\n  medrxiv: {topics: []}\n",
                "config.yaml", problems);
  const std::string told = problems.str();
  CHECK(told.find("config.yaml:2:26: error: 'fetch.biorxiv.categories[1]' should be a subject area "
                  "of bioRxiv such as animal behavior and cognition, or all, not 'neurosciense'; "
                  "did you mean 'neuroscience'?") != std::string::npos);
  CHECK(told.find("config.yaml:3:13: error: unknown key 'topics'") != std::string::npos);
}
