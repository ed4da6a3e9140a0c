#include "app/mcp/library_tools.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "app/build/page_inputs.h"
#include "app/build/reader_index.h"
#include "app/build/site_sources.h"
#include "app/build/stages.h"
#include "app/words/documents.h"
#include "base/error.h"
#include "index/related.h"
#include "index/xapian/xapian_index.h"
#include "json/writer.h"
#include "query/query.h"
#include "render/files/json_twins.h"
#include "topics/topic_map.h"

namespace broadsheet::app {
namespace {

constexpr std::int64_t kMostResults = 50;
constexpr std::int64_t kUsualResults = 10;
constexpr std::size_t kPapersOfDay = 10;  // in a month

json::Object text_argument(std::string_view what) {
  return {{"type", "string"}, {"description", what}};
}

json::Object tool(std::string_view name, std::string_view what, json::Object properties,
                  json::List required) {
  return {{"name", name},
          {"description", what},
          {"inputSchema", json::Object{{"type", "object"},
                                       {"properties", std::move(properties)},
                                       {"required", std::move(required)},
                                       {"additionalProperties", false}}},
          {"annotations", json::Object{{"readOnlyHint", true}, {"openWorldHint", false}}}};
}

[[noreturn]] void refuse(const std::string& message) { throw Error(ErrorKind::Usage, {}, message); }

/// The text of an argument; std::nullopt if it is not given.
std::optional<std::string> text_of(const json::Object& arguments, std::string_view name) {
  const json::Value* value = arguments.find(name);
  if (value == nullptr || value->kind() == json::Kind::Null) return std::nullopt;
  if (value->text() == nullptr) refuse("'" + std::string(name) + "' should be a text");
  return *value->text();
}

std::string required_text(const json::Object& arguments, std::string_view name) {
  std::optional<std::string> text = text_of(arguments, name);
  if (!text) refuse("'" + std::string(name) + "' is missing");
  return *std::move(text);
}

std::size_t count_of(const json::Object& arguments, std::string_view name, std::int64_t usual,
                     std::int64_t least, std::int64_t most) {
  const json::Value* value = arguments.find(name);
  if (value == nullptr || value->kind() == json::Kind::Null) return static_cast<std::size_t>(usual);
  if (value->integer() == nullptr || *value->integer() < least || *value->integer() > most) {
    refuse("'" + std::string(name) + "' should be a whole number from " + std::to_string(least) +
           " to " + std::to_string(most));
  }
  return static_cast<std::size_t>(*value->integer());
}

std::string days_of(const json::Object& arguments, std::string_view name) {
  std::string days = text_of(arguments, name).value_or("");
  if (!days.empty() && !query::parse_days(days)) {
    refuse("'" + std::string(name) + "' should be a day (2026-02-27), a month or a year, not '" +
           days + "'");
  }
  return days;
}

query::Sort sort_of(const json::Object& arguments) {
  const std::string name = text_of(arguments, "sort").value_or("relevance");
  if (name == "relevance") return query::Sort::Relevance;
  if (name == "date") return query::Sort::Date;
  if (name == "score") return query::Sort::Score;
  refuse("'sort' should be relevance, date or score, not '" + name + "'");
}

/// null if the paper has no score.
json::Value score_of(const Entry& entry) {
  return entry.score ? json::Value(*entry.score) : json::Value();
}

json::List parts_of(const Entry& entry) {
  json::List parts;
  for (const SummaryPart& part : entry.parts) {
    parts.emplace_back(json::Object{{"label", part.label}, {"text", part.text}});
  }
  return parts;
}

std::string json_text(const json::Value& value) {
  return std::move(json::Writer().value(value)).finish();
}

}  // namespace

struct LibraryTools::State {
  explicit State(SiteSources read, const fs::path& index_folder)
      : sources(std::move(read)),
        topics(sources.config, sources.library),
        input(assemble_site_input({.library = sources.library,
                                   .config = sources.config,
                                   .theme = sources.theme,
                                   .topics = topics,
                                   .prompts = sources.prompts,
                                   .own = sources.own},
                                  {})),
        twins(input),
        index(index::XapianIndex::open(index_folder)) {}

  json::Value search(const json::Object& arguments) const;
  json::Value related(const json::Object& arguments);
  json::Value month(const json::Object& arguments) const;
  const Paper& paper(const json::Object& arguments) const;
  std::string page(const PaperId& id) const {
    return render::Routes(sources.config.site.base_url).absolute(render::Routes::paper(id));
  }

  SiteSources sources;
  topics::TopicMap topics;
  render::SiteInput input;
  render::JsonTwins twins;
  index::XapianIndex index;
  std::vector<std::vector<RelatedPaper>> related_papers = {};  ///< made when first asked for
};

json::Value LibraryTools::State::search(const json::Object& arguments) const {
  query::SearchOptions options;
  options.limit = count_of(arguments, "limit", kUsualResults, 1, kMostResults);
  options.offset = count_of(arguments, "offset", 0, 0, 1'000'000);
  options.sort = sort_of(arguments);
  options.from = days_of(arguments, "from");
  options.to = days_of(arguments, "to");
  options.topic = text_of(arguments, "topic").value_or("");
  options.complete = false;  // the query is finished
  const query::Answer answer = index.search(required_text(arguments, "query"), options);
  json::List results, notes;
  for (const query::SearchResult& result : answer.results) {
    const Paper& paper = sources.library.papers()[result.document];
    const Entry& entry = sources.library.first(paper);
    results.emplace_back(json::Object{{"id", result.id},
                                      {"date", sources.library.first_day(paper).str()},
                                      {"title", result.title},
                                      {"authors", result.authors},
                                      {"score", score_of(entry)},
                                      {"comment", entry.comment},
                                      {"abstract", result.abstract},
                                      {"parts", parts_of(entry)},
                                      {"topics", topics.ids(entry)},
                                      {"page", page(entry.id)}});
  }
  for (const query::QueryNote& note : answer.notes) {
    notes.emplace_back(json::Object{{"typed", note.typed}, {"taken_as", note.shown}});
  }
  return json::Object{{"total", answer.total},
                      {"with_all", answer.with_all},
                      {"with_any", answer.with_any},
                      {"notes", std::move(notes)},
                      {"results", std::move(results)}};
}

const Paper& LibraryTools::State::paper(const json::Object& arguments) const {
  const std::string text = required_text(arguments, "id");
  const std::optional<PaperId> id = PaperId::parse(text);
  if (!id) refuse("'" + text + "' is not an id such as 2607.01234 or doi:10.1234/abc");
  const Paper* found = sources.library.find(*id);
  if (found == nullptr) refuse("no digest here has the paper " + id->str());
  return *found;
}

json::Value LibraryTools::State::related(const json::Object& arguments) {
  const Paper& wanted = paper(arguments);
  if (related_papers.empty()) {
    const index::InvertedIndex all = index_library(sources.library, topics, sources.config);
    related_papers = index::related_papers(index::pack(all), index::documents_in(all));
  }
  const std::span<const Paper> papers = sources.library.papers();
  json::List results;
  for (const RelatedPaper& like :
       related_papers[static_cast<std::size_t>(&wanted - papers.data())]) {
    const Entry& entry = sources.library.first(papers[like.paper]);
    results.emplace_back(json::Object{{"id", entry.id.str()},
                                      {"date", sources.library.first_day(papers[like.paper]).str()},
                                      {"title", entry.title},
                                      {"shared_words", like.shared_terms},
                                      {"page", page(entry.id)}});
  }
  return json::Object{{"id", wanted.id.str()}, {"related", std::move(results)}};
}

json::Value LibraryTools::State::month(const json::Object& arguments) const {
  const std::string text = required_text(arguments, "month");
  const std::optional<Month> wanted = Month::parse(text);
  if (!wanted) refuse("'" + text + "' is not a month such as 2026-02");
  json::List days;
  for (const Digest& digest : sources.library.digests()) {
    if (digest.date.month() != *wanted) continue;
    json::List first;
    for (const Entry& entry : digest.papers) {
      if (first.size() == kPapersOfDay) break;
      first.emplace_back(
          json::Object{{"id", entry.id.str()}, {"title", entry.title}, {"score", score_of(entry)}});
    }
    days.emplace_back(json::Object{{"date", digest.date.str()},
                                   {"status", name_of(digest.status)},
                                   {"papers", digest.papers.size()},
                                   {"first", std::move(first)}});
  }
  if (days.empty()) refuse("there is no digest in " + wanted->str());
  return json::Object{{"month", wanted->str()}, {"days", std::move(days)}};
}

LibraryTools::LibraryTools(const fs::path& root) {
  const Places places{root};
  if (!refresh_index_for_reading(root)) refuse("there is no index; 'broadsheet check' says why");
  Stages stages;
  Diagnostics problems;
  SiteSources sources = read_site_sources(places, stages, problems);
  if (problems.errors() > 0) refuse(problems.problems().front().str());
  state_ = std::make_unique<State>(std::move(sources), places.index());
}

LibraryTools::~LibraryTools() = default;

json::List LibraryTools::list() {
  const json::Object id = {
      {"id", text_argument("id of a paper, such as 2607.01234 or doi:10.1234/abc")}};
  return {
      tool("search",
           "Full-text search in all digests. Quotes make a phrase; title:, author:, topic:, "
           "category: limit a word to a field; a minus excludes a word. Answers papers with title, "
           "authors, abstract, comment, parts and score.",
           {{"query", text_argument("words, as in the site's search")},
            {"limit", json::Object{{"type", "integer"}, {"minimum", 1}, {"maximum", kMostResults}}},
            {"offset", json::Object{{"type", "integer"}, {"minimum", 0}}},
            {"sort",
             json::Object{{"type", "string"}, {"enum", json::List{"relevance", "date", "score"}}}},
            {"from", text_argument("first day: 2026-02-27, 2026-02 or 2026")},
            {"to", text_argument("last day, likewise")},
            {"topic", text_argument("id of a topic of the digest")}},
           {"query"}),
      tool("paper",
           "All that the digests have of one paper, with its comment and scores on each day.", id,
           {"id"}),
      tool("day", "The digest of one day: its papers in order, with comments and scores.",
           {{"date", text_argument("2026-02-27, or latest")}}, {"date"}),
      tool("related",
           "Papers of the same day or before that are like one paper, with the words "
           "that they share.",
           id, {"id"}),
      tool("month", "The days of a month, each with its first papers.",
           {{"month", text_argument("2026-02")}}, {"month"}),
  };
}

std::string LibraryTools::call(std::string_view name, const json::Object& arguments) {
  if (name == "search") return json_text(state_->search(arguments));
  if (name == "related") return json_text(state_->related(arguments));
  if (name == "month") return json_text(state_->month(arguments));
  if (name == "paper") return state_->twins.paper(state_->paper(arguments));
  if (name != "day") refuse("there is no tool '" + std::string(name) + "'");
  const std::string date = required_text(arguments, "date");
  const std::span<const Digest> digests = state_->sources.library.digests();
  if (date == "latest" && !digests.empty()) return state_->twins.day(digests.back());
  const std::optional<Day> day = Day::parse(date);
  if (!day) refuse("'" + date + "' is not a day such as 2026-02-27");
  const Digest* digest = state_->sources.library.find(*day);
  if (digest == nullptr) refuse("there is no digest of " + day->str());
  return state_->twins.day(*digest);
}

}  // namespace broadsheet::app
