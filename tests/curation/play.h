#pragma once
// One server on loopback plays arXiv, bioRxiv, the model, Semantic Scholar and the webhook. What
// they do is a Play, which a test changes between the days.

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <deque>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/raw_server.h"

namespace broadsheet::test {

inline constexpr const char* kKey = "sk-week-0123456789-topsecret";
inline constexpr const char* kScholarKey = "scholar-0123456789-topsecret";
inline constexpr const char* kHook = "T0SECRETHOOK";
inline constexpr double kPromptPrice = 2, kCachedPrice = 0.5, kCompletionPrice = 8;

/// A paper of the feed.
struct Item {
  std::string id;
  std::string type = "new";
  std::string abstract = "We study it.";
  std::string authors = "A. One, Bo Sample";
};

/// prefix0 to prefix9, or a part of it.
inline std::vector<Item> items(const std::string& prefix, int from, int to) {
  std::vector<Item> result;
  for (int i = from; i <= to; ++i) result.push_back({prefix + std::to_string(i)});
  return result;
}

/// A version of a paper at bioRxiv or medRxiv.
struct Preprint {
  std::string doi;
  std::string date;
  std::string category = "neuroscience";
  int version = 1;
};

struct Play {
  std::mutex mutex;
  // bioRxiv and medRxiv: what they posted, by their ids
  std::map<std::string, std::vector<Preprint>> preprints;
  std::set<std::string> preprints_down;      // servers that answer 503
  std::deque<RawAnswer> preprints_first;     // sent before they behave
  std::vector<std::string> preprints_lines;  // requests
  std::size_t preprints_page = 100;          // items
  // arXiv
  std::string feed_date = "Mon, 02 Mar 2026 00:00:00 -0500";
  std::vector<Item> items;
  bool arxiv_down = false;
  std::deque<RawAnswer> arxiv_first;     // sent before it behaves
  std::string feed_bytes;                // in place of a feed of `items`
  std::vector<std::string> oai;          // pages of OAI-PMH
  std::size_t oai_hangs_at = SIZE_MAX;   // that page is never answered
  std::vector<std::string> arxiv_lines;  // requests
  bool saw_contact = true;
  // the model
  bool model_down = false;
  std::deque<RawAnswer> model_first;         // sent before it behaves; not billed
  std::deque<std::string> model_says;        // contents of the next answers; billed
  std::set<std::string> forgotten_once;      // left out of the first answer
  std::set<std::string> stubborn;            // never answered
  double model_seconds = 0;                  // that each answer takes
  int model_hangs_at = -1;                   // that request is never answered, and not billed
  std::map<std::string, int> answered;       // verdicts given, by id
  std::set<std::string> without_parts_once;  // left out of the first summaries
  std::map<std::string, int> summarised;     // summaries given, by id
  int overviews = 0;                         // requests for one
  int model_requests = 0;
  double billed = 0;
  std::int64_t billed_tokens = 0;
  bool saw_key = false;
  // Semantic Scholar: authors of the papers it knows, as it writes them
  nlohmann::json scholar = nlohmann::json::object();
  std::deque<RawAnswer> scholar_first;
  int scholar_requests = 0;
  bool saw_scholar_key = false;
  // the webhook
  std::vector<std::string> notices;
  bool hook_down = false;
  // the published site: pages by path
  std::map<std::string, std::string> pages;
  int page_requests = 0;
  int page_requests_missed = 0;  // so many are answered by 404 first
};

inline std::string feed_of(const Play& play) {
  std::string xml =
      "<?xml version='1.0' encoding='UTF-8'?><rss version=\"2.0\"><channel>"
      "<title>cs.LG, cs.AI updates on arXiv.org</title><pubDate>" +
      play.feed_date + "</pubDate>";
  for (const Item& item : play.items) {
    xml += "<item><title>On P\\'erez &amp; $x &lt; y$ " + item.id +
           "</title><guid isPermaLink=\"false\">oai:arXiv.org:" + item.id +
           "v1</guid><description>arXiv:" + item.id + "v1 Announce Type: " + item.type +
           " \nAbstract: " + item.abstract +
           "</description><category>cs.LG</category><announce_type>" + item.type +
           "</announce_type><creator>" + item.authors + "</creator></item>";
  }
  return xml + "</channel></rss>";
}

/// "2026-03-03" as "Tue, 03 Mar 2026 10:00:00 GMT".
inline std::string http_date(const std::string& day) {
  std::tm time{};
  strptime(day.c_str(), "%Y-%m-%d", &time);
  char text[64];
  std::strftime(text, sizeof text, "%a, %d %b %Y 10:00:00 GMT", &time);
  return text;
}

inline std::string oai_page(const std::vector<std::string>& ids, const std::string& day,
                            const std::string& token = {}) {
  // First submitted on that day, so that the record is no mere change of an old paper.
  const std::string submitted = http_date(day);
  std::string xml = "<OAI-PMH><ListRecords>";
  for (const std::string& id : ids) {
    xml += "<record><header><identifier>oai:arXiv.org:" + id + "</identifier><datestamp>" + day +
           "</datestamp></header><metadata><arXivRaw><id>" + id +
           "</id><version version=\"v1\"><date>" + submitted +
           "</date></version>"
           "<title>T " +
           id +
           "</title><authors>A. One</authors><categories>cs.LG</categories>"
           "<abstract>We study it.</abstract></arXivRaw></metadata></record>";
  }
  return xml + "<resumptionToken>" + token + "</resumptionToken></ListRecords></OAI-PMH>";
}

/// Scores by the id's last digit: 5 and more are chosen.
inline nlohmann::json verdict_of(const std::string& id) {
  const int digit = id.back() - '0';
  return {{"ARXIVID", id},
          {"TOPIC", digit % 2 == 0 ? "Model Architecture" : ""},
          {"COMMENT", "Comment on " + id},
          {"RELEVANCE", digit >= 5 ? 9 : 4},
          {"NOVELTY", 8}};
}

template <typename Answer>
bool take_first(std::deque<Answer>& answers, Answer& taken) {
  if (answers.empty()) return false;
  taken = std::move(answers.front());
  answers.pop_front();
  return true;
}

inline RawAnswer hanging() { return {.bytes = "", .keep = false, .hang_seconds = 60}; }

inline nlohmann::json parts_for(const std::string& id) {
  return {{"ARXIVID", id}, {"tldr", "In short " + id}, {"method", "How $x<y$ " + id}};
}

inline nlohmann::json overview_for(const std::vector<std::string>& ids) {
  return {{"SPOTLIGHT", {{{"ARXIVID", ids.back()}, {"REASON", "Outstanding."}}}},
          {"EDITORIAL",
           {{{"TEXT", "Two agree."}, {"PAPERS", {ids.front(), ids.back()}}},
            {{"TEXT", "About none."}, {"PAPERS", {"1706.03762"}}}}}};
}

inline RawAnswer answer_of_model(Play& play, const RawRequest& request) {
  ++play.model_requests;
  if (request.head.find(std::string("Authorization: Bearer ") + kKey) != std::string::npos) {
    play.saw_key = true;
  }
  if (play.model_down) return honest(503, "{\"error\": {\"message\": \"overloaded\"}}");
  if (play.model_requests == play.model_hangs_at) return hanging();
  std::this_thread::sleep_for(std::chrono::duration<double>(play.model_seconds));
  if (RawAnswer first; take_first(play.model_first, first)) return first;
  const std::string user = nlohmann::json::parse(request.body)["messages"][1]["content"];
  const bool is_parts = user.starts_with("# Parts");
  const bool is_overview = user.starts_with("# What to write");
  play.overviews += is_overview ? 1 : 0;
  std::vector<std::string> named;
  std::string content;
  if (!take_first(play.model_says, content)) {
    std::istringstream lines(user.substr(user.find("# Papers")));
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("{")) continue;
      const std::string id = nlohmann::json::parse(line)["ARXIVID"];
      if (is_parts) {
        if (play.without_parts_once.erase(id) == 1) continue;
        content += parts_for(id).dump() + "\n";
        ++play.summarised[id];
        continue;
      }
      if (is_overview) {
        named.push_back(id);
        continue;
      }
      if (play.stubborn.count(id) == 1 || play.forgotten_once.erase(id) == 1) continue;
      content += verdict_of(id).dump() + "\n";
      ++play.answered[id];
    }
    if (is_overview) content = overview_for(named).dump();
  }
  const int prompt = static_cast<int>(user.size()) / 4;
  const int cached = prompt / 3;
  const int completion = static_cast<int>(content.size()) / 4 + 1;
  play.billed +=
      ((prompt - cached) * kPromptPrice + cached * kCachedPrice + completion * kCompletionPrice) /
      1e6;
  play.billed_tokens += prompt + completion;
  const nlohmann::json body = {
      {"choices", {{{"message", {{"content", content}}}, {"finish_reason", "stop"}}}},
      {"usage",
       {{"prompt_tokens", prompt},
        {"completion_tokens", completion},
        {"total_tokens", prompt + completion},
        {"prompt_tokens_details", {{"cached_tokens", cached}}}}}};
  return honest(200, body.dump());
}

inline RawAnswer answer_of_scholar(Play& play, const RawRequest& request) {
  ++play.scholar_requests;
  if (request.head.find(std::string("x-api-key: ") + kScholarKey) != std::string::npos) {
    play.saw_scholar_key = true;
  }
  if (RawAnswer first; take_first(play.scholar_first, first)) return first;
  nlohmann::json reply = nlohmann::json::array();
  const nlohmann::json asked = nlohmann::json::parse(request.body);
  for (const nlohmann::json& id : asked["ids"]) {
    const auto found = play.scholar.find(id.get<std::string>().substr(6));
    if (found == play.scholar.end())
      reply.push_back(nullptr);
    else
      reply.push_back({{"paperId", "x"}, {"authors", *found}});
  }
  return honest(200, reply.dump());
}

inline RawAnswer answer_of_oai(Play& play, const std::string& line) {
  const auto at = line.find("resumptionToken=page");
  const std::size_t page = at == std::string::npos ? 0 : std::stoul(line.substr(at + 20));
  if (page == play.oai_hangs_at) return hanging();
  return page < play.oai.size() ? honest(200, play.oai[page]) : honest(404, "");
}

/// GET /preprints/details/SERVER/FROM/TO/CURSOR
inline RawAnswer answer_of_preprints(Play& play, const std::string& line) {
  play.preprints_lines.push_back(line);
  if (RawAnswer first; take_first(play.preprints_first, first)) return first;
  std::vector<std::string> parts;
  std::istringstream path(line.substr(0, line.find(' ', 4)));
  for (std::string part; std::getline(path, part, '/');) parts.push_back(part);
  if (parts.size() < 7) return honest(404, "");
  const std::string &server = parts[3], &from = parts[4], &to = parts[5];
  const std::size_t cursor = std::stoul(parts[6]);
  if (play.preprints_down.count(server) > 0) return honest(503, "");
  nlohmann::json items = nlohmann::json::array();
  std::size_t total = 0;
  for (const Preprint& one : play.preprints[server]) {
    if (one.date < from || one.date > to) continue;
    if (total++ < cursor || items.size() == play.preprints_page) continue;
    items.push_back({{"doi", one.doi},
                     {"title", "On " + one.doi},
                     {"authors", "Doe, A. B.; Sample, Bo; "},
                     {"date", one.date},
                     {"version", std::to_string(one.version)},
                     {"type", "new results"},
                     {"license", "cc_by"},
                     {"category", one.category},
                     {"abstract", "We study it."},
                     {"published", "NA"},
                     {"server", server}});
  }
  if (total == 0) {
    return honest(200, R"({"messages": [{"status": "no posts found"}], "collection": []})");
  }
  const nlohmann::json body = {{"messages",
                                {{{"status", "ok"},
                                  {"cursor", cursor},
                                  {"count", items.size()},
                                  {"total", std::to_string(total)}}}},
                               {"collection", items}};
  return honest(200, body.dump());
}

inline RawAnswer answer_of_arxiv(Play& play, const RawRequest& request) {
  const std::string line = request.line();
  play.arxiv_lines.push_back(line);
  play.saw_contact =
      play.saw_contact && request.head.find("mailto:me@example.org") != std::string::npos;
  if (play.arxiv_down) return honest(503, "Service Unavailable");
  if (RawAnswer first; take_first(play.arxiv_first, first)) return first;
  if (line.starts_with("GET /rss/")) {
    return honest(200, play.feed_bytes.empty() ? feed_of(play) : play.feed_bytes);
  }
  if (line.starts_with("GET /oai?")) return answer_of_oai(play, line);
  return honest(404, "");
}

inline RawAnswer answer(Play& play, const RawRequest& request) {
  const std::lock_guard lock(play.mutex);
  const std::string line = request.line();
  if (line.starts_with("POST /v1/chat/completions ")) return answer_of_model(play, request);
  if (line.starts_with("POST /scholar/paper/batch?")) return answer_of_scholar(play, request);
  if (line.starts_with("GET /preprints/")) return answer_of_preprints(play, line);
  if (line.starts_with("GET /digest/")) {
    const auto page = play.pages.find(line.substr(4, line.find(' ', 4) - 4));
    const bool is_online = play.page_requests++ >= play.page_requests_missed;
    return is_online && page != play.pages.end() ? honest(200, page->second) : honest(404, "");
  }
  if (line.starts_with(std::string("POST /hook/") + kHook)) {
    if (play.hook_down) return honest(400, "no");
    play.notices.push_back(request.body);
    return honest(200, "ok");
  }
  return answer_of_arxiv(play, request);
}

}  // namespace broadsheet::test
