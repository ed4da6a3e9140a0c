// Papers by arXiv id, in the order of the page they were printed on.
#include <utility>

#include "import/formats/formats.h"
#include "import/papers/json_papers.h"
#include "import/source/field_values.h"

namespace broadsheet::importer {
namespace {

constexpr const char* kUnreadable = "unreadable: output JSON, without a day or papers";

}  // namespace

bool is_output_json(const SourceFile& file) {
  if (file.json() == nullptr) return false;
  const json::Node root = file.json()->root();
  if (root.is(json::Kind::Object) && is_empty(root)) return true;
  if (root.find("meta") && root.find("papers")) return false;
  // Single strange members among papers are reported one by one.
  for (const json::Node member : root) {
    if (member.is(json::Kind::Object) && stated_id(id_text(member))) return true;
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
