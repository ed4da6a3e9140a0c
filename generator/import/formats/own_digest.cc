// Digests of this program, from content/ of this or another project.
#include <optional>
#include <utility>

#include "content/digest_json.h"
#include "import/formats/formats.h"

namespace broadsheet::importer {

bool is_own_digest(const SourceFile& file) {
  if (file.json() == nullptr) return false;
  const std::optional<json::Node> format = file.json()->root().find("format");
  return format && format->is(json::Kind::Number);
}

ParseResult parse_own_digest(const SourceFile& file, Diagnostics& problems) {
  std::optional<Digest> digest = content::parse_digest(file.text(), file.path(), problems);
  if (!digest) return {"unreadable: our digest, with errors"};
  return {"our digest", ParsedSource{.kind = SourceKind::OurDigest, .digest = *std::move(digest)}};
}

}  // namespace broadsheet::importer
