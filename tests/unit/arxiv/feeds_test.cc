#include "arxiv/feeds.h"

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "arxiv/author_field.h"
#include "base/error.h"
#include "base/files.h"
#include "support/catch.h"
#include "support/fixtures.h"
#include "text/utf8.h"

using namespace broadsheet;
using namespace broadsheet::arxiv;
using Json = nlohmann::json;

namespace {

std::string text_or_empty(const Json& value) {
  return value.is_null() ? "" : value.get<std::string>();
}

std::string rss_of(const std::string& items,
                   const std::string& date = "Mon, 02 Mar 2026 00:00:00 -0500") {
  return "<?xml version='1.0' encoding='UTF-8'?><rss version=\"2.0\"><channel><title>t</title>"
         "<pubDate>" +
         date + "</pubDate>" + items + "</channel></rss>";
}

std::string message_of(const std::function<void()>& deed) {
  try {
    deed();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

/// Compares every feed of `folder` with expected.json; the number of items compared.
int check_feeds(const fs::path& folder) {
  const Json expected = Json::parse(read_file(folder / "expected.json"));
  int compared = 0;
  for (const auto& [file, facts] : expected.items()) {
    INFO(file);
    const std::string xml = read_file(folder / file);
    if (!facts["well_formed"].get<bool>() || file.find("error") != std::string::npos) {
      CHECK_THROWS_AS(read_rss(xml, file), Error);
      continue;
    }
    const Feed feed = read_rss(xml, file);
    CHECK(feed.title == facts["channel_title"].get<std::string>());
    CHECK(feed.unreadable.empty());
    REQUIRE(feed.papers.size() == facts["items"]);
    std::set<std::string> distinct;
    std::map<std::string, int> types;
    for (std::size_t i = 0; i < feed.papers.size(); ++i) {
      const Announced& paper = feed.papers[i];
      const Json& fact = facts["entries"][i];
      INFO(paper.id.str());
      CHECK(paper.id.str() == fact["id"].get<std::string>());
      CHECK(paper.version == fact["version"]);
      CHECK(paper.announce_type == fact["type"].get<std::string>());
      CHECK(paper.title == fact["title"].get<std::string>());
      CHECK(paper.authors.size() == fact["authors"]);
      CHECK((paper.authors.empty() ? "" : paper.authors[0]) == text_or_empty(fact["first_author"]));
      CHECK(paper.categories == fact["categories"].get<std::vector<std::string>>());
      // The recorded length counts entities that are escaped twice as written; we resolve them.
      const std::size_t resolved = paper.id.str() == "2503.01005" ? 6 : 0;
      CHECK(text::code_point_count(paper.abstract) + resolved == fact["abstract_chars"]);
      CHECK(paper.doi == text_or_empty(fact["doi"]));
      CHECK(paper.journal_reference == text_or_empty(fact["journal_ref"]));
      distinct.insert(paper.id.str());
      ++types[paper.announce_type];
      ++compared;
    }
    CHECK(distinct.size() == facts["distinct_ids"]);
    CHECK(types == facts["by_type"].get<std::map<std::string, int>>());
  }
  return compared;
}

/// Compares every response of the query API in `folder` with expected.json; the number of entries.
int check_query_pages(const fs::path& folder) {
  int compared = 0;
  const Json expected = Json::parse(read_file(folder / "expected.json"));
  for (const auto& [file, facts] : expected.items()) {
    INFO(file);
    const std::string xml = read_file(folder / file);
    if (file.find("error") != std::string::npos) {
      CHECK(message_of([&] { read_query(xml, "api"); }).find("incorrect id format for abc") !=
            std::string::npos);
      continue;
    }
    const QueryPage page = read_query(xml, file);
    CHECK(page.total == facts["totalResults"]);
    CHECK(page.start == facts["startIndex"]);
    REQUIRE(page.records.size() == facts["entries"].size());
    for (std::size_t i = 0; i < page.records.size(); ++i) {
      const Record& record = page.records[i];
      const Json& fact = facts["entries"][i];
      INFO(record.paper.id.str());
      ++compared;
      CHECK(record.paper.id.str() == fact["id"].get<std::string>());
      CHECK(record.paper.version == fact["version"]);
      CHECK(record.paper.title == fact["title"].get<std::string>());
      CHECK(record.first.str() == fact["published"].get<std::string>().substr(0, 10));
      CHECK(record.last.str() == fact["updated"].get<std::string>().substr(0, 10));
      CHECK(record.paper.authors.size() == fact["authors"]);
      CHECK(record.paper.categories[0] == fact["primary"].get<std::string>());
      const auto categories = fact["categories"].get<std::vector<std::string>>();
      CHECK(std::set<std::string>(record.paper.categories.begin(), record.paper.categories.end()) ==
            std::set<std::string>(categories.begin(), categories.end()));
      CHECK(record.paper.comment == text_or_empty(fact["comment"]));
      CHECK(record.paper.journal_reference == text_or_empty(fact["journal_ref"]));
      CHECK(record.paper.doi == text_or_empty(fact["doi"]));
      // One abstract was encoded twice at its source; the control characters in it are dropped.
      const int dropped = record.paper.id.str() == "2403.16981" ? 4 : 0;
      CHECK(text::code_point_count(record.paper.abstract) + static_cast<std::size_t>(dropped) ==
            fact["abstract_chars"]);
    }
  }
  return compared;
}

/// Compares every response of OAI-PMH in `folder` with expected.json; the number of records.
int check_oai_pages(const fs::path& folder) {
  int compared = 0;
  const Json expected = Json::parse(read_file(folder / "expected.json"));
  for (const auto& [file, facts] : expected.items()) {
    INFO(file);
    const OaiPage page = read_oai(read_file(folder / file), file);
    CHECK(page.error == facts.value("error", ""));
    CHECK(page.token == text_or_empty(facts["resumptionToken"]));
    const Json records = facts.value("records", Json::array());
    REQUIRE(page.records.size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
      const Record& record = page.records[i];
      const Json& fact = records[i];
      INFO(record.paper.id.str());
      ++compared;
      CHECK("oai:arXiv.org:" + record.paper.id.str() == fact["identifier"].get<std::string>());
      CHECK(record.datestamp.str() == fact["datestamp"].get<std::string>());
      CHECK(record.deleted == fact["deleted"]);
      if (record.deleted) continue;
      CHECK(record.paper.title == fact["title"].get<std::string>());
      CHECK(record.paper.categories == fact["categories"].get<std::vector<std::string>>());
      CHECK(text::code_point_count(record.paper.abstract) == fact["abstract_chars"]);
      if (fact["format"] == "arXiv") {
        CHECK(record.paper.authors == fact["authors"].get<std::vector<std::string>>());
      } else {
        CHECK(record.paper.version == static_cast<int>(fact["versions"].size()));
        const std::string v1 = fact["v1_date"];
        CHECK(v1.find(" " + record.first.str().substr(0, 4) + " ") != std::string::npos);
        CHECK_FALSE(record.paper.authors.empty());
      }
    }
  }
  return compared;
}

}  // namespace

TEST_CASE("every feed of the fixtures gives the values of its expected.json") {
  CHECK(check_feeds(test::fixtures("arxiv-rss")) == 35);
}

TEST_CASE("every feed of ../shared gives the values of its expected.json", "[.shared]") {
  CHECK(check_feeds(test::shared("fixtures/arxiv-rss")) == 118);
}

TEST_CASE("the feed's own date is the day as written, whatever the zone") {
  struct Case {
    std::string date, day;
  };
  const auto& [date, day] = GENERATE(values<Case>({
      {"Mon, 27 Apr 2026 00:00:00 -0400", "2026-04-27"},
      {"Mon, 27 Apr 2026 23:59:59 +0000", "2026-04-27"},
      {"27 Apr 2026 00:00:00 -0400", "2026-04-27"},
      {"Thu, 1 Jan 2026 00:00:00 -0500", "2026-01-01"},
  }));
  CHECK(read_rss(rss_of("", date), "feed").date.str() == day);
}

TEST_CASE("a feed without a date that exists is refused") {
  const std::string date =
      GENERATE(as<std::string>{}, "", "today", "Mon, 31 Feb 2026 00:00:00 -0500", "2026-04-27",
               "Mon, 27 Foo 2026 00:00:00 -0400", "Mon, anF 2026");
  CAPTURE(date);
  CHECK_THROWS_AS(read_rss(rss_of("", date), "feed"), Error);
}

TEST_CASE("what is not a complete feed is an error, never an empty day") {
  const std::string xml = GENERATE(
      as<std::string>{}, "", " ", "Rate exceeded.", "<html><body>503</body></html>",
      "<!DOCTYPE html><html><body>Bad gateway</body></html>", "{\"error\": 1}", "<rss/>",
      "<rss version=\"2.0\"><channel><title>t</title>",
      "<rss version=\"2.0\"><channel><title>t</title></channel>",
      "<rss version=\"2.0\"><channel><title>t</title></channel></rss>",
      "<rss><channel><pubDate>Mon, 02 Mar 2026 00:00:00 -0500</pubDate></channel></rss><rss/>",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>",
      "<?xml version='1.0' encoding='windows-1251'?><rss><channel><pubDate>Mon, 02 Mar 2026 "
      "00:00:00 -0500</pubDate></channel></rss>");
  CAPTURE(xml);
  CHECK_THROWS_AS(read_rss(xml, "feed"), Error);
}

TEST_CASE("a feed cut at any byte is refused") {
  const std::string whole =
      rss_of("<item><title>a &lt; b</title><guid>oai:arXiv.org:2603.00001v1</guid></item>");
  REQUIRE(read_rss(whole, "feed").papers.size() == 1);
  for (std::size_t cut = 0; cut + 1 < whole.size(); ++cut) {
    CAPTURE(cut);
    CHECK_THROWS_AS(read_rss(whole.substr(0, cut), "feed"), Error);
  }
}

TEST_CASE("an entity bomb is refused") {
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">";
  for (int i = 1; i < 10; ++i) {
    bomb += "<!ENTITY lol" + std::to_string(i) + " \"&lol" + std::to_string(i - 1) + ";&lol" +
            std::to_string(i - 1) + ";\">";
  }
  bomb +=
      "]><rss><channel><title>&lol9;</title><pubDate>Mon, 02 Mar 2026 00:00:00 -0500</pubDate>"
      "</channel></rss>";
  CHECK(message_of([&] { read_rss(bomb, "feed"); }).find("document type") != std::string::npos);
  CHECK_THROWS_AS(read_query(bomb, "feed"), Error);
  CHECK_THROWS_AS(read_oai(bomb, "feed"), Error);
}

TEST_CASE("deep nesting and two thousand items are read in their time") {
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "<a>";
  CHECK_THROWS_AS(read_rss(deep, "feed"), Error);
  std::string items;
  for (int i = 1; i <= 2000; ++i) {
    items += "<item><guid>oai:arXiv.org:2603." + std::to_string(10000 + i) + "v1</guid></item>";
  }
  CHECK(read_rss(rss_of(items), "feed").papers.size() == 2000);
}

TEST_CASE("bytes that are not UTF-8 do not reach a title") {
  const std::string xml =
      rss_of("<item><title>caf\xE9 \xFF</title><guid>oai:arXiv.org:2603.00001v1</guid></item>");
  const Feed feed = read_rss(xml, "feed");
  CHECK(text::first_invalid_utf8(feed.papers.at(0).title) == std::string::npos);
  std::string latin = xml;
  latin.replace(latin.find("UTF-8"), 5, "ISO-8859-1");
  CHECK(read_rss(latin, "feed").papers.at(0).title == "café ÿ");
}

TEST_CASE("entities that a title holds itself are decoded, as import does") {
  const Feed feed = read_rss(
      "<rss version=\"2.0\"><channel><pubDate>Mon, 02 Mar 2026 00:00:00 -0500</pubDate><item>"
      "<title>R&amp;amp;D at p &amp;lt; 0.05, caf&amp;eacute; &amp;#945;</title>"
      "<guid>oai:arXiv.org:2603.00001v1</guid><creator>Ren&amp;eacute; One</creator>"
      "<description>arXiv:2603.00001v1 Announce Type: new \nAbstract: $a &amp;lt; b$ &amp;amp;lt;"
      "</description></item></channel></rss>",
      "feed");
  REQUIRE(feed.papers.size() == 1);
  CHECK(feed.papers[0].title == "R&D at p < 0.05, café α");
  CHECK(feed.papers[0].authors == std::vector<std::string>{"René One"});
  CHECK(feed.papers[0].abstract == "$a < b$ &lt;");
}

TEST_CASE("an item without an identifier is named, the others are read") {
  const Feed feed = read_rss(rss_of("<item><title>Lost</title><guid>x</guid></item>"
                                    "<item><link>https://arxiv.org/abs/2603.00001</link></item>"
                                    "<item><description>arXiv:2603.00002v3 Announce Type: new "
                                    "\nAbstract: x</description></item>"),
                             "feed");
  CHECK(feed.unreadable == std::vector<std::string>{"Lost"});
  REQUIRE(feed.papers.size() == 2);
  CHECK(feed.papers[0].id.str() == "2603.00001");
  CHECK(feed.papers[1].version == 3);
}

TEST_CASE("a version that only the description has is read there") {
  const Feed feed = read_rss(rss_of("<item><guid>oai:arXiv.org:2603.00001</guid>"
                                    "<description>arXiv:2603.00001v2 Announce Type: replace "
                                    "\nAbstract: x</description></item>"),
                             "feed");
  CHECK(feed.papers.at(0).version == 2);
}

TEST_CASE("arXiv's error feed is an error with arXiv's sentence") {
  const std::string xml = read_file(test::fixtures("arxiv-rss") / "error_bad-archive_http400.xml");
  const std::string message = message_of([&] { read_rss(xml, "feed"); });
  CHECK(message.find("Bad archive 'nosuch'") != std::string::npos);
}

TEST_CASE("author fields are separated outside parentheses only") {
  struct Case {
    std::string field;
    bool with_and;
    std::vector<std::string> names;
  };
  const auto& [field, with_and, names] = GENERATE(values<Case>({
      {"", false, {}},
      {"A. One", false, {"A. One"}},
      {"A. One, B. Two", false, {"A. One", "B. Two"}},
      {"A. One (Dept, Univ, Town), B. Two", false, {"A. One", "B. Two"}},
      {"A (1,2), B (1) ((1) MPA, (2) Harvard)", false, {"A", "B"}},
      {"A and B Collaboration, C", false, {"A and B Collaboration", "C"}},
      {"A, B and and C", true, {"A", "B", "C"}},
      {"A, B, and C", true, {"A", "B", "C"}},
      {"Anders Andersson and Bo Sandberg", true, {"Anders Andersson", "Bo Sandberg"}},
      {"W. Rodrigues, Jr., B", false, {"W. Rodrigues Jr.", "B"}},
      {"A (lost, B", false, {"A (lost", "B"}},
      {"A), B", false, {"A)", "B"}},
      {" , ,A,, ", false, {"A"}},
  }));
  CAPTURE(field);
  CHECK(split_authors(field, with_and) == names);
}

TEST_CASE("every response of arXiv's APIs in the fixtures gives the values of its expected.json") {
  CHECK(check_query_pages(test::fixtures("arxiv-api")) == 9);
  CHECK(check_oai_pages(test::fixtures("arxiv-oai")) == 11);
}

TEST_CASE("every response of arXiv's APIs in ../shared gives the values of its expected.json",
          "[.shared]") {
  CHECK(check_query_pages(test::shared("fixtures/arxiv-api")) == 46);
  CHECK(check_oai_pages(test::shared("fixtures/arxiv-oai")) == 14);
}

TEST_CASE("what is not a complete answer of OAI-PMH or the query API is an error") {
  const std::string xml = GENERATE(
      as<std::string>{}, "", "<html/>", "<OAI-PMH>", "<OAI-PMH/>", "<feed/>", "<feed>",
      "<feed><totalResults>x</totalResults><startIndex>0</startIndex></feed>",
      "<feed><totalResults>1</totalResults><startIndex>0</startIndex><entry><id>x</id></entry></"
      "feed>",
      "<OAI-PMH><ListRecords><record/></ListRecords></OAI-PMH>",
      "<OAI-PMH><ListRecords><record><header><identifier>oai:arXiv.org:2603.00001</identifier>"
      "<datestamp>2026-03-02</datestamp></header><metadata><dc/></metadata></record></ListRecords>"
      "</OAI-PMH>");
  CAPTURE(xml);
  CHECK_THROWS_AS(read_query(xml, "api"), Error);
  CHECK_THROWS_AS(read_oai(xml, "oai"), Error);
}
