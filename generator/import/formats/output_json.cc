// Papers by arXiv id, in the order of the page they were printed on.
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "import/formats/formats.h"
#include "import/papers/json_papers.h"
#include "import/records/field_names.h"
#include "import/records/part_names.h"
#include "import/source/field_values.h"

namespace broadsheet::importer {
namespace {

constexpr const char* kUnreadable = "unreadable: output JSON, without a day or papers";

/// Members that only lists of other programs have, such as parts of a summary; record_paper.cc
/// reads those.
bool is_foreign(const json::Node& paper) {
  constexpr std::array<std::string_view, 9> kKeys = {"summary",     "published",   "updated",
                                                     "pdf_url",     "comments",    "journal_ref",
                                                     "journal-ref", "update_date", "abs"};
  if (std::any_of(kKeys.begin(), kKeys.end(),
                  [&](std::string_view key) { return paper.find(key).has_value(); })) {
    return true;
  }
  return std::any_of(paper.begin(), paper.end(), [](const json::Node& member) {
    const std::optional<FieldName> field = field_named(member.key());
    if (!field) return is_rating_name(member.key());
    const std::string key = lower_ascii(member.key());
    switch (field->field) {
      case RecordField::Part:
      case RecordField::Link:
      case RecordField::Reason:
        return true;
      case RecordField::Relevance:
        return key != "relevance";
      case RecordField::Novelty:
        return key != "novelty";
      default:
        return false;
    }
  });
}

/// Whether papers have a relevance, and none a novelty or a score: a rating of another program.
/// Output JSON has it in capitals.
bool has_relevance_alone(const json::Node& papers) {
  bool relevance = false;
  for (const json::Node paper : papers) {
    for (const json::Node member : paper) {
      const std::string_view key = member.key();
      if (key == "RELEVANCE" || lower_ascii(key) == "novelty" || lower_ascii(key) == "score")
        return false;
      relevance = relevance || key == "relevance";
    }
  }
  return relevance;
}

}  // namespace

bool is_output_json(const SourceFile& file) {
  if (file.json() == nullptr) return false;
  const json::Node root = file.json()->root();
  if (root.is(json::Kind::Object) && is_empty(root)) return true;
  if (root.find("meta") && root.find("papers")) return false;
  // Single strange members among papers are reported one by one.
  for (const json::Node member : root) {
    if (member.is(json::Kind::Object) && stated_id(id_text(member))) {
      return !is_foreign(member) && !has_relevance_alone(root);
    }
  }
  return false;
}

ParseResult parse_output_json(const SourceFile& file, Diagnostics& problems) {
  const json::Node root = file.json()->root();
  if (is_empty(root) && !file.day()) return {"ignored: empty JSON"};
  const JsonValueReader values(*file.json(), problems);
  if (!file.day()) {
    values.file_error("the day is not known; name the file like 2026-02-27-output.json");
    return {kUnreadable};
  }
  ParsedSource source{.kind = SourceKind::OutputJson, .digest = Digest{.date = *file.day()}};
  source.digest.path = file.path();
  if (!read_papers(root, values, source)) return {kUnreadable};
  return {"output JSON", std::move(source)};
}

}  // namespace broadsheet::importer
