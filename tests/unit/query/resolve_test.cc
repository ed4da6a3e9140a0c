#include "query/resolve.h"

#include <map>

#include "query/bm25.h"
#include "support/catch.h"
#include "text/tokenize.h"

namespace broadsheet::search {

TEST_CASE("slips are counted when either half is complete") {
  struct Case {
    std::string word, form;
    int slips;
  };
  const auto& [word, form, slips] = GENERATE(values<Case>({
      {"quantizaton", "quantization", 1},
      {"qauntization", "quantization", 1},
      {"uantization", "quantization", 1},
      {"quantizationn", "quantization", 1},
      {"quantisation", "quantization", 1},
      {"modle", "model", 1},
      {"omdel", "model", 1},
      {"modl", "model", 1},
      {"mode", "model", 1},
      {"hernandes", "hernandez", 1},
      {"\u03B1\u03B2\u03B3\u03B4\u03B5", "\u03B1\u03B2\u03B3\u03B4\u03B6", 1},
      {"abcd", "acbd", 0},  // the middle of four letters: neither half is whole
      {"model", "model", 0},
      {"model", "modular", 0},
      {"quantzaton", "quantization", 2},
      {"prveble", "provable", 2},
      {"modlee", "models", 2},
      {"mdoles", "models", 0},    // neither half is whole
      {"modxy", "model", 0},      // two slips in five letters
      {"math500", "math600", 0},  // numbers are not slips
      {"mth500", "math500", 1},
      {"quuantisaton", "quantization", 0},
      {"", "a", 0},
      {"a", "b", 0},
      {"ab", "a", 0},
  }));
  CAPTURE(word, form);
  CHECK(query::Slips(word).count(form) == slips);
}

namespace {

// Words and how many papers hold them; no words of the same stem.
class FewWords : public query::Lexicon {
 public:
  explicit FewWords(std::map<std::string, std::uint32_t> words) : words_(std::move(words)) {}

  std::uint32_t papers() const override { return 100; }
  std::span<const query::Acronym> acronyms() const override { return {}; }
  query::DayRange days() const override { return {.first = 20250310, .last = 20260227}; }
  std::uint32_t df(const std::string& form) const override {
    const auto found = words_.find(form);
    return found == words_.end() ? 0 : found->second;
  }
  std::vector<query::FormCount> same_stem(const std::string&) const override { return {}; }
  std::vector<query::FormCount> completions(const std::string& prefix,
                                            std::size_t limit) const override {
    return those(
        [&](const std::string& form) {
          return form.size() > prefix.size() && form.starts_with(prefix) && text::has_letter(form);
        },
        limit);
  }
  std::vector<query::FormCount> near(const std::string& word, std::size_t limit) const override {
    const query::Slips slips(word);
    return those([&](const std::string& form) { return slips.count(form) == 1; }, limit);
  }

 private:
  template <typename Wanted>
  std::vector<query::FormCount> those(Wanted wanted, std::size_t limit) const {
    std::vector<query::FormCount> forms;
    for (const auto& [form, df] : words_) {
      if (wanted(form)) forms.push_back({.form = form, .df = df});
    }
    return best_first(std::move(forms), limit);
  }

  std::map<std::string, std::uint32_t> words_;
};

std::vector<std::string> forms_of(const query::Group& group) {
  std::vector<std::string> forms;
  for (const query::Alternative& alternative : group.alternatives)
    forms.push_back(alternative.form);
  return forms;
}

using Forms = std::vector<std::string>;

}  // namespace

TEST_CASE("all that a misspelt word may mean weighs alike") {
  const query::Resolution found =
      resolve(query::parse_query("modl "), FewWords({{"model", 40}, {"mode", 2}}));
  REQUIRE(found.groups.size() == 1);
  REQUIRE(forms_of(found.groups[0]) == Forms{"mode", "model"});
  CHECK(found.groups[0].alternatives[0].weight == query::rarity(40, 100));
  CHECK(found.groups[0].alternatives[1].weight == query::rarity(40, 100));
}

TEST_CASE("two words typed as one are found as two") {
  const FewWords words({{"language", 9},
                        {"model", 40},
                        {"lang", 3},
                        {"uagemodel", 3},
                        {"gpt", 5},
                        {"2", 8},
                        {"in", 90},
                        {"put", 2}});
  const query::Resolution found = resolve(query::parse_query("languagemodel "), words);
  REQUIRE(found.groups.size() == 2);
  CHECK(forms_of(found.groups[0]) == Forms{"language"});
  CHECK(forms_of(found.groups[1]) == Forms{"model"});
  REQUIRE(found.notes.size() == 1);
  CHECK(found.notes[0].shown == "language model");

  CHECK(resolve(query::parse_query("gpt2 "), words).groups.size() == 2);
  CHECK(resolve(query::parse_query("input "), words).nothing);  // halves of two letters are chance
  CHECK(resolve(query::parse_query("languagexyz "), words).nothing);
}

TEST_CASE("words tied by a hyphen are also found as one") {
  const FewWords words(
      {{"fine", 9}, {"tuning", 12}, {"finetuning", 30}, {"500", 2}, {"math500", 4}});
  const query::Resolution found = resolve(query::parse_query("fine-tuning "), words);
  REQUIRE(found.groups.size() == 2);
  CHECK(forms_of(found.groups[0]) == Forms{"fine", "finetuning"});
  CHECK(forms_of(found.groups[1]) == Forms{"finetuning", "tuning"});
  CHECK(found.groups[1].alternatives[0].weight == query::rarity(12, 100));
  CHECK(forms_of(resolve(query::parse_query("math-500 "), words).groups[0]) == Forms{"math500"});
}

TEST_CASE("digits alone are neither corrected, completed nor split") {
  const FewWords words({{"2602.01234", 1},
                        {"26021234", 1},
                        {"2602", 3},
                        {"1234", 3},
                        {"gpt4", 2},
                        {"llama", 9},
                        {"3", 5},
                        {"32", 7},
                        {"3d", 4}});
  CHECK(resolve(query::parse_query("2602.1234 "), words).nothing);
  CHECK(resolve(query::parse_query("26021243 "), words).nothing);
  CHECK(forms_of(resolve(query::parse_query("gpt44 "), FewWords({{"gpt44x", 1}, {"44", 9}}))
                     .groups[0]) == Forms{"gpt44x"});
  CHECK(forms_of(
            resolve(query::parse_query("2602.01"), FewWords({{"2602.01234", 1}, {"2602.01b", 2}}))
                .groups[0]) == Forms{"2602.01b"});
}

TEST_CASE("words of questions weigh, but need not be there") {
  const FewWords words({{"how", 30}, {"what", 20}, {"quantize", 3}});
  const query::Resolution found = resolve(query::parse_query("how to quantize "), words);
  REQUIRE(found.groups.size() == 2);
  CHECK(found.groups[0].soft);
  CHECK_FALSE(found.groups[1].soft);
  for (const query::Group& group : resolve(query::parse_query("how what "), words).groups)
    CHECK_FALSE(group.soft);
  CHECK_FALSE(resolve(query::parse_query("+how quantize "), words).groups[0].soft);
  CHECK_FALSE(resolve(query::parse_query("\"how\" quantize "), words).groups[0].soft);
}

TEST_CASE("more papers come first, equal ones by bytes") {
  const auto best = query::best_first({{"b", 2}, {"a", 2}, {"c", 3}, {"d", 1}}, 3);
  REQUIRE(best.size() == 3);
  CHECK(best[0].form == "c");
  CHECK(best[1].form == "a");
  CHECK(best[2].form == "b");
  CHECK(query::best_first({}, 3).empty());
}

TEST_CASE("a word is worth more the rarer it is, and always something") {
  CHECK(query::rarity(1, 1000) > query::rarity(10, 1000));
  CHECK(query::rarity(10, 1000) > query::rarity(400, 1000));
  CHECK(query::rarity(400, 1000) > query::rarity(1000, 1000));
  CHECK(query::rarity(1000, 1000) > 0);
  CHECK(query::rarity(1, 1) > 0);
}

}  // namespace broadsheet::search
