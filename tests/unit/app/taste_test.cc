#include "taste/taste.h"

#include <algorithm>

#include "app/commands/exit_codes.h"
#include "app/curate/recommend.h"
#include "app/taste/cmd_taste.h"
#include "app/taste/zotero.h"
#include "arxiv/inbox.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/temp_dir.h"
#include "theme/theme.h"

using namespace broadsheet;
using namespace broadsheet::app;

namespace {

constexpr const char* kKey = "zotero-0123456789-topsecret";

std::string atom_of(const std::vector<std::string>& ids) {
  std::string xml =
      "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' "
      "xmlns:opensearch='http://a9.com/-/spec/opensearch/1.1/'>";
  for (const std::string& id : ids) {
    xml += "<entry><id>http://arxiv.org/abs/" + id +
           "v1</id><published>2024-01-01T00:00:00Z</published>"
           "<updated>2024-01-01T00:00:00Z</updated><title>Title of " +
           id + "</title><summary>Abstract of " + id +
           ".</summary><author><name>Ada Lovelace</name></author></entry>";
  }
  return xml + "<opensearch:totalResults>" + std::to_string(ids.size()) +
         "</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex></feed>";
}

/// The ids that a request to the query API asks for.
std::vector<std::string> asked_ids(const std::string& url) {
  const std::size_t begin = url.find("id_list=") + 8;
  std::string list = url.substr(begin, url.find('&', begin) - begin);
  std::vector<std::string> ids;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    ids.push_back(list.substr(0, comma));
    list.erase(0, std::min(comma + 1, list.size()));
  }
  return ids;
}

struct Scene {
  test::TempDir dir;
  config::Config config;
  config::TasteConfig taste_config;
  test::FakeTime time{test::moment()};
  std::vector<net::Request> requests;

  int add(std::vector<std::string> lists, const test::FakeTransport::Answer& answer,
          const TasteAddOptions& given = {}) {
    TasteAddOptions options = given;
    options.lists = std::move(lists);
    test::FakeTransport transport([&](const net::Request& request, int number) {
      requests.push_back(request);
      return answer(request, number);
    });
    net::Environment world = test::fake_environment(transport, time);
    world.variable = [](const std::string& name) {
      return std::string(name == "BROADSHEET_ZOTERO_KEY" ? kKey : "");
    };
    return run_taste_add(dir.path(), config, taste_config, options, world);
  }

  std::string file(const std::string& name, const std::string& text) {
    write_file_atomically(dir.path() / name, text);
    return (dir.path() / name).string();
  }

  std::vector<taste::Paper> papers() const { return taste::read_taste(dir.path()).papers(); }
};

net::Reply known_to_arxiv(const net::Request& request, int) {
  std::vector<std::string> ids = asked_ids(request.url);
  std::erase(ids, "9912.99999");
  return test::reply_of(200, atom_of(ids));
}

std::string bib(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += "@misc{k" + id + ", eprint = {" + id + "}}\n";
  return text;
}

}  // namespace

TEST_CASE(
    "missing abstracts are fetched by id in batches with the pause; what is known here is not") {
  Scene scene;
  Announcement day{.date = Day(2026, 3, 2)};
  day.papers = {{.id = *PaperId::parse("2402.00001"), .title = "Known", .abstract = "Here."}};
  write_file_atomically(arxiv::inbox_path(scene.dir.path(), day.date), arxiv::to_json(day));
  std::vector<std::string> ids = {"2402.00001"};
  for (int i = 0; i < 150; ++i) ids.push_back("2401." + std::to_string(10000 + i));
  CHECK(scene.add({scene.file("a.bib", bib(ids))}, known_to_arxiv) == kDone);
  REQUIRE(scene.requests.size() == 2);
  CHECK(asked_ids(scene.requests[0].url).size() == 100);
  CHECK(asked_ids(scene.requests[1].url).size() == 50);
  const std::vector<double> sleeps = scene.time.sleeps();
  CHECK(std::any_of(sleeps.begin(), sleeps.end(), [](double seconds) { return seconds > 2; }));
  for (const taste::Paper& paper : scene.papers()) CHECK_FALSE(paper.abstract.empty());
  // Nothing is asked for twice.
  CHECK(scene.add({scene.file("b.bib", bib(ids))}, known_to_arxiv) == kDone);
  CHECK(scene.requests.size() == 2);
}

TEST_CASE("arXiv is not asked for ids of others") {
  Scene scene;
  Announcement day{.date = Day(2026, 3, 2)};
  day.papers = {{.id = *PaperId::parse("doi:10.1234/b"), .title = "On proteins", .abstract = ""}};
  write_file_atomically(arxiv::inbox_path(scene.dir.path(), day.date), arxiv::to_json(day));
  const std::string list =
      scene.file("a.bib", "@article{b, title = {On proteins}, doi = {10.1234/B}}\n");
  CHECK(scene.add({list}, known_to_arxiv) == kDone);
  CHECK(scene.requests.empty());
  REQUIRE(scene.papers().size() == 1);
  CHECK(scene.papers()[0].id->str() == "doi:10.1234/b");
}

TEST_CASE("an id that does not exist takes no other with it") {
  Scene scene;
  const std::string list = scene.file("a.bib", bib({"2401.00001", "9912.99999"}));
  CHECK(scene.add({list}, known_to_arxiv) == kDone);
  CHECK(scene.papers().size() == 1);
  // Where arXiv refuses the batch, its halves are asked for.
  const auto refuses = [](const net::Request& request, int number) {
    const auto asked = asked_ids(request.url);
    const bool bad = std::count(asked.begin(), asked.end(), "9912.99999") > 0;
    return bad ? test::reply_of(400,
                                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>"
                                "http://arxiv.org/api/errors#x</id></entry></feed>")
               : known_to_arxiv(request, number);
  };
  Scene other;
  CHECK(other.add({other.file("a.bib", bib({"2401.00001", "9912.99999", "2401.00002"}))},
                  refuses) == kDone);
  CHECK(other.papers().size() == 2);
}

TEST_CASE("without arXiv the list is kept, and the next run fetches what is missing") {
  Scene scene;
  const auto down = [](const net::Request&, int) { return test::reply_of(404, ""); };
  const std::string list = scene.file("a.bib", bib({"2401.00001"}));
  CHECK_THROWS_AS(scene.add({list}, down), Error);
  REQUIRE(scene.papers().size() == 1);
  CHECK(scene.add({list}, down, {.offline = true}) == kPartial);
  CHECK(scene.add({list}, known_to_arxiv) == kDone);
  CHECK(scene.papers()[0].abstract == "Abstract of 2401.00001.");
}

TEST_CASE("lists that are no files are errors") {
  Scene scene;
  CHECK_THROWS_AS(scene.add({"/dev/zero"}, known_to_arxiv), Error);
  CHECK_THROWS_AS(scene.add({"nowhere.bib"}, known_to_arxiv), Error);
  CHECK_THROWS_AS(scene.add({"zotero:me"}, known_to_arxiv), Error);
}

TEST_CASE("an empty list does not wipe out what was learned, and a day to come is no day") {
  Scene scene;
  const std::string list =
      scene.file("a.bib", "@misc{a, eprint={2401.00001}, timestamp={2999-01-01}}");
  CHECK(scene.add({list}, known_to_arxiv) == kDone);
  REQUIRE(scene.papers().size() == 1);
  CHECK_FALSE(scene.papers()[0].day());
  scene.file("a.bib", "@misc{a, note={nothing}}");
  CHECK_THROWS_AS(scene.add({list}, known_to_arxiv), Error);
  CHECK(scene.papers().size() == 1);
}

TEST_CASE("a reason names a paper of the library only where config.yaml lets it") {
  theme::Theme english;
  english.words = theme::default_words();
  const theme::Words words(english);
  const std::vector<index::LibraryPaper> library = {
      {.paper = {.title = "Secret kernels of attention", .abstract = "Sparse attention kernels."}}};
  const std::vector<Announced> day = {
      {.id = *PaperId::parse("2603.00001"),
       .title = "Attention kernels",
       .abstract = "Sparse attention kernels."},
      {.id = *PaperId::parse("2603.00002"), .title = "Crops", .abstract = "Rain on fields."}};
  config::Config config;
  for (const bool named : {false, true}) {
    const auto recommend = make_recommender({}, Day(2026, 3, 2), config, Marks(),
                                            {.papers = library, .name_papers = named}, words);
    const auto ranked = recommend(day);
    REQUIRE_FALSE(ranked.empty());
    CHECK(ranked[0].id.str() == "2603.00001");
    CHECK(ranked[0].reason.starts_with("Close to your library"));
    CHECK((ranked[0].reason.find("Secret kernels") != std::string::npos) == named);
  }
}

TEST_CASE("remove forgets a list, a paper, or all") {
  Scene scene;
  scene.add({scene.file("a.bib", bib({"2401.00001", "2401.00002"}))}, known_to_arxiv);
  CHECK(run_taste_remove(scene.dir.path(), {.what = {"2401.00001"}}) == kDone);
  CHECK(scene.papers().size() == 1);
  CHECK(run_taste_remove(scene.dir.path(), {.what = {"b.bib"}}) == kNothingNew);
  CHECK(run_taste_remove(scene.dir.path(), {.what = {"a.bib"}}) == kDone);
  CHECK(scene.papers().empty());
  CHECK_THROWS_AS(run_taste_remove(scene.dir.path(), {}), Error);
  write_file_atomically(taste::taste_path(scene.dir.path()), "damaged");
  CHECK(run_taste_remove(scene.dir.path(), {.all = true}) == kDone);
  CHECK_FALSE(path_exists(taste::taste_path(scene.dir.path())));
}

TEST_CASE("Zotero: paths") {
  CHECK(zotero_path("zotero:475425") == "users/475425/items/top");
  CHECK(zotero_path("zotero:groups/12") == "groups/12/items/top");
  CHECK(zotero_path("zotero:475425/collections/AB12CD34") ==
        "users/475425/collections/AB12CD34/items/top");
  for (const char* wrong : {"zotero:", "zotero:me", "zotero:1/../2", "zotero:1/collections/",
                            "zotero:1/collections/a/b", "library.bib", "zotero:groups/"}) {
    CHECK_FALSE(zotero_path(wrong));
  }
}

namespace {

/// Pages of Zotero's API with a paper each.
net::Reply zotero_page(const net::Request& request, int pages, const std::string& next_host) {
  const std::size_t at = request.url.find("&start=");
  const int start = std::stoi(request.url.substr(at + 7));
  const std::string id = "2401.0000" + std::to_string(start / 100 + 1);
  std::vector<net::Header> headers = {{"Backoff", "7"}};
  if (start / 100 + 1 < pages) {
    headers.push_back({"Link", "<" + next_host +
                                   "/users/1/items/top?limit=100&start=0>; "
                                   "rel=\"first\", <" +
                                   next_host + "/users/1/items/top?limit=100&start=" +
                                   std::to_string(start + 100) + ">; rel=\"next\""});
  }
  return test::reply_of(
      200,
      R"([{"key": "K", "data": {"itemType": "preprint", "title": "A title, )" + id +
          R"(", "abstractNote": "We count.", "url": "https://arxiv.org/abs/)" + id + R"("}}])",
      headers);
}

}  // namespace

TEST_CASE("Zotero: all pages are read with the key, and its Backoff is kept") {
  Scene scene;
  const auto pages = [](const net::Request& request, int) {
    return zotero_page(request, 3, "https://api.zotero.org");
  };
  CHECK(scene.add({"zotero:1"}, pages) == kDone);
  CHECK(scene.papers().size() == 3);
  REQUIRE(scene.requests.size() == 3);
  for (const net::Request& request : scene.requests) {
    CHECK(request.url.starts_with("https://api.zotero.org/users/1/items/top?"));
    CHECK(std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
      return header.name == "Zotero-API-Key" && header.value == kKey;
    }));
  }
  const auto sleeps = scene.time.sleeps();
  CHECK(std::count(sleeps.begin(), sleeps.end(), 7.0) == 2);
  CHECK(read_file(taste::taste_path(scene.dir.path())).find(kKey) == std::string::npos);
}

TEST_CASE("Zotero: the key goes to no other server, and not without TLS") {
  Scene scene;
  const auto elsewhere = [](const net::Request& request, int) {
    return zotero_page(request, 3, "https://evil.example.org");
  };
  CHECK_THROWS_AS(scene.add({"zotero:1"}, elsewhere), Error);
  CHECK(scene.requests.size() == 1);
  scene.taste_config.zotero_url = "http://zotero.example.org";
  CHECK_THROWS_AS(scene.add({"zotero:1"}, elsewhere), Error);
  CHECK(scene.requests.size() == 1);
}

TEST_CASE("Zotero: refusals and responses that are no list are errors without the key") {
  for (const net::Reply& reply : {test::reply_of(403, "Forbidden"), test::reply_of(404, "None"),
                                  test::reply_of(200, "<html>"), test::reply_of(500, "")}) {
    Scene scene;
    try {
      scene.add({"zotero:1"}, [&](const net::Request&, int) { return reply; });
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find(kKey) == std::string::npos);
    }
    CHECK(scene.papers().empty());
  }
}
