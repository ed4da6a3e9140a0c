#include "scoring/llm_scorer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "base/numbers.h"
#include "net/retry.h"
#include "scoring/budget.h"
#include "scoring/chat.h"
#include "scoring/journal.h"
#include "scoring/limiter.h"
#include "scoring/reply.h"

namespace broadsheet::scoring {
namespace {

constexpr int kMaxAdaptions = 3;

using Papers = std::vector<const Announced*>;

std::string dollars(double amount) { return "$" + fixed_decimals(amount, amount < 0.1 ? 4 : 2); }

std::vector<ArxivId> ids_of(const Papers& papers) {
  std::vector<ArxivId> ids;
  for (const Announced* paper : papers) ids.push_back(paper->id);
  return ids;
}

std::string key_for(const config::ScoreConfig& config, const net::Surroundings& world) {
  std::string key = world.environment("OPENAI_API_KEY");
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r' || key.back() == ' ')) {
    key.pop_back();
  }
  if (net::is_loopback(config.base_url)) return key;
  if (key.empty()) {
    throw Error(
        ErrorKind::Config, {},
        "the variable OPENAI_API_KEY is not set; without a key use the method 'recommender'");
  }
  if (!net::keeps_secrets(config.base_url)) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "score.base_url should begin with https://, or the key could be read on its way");
  }
  return key;
}

config::PriceConfig price_for(const config::ScoreConfig& config) {
  if (config.model.empty()) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "score.model is not set; the method 'llm' needs it");
  }
  const auto found = config.prices.find(config.model);
  if (found == config.prices.end()) {
    throw Error(
        ErrorKind::Config, {.path = "config.yaml"},
        "score.prices has no entry for the model '" + config.model +
            "'; without it no cost can be stated and no budget kept (a free model costs 0)");
  }
  return found->second;
}

class Run {
 public:
  Run(const config::ScoreConfig& config, const Prompts& prompts, const fs::path& journal,
      const net::Surroundings& world)
      : config_(config),
        prompts_(prompts),
        journal_(journal),
        world_(world),
        account_(price_for(config), config.budget_usd),
        key_(key_for(config, world)),
        limiter_(config, world) {
    chat_.temperature = config.temperature;
    chat_.max_tokens = config.max_tokens;
  }

  ScoreResult score(std::span<const Announced> papers) {
    recall();
    if (config_.title_pass) title_pass(papers);
    int size = config_.batch_abstracts;
    for (int round = 0; round <= config_.retries; ++round) {
      Papers open = open_papers(papers);
      if (open.empty() || !stopped_.empty()) break;
      if (round > 0) {
        size = std::max(1, size / 2);
        say("asking again for " + std::to_string(open.size()) + " unanswered papers, " +
            std::to_string(size) + " at a time");
      }
      work(Stage::Abstracts, open, size);
      size = std::min(size, size_);
    }
    return result(papers);
  }

 private:
  // What earlier runs of this day paid for.
  void recall() {
    const Journal journal = read_journal(journal_);
    numbers_ = journal.requests;
    for (const JournalEntry& entry : journal.answers) {
      account_.count(entry);
      // Money is money, but a verdict under another prompt or of another model is another verdict.
      if (entry.prompt == prompts_.name && entry.model == config_.model) use(entry);
    }
    account_.lose(journal.lost, journal.lost_cost);
  }

  void use(const JournalEntry& entry) {
    for (const Verdict& verdict : entry.verdicts) verdicts_.emplace(verdict.id, verdict);
    if (entry.stage != Stage::Titles) return;
    titled_.insert(entry.asked.begin(), entry.asked.end());
    dropped_.insert(entry.dropped.begin(), entry.dropped.end());
  }

  void title_pass(std::span<const Announced> papers) {
    Papers open;
    for (const Announced& paper : papers) {
      if (titled_.count(paper.id) == 0 && verdicts_.count(paper.id) == 0) open.push_back(&paper);
    }
    if (!open.empty()) work(Stage::Titles, open, config_.batch_titles);
  }

  Papers open_papers(std::span<const Announced> papers) const {
    Papers open;
    for (const Announced& paper : papers) {
      const bool done = verdicts_.contains(paper.id) || dropped_.contains(paper.id) ||
                        refused_.contains(paper.id);
      if (!done) open.push_back(&paper);
    }
    return open;
  }

  // Asks for all of `papers`; several threads, which end when nothing is left or the run stops.
  void work(Stage stage, const Papers& papers, int size) {
    stage_ = stage;
    size_ = std::max(1, size);
    answers_ = 0;
    failures_ = 0;
    last_failure_.clear();
    loose_.assign(papers.begin(), papers.end());
    forced_.clear();
    const auto total = static_cast<std::int64_t>(papers.size());
    Progress progress(stage == Stage::Titles ? "reading titles" : "scoring", total);
    progress_ = &progress;
    done_ = 0;
    began_ = std::chrono::steady_clock::now();
    const auto batches =
        (papers.size() + static_cast<std::size_t>(size_) - 1) / static_cast<std::size_t>(size_);
    const std::size_t threads =
        std::min<std::size_t>(batches, static_cast<std::size_t>(std::max(1, config_.parallel)));
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads; ++i) workers.emplace_back([this] { work_alone(); });
    for (std::thread& worker : workers) worker.join();
    progress_ = nullptr;
    if (broken_) std::rethrow_exception(broken_);
    progress.finish(std::to_string(verdicts_.size()) + " verdicts, " + dollars(account_.spent()) +
                    " so far");
    if (stopped_.empty() && answers_ == 0 && failures_ > 0) {
      stopped_ = "the model's server gave no answer: " + last_failure_;
    }
  }

  void work_alone() {
    try {
      while (true) {
        const Papers batch = take_batch();
        if (batch.empty()) return;
        ask(batch);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!broken_) broken_ = std::current_exception();
    }
  }

  Papers take_batch() {
    const std::lock_guard lock(mutex_);
    if (!stopped_.empty() || broken_) return {};
    if (!forced_.empty()) {
      Papers batch = std::move(forced_.front());
      forced_.pop_front();
      return batch;
    }
    Papers batch;
    while (!loose_.empty() && static_cast<int>(batch.size()) < size_) {
      batch.push_back(loose_.front());
      loose_.pop_front();
    }
    return batch;
  }

  ChatRequest request_for(const Papers& batch) {
    std::vector<Announced> papers;
    for (const Announced* paper : batch) papers.push_back(*paper);
    const std::lock_guard lock(mutex_);
    ChatRequest request = chat_;
    request.model = config_.model;
    request.system = prompts_.system;
    request.user = stage_ == Stage::Titles ? title_message(prompts_, papers)
                                           : abstract_message(prompts_, papers);
    return request;
  }

  // A request that may be sent: its number in the journal, and what is put aside for it.
  struct Ticket {
    std::int64_t number = 0;
    double reserved = 0;
    double tokens = 0;  // of prompt and answer, as guessed
  };

  // Nothing when the run is stopped, as by the budget.
  std::optional<Ticket> ticket_for(const Papers& batch, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    if (!stopped_.empty()) return std::nullopt;
    const double prompt_tokens = account_.guessed_prompt(bytes);
    const auto reserved = account_.reserve(prompt_tokens, batch.size());
    if (!reserved) {
      stopped_ = "the budget of " + dollars(config_.budget_usd) +
                 " a day does not allow the next " + "request, which may cost " +
                 dollars(account_.guessed_cost(prompt_tokens, batch.size())) + " (" +
                 dollars(account_.spent()) + " spent)";
      return std::nullopt;
    }
    return Ticket{.number = ++numbers_,
                  .reserved = *reserved,
                  .tokens = prompt_tokens + account_.guessed_completion(batch.size())};
  }

  void note_sent(const Ticket& ticket) {
    const std::lock_guard lock(mutex_);
    append_sent(journal_, ticket.number, ticket.reserved);
    ++requests_;
  }

  // Books what came back, but for answers, which `take` books with what they say.
  void settle(const Ticket& ticket, const net::Reply& reply, const ChatAnswer& answer) {
    const std::lock_guard lock(mutex_);
    account_.release(ticket.reserved);
    if (answer.trouble == ChatTrouble::None) return;
    const bool refused =
        reply.trouble == net::Trouble::None && (reply.status >= 300 || answer.stated_error);
    if (refused || reply.unsent) {
      append_unpaid(journal_, ticket.number);
    } else {
      account_.lose(1, ticket.reserved);
    }
  }

  void ask(const Papers& batch) {
    int adaptions = 0;
    for (int tried = 0;;) {
      const ChatRequest request = request_for(batch);
      const std::size_t bytes = request.system.size() + request.user.size();
      const auto ticket = ticket_for(batch, bytes);
      if (!ticket) return;
      limiter_.wait(ticket->tokens);
      note_sent(*ticket);
      const net::Reply reply = send(request);
      const ChatAnswer answer = read_chat(reply);
      settle(*ticket, reply, answer);
      switch (answer.trouble) {
        case ChatTrouble::None:
          return take(batch, answer, ticket->number, bytes);
        case ChatTrouble::Passing: {
          const auto wait = wait_after(reply, answer, tried++);
          if (!wait) return note_failure(reply, answer);
          world_.sleep(std::chrono::duration<double>(*wait));
          continue;
        }
        case ChatTrouble::TooLong:
        case ChatTrouble::Filtered:
          return part(batch, answer);
        case ChatTrouble::Unsupported:
          if (++adaptions <= kMaxAdaptions && adapt(answer.parameter)) continue;
          return stop("the model's server refuses the request: " + answer.error);
        case ChatTrouble::Quota:
          return stop("the quota of the key is used up: " + answer.error);
        case ChatTrouble::Key:
          return stop("the model's server refuses the key in OPENAI_API_KEY (HTTP " +
                      std::to_string(reply.status) + ")");
        case ChatTrouble::Model:
          return stop("the model's server does not know '" + config_.model + "': " + answer.error);
        case ChatTrouble::Other:
          return stop("the model's server refuses the request: " + reply.summary() +
                      (answer.error.empty() ? "" : ", " + answer.error));
      }
    }
  }

  net::Reply send(const ChatRequest& request) {
    net::Request http{.method = "POST",
                      .url = config_.base_url + "/chat/completions",
                      .headers = {{"Content-Type", "application/json"}},
                      .body = to_json(request),
                      .timeout_seconds = config_.timeout_seconds};
    if (!key_.empty()) http.headers.push_back({"Authorization", "Bearer " + key_});
    net::Reply reply = world_.transport.send(http);
    // A server that sends the key back must not get it into a file.
    for (std::size_t at = 0;
         key_.size() >= 8 && (at = reply.body.find(key_, at)) != std::string::npos;) {
      reply.body.replace(at, key_.size(), "***");
    }
    return reply;
  }

  std::optional<double> wait_after(const net::Reply& reply, const ChatAnswer& answer, int tried) {
    net::Reply judged = reply;
    // An error, or nonsense, under HTTP 200.
    if (reply.trouble == net::Trouble::None && reply.status < 400) judged.status = 503;
    auto asked = net::asked_wait_seconds(reply, world_.clock());
    if (!asked) asked = answer.asked_wait_seconds;
    return net::wait_before_retry(judged, tried, {.retries = config_.retries, .first_seconds = 2},
                                  asked, world_.random());
  }

  void note_failure(const net::Reply& reply, const ChatAnswer& answer) {
    const std::lock_guard lock(mutex_);
    ++failures_;
    last_failure_ =
        reply.summary() +
        (answer.error.empty() || reply.trouble != net::Trouble::None ? "" : ", " + answer.error);
    // Two batches in a row without any answer at all: the rest would fare no better.
    if (answers_ == 0 && failures_ >= 2) {
      stopped_ = "the model's server gave no answer: " + last_failure_;
    }
  }

  void part(const Papers& batch, const ChatAnswer& answer) {
    const std::lock_guard lock(mutex_);
    ++answers_;  // the server is alive
    if (batch.size() == 1) {
      say("no verdict for " + batch[0]->id.str() + ": " + answer.error);
      refused_.insert(batch[0]->id);
      return;
    }
    const auto middle = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
    forced_.emplace_back(batch.begin(), middle);
    forced_.emplace_back(middle, batch.end());
  }

  // Whether the request was changed so that it may be accepted now.
  bool adapt(const std::string& parameter) {
    const std::lock_guard lock(mutex_);
    if (parameter == "temperature") {
      chat_.temperature.reset();
      return true;
    }
    if (parameter == "max_tokens") {
      chat_.new_limit_name = true;
      return true;
    }
    if (parameter == "max_completion_tokens") {
      chat_.max_tokens.reset();
      return true;
    }
    return false;
  }

  void stop(const std::string& why) {
    const std::lock_guard lock(mutex_);
    if (stopped_.empty()) stopped_ = why;
  }

  static std::string trouble_of(const ChatAnswer& answer, std::size_t missing) {
    if (!answer.refusal.empty()) return "the model refused";
    if (answer.choices == 0) return "an answer without a choice";
    if (answer.finish_reason == "length") return "the answer was cut at its limit";
    if (answer.finish_reason == "content_filter") return "the answer was filtered";
    if (!answer.has_content) return "an answer without content";
    return missing == 0 ? "" : std::to_string(missing) + " papers were left out";
  }

  void take(const Papers& batch, const ChatAnswer& answer, std::int64_t request,
            std::size_t bytes) {
    JournalEntry entry{.request = request,
                       .stage = stage_,
                       .prompt = prompts_.name,
                       .model = config_.model,
                       .asked = ids_of(batch)};
    entry.bytes = static_cast<std::int64_t>(bytes);
    std::size_t missing = 0;
    if (stage_ == Stage::Titles) {
      // Of a list that was cut nothing is believed.
      if (answer.finish_reason != "length") {
        entry.dropped = read_dropped(answer.content, entry.asked);
      }
    } else {
      ReadReply reply = read_reply(answer.content, entry.asked);
      entry.verdicts = std::move(reply.verdicts);
      missing = reply.missing.size();
    }
    entry.trouble = trouble_of(answer, missing);
    account_.enter(answer.usage, entry);
    const std::lock_guard lock(mutex_);
    append_answer(journal_, entry);
    ++answers_;
    account_.count(entry);
    use(entry);
    if (answer.finish_reason == "length") {
      size_ = std::max(1, std::min(size_, static_cast<int>(batch.size())) / 2);
    }
    if (progress_ != nullptr) {
      done_ += batch.size() - missing;
      progress_->note(pace() + ", " + dollars(account_.spent()) + " so far");
      progress_->advance(static_cast<std::int64_t>(batch.size() - missing));
    }
  }

  std::string pace() const {
    const std::chrono::duration<double> gone = std::chrono::steady_clock::now() - began_;
    const double rate = static_cast<double>(done_) / std::max(gone.count(), 0.001) * 60;
    return grouped(std::llround(rate)) + " papers/min";
  }

  ScoreResult result(std::span<const Announced> papers) {
    ScoreResult result;
    for (const Announced& paper : papers) {
      if (const auto found = verdicts_.find(paper.id); found != verdicts_.end()) {
        result.verdicts.push_back(found->second);
      } else if (dropped_.count(paper.id) == 1) {
        result.dropped.push_back(paper.id);
      } else {
        result.unanswered.push_back(paper.id);
      }
    }
    std::sort(result.verdicts.begin(), result.verdicts.end(),
              [](const Verdict& a, const Verdict& b) { return a.id < b.id; });
    std::sort(result.dropped.begin(), result.dropped.end());
    std::sort(result.unanswered.begin(), result.unanswered.end());
    result.usage = account_.usage();
    result.requests = requests_;
    result.answers_without_usage = account_.without_usage();
    result.requests_without_answer = account_.lost();
    if (!result.unanswered.empty()) result.stopped = stopped_;
    return result;
  }

  const config::ScoreConfig& config_;
  const Prompts& prompts_;
  const fs::path& journal_;
  const net::Surroundings& world_;
  Account account_;  // under the mutex
  const std::string key_;
  Limiter limiter_;

  // All below is shared by the workers, under the mutex while they run.
  std::mutex mutex_;
  ChatRequest chat_;
  Stage stage_ = Stage::Abstracts;
  int size_ = 1;
  std::deque<const Announced*> loose_;
  std::deque<Papers> forced_;
  std::map<ArxivId, Verdict> verdicts_;
  std::set<ArxivId> dropped_, titled_, refused_;
  std::int64_t numbers_ = 0;  // given to requests so far, by earlier runs too
  int requests_ = 0;
  int answers_ = 0;
  int failures_ = 0;
  std::string last_failure_;
  std::string stopped_;
  std::exception_ptr broken_;
  Progress* progress_ = nullptr;
  std::size_t done_ = 0;  // papers of this progress bar
  std::chrono::steady_clock::time_point began_;
};

}  // namespace

ScoreResult score_by_llm(std::span<const Announced> papers, const config::ScoreConfig& config,
                         const Prompts& prompts, const fs::path& journal,
                         const net::Surroundings& world) {
  return Run(config, prompts, journal, world).score(papers);
}

}  // namespace broadsheet::scoring
