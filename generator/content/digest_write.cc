// The writing half of digest_json.h.
#include "content/digest_json.h"
#include "json/writer.h"

namespace broadsheet::content {
namespace {

void add_if_known(json::Object& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object.add(key, text);
}

/// null if the number is unknown.
template <typename Number>
json::Value or_null(const std::optional<Number>& number) {
  return number ? json::Value(*number) : json::Value();
}

json::Object usage_of(const Usage& usage) {
  json::Object object = {{"prompt_tokens", or_null(usage.prompt_tokens)},
                         {"completion_tokens", or_null(usage.completion_tokens)}};
  if (usage.cached_tokens) object.add("cached_tokens", *usage.cached_tokens);
  object.add("prompt_cost_usd", or_null(usage.prompt_cost));
  object.add("completion_cost_usd", or_null(usage.completion_cost));
  if (usage.cached_cost) object.add("cached_cost_usd", *usage.cached_cost);
  if (usage.stated_cost) object.add("total_cost_usd", *usage.stated_cost);
  return object;
}

json::Object counts_of(const Counts& counts) {
  return {{"announced", or_null(counts.announced)},
          {"scanned", or_null(counts.scanned)},
          {"selected", or_null(counts.selected)}};
}

json::Object spotlight_of(const Spotlight& spotlight) {
  json::Object object = {{"kind", name_of(spotlight.kind)}};
  add_if_known(object, "label", spotlight.label);
  add_if_known(object, "comment", spotlight.comment);
  return object;
}

json::Object value_of(const Translation& translation) {
  json::Object object = {{"language", translation.language}};
  add_if_known(object, "title", translation.title);
  add_if_known(object, "abstract", translation.abstract);
  return object;
}

json::Object value_of(const Rating& rating) {
  json::Object object = {{"label", rating.label}, {"value", rating.value}};
  if (rating.most) object.add("of", *rating.most);
  return object;
}

json::Object value_of(const SummaryPart& part) {
  json::Object object = {{"label", part.label}, {"text", part.text}};
  add_if_known(object, "language", part.language);
  return object;
}

json::Object value_of(const PaperLink& link) { return {{"label", link.label}, {"url", link.url}}; }

json::Object value_of(const EditorialSentence& sentence) {
  return {{"text", sentence.text}, {"papers", texts_of(sentence.papers)}};
}

template <typename Item>
json::List list_of(const std::vector<Item>& items) {
  json::List list;
  for (const Item& item : items) list.emplace_back(value_of(item));
  return list;
}

void add_list(json::Object& object, std::string_view key, json::List list) {
  if (!list.empty()) object.add(key, std::move(list));
}

/// All that is written above the papers.
void write_head(json::Writer& out, const Digest& digest) {
  out.key("format").value(kFormatVersion);
  out.key("date").value(digest.date.str());
  out.key("status").value(name_of(digest.status));
  out.text_if("status_reason", digest.status_reason);
  if (digest.sample) out.key("sample").value(true);
  out.key("model").value(digest.model);
  out.key("usage").value(usage_of(digest.usage));
  out.key("counts").value(counts_of(digest.counts));
  out.text_if("prompt", digest.prompt);
  if (!digest.unanswered.empty()) out.key("unanswered").value(digest.unanswered);
  const auto add_editorial = [&](const char* key, const std::vector<EditorialSentence>& sentences) {
    if (!sentences.empty()) out.key(key).value(list_of(sentences));
  };
  add_editorial("editorial", digest.editorial);
  add_editorial("week_editorial", digest.week_editorial);
  add_editorial("month_editorial", digest.month_editorial);
}

}  // namespace

json::List values_of(const std::vector<Translation>& items) { return list_of(items); }
json::List values_of(const std::vector<Rating>& items) { return list_of(items); }
json::List values_of(const std::vector<SummaryPart>& items) { return list_of(items); }
json::List values_of(const std::vector<PaperLink>& items) { return list_of(items); }
json::List values_of(const std::vector<EditorialSentence>& items) { return list_of(items); }

json::Object to_value(const Entry& entry) {
  json::Object object = {{"id", entry.id.str()}};
  if (entry.version > 0) object.add("version", entry.version);
  object.add("title", entry.title);
  object.add("authors", entry.authors);
  if (entry.others) object.add("others", true);
  object.add("abstract", entry.abstract);
  add_if_known(object, "language", entry.language);
  add_list(object, "translations", values_of(entry.translations));
  if (!entry.categories.empty()) object.add("categories", entry.categories);
  object.add("comment", entry.comment);
  object.add("relevance", or_null(entry.relevance));
  object.add("novelty", or_null(entry.novelty));
  object.add("score", or_null(entry.score));
  add_list(object, "ratings", values_of(entry.ratings));
  add_list(object, "parts", values_of(entry.parts));
  add_list(object, "links", values_of(entry.links));
  object.add("chosen_by", name_of(entry.chosen_by));
  object.add("topics", entry.topics);
  add_if_known(object, "section", entry.section);
  if (entry.spotlight.kind != SpotlightKind::None) {
    object.add("spotlight", spotlight_of(entry.spotlight));
  }
  add_if_known(object, "doi", entry.doi);
  add_if_known(object, "journal_reference", entry.journal_reference);
  add_if_known(object, "published", entry.published);
  add_if_known(object, "author_comment", entry.author_comment);
  add_if_known(object, "licence", entry.licence);
  add_if_known(object, "announce_type", entry.announce_type);
  if (!entry.source.empty()) object.add("source", entry.source);
  if (!entry.extra.empty()) object.add("extra", entry.extra);
  return object;
}

std::string to_json(const Digest& digest) {
  json::Writer out;
  out.open('{');
  write_head(out, digest);
  out.key("papers").open('[');
  for (const Entry& entry : digest.papers) out.value(to_value(entry));
  out.close(']');
  if (!digest.verdicts.empty()) {
    out.key("verdicts").open('[');
    for (const Verdict& verdict : digest.verdicts) {
      const json::Value id = verdict.id.str();
      if (verdict.title.empty()) {
        out.row({id, verdict.relevance, verdict.novelty, verdict.topic, verdict.comment});
      } else {
        out.row({id, verdict.relevance, verdict.novelty, verdict.topic, verdict.comment,
                 verdict.title});
      }
    }
    out.close(']');
  }
  if (!digest.extra.empty()) out.key("extra").value(digest.extra);
  out.close('}');
  return std::move(out).finish();
}

}  // namespace broadsheet::content
