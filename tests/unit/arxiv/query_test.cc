#include "arxiv/query.h"

#include <array>
#include <string>

#include "support/catch.h"
#include "text/escape.h"

using namespace broadsheet;
using namespace broadsheet::arxiv;

TEST_CASE("a complete archive is requested for with all its classes") {
  struct Case {
    std::string category, asked;
  };
  const auto& [category, asked] = GENERATE(values<Case>({
      {"cs.LG", "(cat:cs.LG)"},
      {"cs", "(cat:cs.*)"},
      {"q-bio", "(cat:q-bio.*)"},
      {"physics", "(cat:physics.*)"},
      {"astro-ph", "(cat:astro-ph.*)"},
      {"cond-mat", "(cat:cond-mat.*)"},
      {"hep-th", "(cat:hep-th)"},
      {"quant-ph", "(cat:quant-ph)"},
  }));
  const std::string url =
      query_url("", std::array{category}, Day(2026, 2, 1), Day(2026, 2, 2), 500);
  CHECK(url.starts_with("?search_query=" + text::escape_url(asked) + "%20AND%20submittedDate"));
  CHECK(url.find("&start=500&") != std::string::npos);
}

TEST_CASE("the OAI-PMH set of a category") {
  struct Case {
    std::string category, set;
  };
  const auto& [category, set] = GENERATE(values<Case>({
      {"cs.LG", "cs:cs:LG"},
      {"math.AG", "math:math:AG"},
      {"stat.ML", "stat:stat:ML"},
      {"quant-ph", "physics:quant-ph"},
      {"cond-mat.str-el", "physics:cond-mat:str-el"},
      {"physics.optics", "physics:physics:optics"},
      {"cs", "cs"},
      {"cond-mat", "physics:cond-mat"},
  }));
  CHECK(oai_set(category) == set);
}
