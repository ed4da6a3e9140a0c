#include "render/files/json_twins.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "content/digest_json.h"
#include "json/writer.h"
#include "render/files/citations.h"
#include "render/input/topic_lookup.h"

namespace broadsheet::render {
namespace {

void texts(json::Writer& json, std::string_view name, const std::vector<std::string>& list) {
  json.key(name).open('[');
  for (const std::string& text : list) json.value(text);
  json.close(']');
}

void list_if(json::Writer& json, std::string_view name, json::List list) {
  if (!list.empty()) json.key(name).value(json::Value(std::move(list)));
}

void usage_of(json::Writer& json, const Usage& usage) {
  json.key("usage").open('{');
  json.key("prompt_tokens").value(usage.prompt_tokens);
  json.key("completion_tokens").value(usage.completion_tokens);
  json.key("cached_tokens").value(usage.cached_tokens);
  json.key("prompt_cost_usd").value(usage.prompt_cost);
  json.key("completion_cost_usd").value(usage.completion_cost);
  json.key("cached_cost_usd").value(usage.cached_cost);
  json.key("total_cost_usd").value(usage.total_cost());
  json.close('}');
}

/// Where the paper is; "arxiv" as it is not a URL of anybody else.
void addresses(json::Writer& json, const Entry& entry) {
  json.key(entry.id.is_arxiv() ? "arxiv" : "url").value(entry.id.address());
  json.text_if("pdf", entry.id.pdf_address(entry.version));
}

}  // namespace

Route json_twin(Day day) { return {Routes::day(day).path + "index.json"}; }

JsonTwins::JsonTwins(const SiteInput& input)
    : input_(input), routes_(input.config.site.base_url), topics_(input) {}

void JsonTwins::link(json::Writer& json, std::string_view name, const Route& route) const {
  json.key(name).value(routes_.absolute(route));
}

void JsonTwins::neighbour(json::Writer& json, std::string_view name, const Digest* digest) const {
  if (digest != nullptr) link(json, name, json_twin(digest->date));
}

void JsonTwins::facts(json::Writer& json, const Entry& entry) const {
  json.key("id").value(entry.id.str());
  if (entry.version > 0) json.key("version").value(entry.version);
  json.key("title").value(entry.title);
  texts(json, "authors", entry.authors);
  if (entry.others) json.key("others").value(true);
  json.key("abstract").value(entry.abstract);
  json.text_if("language", entry.language);
  list_if(json, "translations", content::values_of(entry.translations));
  texts(json, "categories", entry.categories);
  json.text_if("doi", entry.doi)
      .text_if("journal_reference", entry.journal_reference)
      .text_if("published", entry.published)
      .text_if("author_comment", entry.author_comment)
      .text_if("licence", entry.licence);
  list_if(json, "links", content::values_of(entry.links));
}

void JsonTwins::topic_labels(json::Writer& json, std::span<const Entry* const> entries) const {
  std::set<std::string> topics;
  for (const Entry* entry : entries) {
    for (const std::string& id : topics_.ids(*entry)) topics.insert(id);
  }
  json.key("topics").open('{');
  for (const std::string& id : topics) json.key(id).value(topics_.label(id));
  json.close('}');
}

void JsonTwins::urls(json::Writer& json) const {
  json.key("urls").open('{');
  json.key("page").value(routes_.absolute(Routes::file("papers/")) + "{id}/");
  json.key("arxiv").value("https://arxiv.org/abs/{id}");
  json.key("pdf").value("https://arxiv.org/pdf/{id}");
  json.close('}');
}

void JsonTwins::verdict(json::Writer& json, const Entry& entry) const {
  json.key("comment").value(entry.comment);
  json.key("relevance").value(entry.relevance);
  json.key("novelty").value(entry.novelty);
  json.key("score").value(entry.score);
  list_if(json, "ratings", content::values_of(entry.ratings));
  list_if(json, "parts", content::values_of(entry.parts));
  json.key("chosen_by").value(name_of(entry.chosen_by));
  json.text_if("section", entry.section);
  texts(json, "topics", topics_.ids(entry));
  if (entry.spotlight.kind != SpotlightKind::None) {
    json.key("spotlight").open('{').key("kind").value(name_of(entry.spotlight.kind));
    json.text_if("label", entry.spotlight.label).text_if("comment", entry.spotlight.comment);
    json.close('}');
  }
}

std::string JsonTwins::day(const Digest& digest) const {
  const std::span<const Digest> all = input_.library.digests();
  const Digest* here = input_.library.find(digest.date);
  const auto at = static_cast<std::size_t>(here == nullptr ? 0 : here - all.data());
  json::Writer json;
  json.open('{').key("format").value(kJsonTwinFormat).key("kind").value("day");
  json.key("date").value(digest.date.str());
  link(json, "page", Routes::day(digest.date));
  neighbour(json, "previous", here != nullptr && at > 0 ? &all[at - 1] : nullptr);
  neighbour(json, "next", here != nullptr && at + 1 < all.size() ? &all[at + 1] : nullptr);
  json.key("status").value(name_of(digest.status)).text_if("status_reason", digest.status_reason);
  if (digest.sample) json.key("sample").value(true);
  json.key("model").value(digest.model);
  usage_of(json, digest.usage);
  json.key("counts").open('{');
  json.key("announced").value(digest.counts.announced);
  json.key("scanned").value(digest.counts.scanned);
  json.key("selected").value(digest.counts.selected);
  json.close('}');
  if (!digest.unanswered.empty()) texts(json, "unanswered", digest.unanswered);
  list_if(json, "editorial", content::values_of(digest.editorial));
  for (const PeriodText& text : input_.texts) {
    if (text.name == digest.date.str()) json.text_if("text", text.markdown);
  }
  std::vector<const Entry*> entries;
  for (const Entry& entry : digest.papers) entries.push_back(&entry);
  if (!entries.empty()) {
    link(json, "bibtex", bibtex_file(digest.date));
    link(json, "ris", ris_file(digest.date));
    topic_labels(json, entries);
    urls(json);
  }
  json.key("papers").open('[');
  for (const Entry* entry : entries) {
    json::Writer paper(json::Layout::Compact);
    paper.open('{');
    facts(paper, *entry);
    if (!entry->id.is_arxiv()) {
      link(paper, "page", Routes::paper(entry->id));
      addresses(paper, *entry);
    }
    verdict(paper, *entry);
    paper.close('}');
    json.written(std::move(paper).finish());
  }
  json.close(']').close('}');
  return std::move(json).finish();
}

std::string JsonTwins::paper(const Paper& paper) const {
  json::Writer json;
  json.open('{').key("format").value(kJsonTwinFormat).key("kind").value("paper");
  facts(json, input_.library.first(paper));
  std::vector<const Entry*> entries;
  for (const Appearance& at : paper.appearances) entries.push_back(&input_.library.entry(at));
  topic_labels(json, entries);
  link(json, "page", Routes::paper(paper.id));
  addresses(json, input_.library.first(paper));
  json.key("days").open('[');
  for (const Appearance& at : paper.appearances) {
    const Day date = input_.library.digests()[at.digest].date;
    json.open('{').key("date").value(date.str());
    link(json, "day", json_twin(date));
    verdict(json, input_.library.entry(at));
    json.close('}');
  }
  json.close(']').close('}');
  return std::move(json).finish();
}

}  // namespace broadsheet::render
