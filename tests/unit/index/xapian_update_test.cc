#include "unit/index/xapian_scene.h"

namespace broadsheet::search {

using namespace xapian_scene;

TEST_CASE("a day at the end is appended, and nothing is done when nothing changed") {
  const TempDir folder;
  const fs::path path = folder / "index";
  std::vector<index::Document> all = papers();
  const std::vector<index::Document> first(all.begin(), all.begin() + 3);
  CHECK(index::XapianIndex::update(path, invert(first)).kind == index::IndexUpdate::Kind::Rebuilt);
  CHECK(index::XapianIndex::update(path, invert(first)).kind ==
        index::IndexUpdate::Kind::Unchanged);
  const index::IndexUpdate update = index::XapianIndex::update(path, invert(all));
  CHECK(update.reason == "");
  CHECK(update.kind == index::IndexUpdate::Kind::Appended);
  CHECK(update.written == 2);
  CHECK(index::XapianIndex::open(path).papers() == 5);
  CHECK(index::XapianIndex::open(path).search("attention").total == 4);
  const Indexed clean(all);
  for (const std::string query :
       {"attention sparse", "quantiz", "experts linear model", "weight"}) {
    const query::Answer grown = index::XapianIndex::open(path).search(query);
    const query::Answer fresh = clean.search(query);
    REQUIRE(grown.results.size() == fresh.results.size());
    for (std::size_t i = 0; i < grown.results.size(); ++i) {
      CHECK(grown.results[i].id == fresh.results[i].id);
      CHECK(grown.results[i].rank == fresh.results[i].rank);
    }
  }
}

TEST_CASE("a last day that changed or went makes a new database") {
  const TempDir folder;
  const fs::path path = folder / "index";
  std::vector<index::Document> all = papers();
  index::XapianIndex::update(path, invert(all));
  all[4].abstract = "Now about pruning.";
  const index::IndexUpdate update = index::XapianIndex::update(path, invert(all));
  CHECK(update.kind == index::IndexUpdate::Kind::Rebuilt);
  CHECK(update.reason == "a day that it holds has changed");
  CHECK(index::XapianIndex::open(path).search("pruning").total == 1);
  CHECK(index::XapianIndex::open(path).search("routed ").total == 0);
  all.erase(all.begin() + 3, all.end());
  index::XapianIndex::update(path, invert(all));
  CHECK(index::XapianIndex::open(path).papers() == 3);
  CHECK(index::XapianIndex::open(path).search("quantization ").total == 0);
}

TEST_CASE("an old day that changed makes a new database") {
  const TempDir folder;
  const fs::path path = folder / "index";
  std::vector<index::Document> all = papers();
  index::XapianIndex::update(path, invert(all));
  all[0].title = "Pruning";
  index::XapianIndex::update(path, invert(all));
  CHECK(index::XapianIndex::open(path).search("title:pruning").total == 1);
  CHECK(index::XapianIndex::open(path).papers() == 5);
  CHECK_FALSE(fs::exists(folder / "index.old"));
  CHECK_FALSE(fs::exists(folder / "index.new"));
}

TEST_CASE("papers of several parts keep their places, and days are appended after them") {
  const TempDir folder;
  const fs::path path = folder / "index";
  std::vector<index::Document> all;
  for (int i = 0; i < 600; ++i) {
    all.push_back(
        paper(i, Day(2026, 1, 1 + i / 30), 20 - (i % 30) / 10.0, "Paper word" + std::to_string(i)));
  }
  index::XapianIndex::update(path, index::invert({all.begin(), all.begin() + 570}));
  CHECK(index::XapianIndex::update(path, invert(all)).written == 30);
  const index::XapianIndex index = index::XapianIndex::open(path);
  for (const int i : {0, 249, 250, 569, 570, 599}) {
    const query::Answer answer = index.search("title:word" + std::to_string(i) + " ");
    REQUIRE(answer.results.size() == 1);
    CHECK(answer.results[0].document == static_cast<std::uint32_t>(i));
  }
}

TEST_CASE(
    "the papers of new days alone are appended; all are read for a database that lacks others") {
  const bool lacks = GENERATE(false, true);
  CAPTURE(lacks);
  const TempDir folder;
  const fs::path path = folder / "index";
  const std::vector<index::Document> all = papers();
  if (!lacks) index::XapianIndex::update(path, index::invert({all.begin(), all.begin() + 3}));
  const index::InvertedIndex added = index::invert({all.begin() + 3, all.end()});
  const index::PackedIndex words = index::pack(invert(all));
  std::vector<index::Checkpoint> checkpoints;
  index::add_checkpoints(all, checkpoints);
  const index::IndexUpdate update =
      index::XapianIndex::update(path, {.added = added,
                                        .first = 3,
                                        .words = words,
                                        .checkpoints = checkpoints,
                                        .acronyms = {},
                                        .vectors = {},
                                        .all = [&] { return invert(all); }});
  CHECK(update.kind ==
        (lacks ? index::IndexUpdate::Kind::Rebuilt : index::IndexUpdate::Kind::Appended));
  CHECK(update.written == (lacks ? 5 : 2));
  const Indexed clean(all);
  for (const std::string query :
       {"attention sparse", "quantiz", "experts linear model", "weight"}) {
    const query::Answer grown = index::XapianIndex::open(path).search(query);
    const query::Answer fresh = clean.search(query);
    REQUIRE(grown.results.size() == fresh.results.size());
    for (std::size_t i = 0; i < grown.results.size(); ++i) {
      CHECK(grown.results[i].id == fresh.results[i].id);
      CHECK(grown.results[i].rank == fresh.results[i].rank);
    }
  }
}

TEST_CASE("no papers make an index that answers") {
  const Indexed index((std::vector<index::Document>()));
  CHECK(index.search("anything").total == 0);
  CHECK(index.search("from:2026").total == 0);
}

TEST_CASE("a damaged index is refused when read and rebuilt when written") {
  const Indexed index;
  const index::InvertedIndex same = invert(papers());
  const std::string damage = GENERATE(as<std::string>{}, "truncate", "garbage", "remove", "seal",
                                      "empty seal", "version", "extra file", "a file instead");
  CAPTURE(damage);
  const fs::path table = index.folder() / "postlist.glass";
  if (damage == "truncate") fs::resize_file(table, fs::file_size(table) / 2);
  if (damage == "garbage") std::ofstream(table, std::ios::binary) << "garbage";
  if (damage == "remove") fs::remove(table);
  if (damage == "seal") fs::remove(index.folder() / "seal");
  if (damage == "empty seal") std::ofstream(index.folder() / "seal", std::ios::trunc);
  if (damage == "version") std::ofstream(index.folder() / "seal") << "999 0.0\n";
  if (damage == "extra file") std::ofstream(index.folder() / "stray.glass") << "x";
  if (damage == "a file instead") {
    fs::remove_all(index.folder());
    std::ofstream(index.folder()) << "x";
  }
  CHECK_THROWS_AS(index::XapianIndex::open(index.folder()), Error);
  const index::IndexUpdate update = index::XapianIndex::update(index.folder(), same);
  CHECK(update.kind == index::IndexUpdate::Kind::Rebuilt);
  CHECK_FALSE(update.reason.empty());
  CHECK(index::XapianIndex::open(index.folder()).search("attention").total == 4);
}

TEST_CASE("an index that is damaged while it is open is named by its path") {
  std::vector<index::Document> many;  // more than one block of the database
  for (int i = 0; i < 1000; ++i) {
    many.push_back(paper(i, Day(2026, 1, 5), 10, "Sparse attention", {"Ana Hernandez"}));
  }
  const Indexed index(many);
  const index::XapianIndex opened = index::XapianIndex::open(index.folder());
  for (const std::string& name : list_files(index.folder())) {
    if (name.ends_with(".glass")) fs::resize_file(index.folder() / name, 0);
  }
  std::string message;
  try {
    opened.search("hernandez");
  } catch (const Error& e) {
    message = e.what();
  }
  CAPTURE(message);
  CHECK(message.starts_with(index.folder().string() + ": error: the index is damaged: "));
}

TEST_CASE("an index that is not there states how to make one") {
  const TempDir folder;
  try {
    index::XapianIndex::open(folder / "index");
    FAIL("it opened");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Index);
    CHECK(std::string(error.what()).find("broadsheet build") != std::string::npos);
  }
}

TEST_CASE("a rebuild that was cut off leaves no trace") {
  const TempDir folder;
  fs::create_directories(folder / "index.new/part0");
  fs::create_directories(folder / "index.old");
  index::XapianIndex::update(folder / "index", invert(papers()));
  CHECK(index::XapianIndex::open(folder / "index").papers() == 5);
  CHECK_FALSE(fs::exists(folder / "index.new"));
  CHECK_FALSE(fs::exists(folder / "index.old"));
}

TEST_CASE("an index of many papers needs few open files") {
  std::vector<index::Document> all;
  for (int i = 0; i < 38'000; ++i) all.push_back(paper(i, Day(2026, 1, 5), 0, "Word"));
  rlimit usual{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &usual) == 0);
  rlimit few = usual;
  few.rlim_cur = 300;  // two for each 250 papers would be more
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
  const TempDir folder;
  std::size_t written = 0;
  CHECK_NOTHROW(written = index::XapianIndex::update(folder / "index", invert(all)).written);
  ::setrlimit(RLIMIT_NOFILE, &usual);
  CHECK(written == all.size());
}

}  // namespace broadsheet::search
