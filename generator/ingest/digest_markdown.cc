#include "ingest/digest_markdown.h"
namespace broadsheet::ingest {
MarkdownDigest read_markdown(std::string_view, const std::string&, std::optional<Day>,
                             Diagnostics&) {
  return {};
}
}  // namespace broadsheet::ingest
