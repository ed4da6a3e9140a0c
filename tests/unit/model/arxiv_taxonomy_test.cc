#include "model/arxiv_taxonomy.h"

#include <set>
#include <string>

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("the taxonomy has each current category once, in an archive that exists") {
  CHECK(arxiv_categories().size() == 155);
  std::set<std::string_view> ids;
  for (const ArxivCategory& category : arxiv_categories()) {
    CAPTURE(category.id);
    CHECK(ids.insert(category.id).second);
    CHECK_FALSE(category.name.empty());
    CHECK(find_category(category.archive()) != nullptr);
    if (!category.same_as.empty()) CHECK(find_category(category.same_as) != nullptr);
  }
  for (const ArxivCategory& archive : arxiv_archives()) CHECK(ids.insert(archive.id).second);
}

TEST_CASE("a category has one main id") {
  CHECK(main_category("cs.SY") == "eess.SY");
  CHECK(main_category("math.MP") == "math-ph");
  CHECK(main_category("hep-th") == "hep-th");
  CHECK(main_category("cs.QQ") == "cs.QQ");
}

TEST_CASE("a category is found by id or name in any case") {
  struct Case {
    std::string text, ids;
  };
  const auto& [text, ids] = GENERATE(values<Case>({
      {"hep-th", "hep-th"},
      {"HEP_TH", "hep-th"},
      {"quantum physics", "quant-ph"},
      {" Astrophysics ", "astro-ph"},
      {"Machine Learning", "cs.LG stat.ML"},
      {"Systems and Control", "eess.SY"},
      {"cs.SY", "cs.SY"},
      {"Information Theory", "cs.IT"},
      {"cs.QQ", ""},
      {"", ""},
  }));
  std::string found;
  for (const ArxivCategory* category : categories_called(text)) {
    found += (found.empty() ? "" : " ") + std::string(category->id);
  }
  CHECK(found == ids);
}

TEST_CASE("an unknown category has a suggestion where one is near") {
  CHECK(category_hint("hep_th") == "; did you mean 'hep-th'?");
  CHECK(category_hint("hepth") == "; did you mean 'hep-th'?");
  CHECK(category_hint("CS.lg") == "; did you mean 'cs.LG'?");
  CHECK(category_hint("quantum phisics") == "; did you mean 'quant-ph'?");
  CHECK(category_hint("econ.QQ") == "; the classes of 'econ' are EM, GN, TH");
  CHECK(category_hint("cmp-lg") == "; this archive is closed, its papers are in 'cs.CL'");
  CHECK(category_hint("zzzz") == "");
}
