#include "scoring/semantic_scholar.h"

#include <algorithm>

#include "base/log.h"
#include "json/document.h"
#include "json/writer.h"
#include "net/pace.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

constexpr std::size_t kBatch = 500;  // the service's limit
constexpr double kPauseSeconds = 1.1;

ScholarAuthor author_of(const json::Node& object) {
  ScholarAuthor author;
  author.id = object.text_of("authorId");
  author.name = object.text_of("name");
  const auto h_index = object.find("hIndex");
  const std::int64_t value = h_index ? h_index->integer().value_or(-1) : -1;
  if (value >= 0 && value < 1000) author.h_index = static_cast<int>(value);
  return author;
}

}  // namespace

std::optional<ScholarAuthors> read_scholar_batch(std::string_view body,
                                                 std::span<const PaperId> asked) {
  const auto document = json::Document::parse(body);
  // One item for each paper of the request, null if it is not known.
  if (!document || !document->root().is(json::Kind::List) ||
      document->root().size() != asked.size()) {
    return std::nullopt;
  }
  ScholarAuthors result;
  auto id = asked.begin();
  for (const json::Node paper : document->root()) {
    const auto authors = paper.find("authors");
    const PaperId& asked_id = *id++;
    if (!authors || !authors->is(json::Kind::List)) continue;
    std::vector<ScholarAuthor>& known = result[asked_id];
    for (const json::Node author : *authors) {
      if (author.is(json::Kind::Object)) known.push_back(author_of(author));
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
    warn(
        "warning: score.semantic_scholar_url should begin with https://, or the key could be read "
        "on its "
        "way; followed authors are found by name alone");
    return all;
  }
  net::PacedSender sender(environment, kPauseSeconds, {.retries = 3, .first_seconds = 2});
  for (std::size_t at = 0; at < papers.size(); at += kBatch) {
    std::vector<PaperId> asked;
    json::List ids;
    for (const Announced& paper : papers.subspan(at, std::min(kBatch, papers.size() - at))) {
      if (!paper.id.is_arxiv() && paper.id.doi().empty()) continue;  // it is not known there
      asked.push_back(paper.id);
      ids.push_back(paper.id.is_arxiv() ? "ARXIV:" + paper.id.str() : "DOI:" + paper.id.doi());
    }
    if (asked.empty()) continue;
    const net::Reply reply = sender.send(
        {.method = "POST",
         .url = config.semantic_scholar_url + "/paper/batch?fields=authors.name,authors.hIndex",
         .headers = {{"Content-Type", "application/json"}, {"x-api-key", key}},
         .body = json::to_line(json::Object{{"ids", ids}}),
         .timeout_seconds = 60});
    auto authors = reply.ok() ? read_scholar_batch(reply.body, asked) : std::nullopt;
    if (!authors) {
      warn("warning: Semantic Scholar gave no answer (" + reply.summary() +
           "); followed authors are found by name alone");
      return {};
    }
    all.merge(*authors);
  }
  return all;
}

}  // namespace broadsheet::scoring
