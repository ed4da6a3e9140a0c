#include "arxiv/by_id.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "arxiv/fetch_parts.h"
#include "arxiv/query.h"
#include "base/error.h"
#include "base/log.h"

namespace broadsheet::arxiv {
namespace {

/// Throws Error(Usage) if arXiv refuses the ids, which no repetition changes.
QueryPage read_answer(std::string_view xml, const std::string& name) {
  if (xml.find("arxiv.org/api/errors") != std::string_view::npos) {
    throw Error(ErrorKind::Usage, {.path = name}, "arXiv refuses the ids");
  }
  return read_query(xml, name);
}

class ById {
 public:
  ById(Arxiv& arxiv, const std::string& url, Progress& progress,
       const std::function<void(const std::vector<Announced>&)>& receive)
      : arxiv_(arxiv), url_(url), progress_(progress), receive_(receive) {}

  void ask(std::span<const PaperId> ids) {
    const std::optional<QueryPage> page = answer(ids);
    if (!page && ids.size() > 1) {
      ask(ids.first(ids.size() / 2));
      ask(ids.subspan(ids.size() / 2));
      return;
    }
    std::vector<Announced> papers;
    for (const Record& record : page ? page->records : std::vector<Record>()) {
      papers.push_back(record.paper);
    }
    receive_(papers);
    progress_.advance(static_cast<std::int64_t>(ids.size()));
  }

 private:
  /// std::nullopt if arXiv refuses the ids.
  std::optional<QueryPage> answer(std::span<const PaperId> ids) {
    try {
      return arxiv_.get(id_list_url(url_, ids), read_answer);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::Usage) throw;
      return std::nullopt;
    }
  }

  Arxiv& arxiv_;
  const std::string& url_;
  Progress& progress_;
  const std::function<void(const std::vector<Announced>&)>& receive_;
};

}  // namespace

void fetch_by_id(const fs::path& root, const config::FetchConfig& config,
                 std::span<const PaperId> ids, const net::Environment& environment,
                 const std::function<void(const std::vector<Announced>& papers)>& receive) {
  if (ids.empty()) return;
  Arxiv arxiv(root, config, environment);
  Progress progress("reading abstracts", static_cast<std::int64_t>(ids.size()));
  ById by_id(arxiv, config.api_url, progress, receive);
  for (std::size_t at = 0; at < ids.size(); at += kIdBatch) {
    by_id.ask(ids.subspan(at, std::min(kIdBatch, ids.size() - at)));
  }
  progress.finish(grouped(ids.size()) + " ids");
}

}  // namespace broadsheet::arxiv
