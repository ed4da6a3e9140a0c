#include "import/formats/old_paper.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace broadsheet;
using importer::Authors;
using Names = std::vector<std::string>;

TEST_CASE("affiliations cut at their commas are mended where that is certain") {
  struct Case {
    Names cut, mended;
    Authors how;
  };
  const auto& [cut, mended, how] = GENERATE(values<Case>({
      {{"Ada L", "Bob M"}, {"Ada L", "Bob M"}, Authors::Fine},
      {{}, {}, Authors::Fine},
      {{"Ada L (Univ", "College of Sums)"}, {"Ada L"}, Authors::Mended},
      {{"Ada L (A", "B", "C)", "Bob M (D)", "Cy N"}, {"Ada L", "Bob M", "Cy N"}, Authors::Mended},
      {{"Ada (Lady) L", "Bob (X", "Y)"}, {"Ada (Lady) L", "Bob"}, Authors::Mended},
      {{"Ada L (Univ (East", "West)", "Sums)"}, {"Ada L"}, Authors::Mended},
      {{"Ada L (University of Sums)", "Bob M (Acme)"}, {"Ada L", "Bob M"}, Authors::Mended},
      {{"Ada L (1", "2)", "Bob M (1)"}, {"Ada L", "Bob M"}, Authors::Mended},
      {{"Ada L [1", "2]", "Bob M"}, {"Ada L", "Bob M"}, Authors::Mended},
      {{"Ada L (1 and 2)", "Bob M (2)"}, {"Ada L", "Bob M"}, Authors::Mended},
      {{"Ada L (1)", "Bob M (2) ((1) Univ", "(2) College)"}, {"Ada L", "Bob M"}, Authors::Mended},
      {{"Ada L (1)", "Bob M (2)", "((1) Univ", "(2) College)"},
       {"Ada L", "Bob M"},
       Authors::Mended},
      {{"Some Team", ":", "Ada L"}, {"Some Team", "Ada L"}, Authors::Mended},
      {{"Wei L (Will)", "Bob M"}, {"Wei L (Will)", "Bob M"}, Authors::Fine},  // a nickname
      // Nobody knows what these are.
      {{"Ada L (Kay)", "Bob M (Kay)"}, {"Ada L (Kay)", "Bob M (Kay)"}, Authors::Doubtful},
      {{"Ada (Lady)", "L", "Bob M"}, {"Ada (Lady)", "L", "Bob M"}, Authors::Doubtful},
      {{"Ada (Lady)", "Bob M"}, {"Ada (Lady)", "Bob M"}, Authors::Fine},
      {{"Ada L (Univ", "College"}, {"Ada L (Univ", "College"}, Authors::Doubtful},
      {{"Ada L", "College)"}, {"Ada L", "College)"}, Authors::Doubtful},
      {{"Ada L", "2]", "Bob M"}, {"Ada L", "2]", "Bob M"}, Authors::Doubtful},
      {{"Ada L (1", "2"}, {"Ada L (1", "2"}, Authors::Doubtful},
      {{"(Univ", "College)", "Ada"}, {"(Univ", "College)", "Ada"}, Authors::Doubtful},
  }));
  CAPTURE(cut);
  const importer::MendedAuthors result = importer::mend_authors(cut);
  CHECK(result.names == mended);
  CHECK(result.how == how);
}

TEST_CASE("a piece without a letter is no author") {
  CHECK(importer::mend_authors({")("}).names.empty());
  CHECK(importer::mend_authors({"数学", ":"}).names == Names{"数学"});
}

TEST_CASE("a comment's topics are taken only where they are certain") {
  struct Case {
    std::string comment;
    Names topics;
  };
  const auto& [comment, topics] = GENERATE(values<Case>({
      {"Model Architecture: a new gate.", {"Model Architecture"}},
      {"Matches Model Architecture/Efficiency: a gate.",
       {"Model Architecture", "Model Compression and Efficiency"}},
      {"Strongly matches Model Compression/Efficiency and Model Architecture: x.",
       {"Model Compression and Efficiency", "Model Architecture"}},
      {"Matches 'Compression/Efficiency (Quantization)': x.", {"Model Compression and Efficiency"}},
      {"Representation Learning/Training Dynamics \xE2\x80\x94 x.", {"Representation Learning"}},
      {"HPC/Systems: x.", {"High Performance Computing"}},
      {"High Performance Computing + Model Architecture (MoE): x.",
       {"High Performance Computing", "Model Architecture"}},
      {"Model Architecture (MoE): x.", {"Model Architecture"}},
      {"Compression, sparsity, and efficient inference: x.",
       {"Compression, Sparsity, and Efficient Inference"}},
      {"It aligns with 'Emerging Trends' here.", {"Emerging Trends"}},
      {"It fits the large language models criterion.", {"Large Language Models"}},
      // Not certain:
      {"", {}},
      {"Author match", {}},
      {"It is about model architecture in general.", {}},
      {"Compression of pictures: a study.", {}},
      {"Training dynamics analysis: x.", {}},
      {"The paper shows how: architecture matters.", {}},
      {"Efficient architectures: x.", {}},
  }));
  CAPTURE(comment);
  CHECK(importer::topics_of_comment(comment) == topics);
}

TEST_CASE("the feed's prefix goes, its version and type stay") {
  Entry entry{.id = *ArxivId::parse("2501.00001")};
  importer::settle({.title = "T",
                    .authors = {"A"},
                    .abstract = "arXiv:2501.00001v2 Announce Type: cross  Abstract: We count.",
                    .comment = ""},
                   entry);
  CHECK(entry.abstract == "We count.");
  CHECK(entry.version == 2);
  CHECK(entry.announce_type == "cross");
  CHECK(entry.source_json ==
        R"({"abstract":"arXiv:2501.00001v2 Announce Type: cross  Abstract: We count."})");
}

TEST_CASE("an abstract that only looks like a feed's is left") {
  const std::string abstract =
      GENERATE(as<std::string>{}, "arXiv: a history. Abstract: nothing.",
               "arXiv:25x v1 Announce Type: new Abstract: a", "Announce Type: new Abstract: a",
               "arXiv:2501.00001v1 Announce Type: new");
  Entry entry{.id = *ArxivId::parse("2501.00001")};
  importer::settle({.title = "T", .authors = {}, .abstract = abstract, .comment = ""}, entry);
  CHECK(entry.abstract == abstract);
  CHECK(entry.version == 0);
}

TEST_CASE("TeX becomes Unicode and what was published is kept") {
  Entry entry{.id = *ArxivId::parse("2501.00001")};
  const Authors how = importer::settle({.title = "On  P\\'olya's $x^2$",
                                        .authors = {"Jos\\'e P\\'erez", "Ada L"},
                                        .abstract = "Plain.",
                                        .comment = "Author match"},
                                       entry);
  CHECK(how == Authors::Fine);
  CHECK(entry.title == "On Pólya's $x^2$");
  CHECK(entry.authors == Names{"José Pérez", "Ada L"});
  CHECK(entry.chosen_by == ChosenBy::FollowedAuthor);
  CHECK(entry.source_json ==
        R"({"title":"On P\\'olya's $x^2$","authors":["Jos\\'e P\\'erez","Ada L"]})");
}
