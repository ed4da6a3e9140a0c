#include "import/merge/kept_papers.h"

#include <optional>

#include "base/diagnostics.h"
#include "content/digest_json.h"
#include "json/extra_members.h"

namespace broadsheet::importer {

std::vector<Entry> kept_papers(const Digest& digest) {
  const std::map<std::string, std::string> extra = json::members_of(digest.extra_json);
  const auto kept = extra.find(kOtherPapers);
  if (kept == extra.end()) return {};
  const std::string text = R"({"format":1,"date":"2000-01-01","papers":)" + kept->second + "}";
  Diagnostics unused;
  std::optional<Digest> read = content::parse_digest(text, {}, unused);
  return read ? std::move(read->papers) : std::vector<Entry>();
}

std::string kept_papers_json(const std::map<ArxivId, Entry>& papers) {
  std::string list;
  for (const auto& [id, entry] : papers)
    list += (list.empty() ? "" : ",") + content::to_json_line(entry);
  return "[" + list + "]";
}

}  // namespace broadsheet::importer
