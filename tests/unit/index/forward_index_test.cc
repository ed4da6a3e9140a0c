#include "index/forward_index.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/output.h"
#include "index/acronyms.h"
#include "index/browser/client_index.h"
#include "support/catch.h"
#include "text/utf8.h"

namespace broadsheet::search {
namespace {

index::Document paper(int number) {
  index::Document document{.id = *PaperId::parse("2601." + std::to_string(10000 + number)),
                           .day = Day(2026, 1, 1 + number / 40)};
  document.score = 15 + number % 4;
  document.title =
      "Low-rank word" + std::to_string(number % 7) + " of number" + std::to_string(number);
  document.authors = {"Ada Lovelace", "Li Wei" + std::to_string(number % 3)};
  document.comment = number % 2 == 0 ? "" : "one-two, three";
  document.abstract =
      number % 5 == 0 ? "" : "common text, common words z" + std::to_string(number % 11);
  document.topics = {number % 2 == 0 ? "memory" : "a\x01 b", "a\x02 b"};
  document.categories = {"cs.LG"};
  document.url = "/papers/" + document.id.str() + "/";
  return document;
}

std::vector<index::Document> papers(int from, int to) {
  std::vector<index::Document> all;
  for (int i = from; i < to; ++i) all.push_back(paper(i));
  return all;
}

// The index of papers that come in ranges of `size`.
index::PackedIndex packed(int count, int size) {
  index::PackedIndex index;
  for (int from = 0; from < count; from += size)
    index.add(invert(papers(from, std::min(count, from + size))));
  index.finish();
  return index;
}

std::map<std::string, std::string> files_of(int count, int size) {
  MemoryOutput output;
  index::ClientIndexWriter writer({}, output);
  index::PackedIndex words;
  for (int from = 0; from < count; from += size) {
    const index::InvertedIndex range = invert(papers(from, std::min(count, from + size)));
    words.add(range);
    writer.add(range);
  }
  words.finish();
  writer.finish(words, index::mine_acronyms(papers(0, count)), {});
  return output.files();
}

// Words as they are read: forms, "/" where neighbours part, "|" where a field ends.
std::string words_of(const index::PackedIndex& index, std::uint32_t document) {
  std::vector<std::uint32_t> words;
  index.words(document, words);
  std::string text;
  for (const std::uint32_t word : words) {
    text += text.empty() ? "" : " ";
    text += word == index::PackedIndex::kBreak       ? "/"
            : word == index::PackedIndex::kNextField ? "|"
                                                     : index.text(word);
  }
  return text;
}

}  // namespace

TEST_CASE("packed lists are those of the inverted index, however the papers came") {
  const int size = GENERATE(1, 7, 64, 200);
  const index::InvertedIndex whole = invert(papers(0, 200));
  const index::PackedIndex index = packed(200, size);
  REQUIRE(index.papers() == 200);
  std::map<std::string, std::uint32_t, std::less<>> numbers;
  for (std::uint32_t form = 0; form < index.forms(); ++form)
    numbers.emplace(index.text(form), form);
  for (const index::Form& form : whole.forms) {
    CAPTURE(form.text);
    REQUIRE(numbers.count(form.text) == 1);
    const std::uint32_t number = numbers.find(form.text)->second;
    CHECK(index.stem(number) == form.stem);
    CHECK(index.first_paper(number) == form.postings.front().document);
    std::vector<index::Posting> postings;
    index.postings(number, 0, 200, postings);
    REQUIRE(postings.size() == form.postings.size());
    for (std::size_t i = 0; i < postings.size(); ++i) {
      CHECK(postings[i].document == form.postings[i].document);
      CHECK(postings[i].wdf == form.postings[i].wdf);
      CHECK(postings[i].fields == form.postings[i].fields);
    }
  }
}

TEST_CASE("forms are numbered by stem, then text, filters before all words") {
  const index::PackedIndex index = packed(60, GENERATE(9, 60));
  for (std::uint32_t form = 1; form < index.forms(); ++form) {
    CAPTURE(index.text(form - 1), index.text(form));
    const bool same = index.stem(form - 1) == index.stem(form);
    CHECK((same ? text::utf16_less(index.text(form - 1), index.text(form))
                : text::utf16_less(index.stem(form - 1), index.stem(form))));
    CHECK((index.is_filter(form - 1) || !index.is_filter(form)));
  }
}

TEST_CASE("a range of a list holds its papers and no others") {
  const index::PackedIndex index = packed(100, 30);
  for (std::uint32_t form = 0; form < index.forms(); ++form) {
    for (const auto& [begin, end] : std::vector<std::pair<std::uint32_t, std::uint32_t>>{
             {0, 1}, {13, 57}, {99, 100}, {50, 50}}) {
      std::vector<index::Posting> all;
      std::vector<index::Posting> some;
      index.postings(form, 0, 100, all);
      index.postings(form, begin, end, some);
      const auto within = std::count_if(all.begin(), all.end(),
                                        [b = begin, e = end](const index::Posting& posting) {
                                          return posting.document >= b && posting.document < e;
                                        });
      CHECK(static_cast<std::size_t>(within) == some.size());
      CHECK(index.df(form, begin, end) == some.size());
      for (const index::Posting& posting : some)
        CHECK((posting.document >= begin && posting.document < end));
    }
  }
}

TEST_CASE("weights up to 255 and papers far apart keep their values") {
  std::vector<index::Document> all = papers(0, 300);
  all.front().abstract = all.back().abstract = "rare";
  for (int i = 0; i < 300; ++i) all.back().abstract += " often";
  index::PackedIndex index;
  index.add(invert(all));
  index.finish();
  for (std::uint32_t form = 0; form < index.forms(); ++form) {
    std::vector<index::Posting> postings;
    index.postings(form, 0, 300, postings);
    if (index.text(form) == "often") CHECK(postings.back().wdf == 255);
    if (index.text(form) == "rare") CHECK(postings.back().document == 299);
  }
}

TEST_CASE("two topics that look alike in the files are one list") {
  const index::PackedIndex index = packed(20, 20);
  std::uint32_t alike = 0;
  for (std::uint32_t form = 0; form < index.forms(); ++form) {
    if (index.text(form) != "!ta  b") continue;
    ++alike;
    CHECK(index.df(form, 0, 20) == 20);
  }
  CHECK(alike == 1);
}

TEST_CASE(
    "words stand in reading order, fields and names apart, joined compounds and numbers of papers "
    "last") {
  const index::PackedIndex index = packed(8, GENERATE(3, 8));
  CHECK(words_of(index, 1) ==
        "low rank word1 of number1 | ada lovelace / li wei1 | one two three | common text common "
        "words z1 | 2601.10001 lowrank onetwo");
  CHECK(words_of(index, 0) ==
        "low rank word0 of number0 | ada lovelace / li wei0 | | | 2601.10000 lowrank");
}

TEST_CASE("ranges of papers give the files that all at once give") {
  const auto whole = files_of(1100, 1100);
  CHECK(whole.size() > 550);
  CHECK(files_of(1100, GENERATE(1, 100, 1024)) == whole);
}

}  // namespace broadsheet::search
