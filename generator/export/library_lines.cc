#include "export/library_lines.h"

#include <cstddef>
#include <utility>

#include "content/digest_json.h"
#include "json/document.h"
#include "json/require.h"
#include "json/value.h"
#include "json/writer.h"

namespace broadsheet::exporting {
namespace {

/// One line: what it is, then the members.
void add_line(std::string& lines, std::string_view kind, json::Object first,
              const json::Object& members) {
  json::Object line = {{"broadsheet", kind}};
  line.merge(first);
  line.merge(members);
  lines += json::to_line(line);
  lines += '\n';
}

/// All members of a digest but its papers.
json::Object head_of(const Digest& digest) {
  Digest head = digest;
  head.papers.clear();
  const json::Document tree = json::require_document(content::to_json(head), digest.path);
  json::Object members = *tree.root().value().object();
  members.erase("papers");
  return members;
}

}  // namespace

std::string library_lines(std::span<const Digest* const> digests, std::span<const TextFile> files) {
  std::size_t papers = 0;
  for (const Digest* digest : digests) papers += digest->papers.size();
  std::string lines;
  add_line(lines, "library",
           {{"lines_format", kLinesFormat},
            {"digests", digests.size()},
            {"papers", papers},
            {"files", files.size()}},
           {});
  for (const TextFile& file : files) {
    add_line(lines, "file", {{"path", file.path}, {"text", file.text}}, {});
  }
  for (const Digest* digest : digests) {
    add_line(lines, "digest", {}, head_of(*digest));
    std::size_t number = 0;
    for (const Entry& entry : digest->papers) {
      add_line(lines, "paper", {{"date", digest->date.str()}, {"number", ++number}},
               content::to_value(entry));
    }
  }
  return lines;
}

}  // namespace broadsheet::exporting
