#include "scoring/llm/llm_scorer.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "scoring/llm/reply.h"
#include "scoring/llm/verdict_table.h"

namespace broadsheet::scoring {
namespace {

std::vector<Announced> copies_of(const Papers& batch) {
  std::vector<Announced> papers;
  for (const Announced* paper : batch) papers.push_back(*paper);
  return papers;
}

StageWork work_of(Stage stage, const Prompts& prompts, VerdictTable& table) {
  const bool titles = stage == Stage::Titles;
  return {.stage = stage,
          .prompt = prompts.name,
          .progress = titles ? "reading titles" : "scoring",
          .messages =
              [titles, &prompts](const Papers& batch) {
                const std::vector<Announced> papers = copies_of(batch);
                return Messages{.system = prompts.system,
                                .user = titles ? title_message(prompts, papers)
                                               : abstract_message(prompts, papers)};
              },
          .read =
              [titles](const ChatAnswer& answer, JournalEntry& entry) {
                const bool cut = answer.finish_reason == "length";
                if (titles) {  // a list that was cut off may name papers it did not mean
                  if (!cut) entry.dropped = read_dropped(answer.content, entry.asked);
                  return BatchRead{};
                }
                ReadReply reply = read_reply(answer.content, entry.asked, cut);
                entry.verdicts = std::move(reply.verdicts);
                return BatchRead{.missing = reply.missing.size(),
                                 .conflicts = static_cast<std::size_t>(reply.conflicts)};
              },
          .keep = [&table](const JournalEntry& entry) { table.add(entry); },
          .refuse = [&table](const PaperId& id) { table.add_refused(id); },
          .summary = [&table] { return std::to_string(table.verdicts()) + " verdicts"; }};
}

// Asks until every paper has a verdict, the retries are used up or a stage stops.
// Returns the reason of the last stop.
std::string score_all(std::span<const Announced> papers, const Prompts& prompts,
                      VerdictTable& table, const ScoreContext& context) {
  const config::ScoreConfig& config = context.config;
  if (config.title_pass) {
    const Papers open = table.without_title_pass(papers);
    const auto size = static_cast<std::size_t>(config.batch_titles);
    if (!open.empty()) {
      const StageEnd end = run_stage(context, work_of(Stage::Titles, prompts, table), open, size);
      if (!end.stopped.empty()) return end.stopped;
    }
  }
  auto size = static_cast<std::size_t>(config.batch_abstracts);
  for (int round = 0; round <= config.retries; ++round) {
    const Papers open = table.open(papers);
    if (open.empty()) break;
    if (round > 0) {
      size = std::max<std::size_t>(1, size / 2);
      say("asking again for " + counted(open.size(), "unanswered paper") + ", " +
          std::to_string(size) + " at a time");
    }
    const StageEnd end = run_stage(context, work_of(Stage::Abstracts, prompts, table), open, size);
    if (!end.stopped.empty()) return end.stopped;
    size = end.batch_size;
  }
  return {};
}

}  // namespace

ScoreResult score_by_llm(std::span<const Announced> papers, const Prompts& prompts,
                         ModelSession& session) {
  VerdictTable table;
  for (const JournalEntry& entry : session.earlier()) {
    // A verdict under another prompt, or of another model, is another verdict.
    if (entry.prompt == prompts.name && entry.model == session.config().model) table.add(entry);
  }
  std::string stopped = score_all(papers, prompts, table, session.context());
  VerdictTable::Lists lists = table.lists(papers);
  if (lists.unanswered.empty()) stopped.clear();
  ScoreResult result{.verdicts = std::move(lists.verdicts),
                     .dropped = std::move(lists.dropped),
                     .unanswered = std::move(lists.unanswered),
                     .usage = {},
                     .stopped = std::move(stopped)};
  set_usage(result, session);
  return result;
}

void set_usage(ScoreResult& result, const ModelSession& session) {
  const Budget budget = session.ledger().budget();
  result.usage = budget.usage();
  result.requests = session.ledger().requests();
  result.answers_without_usage = budget.without_usage();
  result.requests_without_answer = budget.lost();
}

ScoreResult score_by_llm(std::span<const Announced> papers, const config::ScoreConfig& config,
                         const Prompts& prompts, const fs::path& journal,
                         const net::Environment& environment) {
  ModelSession session(config, journal, environment);
  return score_by_llm(papers, prompts, session);
}

}  // namespace broadsheet::scoring
