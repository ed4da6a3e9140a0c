#include "index/stem.h"

#include "support/catch.h"

namespace broadsheet::search {

TEST_CASE("a word's stem is that of its possessive") {
  const index::Stemmer stemmer;
  CHECK(stemmer.stem("newton's") == stemmer.stem("newton"));
  CHECK_FALSE(stemmer.stem("'s").empty());
}

TEST_CASE("British and American spellings have one stem") {
  const auto [british, american] = GENERATE(table<std::string, std::string>({
      {"optimisation", "optimization"},
      {"optimise", "optimize"},
      {"optimisers", "optimizers"},
      {"generalising", "generalizing"},
      {"tokenised", "tokenized"},
      {"quantisation", "quantization"},
      {"parametrised", "parametrized"},
      {"hypothesise", "hypothesize"},
      {"randomised", "randomized"},
      {"standardise", "standardize"},
      {"recognises", "recognizes"},
      {"analysed", "analyzed"},
      {"analyser", "analyzer"},
      {"behavioural", "behavioral"},
      {"neighbourhood", "neighborhood"},
      {"coloured", "colored"},
      {"centre", "center"},
      {"fibres", "fibers"},
      {"artefacts", "artifacts"},
      {"dialogues", "dialogs"},
      {"unfavourable", "unfavorable"},
      {"modelling", "modeling"},
      {"labelled", "labeled"},
  }));
  CAPTURE(british);
  const index::Stemmer stemmer;
  CHECK(stemmer.stem(british) == stemmer.stem(american));
}

TEST_CASE("words that only look British keep their stems") {
  const index::Stemmer stemmer;
  const auto [word, stem] = GENERATE(table<std::string, std::string>({
      {"promising", "promis"},
      {"promised", "promis"},
      {"compromise", "compromis"},
      {"precise", "precis"},
      {"supervised", "supervis"},
      {"supervision", "supervis"},
      {"noise", "nois"},
      {"denoised", "denois"},
      {"enterprise", "enterpris"},
      {"surprising", "surpris"},
      {"exercise", "exercis"},
      {"arise", "aris"},
      {"revised", "revis"},
      {"raising", "rais"},
      {"likewise", "likewis"},
      {"hour", "hour"},
      {"contour", "contour"},
      {"analyses", "analys"},
      {"ise", "is"},
      {"parisian", "parisian"},
  }));
  CAPTURE(word);
  CHECK(stemmer.stem(word) == stem);
}

}  // namespace broadsheet::search
