// Digests of this program, from content/ of this or another project.
#include <utility>

#include "content/digest_json.h"
#include "import/formats/formats.h"

namespace broadsheet::importer {

bool is_own_digest(const SourceFile& file) {
  if (file.json() == nullptr) return false;
  const json::Node root = file.json()->root();
  return root.find("format") || (root.find("date") && root.find("papers"));
}

ParseResult parse_own_digest(const SourceFile& file, Diagnostics& problems) {
  std::optional<Digest> digest = content::parse_digest(file.text(), file.path(), problems);
  if (!digest) return {"unreadable: our digest, with errors"};
  return {"our digest", ParsedSource{.kind = SourceKind::OurDigest, .digest = *std::move(digest)}};
}

}  // namespace broadsheet::importer
