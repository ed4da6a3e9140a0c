// The writing half of digest_json.h.
#include <utility>

#include "content/digest_json.h"
#include "json/tree.h"
#include "json/writer.h"

namespace broadsheet::content {
namespace {

void write_text(json::PrettyWriter& out, std::string_view key, std::string_view text) {
  out.key(key);
  out.text(text);
}

void write_known(json::PrettyWriter& out, std::string_view key, std::string_view text) {
  if (!text.empty()) write_text(out, key, text);
}

void write_number(json::PrettyWriter& out, std::string_view key, std::optional<double> number) {
  out.key(key);
  out.number(number);
}

void write_count(json::PrettyWriter& out, std::string_view key, std::optional<std::int64_t> count) {
  out.key(key);
  out.raw(count ? std::to_string(*count) : "null");
}

void write_list(json::PrettyWriter& out, std::string_view key,
                const std::vector<std::string>& texts) {
  out.key(key);
  out.begin_list();
  for (const std::string& text : texts) out.text(text);
  out.end_list();
}

/// An object that was kept as one line. One that is damaged is left out: only a slip of ours makes
/// one.
void write_object(json::PrettyWriter& out, std::string_view key, const std::string& json) {
  if (json.empty()) return;
  Diagnostics unused;
  const std::optional<json::JsonTree> tree = json::JsonTree::parse(json, {}, unused);
  if (!tree || !tree->root().is(json::JsonKind::Object)) return;
  out.key(key);
  out.value(tree->root());
}

void write_usage(json::PrettyWriter& out, const Usage& usage) {
  out.key("usage");
  out.begin_object();
  write_count(out, "prompt_tokens", usage.prompt_tokens);
  write_count(out, "completion_tokens", usage.completion_tokens);
  if (usage.cached_tokens) write_count(out, "cached_tokens", usage.cached_tokens);
  write_number(out, "prompt_cost_usd", usage.prompt_cost);
  write_number(out, "completion_cost_usd", usage.completion_cost);
  if (usage.cached_cost) write_number(out, "cached_cost_usd", usage.cached_cost);
  out.end_object();
}

void write_counts(json::PrettyWriter& out, const Counts& counts) {
  out.key("counts");
  out.begin_object();
  write_count(out, "announced", counts.announced);
  write_count(out, "scanned", counts.scanned);
  write_count(out, "selected", counts.selected);
  out.end_object();
}

void write_entry(json::PrettyWriter& out, const Entry& entry) {
  out.begin_object();
  write_text(out, "id", entry.id.str());
  if (entry.version > 0) write_count(out, "version", entry.version);
  write_text(out, "title", entry.title);
  write_list(out, "authors", entry.authors);
  write_text(out, "abstract", entry.abstract);
  if (!entry.categories.empty()) write_list(out, "categories", entry.categories);
  write_text(out, "comment", entry.comment);
  write_number(out, "relevance", entry.relevance);
  write_number(out, "novelty", entry.novelty);
  write_number(out, "score", entry.score);
  write_text(out, "chosen_by", name_of(entry.chosen_by));
  write_list(out, "topics", entry.topics);
  if (entry.spotlight.kind != SpotlightKind::None) {
    out.key("spotlight");
    out.begin_object();
    write_text(out, "kind", name_of(entry.spotlight.kind));
    write_known(out, "label", entry.spotlight.label);
    write_known(out, "comment", entry.spotlight.comment);
    out.end_object();
  }
  write_known(out, "doi", entry.doi);
  write_known(out, "journal_reference", entry.journal_reference);
  write_known(out, "author_comment", entry.author_comment);
  write_known(out, "licence", entry.licence);
  write_known(out, "announce_type", entry.announce_type);
  write_object(out, "source", entry.source_json);
  write_object(out, "extra", entry.extra_json);
  out.end_object();
}

std::string verdict_line(const Verdict& verdict) {
  std::string line = "[";
  json::append_json_text(line, verdict.id.str());
  line += ", " + json::json_number(verdict.relevance) + ", " + json::json_number(verdict.novelty) +
          ", ";
  json::append_json_text(line, verdict.topic);
  line += ", ";
  json::append_json_text(line, verdict.comment);
  return line + "]";
}

}  // namespace

std::string to_json_line(const Entry& entry) {
  json::PrettyWriter out;
  write_entry(out, entry);
  Diagnostics unused;
  const std::optional<json::JsonTree> tree = json::JsonTree::parse(out.take(), {}, unused);
  return tree ? compact_json(tree->root()) : std::string();
}

std::string to_json(const Digest& digest) {
  json::PrettyWriter out;
  out.begin_object();
  write_count(out, "format", kFormatVersion);
  write_text(out, "date", digest.date.str());
  write_text(out, "status", name_of(digest.status));
  write_known(out, "status_reason", digest.status_reason);
  if (digest.sample) {
    out.key("sample");
    out.raw("true");
  }
  write_text(out, "model", digest.model);
  write_usage(out, digest.usage);
  write_counts(out, digest.counts);
  write_known(out, "prompt", digest.prompt);
  if (!digest.unanswered.empty()) write_list(out, "unanswered", digest.unanswered);
  out.key("papers");
  out.begin_list();
  for (const Entry& entry : digest.papers) write_entry(out, entry);
  out.end_list();
  if (!digest.verdicts.empty()) {
    out.key("verdicts");
    out.begin_list();
    for (const Verdict& verdict : digest.verdicts) out.raw(verdict_line(verdict));
    out.end_list();
  }
  write_object(out, "extra", digest.extra_json);
  out.end_object();
  return out.take();
}

}  // namespace broadsheet::content
