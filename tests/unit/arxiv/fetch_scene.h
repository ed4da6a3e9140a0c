#pragma once
// Shared by the tests of fetch.

#include <algorithm>

#include "arxiv/day_records.h"
#include "arxiv/fetch.h"
#include "arxiv/inbox.h"
#include "arxiv/seen_list.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/temp_dir.h"

namespace broadsheet::test::fetch_scene {

using namespace broadsheet::arxiv;
using What = FetchResult::What;

struct Item {
  std::string id;  // with version
  std::string type = "new";
  std::string abstract = "We study it.";
  std::vector<std::string> categories = {"cs.LG"};
};

inline std::string feed_of(const std::string& date, const std::vector<Item>& items) {
  std::string xml =
      "<?xml version='1.0' encoding='UTF-8'?><rss version=\"2.0\"><channel>"
      "<title>cs.LG updates on arXiv.org</title><pubDate>" +
      date + "</pubDate>";
  for (const Item& item : items) {
    xml += "<item><title>Title of " + item.id + "</title><guid>oai:arXiv.org:" + item.id +
           "</guid><description>arXiv:" + item.id + " Announce Type: " + item.type +
           " \nAbstract: " + item.abstract + "</description>";
    for (const std::string& category : item.categories)
      xml += "<category>" + category + "</category>";
    xml +=
        "<announce_type>" + item.type + "</announce_type><creator>A. One, B. Two</creator></item>";
  }
  return xml + "</channel></rss>";
}

constexpr const char* kMonday = "Mon, 02 Mar 2026 00:00:00 -0500";
constexpr const char* kTuesday = "Tue, 03 Mar 2026 00:00:00 -0500";
constexpr const char* kFriday = "Fri, 27 Feb 2026 00:00:00 -0500";
constexpr const char* kSaturday = "Sat, 28 Feb 2026 00:00:00 -0500";

struct Bench {
  test::TempDir dir;
  config::FetchConfig config;
  std::vector<std::string> holidays;
  test::FakeTime time{test::moment()};  // Monday 2026-03-02, 06:00 UTC, 01:00 in New York
  std::vector<net::Request> requests;

  FetchResult today(const std::function<net::Reply(const net::Request&)>& answer,
                    bool again = false) {
    test::FakeTransport transport([&](const net::Request& request, int) {
      requests.push_back(request);
      return answer(request);
    });
    return fetch_today(dir.path(), config, holidays, again,
                       test::fake_environment(transport, time));
  }
  FetchResult today(const std::string& xml, bool again = false) {
    return today([&](const net::Request&) { return test::reply_of(200, xml); }, again);
  }
  std::vector<FetchResult> past(Day from, Day to, InboxSource source,
                                const std::function<net::Reply(const net::Request&)>& answer,
                                bool again = false) {
    test::FakeTransport transport([&](const net::Request& request, int) {
      requests.push_back(request);
      return answer(request);
    });
    return fetch_past(dir.path(), config, holidays, from, to, source, again,
                      test::fake_environment(transport, time));
  }
};

inline std::string oai_record(const std::string& id, const std::string& datestamp,
                              const std::string& first_version = "Sun, 01 Mar 2026 10:00:00 GMT",
                              const std::string& categories = "cs.LG") {
  return "<record><header><identifier>oai:arXiv.org:" + id + "</identifier><datestamp>" +
         datestamp + "</datestamp></header><metadata><arXivRaw><id>" + id +
         "</id><version version=\"v1\"><date>" + first_version + "</date></version><title>T " + id +
         "</title><authors>A. One</authors><categories>" + categories +
         "</categories><abstract>Text.</abstract></arXivRaw></metadata></record>";
}

inline std::string oai_page(const std::string& records, const std::string& token) {
  return "<OAI-PMH><ListRecords>" + records + "<resumptionToken>" + token +
         "</resumptionToken></ListRecords></OAI-PMH>";
}

inline std::string api_page(int total, int start, const std::vector<std::string>& ids) {
  std::string xml = "<feed><totalResults>" + std::to_string(total) + "</totalResults><startIndex>" +
                    std::to_string(start) + "</startIndex>";
  for (const std::string& id : ids) {
    xml += "<entry><id>http://arxiv.org/abs/" + id +
           "v1</id><published>2026-02-27T10:00:00Z"
           "</published><updated>2026-02-27T10:00:00Z</updated><title>T</title><summary>S</summary>"
           "<category term=\"cs.LG\"/></entry>";
  }
  return xml + "</feed>";
}

}  // namespace broadsheet::test::fetch_scene
