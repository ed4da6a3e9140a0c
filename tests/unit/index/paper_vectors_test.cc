#include "index/paper_vectors.h"

#include <cmath>
#include <string>
#include <vector>

#include "base/hash.h"
#include "support/catch.h"

namespace broadsheet::search {
namespace {

constexpr int kSubjects = 4;

// Papers of four subjects in turn, each with some of the twelve words of its own and some of all.
index::Document paper(int number, Day day) {
  const int subject = number % kSubjects;
  std::string text;
  for (int i = 0; i < 6; ++i) {
    const int word = (number * 7 + i * 5) % 12;
    text += "subject" + std::string(1, static_cast<char>('a' + subject)) + "word" +
            std::string(1, static_cast<char>('a' + word)) + " ";
    text += "anyword" + std::string(1, static_cast<char>('a' + (number * 3 + i) % 26)) + " ";
  }
  return {.id = *PaperId::parse("2601." + std::to_string(10000 + number)),
          .day = day,
          .score = 16,
          .title = "Paper on subject" + std::string(1, static_cast<char>('a' + subject)) + "worda",
          .authors = {"Zebra Crossing"},
          .comment = "",
          .abstract = text,
          .topics = {},
          .categories = {},
          .url = ""};
}

// `old` papers of the first quarter of 2026, `young` ones of the second.
std::vector<index::Document> papers(int old, int young) {
  std::vector<index::Document> all;
  for (int i = 0; i < old + young; ++i) {
    all.push_back(paper(i, i < old ? Day(2026, 1 + i * 3 / old, 5) : Day(2026, 4, 2)));
  }
  return all;
}

index::PaperVectors vectors_of(const std::vector<index::Document>& all) {
  index::PaperVectors vectors;
  vectors.update(index::pack(index::invert(all)));
  return vectors;
}

double cosine(index::PaperVectors::Vector a, index::PaperVectors::Vector b) {
  double product = 0, own = 0, other = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    product += a[i] * b[i];
    own += a[i] * a[i];
    other += b[i] * b[i];
  }
  return product / std::sqrt(own * other);
}

std::string packed(const index::PaperVectors& vectors) {
  return pack_vectors(vectors, 0, vectors.papers());
}

}  // namespace

TEST_CASE("papers on one subject have vectors of one direction") {
  const index::PaperVectors vectors = vectors_of(papers(400, 40));
  REQUIRE(vectors.papers() == 440);
  CHECK(vectors.basis_end() == 400);
  double same = 0, others = 0;
  for (std::uint32_t i = 0; i < 40; ++i) {
    same += cosine(vectors.of(400 + i), vectors.of(4 + i % 4)) / 40;
    others += cosine(vectors.of(400 + i), vectors.of(5 + i % 4 + (i % 4 == 3 ? 4 : 0))) / 40;
  }
  CHECK(same > others + 0.2);
}

TEST_CASE("there are no vectors before a quarter with enough papers has ended") {
  CHECK(vectors_of({}).papers() == 0);
  CHECK(vectors_of(papers(299, 200)).papers() == 0);
  CHECK(vectors_of(papers(500, 0)).papers() == 0);
  CHECK(vectors_of(papers(300, 1)).papers() == 301);
}

TEST_CASE("vectors that are continued are those made at once, and stay within a quarter") {
  const std::vector<index::Document> all = papers(320, 30);
  const int known = GENERATE(100, 320, 335);
  const std::vector<index::Document> first(all.begin(), all.begin() + known);
  index::PackedIndex words = index::pack(index::invert(first));
  index::PaperVectors vectors;
  vectors.update(words);
  const std::string before = packed(vectors);
  index::StoredWriter out;
  vectors.store(out);
  index::StoredReader in(out.str());
  index::PaperVectors continued = index::PaperVectors::read(in);
  words.add(index::invert({all.begin() + known, all.end()}));
  words.finish();
  continued.update(words);
  CHECK(packed(continued) == packed(vectors_of(all)));
  CHECK(packed(continued).starts_with(before));
}

TEST_CASE("vectors are the same on every machine") {
  CHECK(hash_hex(packed(vectors_of(papers(330, 20)))) == "83e9db91eafeaedf");
}

TEST_CASE("a packed vector is read as it was") {
  const index::PaperVectors vectors = vectors_of(papers(300, 2));
  const std::string text = pack_vectors(vectors, 300, 302);
  for (std::uint32_t i = 0; i < 2; ++i) {
    const std::vector<std::int8_t> read = index::unpack_vector(text, i);
    const index::PaperVectors::Vector vector = vectors.of(300 + i);
    CHECK(read == std::vector<std::int8_t>(vector.begin(), vector.end()));
  }
  CHECK(index::unpack_vector(text, 2).empty());
  CHECK(index::unpack_vector("", 0).empty());
}

TEST_CASE("words without a subject give a vector without a direction") {
  std::vector<index::Document> all = papers(300, 1);
  all.back().title = "42";
  all.back().abstract = "nowhere else";
  const index::PaperVectors vectors = vectors_of(all);
  for (const std::int8_t value : vectors.of(300)) CHECK(value == 0);
}

}  // namespace broadsheet::search
