#include "scoring/semantic_scholar.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "net/pace.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

using Json = nlohmann::json;  // finds keys in logarithmic time

constexpr std::size_t kBatch = 500;  // the service's limit
constexpr double kPauseSeconds = 1.1;

ScholarAuthor author_of(const Json& json) {
  ScholarAuthor author;
  const auto text = [&](const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  author.id = text("authorId");
  author.name = text::clean_utf8(text("name"));
  if (const auto found = json.find("hIndex"); found != json.end() && found->is_number_integer()) {
    const auto value = found->get<std::int64_t>();
    if (value >= 0 && value < 1000) author.h_index = static_cast<int>(value);
  }
  return author;
}

}  // namespace

std::optional<ScholarAuthors> read_scholar_batch(std::string_view json,
                                                 std::span<const ArxivId> asked) {
  const Json body = Json::parse(json, nullptr, false);
  // One place for each paper asked for, null where it is not known.
  if (!body.is_array() || body.size() != asked.size()) return std::nullopt;
  ScholarAuthors result;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const Json& paper = body[i];
    if (!paper.is_object() || !paper.contains("authors") || !paper["authors"].is_array()) continue;
    std::vector<ScholarAuthor>& authors = result[asked[i]];
    for (const Json& author : paper["authors"]) {
      if (author.is_object()) authors.push_back(author_of(author));
    }
  }
  return result;
}

ScholarAuthors fetch_scholar_authors(std::span<const Announced> papers,
                                     const config::ScoreConfig& config,
                                     const net::Environment& environment) {
  ScholarAuthors all;
  const std::string key = environment.variable(std::string(config::kScholarKeyVariable));
  if (key.empty() || papers.empty()) return all;
  if (!net::keeps_secrets(config.semantic_scholar_url)) {
    say("warning: score.semantic_scholar_url should begin with https://, or the key could be read "
        "on its "
        "way; followed authors are found by name alone");
    return all;
  }
  net::PacedSender sender(environment, kPauseSeconds, {.retries = 3, .first_seconds = 2});
  for (std::size_t at = 0; at < papers.size(); at += kBatch) {
    std::vector<ArxivId> asked;
    Json ids = Json::array();
    for (const Announced& paper : papers.subspan(at, std::min(kBatch, papers.size() - at))) {
      asked.push_back(paper.id);
      ids.push_back("ARXIV:" + paper.id.str());
    }
    const net::Reply reply = sender.send(
        {.method = "POST",
         .url = config.semantic_scholar_url + "/paper/batch?fields=authors.name,authors.hIndex",
         .headers = {{"Content-Type", "application/json"}, {"x-api-key", key}},
         .body = Json{{"ids", ids}}.dump(),
         .timeout_seconds = 60});
    auto authors = reply.ok() ? read_scholar_batch(reply.body, asked) : std::nullopt;
    if (!authors) {
      say("warning: Semantic Scholar gave no answer (" + reply.summary() +
          "); followed authors are found by name alone");
      return {};
    }
    all.merge(*authors);
  }
  return all;
}

}  // namespace broadsheet::scoring
