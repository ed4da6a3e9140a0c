#include "index/browser/client_index.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "index/browser/segment.h"
#include "index/browser/shard_format.h"
#include "support/catch.h"
#include "text/utf8.h"

namespace broadsheet::search {
namespace {

using Files = std::map<std::string, std::string>;

index::Document paper(int number, std::string title, std::string abstract = "", int day = 1) {
  index::Document document{.id = *PaperId::parse("2601." + std::to_string(10000 + number)),
                           .day = Day(2026, 1, day)};
  document.score = 17;
  document.title = std::move(title);
  document.authors = {"Ada Lovelace"};
  document.abstract = std::move(abstract);
  document.url = "/papers/" + document.id.str() + "/";
  return document;
}

Files index_of(std::vector<index::Document> papers) {
  MemoryOutput output;
  write_client_index(invert(std::move(papers)), {}, output);
  return output.files();
}

// Papers enough for several segments, a few words each.
std::vector<index::Document> many(int count) {
  std::vector<index::Document> papers;
  for (int i = 0; i < count; ++i) {
    papers.push_back(paper(i, "word" + std::to_string(i % 17) + " of paper" + std::to_string(i),
                           "common text number " + std::to_string(i % 5), 1 + i / 60));
  }
  return papers;
}

std::string unhex(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

std::string hex(const std::string& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<unsigned char>(byte) >> 4];
    text += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::vector<index::Document> documents_of(const nlohmann::json& rows) {
  std::vector<index::Document> papers;
  for (const auto& row : rows) {
    index::Document document{.id = *PaperId::parse(row.at("id").get<std::string>()),
                             .day = *Day::parse(row.at("day").get<std::string>())};
    document.score = row.at("score").get<double>();
    document.title = row.at("title").get<std::string>();
    document.authors = row.at("authors").get<std::vector<std::string>>();
    document.comment = row.at("comment").get<std::string>();
    document.abstract = row.at("abstract").get<std::string>();
    document.topics = row.at("topics").get<std::vector<std::string>>();
    document.categories = row.at("categories").get<std::vector<std::string>>();
    document.url = row.at("url").get<std::string>();
    papers.push_back(std::move(document));
  }
  return papers;
}

}  // namespace

TEST_CASE("the indexes of the example are those that the vectors pin") {
  const fs::path path = fs::path(BROADSHEET_SOURCE_DIR) / "tests/vectors/shards.json";
  auto vectors = nlohmann::ordered_json::parse(read_file(path));
  const std::vector<index::Document> papers = documents_of(vectors.at("papers"));
  const std::string key = GENERATE(as<std::string>{}, "files", "files_before_the_last_day");
  const Files files = index_of({papers.begin(), papers.end() - (key == "files" ? 0 : 1)});
  if (std::getenv("UPDATE_VECTORS") != nullptr) {
    vectors[key] = nlohmann::ordered_json::object();
    for (const auto& [name, bytes] : files) vectors[key][name] = hex(bytes);
    write_file_atomically(path, vectors.dump(1) + "\n");
  }
  REQUIRE(vectors.at(key).size() == files.size());
  for (const auto& [name, bytes] : files) {
    INFO("missing or different: " << name);
    REQUIRE(vectors.at(key).contains(name));
    // Another libdeflate may pack texts otherwise; the coded files are ours alone.
    if (name.find("/d/") != std::string::npos) continue;
    CHECK(unhex(vectors.at(key).at(name).get<std::string>()) == bytes);
  }
}

TEST_CASE("the same papers give the same bytes") {
  CHECK(index_of(many(300)) == index_of(many(300)));
}

TEST_CASE("an index without papers has a manifest and nothing to ask for") {
  const Files files = index_of({});
  CHECK(files.count("search/manifest") == 1);
  CHECK(files.size() == 1);
}

TEST_CASE("the manifest states its format first") {
  CHECK(index_of(many(1)).at("search/manifest").substr(0, 20) == "broadsheet search 5\n");
}

TEST_CASE("more papers leave complete segments and old days as they were") {
  const Files before = index_of(many(1100));
  const Files after = index_of(many(1140));
  std::size_t kept = 0;
  for (const auto& [path, bytes] : before) {
    const auto same = after.find(path);
    if (same == after.end()) continue;
    if (path != "search/manifest") CHECK(same->second == bytes);
    ++kept;
  }
  // All but the last segment, the last day and the manifest.
  CHECK(kept > before.size() * 9 / 10);
}

TEST_CASE("no two files differ in nothing but their folder's order") {
  std::set<std::string> paths;
  for (const auto& [path, bytes] : index_of(many(700))) {
    CHECK(path.starts_with("search/"));
    CHECK(paths.insert(path).second);
  }
}

TEST_CASE("hostile text neither stops the writer nor reaches its marks") {
  index::Document odd =
      paper(1, std::string("a\0b\x01\x1f", 5) + "\xF0\x9F\x98\x80 \xED\xA0\x80 \xFF", "x");
  odd.topics = {std::string("evil\x02\ntopic", 11), ""};
  odd.categories = {std::string(5000, 'c')};
  odd.authors = std::vector<std::string>(3000, "Li Li");
  const Files files = index_of({odd, paper(2, "plain")});
  CHECK(files.size() > 4);
}

TEST_CASE("segments are cut by the number of papers alone") {
  struct Case {
    std::uint32_t papers;
    std::vector<std::uint32_t> cuts;
  };
  const auto& [papers, cuts] = GENERATE(values<Case>({
      {0, {0}},
      {1, {0, 1}},
      {127, {0, 127}},
      {128, {0, 128}},
      {129, {0, 128, 129}},
      {1024, {0, 1024}},
      {1030, {0, 1024, 1030}},
      {4395, {0, 4096, 4352, 4395}},
      {100000, {0, 98304, 99840, 100000}},
  }));
  CAPTURE(papers);
  CHECK(index::segment_cuts(papers) == cuts);
}

TEST_CASE("pairs are cut into equal segments and leave the last papers out") {
  struct Case {
    std::uint32_t papers;
    std::vector<std::uint32_t> cuts;
  };
  const auto& [papers, cuts] = GENERATE(values<Case>({
      {0, {0}},
      {15, {0}},
      {63, {0, 16, 32, 48}},
      {64, {0, 64}},
      {1023, {0, 256, 512, 768, 832, 896, 960, 976, 992, 1008}},
      {4395, {0, 1024, 2048, 3072, 4096, 4352, 4368, 4384}},
      {9000, {0, 4096, 8192, 8448, 8704, 8960, 8976, 8992}},
      {32768, {0, 16384, 32768}},
  }));
  CAPTURE(papers);
  CHECK(index::pair_cuts(papers) == cuts);
}

TEST_CASE("complete segments of pairs stay when papers come") {
  for (std::uint32_t papers = 1; papers < 3000; ++papers) {
    const auto before = index::pair_cuts(papers - 1);
    const auto after = index::pair_cuts(papers);
    CHECK(papers - after.back() < 16);
    for (std::size_t i = 0; i + 1 < before.size() && i + 1 < after.size(); ++i) {
      // A cut that goes makes room for a larger segment.
      if (after[i + 1] != before[i + 1]) CHECK(after[i + 1] > before[i + 1]);
    }
  }
}

namespace {

// Keeps every folder that was written whole with one key, as a site on disk does.
struct Keeper : OutputSink {
  std::map<std::string, std::uint64_t> keys, before;
  std::size_t written = 0;
  std::string manifest;
  void write(std::string_view, std::string_view bytes) override {
    ++written;
    manifest = bytes;
  }
  void write_keyed(std::string_view path, std::string_view, std::uint64_t key) override {
    ++written;
    keys[std::string(path.substr(0, path.rfind('/') + 1))] = key;
  }
  bool keep_folder(std::string_view folder, std::uint64_t key) override {
    const auto found = before.find(std::string(folder));
    if (found == before.end() || found->second != key) return false;
    keys.insert(*found);
    return true;
  }
};

}  // namespace

TEST_CASE("what the output has kept is neither made nor written again") {
  Keeper output;
  write_client_index(invert(many(1100)), {}, output);
  const auto all = output.keys;
  output.before = std::exchange(output.keys, {});
  output.written = 0;
  write_client_index(invert(many(1100)), {}, output);
  CHECK(output.written == 1);  // the manifest
  CHECK(output.keys == all);
  output.before = std::exchange(output.keys, {});
  std::vector<index::Document> changed = many(1100);
  changed.back().abstract += " more";
  output.written = 0;
  write_client_index(invert(changed), {}, output);
  CHECK(output.written > 1);
  CHECK(output.written < 100);
}

TEST_CASE("an index continues from its stored words and files, and repairs what is not kept") {
  const std::string lost = GENERATE(as<std::string>{}, "", "search/d/", "search/s/", "search/p/");
  CAPTURE(lost);
  std::vector<index::Document> all = many(1400);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].day = Day(2026, 1, i < 1300 ? 1 : 2);
  const std::vector<index::Document> old(all.begin(), all.begin() + 1300);
  const index::InvertedIndex first = invert(old);
  Keeper output;
  index::ClientIndexWriter writer({}, output);
  writer.add(first);
  index::StoredWriter out;
  index::PackedIndex words = index::pack(first);
  words.store(out);
  writer.finish(words, {}, {}).store(out);
  output.before = std::exchange(output.keys, {});
  if (!lost.empty()) {
    std::erase_if(output.before,
                  [&](const auto& folder) { return folder.first.starts_with(lost); });
  }

  index::StoredReader in(out.str());
  index::PackedIndex grown = index::PackedIndex::read(in);
  const index::InvertedIndex added = index::invert({all.begin() + 1300, all.end()});
  grown.add(added);
  grown.finish();
  std::size_t read = 0;
  index::ClientIndexWriter more({}, output);
  more.resume(index::ClientFiles::read(in), [&](std::uint32_t paper) {
    ++read;
    return old[paper];
  });
  more.add(added);
  more.finish(grown, {}, {});
  CHECK(read == (lost == "search/d/" ? 1300 : 0));

  Keeper expected;
  index::ClientIndexWriter clean({}, expected);
  const index::InvertedIndex both = invert(all);
  clean.add(both);
  clean.finish(index::pack(both), {}, {});
  CHECK(output.keys == expected.keys);
  CHECK(output.manifest == expected.manifest);
}

TEST_CASE("a long list is cut into parts by falling wdf, the low ones last, none lost") {
  std::vector<index::Posting> postings;
  for (std::uint32_t d = 0; d < 60000; ++d) {
    const auto fields = static_cast<std::uint8_t>(d % 97 == 0 ? index::kTitle : index::kAbstract);
    postings.push_back(
        {.document = d, .wdf = static_cast<std::uint8_t>(1 + d * 7919 % 9), .fields = fields});
  }
  const auto parts = parts_of(postings);
  REQUIRE(parts.size() == 4);
  CHECK(parts[0].postings.size() == index::kFirstPart);
  CHECK(parts[1].postings.size() == 4 * index::kFirstPart);
  CHECK(parts[3].postings.size() > 30000);
  std::set<std::uint32_t> documents;
  unsigned least = 255;
  for (const auto& [part, low] : parts) {
    CHECK(low == (&part == &parts[3].postings));
    unsigned most_here = 0;
    unsigned least_here = 255;
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (i > 0) CHECK(part[i - 1].document < part[i].document);
      documents.insert(part[i].document);
      most_here = std::max<unsigned>(most_here, part[i].wdf);
      least_here = std::min<unsigned>(least_here, part[i].wdf);
      if (low) CHECK((part[i].wdf <= index::kLowWdf && part[i].fields == index::kAbstract));
    }
    if (!low) CHECK(most_here <= least);
    least = least_here;
  }
  CHECK(documents.size() == postings.size());
  CHECK(parts_of(std::span(postings).first(index::kWholeList)).size() == 1);
}

TEST_CASE("a separator is above what comes before and not above what follows") {
  struct Case {
    std::string before, first, separator;
  };
  const auto& [before, first, expected] = GENERATE(values<Case>({
      {"abc", "abd", "abd"},
      {"abc", "b", "b"},
      {"abc", "bcd", "b"},
      {"ab", "abc", "abc"},
      {"a", "\xC3\xA9t", "\xC3\xA9"},
      {"\xEF\xBD\xA1", "\xF0\x9F\x98\x80", "\xEF\xBD\xA1"},  // units: D83D DE00 below FF61
  }));
  CAPTURE(before, first);
  if (text::utf16_less(before, first)) {
    CHECK(index::separator(before, first) == expected);
    CHECK(text::utf16_less(before, index::separator(before, first)));
    CHECK_FALSE(text::utf16_less(first, index::separator(before, first)));
  }
}

TEST_CASE("a check is FNV-1a of name and bytes") {
  CHECK(index::file_check("", "") == 0x811C9DC5U);
  CHECK(index::file_check("a", "") == 0xE40C292CU);
  CHECK(index::file_check("foo", "bar") == 0xBF9CF968U);
}

}  // namespace broadsheet::search
