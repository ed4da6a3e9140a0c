#include "scoring/llm/score_stage.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "base/workers.h"
#include "config/prices.h"

namespace broadsheet::scoring {
namespace {

constexpr int kMaxAdaptations = 3;  // parameters dropped for one batch
constexpr int kMaxFailures = 2;     // batches without any response, before the run stops

config::PriceConfig price_for(const config::ScoreConfig& config) {
  if (config.model.empty()) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "score.model is not set; the method 'llm' needs it");
  }
  const auto price = config::price_of(config);
  if (!price) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "the price of the model '" + config.model +
                    "' is not known, so its cost would be unknown and no budget could be kept; add "
                    "it to score.prices (a free model costs 0)");
  }
  return *price;
}

std::vector<PaperId> ids_of(const Papers& papers) {
  std::vector<PaperId> ids;
  for (const Announced* paper : papers) ids.push_back(paper->id);
  return ids;
}

// Whether the stage continues. Thread-safe.
class Health {
 public:
  explicit Health(BatchQueue& queue) : queue_(queue) {}

  void stop(const std::string& reason) {
    const std::lock_guard lock(mutex_);
    set_stopped(reason);
  }
  void add_response() {
    const std::lock_guard lock(mutex_);
    ++responses_;
  }
  void add_failure(const std::string& reason) {
    const std::lock_guard lock(mutex_);
    last_failure_ = reason;
    if (++failures_ >= kMaxFailures && responses_ == 0) set_stopped(no_response());
  }
  bool is_stopped() const {
    const std::lock_guard lock(mutex_);
    return !stopped_.empty();
  }
  std::string reason_at_end() const {
    const std::lock_guard lock(mutex_);
    if (stopped_.empty() && responses_ == 0 && failures_ > 0) return no_response();
    return stopped_;
  }

 private:
  std::string no_response() const { return "the model's server did not respond: " + last_failure_; }
  void set_stopped(const std::string& reason) {
    if (stopped_.empty()) stopped_ = reason;
    queue_.close();
  }

  BatchQueue& queue_;
  mutable std::mutex mutex_;
  int responses_ = 0;
  int failures_ = 0;
  std::string last_failure_;
  std::string stopped_;
};

// The progress bar of a stage. Thread-safe.
class StageProgress {
 public:
  StageProgress(const std::string& name, std::size_t papers)
      : bar_(name, static_cast<std::int64_t>(papers)) {}

  void advance(std::size_t papers, double spent) {
    const std::lock_guard lock(mutex_);
    done_ += papers;
    const std::chrono::duration<double> gone = std::chrono::steady_clock::now() - start_;
    const double rate = static_cast<double>(done_) / std::max(gone.count(), 0.001) * 60;
    bar_.note(grouped(std::llround(rate)) + " papers/min, " + dollars(spent) + " so far");
    bar_.advance(static_cast<std::int64_t>(papers));
  }
  void finish(const std::string& summary) { bar_.finish(summary); }

 private:
  std::mutex mutex_;
  Progress bar_;
  std::size_t done_ = 0;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Why a response holds less than it was asked for; empty if it is complete.
std::string shortfall_of(const ChatAnswer& answer, const BatchRead& read) {
  if (!answer.refusal.empty()) return "the model refused";
  if (answer.choices == 0) return "a response without a choice";
  if (answer.finish_reason == "length") return "the response was cut off at its limit";
  if (answer.finish_reason == "content_filter") return "the response was filtered";
  if (!answer.has_content) return "a response without content";
  if (read.conflicts > 0) return counted(read.conflicts, "paper") + " with uncertain verdicts";
  return read.missing == 0 ? "" : counted(read.missing, "paper") + " omitted";
}

// The work of all threads of a stage.
class StageRun {
 public:
  StageRun(const ScoreContext& context, const StageWork& work, const Papers& papers,
           std::size_t batch_size)
      : context_(context),
        work_(work),
        queue_(papers, batch_size),
        health_(queue_),
        progress_(work.progress, papers.size()) {}

  StageEnd run(std::size_t workers) {
    run_workers(workers, [this] { ask_all(); });
    progress_.finish(work_.summary() + ", " + dollars(context_.ledger.budget().spent()) +
                     " so far");
    return {.stopped = health_.reason_at_end(), .batch_size = queue_.size()};
  }

 private:
  void ask_all() {
    try {
      for (Papers batch = queue_.take(); !batch.empty(); batch = queue_.take()) ask(batch);
    } catch (...) {
      queue_.close();  // the other workers end after their present batch
      throw;
    }
  }

  ChatRequest request_for(const Papers& batch) const {
    Messages messages = work_.messages(batch);
    return context_.client.request(std::move(messages.system), std::move(messages.user));
  }

  // Sends one batch until it has an answer of some kind.
  void ask(const Papers& batch) {
    int adaptations = 0;
    for (int retries = 0;;) {
      if (health_.is_stopped()) return;
      const ChatRequest request = request_for(batch);
      const std::size_t bytes = request.system.size() + request.user.size();
      std::string refusal;
      const auto ticket = context_.ledger.reserve(bytes, batch.size(), work_.stage, refusal);
      if (!ticket) return health_.stop(refusal);
      context_.limiter.wait(ticket->tokens);
      context_.ledger.add_sent(*ticket);
      const net::Reply reply = context_.client.send(request);
      const ChatAnswer answer = read_chat(reply);
      if (answer.trouble == ChatTrouble::None) return add(batch, answer, *ticket, bytes);
      const bool rejected =
          reply.trouble == net::Trouble::None && (reply.status >= 300 || answer.stated_error);
      context_.ledger.add_failed(*ticket, !rejected && !reply.unsent);
      if (answer.trouble == ChatTrouble::Passing) {
        const auto wait = context_.client.wait_before_retry(reply, answer, retries++);
        if (!wait) return health_.add_failure(reason_of(reply, answer));
        context_.environment.sleep(std::chrono::duration<double>(*wait));
      } else if (answer.trouble == ChatTrouble::Unsupported && ++adaptations <= kMaxAdaptations &&
                 context_.client.drop_parameter(answer.parameter)) {
        continue;
      } else if (answer.trouble == ChatTrouble::TooLong ||
                 answer.trouble == ChatTrouble::Filtered) {
        return split(batch, answer);
      } else {
        return health_.stop(refusal_of(reply, answer));
      }
    }
  }

  static std::string reason_of(const net::Reply& reply, const ChatAnswer& answer) {
    const bool has_error = !answer.error.empty() && reply.trouble == net::Trouble::None;
    return reply.summary() + (has_error ? ", " + answer.error : "");
  }

  std::string refusal_of(const net::Reply& reply, const ChatAnswer& answer) const {
    switch (answer.trouble) {
      case ChatTrouble::Quota:
        return "the quota of the key is used up: " + answer.error;
      case ChatTrouble::Key:
        return "the model's server rejects the key in " + std::string(config::kModelKeyVariable) +
               ", or needs one (HTTP " + std::to_string(reply.status) + ")";
      case ChatTrouble::Model:
        return "the model's server does not know '" + context_.config.model + "': " + answer.error;
      case ChatTrouble::Unsupported:
        return "the model's server rejects the request: " + answer.error;
      default:
        return "the model's server rejects the request: " + reply.summary() +
               (answer.error.empty() ? "" : ", " + answer.error);
    }
  }

  void split(const Papers& batch, const ChatAnswer& answer) {
    health_.add_response();
    if (batch.size() > 1) return queue_.split(batch);
    say("no answer for " + batch[0]->id.str() + ": " + answer.error);
    work_.refuse(batch[0]->id);
  }

  void add(const Papers& batch, const ChatAnswer& answer, const Ticket& ticket, std::size_t bytes) {
    JournalEntry entry{.request = ticket.number,
                       .stage = work_.stage,
                       .prompt = work_.prompt,
                       .model = context_.config.model,
                       .asked = ids_of(batch),
                       .bytes = static_cast<std::int64_t>(bytes)};
    const BatchRead read = work_.read(answer, entry);
    entry.trouble = shortfall_of(answer, read);
    context_.ledger.add_response(ticket, answer.usage, entry);
    work_.keep(entry);
    health_.add_response();
    if (answer.finish_reason == "length") queue_.limit_size(batch.size() / 2);
    progress_.advance(batch.size() - read.missing, context_.ledger.budget().spent());
  }

  const ScoreContext& context_;
  const StageWork& work_;
  BatchQueue queue_;
  Health health_;
  StageProgress progress_;
};

}  // namespace

ModelSession::ModelSession(const config::ScoreConfig& config, const fs::path& journal,
                           const net::Environment& environment)
    : config_(config),
      environment_(environment),
      ledger_(price_for(config), config.budget_usd, journal),
      client_(config, environment),
      limiter_(config, environment),
      earlier_(ledger_.load()) {}

StageEnd run_stage(const ScoreContext& context, const StageWork& work, const Papers& papers,
                   std::size_t batch_size) {
  const std::size_t size = std::max<std::size_t>(1, batch_size);
  const std::size_t batches = (papers.size() + size - 1) / size;
  const auto parallel = static_cast<std::size_t>(std::max(1, context.config.parallel));
  return StageRun(context, work, papers, size).run(std::min(batches, parallel));
}

}  // namespace broadsheet::scoring
