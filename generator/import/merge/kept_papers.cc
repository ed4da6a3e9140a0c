#include "import/merge/kept_papers.h"

#include "content/digest_json.h"

namespace broadsheet::importer {

std::vector<Entry> kept_papers(const Digest& digest) {
  const json::Value* kept = digest.extra.find(kOtherPapers);
  if (kept == nullptr) return {};
  return content::papers_of(*kept).value_or(std::vector<Entry>());
}

json::List kept_papers_value(const std::map<PaperId, Entry>& papers) {
  json::List list;
  for (const auto& [id, entry] : papers) list.emplace_back(content::to_value(entry));
  return list;
}

}  // namespace broadsheet::importer
