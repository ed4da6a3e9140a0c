// Papers with model and usage, and the topic sections of the page in their order.
#include <utility>
#include <vector>

#include "import/formats/formats.h"
#include "import/papers/json_papers.h"
#include "import/papers/json_sections.h"
#include "text/cleanup.h"

namespace broadsheet::importer {
namespace {

constexpr std::int64_t kSchema = 2;
constexpr const char* kUnreadable = "unreadable: daily-papers JSON, without a day or papers";

void read_usage(const json::Node& root, const JsonValueReader& values, Digest& digest) {
  const std::optional<json::Node> meta = root.find("meta");
  const std::optional<json::Node> usage = meta ? meta->find("usage") : std::nullopt;
  if (!usage) return;
  if (const std::optional<json::Node> model = usage->find("model")) {
    if (!model->is(json::Kind::Text) && !model->is(json::Kind::Null))
      values.error(*model, "'model' should be text, not " + kind_of(*model));
    digest.model = text::clean_line(model->text());
  }
  digest.usage.prompt_tokens = values.count(*usage, "prompt_tokens");
  digest.usage.completion_tokens = values.count(*usage, "completion_tokens");
  digest.usage.prompt_cost = values.cost(*usage, "prompt_cost");
  digest.usage.completion_cost = values.cost(*usage, "completion_cost");
  digest.counts.announced = values.count(*usage, "total_arxiv_papers");
  digest.counts.scanned = values.count(*usage, "total_scanned_papers");
  digest.counts.selected = values.count(*usage, "total_relevant_papers");
}

}  // namespace

bool is_daily_papers_json(const SourceFile& file) {
  if (file.json() == nullptr) return false;
  const json::Node root = file.json()->root();
  return root.find("meta") && root.find("papers") &&
         (root.find("topic_sections") || root.find("topic_order"));
}

ParseResult parse_daily_papers_json(const SourceFile& file, Diagnostics& problems) {
  const json::Node root = file.json()->root();
  const JsonValueReader values(*file.json(), problems);
  const std::optional<Day> day = stated_day(file, values);
  if (!day) return {kUnreadable};
  ParsedSource source{.kind = SourceKind::DailyPapers, .digest = Digest{.date = *day}};
  source.digest.path = file.path();
  check_schema(root, kSchema, values);
  read_usage(root, values, source.digest);
  if (!read_papers(*root.find("papers"), values, source)) return {kUnreadable};

  // The page prints topic by topic; papers that no section names follow in file order.
  std::vector<PaperId> order;
  each_in_sections(root, "topic_sections", source, values,
                   [&](const json::Node&, const PaperId& id) { order.push_back(id); });
  sort_papers(order, source.digest.papers);
  keep_rest(root, source);
  return {"daily-papers JSON", std::move(source)};
}

}  // namespace broadsheet::importer
