// The native side of the search tests, over JSON.
//
// native_search index DOCUMENTS.json FOLDER   makes or updates the index; says how long it took
// native_search batch FOLDER QUERIES.json     answers to stdout, one JSON object a line
// native_search parse QUERIES.json            the queries as understood
// native_search dump DOCUMENTS.json           the inverted index as one JSON object
// native_search related DOCUMENTS.json        related papers of each and its vector, a line each
// native_search files DOCUMENTS.json FOLDER   the browser's index, below FOLDER/search
//
// A query is {"query": "...", "options": {...}} with the client's option names.

#include <chrono>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/files.h"
#include "base/output.h"
#include "index/acronyms.h"
#include "index/browser/client_index.h"
#include "index/paper_vectors.h"
#include "index/related.h"
#include "index/xapian/xapian_index.h"
#include "query/query.h"

namespace {

using namespace broadsheet;
using Json = nlohmann::json;

std::vector<index::Document> read_documents(const fs::path& path) {
  std::vector<index::Document> documents;
  for (const Json& json : Json::parse(read_file(path))) {
    documents.push_back({.id = PaperId::parse(json["id"].get<std::string>()).value(),
                         .day = Day::parse(json["day"].get<std::string>()).value(),
                         .score = json["score"],
                         .title = json["title"],
                         .authors = json["authors"],
                         .comment = json["comment"],
                         .abstract = json["abstract"],
                         .topics = json["topics"],
                         .categories = json["categories"],
                         .url = "/papers/" + json["id"].get<std::string>() + "/",
                         .dois = json.value("dois", std::vector<std::string>())});
  }
  return documents;
}

query::SearchOptions options_of(const Json& json) {
  query::SearchOptions options;
  options.limit = json.value("limit", 10);
  options.offset = json.value("offset", 0);
  const std::string sort = json.value("sort", "relevance");
  options.sort = sort == "date"    ? query::Sort::Date
                 : sort == "score" ? query::Sort::Score
                                   : query::Sort::Relevance;
  if (json.contains("all")) options.all = json["all"].get<bool>();
  options.from = json.value("from", "");
  options.to = json.value("to", "");
  if (json.contains("minScore")) options.min_score = json["minScore"].get<double>();
  options.topic = json.value("topic", "");
  options.category = json.value("category", "");
  options.complete = json.value("complete", true);
  options.facets = json.value("facets", false);
  return options;
}

const char* name_of(query::QueryNote::Kind kind) {
  switch (kind) {
    case query::QueryNote::Kind::Corrected:
      return "corrected";
    case query::QueryNote::Kind::Completed:
      return "completed";
    case query::QueryNote::Kind::Missing:
      return "missing";
    case query::QueryNote::Kind::Unread:
      return "unread";
    case query::QueryNote::Kind::Date:
      return "date";
    case query::QueryNote::Kind::Absent:
      return "absent";
    case query::QueryNote::Kind::Expanded:
      return "expanded";
    default:
      return "dropped";
  }
}

Json to_json(const std::vector<query::FacetCount>& counts) {
  Json json = Json::array();
  for (const auto& count : counts) json.push_back({{"value", count.value}, {"count", count.count}});
  return json;
}

Json to_json(const query::Answer& answer) {
  Json json = {{"total", answer.total},      {"withAll", answer.with_all},
               {"withAny", answer.with_any}, {"results", Json::array()},
               {"said", Json::array()},      {"words", answer.words}};
  for (const auto& result : answer.results) {
    json["results"].push_back({{"doc", result.document},
                               {"id", result.id},
                               {"rank", result.rank},
                               {"day", result.day},
                               {"score", result.score}});
  }
  for (const auto& said : answer.notes) {
    json["said"].push_back({{"typed", said.typed},
                            {"kind", name_of(said.kind)},
                            {"shown", said.shown},
                            {"others", said.others}});
  }
  if (answer.facets) {
    json["facets"] = {{"years", to_json(answer.facets->years)},
                      {"months", to_json(answer.facets->months)},
                      {"topics", to_json(answer.facets->topics)},
                      {"scores", to_json(answer.facets->scores)}};
  }
  return json;
}

Json to_json(const query::Query& query) {
  Json json = {{"clauses", Json::array()}, {"filters", Json::array()}, {"from", query.from},
               {"to", query.to},           {"minScore", nullptr},      {"maxScore", nullptr},
               {"above", query.above},     {"below", query.below},     {"dropped", query.dropped}};
  if (query.min_score) json["minScore"] = *query.min_score;
  if (query.max_score) json["maxScore"] = *query.max_score;
  for (const auto& clause : query.clauses) {
    json["clauses"].push_back({{"sign", clause.sign == query::Sign::Must  ? "+"
                                        : clause.sign == query::Sign::Not ? "-"
                                                                          : ""},
                               {"field", clause.field == query::QueryField::Title    ? "title"
                                         : clause.field == query::QueryField::Author ? "author"
                                                                                     : ""},
                               {"words", clause.words},
                               {"exact", clause.exact},
                               {"complete", clause.complete}});
  }
  for (const auto& filter : query.filters) {
    json["filters"].push_back(
        {{"kind", filter.kind == query::FilterKind::Topic ? "topic" : "category"},
         {"key", filter.key},
         {"not", filter.exclude}});
  }
  return json;
}

class Watch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

int make_index(const fs::path& source, const fs::path& folder) {
  std::vector<index::Document> documents = read_documents(source);
  const Watch inverting;
  const index::InvertedIndex index = index::invert(std::move(documents));
  const double inverted = inverting.seconds();
  const Watch writing;
  const index::IndexUpdate update = index::XapianIndex::update(folder, index);
  std::printf("%zu papers, %zu forms: inverted in %.3f s; %zu written in %.3f s %s\n",
              update.papers, index.forms.size(), inverted, update.written, writing.seconds(),
              update.reason.c_str());
  return 0;
}

int dump_index(const fs::path& source) {
  const index::InvertedIndex index = index::invert(read_documents(source));
  Json json = {{"size", index.documents.size()}, {"forms", Json::array()},
               {"runs", Json::array()},          {"topic", Json::array()},
               {"category", Json::array()},      {"starts", Json::array()}};
  for (const index::Form& form : index.forms) {
    Json postings = Json::array();
    for (const index::Posting& posting : form.postings) {
      const auto begin = form.positions.begin() + posting.first_position;
      postings.push_back({posting.document, posting.wdf, posting.fields,
                          std::vector<std::uint32_t>(begin, begin + posting.positions)});
    }
    json["forms"].push_back({form.text, form.stem, std::move(postings)});
  }
  index::PaperVectors vectors;
  vectors.update(index::pack(index));
  json["vectors"] = Json::array();
  for (std::uint32_t i = 0; i < vectors.papers(); ++i) json["vectors"].push_back(vectors.of(i));
  json["acronyms"] = Json::array();
  for (const query::Acronym& acronym : index::mine_acronyms(index.documents)) {
    json["acronyms"].push_back(query::acronym_text(acronym));
  }
  for (const index::FieldStarts& starts : index.starts) {
    json["starts"].push_back({starts.authors, starts.comment, starts.abstract});
  }
  for (std::size_t i = 0; i < index.documents.size(); ++i) {
    json["runs"].push_back({index.documents[i].day.number(), index.documents[i].score});
  }
  for (const auto& filter : index.topics) json["topic"].push_back({filter.value, filter.documents});
  for (const auto& filter : index.categories) {
    json["category"].push_back({filter.value, filter.documents});
  }
  std::cout << json.dump() << '\n';
  return 0;
}

Json numbers(const std::vector<RelatedPaper>& related) {
  Json json = Json::array();
  for (const RelatedPaper& paper : related) json.push_back(paper.paper);
  return json;
}

int show_related(const fs::path& source) {
  const index::InvertedIndex index = index::invert(read_documents(source));
  const index::PackedIndex words = index::pack(index);
  const index::DocumentOf documents = index::documents_in(index);
  const Watch fitting;
  index::PaperVectors vectors;
  vectors.update(words);
  std::fprintf(stderr, "vectors in %.3f s\n", fitting.seconds());
  const Watch relating;
  const auto related = index::related_papers(words, documents);
  std::fprintf(stderr, "related papers in %.3f s\n", relating.seconds());
  for (std::uint32_t i = 0; i < words.papers(); ++i) {
    Json line = {{"related", numbers(related[i])}};
    if (vectors.papers() > 0) line["vector"] = vectors.of(i);
    std::cout << line.dump() << '\n';
  }
  return 0;
}

class FolderOutput : public OutputSink {
 public:
  explicit FolderOutput(fs::path folder) : folder_(std::move(folder)) {}
  void write(std::string_view path, std::string_view bytes) override {
    write_if_changed(folder_ / fs::path(path), bytes);
  }

 private:
  fs::path folder_;
};

int write_files(const fs::path& source, const fs::path& folder) {
  const index::InvertedIndex index = index::invert(read_documents(source));
  const Watch writing;
  FolderOutput output(folder);
  index::write_client_index(index, {}, output);
  std::printf("%zu papers written in %.3f s\n", index.documents.size(), writing.seconds());
  return 0;
}

int answer_batch(const fs::path& folder, const fs::path& queries) {
  const index::XapianIndex index = index::XapianIndex::open(folder);
  const Json list = Json::parse(read_file(queries));
  const Watch asking;
  for (const Json& item : list) {
    const query::Answer answer = index.search(item["query"].get<std::string>(),
                                              options_of(item.value("options", Json::object())));
    std::cout << to_json(answer).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
  std::fprintf(stderr, "%zu queries in %.3f s\n", list.size(), asking.seconds());
  return 0;
}

int parse_batch(const fs::path& queries) {
  for (const Json& item : Json::parse(read_file(queries))) {
    std::cout << to_json(query::parse_query(item.get<std::string>())).dump() << '\n';
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> line(arguments + 1, arguments + count);
  try {
    if (line.size() == 3 && line[0] == "index") return make_index(line[1], line[2]);
    if (line.size() == 2 && line[0] == "dump") return dump_index(line[1]);
    if (line.size() == 2 && line[0] == "related") return show_related(line[1]);
    if (line.size() == 3 && line[0] == "files") return write_files(line[1], line[2]);
    if (line.size() == 3 && line[0] == "batch") return answer_batch(line[1], line[2]);
    if (line.size() == 2 && line[0] == "parse") return parse_batch(line[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  std::fprintf(stderr, "usage: see the head of native_search.cc\n");
  return 2;
}
