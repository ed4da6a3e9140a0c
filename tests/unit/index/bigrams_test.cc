#include "index/browser/bigrams.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/files.h"
#include "index/browser/shard_format.h"
#include "support/catch.h"

namespace broadsheet::search {
namespace {

index::Document paper(int number, std::string title, std::string abstract) {
  index::Document document{.id = *PaperId::parse("2601." + std::to_string(10000 + number)),
                           .day = Day(2026, 1, 1)};
  document.title = std::move(title);
  document.authors = {"Ada Lovelace", "Li Wei"};
  document.abstract = std::move(abstract);
  return document;
}

std::map<std::string, std::string> files_of(const std::vector<std::string>& abstracts) {
  std::vector<index::Document> papers;
  for (const std::string& abstract : abstracts)
    papers.push_back(paper(static_cast<int>(papers.size()), "", abstract));
  const index::InvertedIndex index = invert(std::move(papers));
  MemoryOutput output;
  const index::PackedIndex packed = index::pack(index);
  write_pairs(packed, 0, packed.papers(), {}, output);
  return output.files();
}

// A file that holds just this pair of names, which all papers have, and what more is given.
std::string only_file(const std::map<std::string, std::string>& files) {
  REQUIRE(files.size() == 1);
  return files.begin()->second;
}

}  // namespace

TEST_CASE("a pair is coded by candidates and by which of the words' places they are") {
  const index::Pair pair{.text = "a b",
                         .candidates = 9,
                         .places = {{.candidate = 2, .field = 0, .first = 0, .second = 1},
                                    {.candidate = 2, .field = 2, .first = 3, .second = 2},
                                    {.candidate = 7, .field = 1, .first = 0, .second = 0}}};
  index::RangeEncoder out;
  out.number(index::kTableCount, 1);
  out.number(index::kTableShared, 0);
  out.text("a b", 0);
  out.number(index::kTableFrequency, 1);
  out.number(index::kTableDensity, 2);  // 9 / 2 is 4
  out.number(index::kTableGap + 2, 2);
  out.number(index::kTableFields + 1, 7 - 5);
  out.number(index::kTablePlaces + 0, 0);
  out.number(index::kTableFirst, 0);
  out.number(index::kTableSecond, 1);
  out.number(index::kTablePlaces + 2, 0);
  out.number(index::kTableFirst, 2);
  out.number(index::kTableSecond, 0);
  out.number(index::kTableGap + 2, 4);
  out.number(index::kTableFields + 1, 7 - 2);
  out.number(index::kTablePlaces + 1, 0);
  out.number(index::kTableFirst, 0);
  out.number(index::kTableSecond, 0);
  CHECK(encode_pairs(std::vector<index::Pair>{pair}) == out.finish());
}

TEST_CASE("a pair is there when four papers hold both words, though one alone has them together") {
  const auto file = [](std::vector<std::string> abstracts) {
    abstracts.resize(65);  // a small segment has all pairs
    return only_file(files_of(abstracts));
  };
  CHECK(file({"x y", "y and x", "x or y"}) == file({"x z", "z and x", "x or z"}));
  CHECK(file({"x y", "y and x", "x or y", "y nor x"}) !=
        file({"x z", "z and x", "x or z", "z nor x"}));
}

TEST_CASE("a small segment has every pair of its papers") {
  CHECK(only_file(files_of({"x y"})) != only_file(files_of({"x z"})));
}

TEST_CASE("names are the same for the same papers and differ when a word moves") {
  const auto name = [](const std::string& abstract) {
    return files_of({abstract, "b", "c", "d"}).begin()->first;
  };
  CHECK(name("one two three") == name("one two three"));
  CHECK(name("one two three") != name("one three two"));
}

TEST_CASE("files and names of pairs are those that the vectors pin") {
  const auto vectors = nlohmann::json::parse(
      read_file(fs::path(BROADSHEET_SOURCE_DIR) / "tests/vectors/pairs.json"));
  for (const auto& row : vectors.at("names")) {
    CAPTURE(row.dump());
    CHECK(index::file_of_pair(row.at(0).get<std::string>(), row.at(1).get<std::string>(),
                              row.at(2).get<std::uint32_t>(),
                              row.at(3).get<std::uint32_t>()) == row.at(4).get<std::uint32_t>());
  }
  std::vector<index::Pair> pairs;
  for (const auto& row : vectors.at("pairs")) {
    index::Pair& pair = pairs.emplace_back();
    pair.text = row.at("text").get<std::string>();
    pair.candidates = row.at("candidates").get<std::uint32_t>();
    for (const auto& paper : row.at("papers")) {
      for (const auto& place : paper.at("places")) {
        pair.places.push_back({.candidate = paper.at("candidate").get<std::uint32_t>(),
                               .field = place.at("field").get<std::uint8_t>(),
                               .first = place.at("first").get<std::uint32_t>(),
                               .second = place.at("second").get<std::uint32_t>()});
      }
    }
  }
  std::string hex;
  for (const unsigned char byte :
       index::pack_symbols(vectors.at("name").get<std::string>(), encode_pairs(pairs))) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  CHECK(hex == vectors.at("file").get<std::string>());
}

}  // namespace broadsheet::search
