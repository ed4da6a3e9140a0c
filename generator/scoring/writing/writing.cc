#include "scoring/writing/writing.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "base/log.h"
#include "scoring/writing/writing_prompt.h"

namespace broadsheet::scoring {
namespace {

constexpr const char* kStopped = "writing_stopped";

bool has_day(const config::ScoreConfig& config) { return wants_editorial(config, "day"); }

// Texts as they arrive. Thread-safe.
class WrittenParts {
 public:
  void add(const JournalEntry& entry) {
    const std::lock_guard lock(mutex_);
    for (auto& [id, parts] : parts_of(entry.written)) parts_.emplace(id, std::move(parts));
  }
  void refuse(const PaperId& id) {
    const std::lock_guard lock(mutex_);
    refused_.insert(id);
  }
  Papers open(const Papers& papers) const {
    const std::lock_guard lock(mutex_);
    Papers open;
    for (const Announced* paper : papers) {
      if (!parts_.contains(paper->id) && !refused_.contains(paper->id)) open.push_back(paper);
    }
    return open;
  }
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return parts_.size();
  }
  PartsByPaper take(const Papers& papers) {
    PartsByPaper taken;
    for (const Announced* paper : papers) {
      if (const auto found = parts_.find(paper->id); found != parts_.end()) taken.insert(*found);
    }
    return taken;
  }

 private:
  mutable std::mutex mutex_;
  PartsByPaper parts_;
  std::set<PaperId> refused_;
};

StageWork parts_work(const WritingPrompt& prompt, std::span<const config::PartConfig> parts,
                     WrittenParts& written) {
  return {.stage = Stage::Parts,
          .prompt = prompt.name,
          .progress = "summarising",
          .messages =
              [&prompt](const Papers& batch) {
                return Messages{.system = prompt.system, .user = parts_message(prompt, batch)};
              },
          .read =
              [parts](const ChatAnswer& answer, JournalEntry& entry) {
                const ReadParts read = read_parts(answer.content, entry.asked, parts);
                entry.written = to_json(read.parts);
                return BatchRead{.missing = read.missing, .conflicts = read.conflicts};
              },
          .keep = [&written](const JournalEntry& entry) { written.add(entry); },
          .refuse = [&written](const PaperId& id) { written.refuse(id); },
          .summary = [&written] { return counted(written.size(), "paper") + " summarised"; }};
}

// Returns why it was stopped.
std::string write_parts(const Papers& papers, const WritingPrompt& prompt, WrittenParts& written,
                        const ScoreContext& context) {
  const config::ScoreConfig& config = context.config;
  const StageWork work = parts_work(prompt, config.parts, written);
  auto size = static_cast<std::size_t>(config.batch_abstracts);
  for (int round = 0; round <= config.retries; ++round) {
    const Papers open = written.open(papers);
    if (open.empty()) break;
    if (round > 0) {
      size = std::max<std::size_t>(1, size / 2);
      say("asking again for the summaries of " + counted(open.size(), "paper"));
    }
    const StageEnd end = run_stage(context, work, open, size);
    if (!end.stopped.empty()) return end.stopped;
    size = end.batch_size;
  }
  return {};
}

// The overview of some papers: one request about all of them.
class OverviewRun {
 public:
  OverviewRun(std::vector<const Entry*> entries, const OverviewWish& wish, ModelSession& session)
      : wish_(wish), prompt_(overview_prompt(wish)), session_(session), order_(std::move(entries)) {
    if (order_.size() > kMostInOverview) order_.resize(kMostInOverview);
    for (const Entry* entry : order_) {
      entries_[entry->id] = entry;
      papers_.push_back({.id = entry->id});
    }
    for (const JournalEntry& earlier : session.earlier()) {
      const bool same = earlier.prompt == prompt_.name && earlier.asked == ids() &&
                        earlier.model == session.config().model;
      if (same) overview_ = overview_of(earlier.written);
    }
  }

  // Returns why it was stopped.
  std::string run() {
    Papers papers;  // the queue needs their ids only
    for (const Announced& paper : papers_) papers.push_back(&paper);
    const StageWork work = this->work();
    for (int round = 0; round <= session_.config().retries && !is_complete(); ++round) {
      const StageEnd end = run_stage(session_.context(), work, papers, papers.size());
      if (!end.stopped.empty()) return end.stopped;
      if (refused_) break;
    }
    return {};
  }

  const Overview& result() const { return overview_; }
  bool is_complete() const { return is_complete(overview_); }

 private:
  bool is_complete(const Overview& overview) const {
    return wish_.editorial ? !overview.editorial.empty() : !overview.spotlight.empty();
  }

  std::vector<PaperId> ids() const {
    std::vector<PaperId> ids;
    for (const Entry* entry : order_) ids.push_back(entry->id);
    return ids;
  }

  StageWork work() {
    return {.stage = Stage::Overview,
            .prompt = prompt_.name,
            .progress = "looking over the " + wish_.of,
            .messages =
                [this](const Papers& batch) {
                  std::vector<const Entry*> entries;
                  for (const Announced* paper : batch) entries.push_back(entries_.at(paper->id));
                  return Messages{.system = prompt_.system,
                                  .user = overview_message(prompt_, entries)};
                },
            .read =
                [this](const ChatAnswer& answer, JournalEntry& entry) {
                  const Overview read = read_overview(answer.content, entry.asked,
                                                      static_cast<std::size_t>(wish_.spotlight));
                  entry.written = to_json(read);
                  return BatchRead{.missing = is_complete(read) ? 0 : entry.asked.size()};
                },
            .keep = [this](const JournalEntry& entry) { keep(overview_of(entry.written)); },
            .refuse = [this](const PaperId&) { refused_ = true; },
            .summary = [this] { return counted(overview_.editorial.size(), "sentence"); }};
  }

  // Where the request was too long and had to be split, the first complete half counts.
  void keep(Overview read) {
    const std::lock_guard lock(mutex_);
    if (!is_complete(overview_)) overview_ = std::move(read);
  }

  const OverviewWish wish_;
  const WritingPrompt prompt_;
  ModelSession& session_;
  std::vector<const Entry*> order_;
  std::map<PaperId, const Entry*> entries_;
  std::vector<Announced> papers_;
  std::mutex mutex_;
  Overview overview_;
  bool refused_ = false;
};

Papers chosen_of(const Digest& digest, std::span<const Announced> announced) {
  std::map<PaperId, const Announced*> by_id;
  for (const Announced& paper : announced) by_id[paper.id] = &paper;
  Papers chosen;
  for (const Entry& entry : digest.papers) {
    if (const auto found = by_id.find(entry.id); found != by_id.end()) {
      chosen.push_back(found->second);
    }
  }
  return chosen;
}

void mark(Entry& entry, std::string reason) {
  entry.spotlight = {.kind = SpotlightKind::Other, .label = {}, .comment = std::move(reason)};
}

}  // namespace

bool wants_editorial(const config::ScoreConfig& config, std::string_view of) {
  return std::find(config.editorial.begin(), config.editorial.end(), of) != config.editorial.end();
}

std::vector<EditorialSentence> write_editorial(std::vector<const Entry*> papers,
                                               const std::string& of, const std::string& language,
                                               ModelSession& session) {
  if (papers.empty()) return {};
  OverviewRun run(std::move(papers), {.editorial = true, .language = language, .of = of}, session);
  if (const std::string stopped = run.run(); !stopped.empty()) {
    say("no paragraph about the " + of + ": " + stopped);
  }
  return run.result().editorial;
}

bool wants_writing(const config::ScoreConfig& config) {
  return !config.parts.empty() || config.spotlight > 0 || has_day(config);
}

Writing write_by_llm(const Digest& digest, std::span<const Announced> announced,
                     const std::string& language, ModelSession& session) {
  const config::ScoreConfig& config = session.config();
  Writing writing;
  const Papers chosen = chosen_of(digest, announced);
  if (chosen.empty()) return writing;
  const OverviewWish wish{
      .spotlight = config.spotlight, .editorial = has_day(config), .language = language};
  if (wish.editorial || wish.spotlight > 0) {
    std::vector<const Entry*> entries;
    for (const Entry& entry : digest.papers) entries.push_back(&entry);
    OverviewRun run(std::move(entries), wish, session);
    writing.stopped = run.run();
    writing.overview = run.result();
    writing.no_overview = !run.is_complete();
  }
  if (config.parts.empty()) return writing;
  const WritingPrompt prompt = parts_prompt(config.parts, language);
  WrittenParts written;
  for (const JournalEntry& entry : session.earlier()) {
    if (entry.prompt == prompt.name && entry.model == config.model) written.add(entry);
  }
  if (writing.stopped.empty()) {
    writing.stopped = write_parts(chosen, prompt, written, session.context());
  }
  writing.parts = written.take(chosen);
  writing.without_parts = chosen.size() - writing.parts.size();
  return writing;
}

void mark_first(Digest& digest, int most) {
  for (Entry& entry : digest.papers) {
    if (most <= 0) return;
    if (entry.chosen_by == ChosenBy::FollowedAuthor) continue;
    mark(entry, {});
    --most;
  }
}

void add_writing(Digest& digest, const Writing& writing, int most_spotlights) {
  for (Entry& entry : digest.papers) {
    const auto parts = writing.parts.find(entry.id);
    if (parts == writing.parts.end()) continue;
    entry.parts.insert(entry.parts.end(), parts->second.begin(), parts->second.end());
  }
  for (const auto& [id, reason] : writing.overview.spotlight) {
    const auto entry = std::find_if(digest.papers.begin(), digest.papers.end(),
                                    [&id = id](const Entry& one) { return one.id == id; });
    if (entry != digest.papers.end()) mark(*entry, reason);
  }
  if (writing.overview.spotlight.empty()) mark_first(digest, most_spotlights);
  digest.editorial = writing.overview.editorial;
  const json::Value* curation = digest.extra.find("curation");
  json::Object facts =
      curation != nullptr && curation->object() != nullptr ? *curation->object() : json::Object();
  if (writing.without_parts > 0) facts.add("without_parts", writing.without_parts);
  if (writing.no_overview) facts.add("no_overview", true);
  if (!writing.stopped.empty()) facts.add(kStopped, writing.stopped);
  digest.extra.set("curation", std::move(facts));
}

bool lacks_writing(const Digest& digest) {
  const json::Value* curation = digest.extra.find("curation");
  const json::Object* facts = curation != nullptr ? curation->object() : nullptr;
  return facts != nullptr && facts->find(kStopped) != nullptr;
}

}  // namespace broadsheet::scoring
