// Lists of links to digests, as archives have them beside the digests.
#include "import/formats/formats.h"

namespace broadsheet::importer {

bool is_index_listing(const SourceFile& file) {
  const MdTree* tree = file.markdown();
  if (tree == nullptr) return false;
  bool any = false;
  for (const MdBlock& block : tree->blocks) {
    if (block.kind == MdKind::Heading) continue;
    if (block.kind != MdKind::Paragraph && block.kind != MdKind::List) return false;
    if (block.links.empty()) return false;
    for (const MdLink& link : block.links) {
      if (!link.url.ends_with(".md")) return false;
    }
    any = true;
  }
  return any;
}

ParseResult parse_index_listing(const SourceFile& /*file*/, Diagnostics& /*problems*/) {
  return {"not a digest: index listing"};
}

}  // namespace broadsheet::importer
