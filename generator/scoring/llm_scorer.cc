#include "scoring/llm_scorer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "net/retry.h"
#include "scoring/chat.h"
#include "scoring/journal.h"
#include "scoring/reply.h"

namespace broadsheet::scoring {
namespace {

constexpr double kFirstGuess = 200;  // completion tokens a paper, until answers tell more
constexpr double kMargin = 1.25;     // on what answers told
constexpr int kMaxAdaptions = 3;

using Papers = std::vector<const Announced*>;

std::string dollars(double amount) {
  char text[32];
  std::snprintf(text, sizeof text, amount < 0.1 ? "$%.4f" : "$%.2f", amount);
  return text;
}

// Spreads requests and tokens over the minute. Safe to share between threads.
class Limiter {
 public:
  Limiter(const ScoreConfig& config, const net::Surroundings& world)
      : world_(world),
        pause_(60.0 / config.requests_per_minute),
        most_(config.tokens_per_minute),
        level_(most_),
        last_(world.clock()),
        free_(last_) {}

  void wait(double tokens) {
    double seconds = 0;
    {
      const std::lock_guard lock(mutex_);
      const auto now = world_.clock();
      const double gone = std::max(0.0, std::chrono::duration<double>(now - last_).count());
      last_ = now;
      level_ = std::min(most_, level_ + gone * most_ / 60) - std::min(tokens, most_);
      if (level_ < 0) seconds = -level_ / most_ * 60;
      seconds = std::max(seconds, std::chrono::duration<double>(free_ - now).count());
      free_ = std::max(free_, now) + std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                         std::chrono::duration<double>(pause_));
    }
    if (seconds > 0) world_.sleep(std::chrono::duration<double>(seconds));
  }

 private:
  const net::Surroundings& world_;
  double pause_;
  double most_;
  double level_;
  std::chrono::system_clock::time_point last_;
  std::chrono::system_clock::time_point free_;
  std::mutex mutex_;
};

std::vector<ArxivId> ids_of(const Papers& papers) {
  std::vector<ArxivId> ids;
  for (const Announced* paper : papers) ids.push_back(paper->id);
  return ids;
}

bool is_this_machine(const std::string& url) {
  const std::string origin = net::origin_of(url);
  for (const char* host : {"://127.0.0.1:", "://localhost:", "://[::1]:"}) {
    if (origin.find(host) != std::string::npos) return true;
  }
  return false;
}

std::string key_for(const ScoreConfig& config, const net::Surroundings& world) {
  std::string key = world.environment("OPENAI_API_KEY");
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r' || key.back() == ' ')) {
    key.pop_back();
  }
  if (is_this_machine(config.base_url)) return key;
  if (key.empty()) {
    throw Error(ErrorKind::Config, {},
                "the variable OPENAI_API_KEY is not set; without a key use the method 'recommender'");
  }
  if (!config.base_url.starts_with("https://")) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "score.base_url should begin with https://, or the key could be read on its way");
  }
  return key;
}

PriceConfig price_for(const ScoreConfig& config) {
  if (config.model.empty()) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "score.model is not set; the method 'llm' needs it");
  }
  const auto found = config.prices.find(config.model);
  if (found == config.prices.end()) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "score.prices has no entry for the model '" + config.model +
                    "'; without it no cost can be stated and no budget kept (a free model costs 0)");
  }
  return found->second;
}

class Run {
 public:
  Run(const ScoreConfig& config, const Prompts& prompts, const fs::path& journal,
      const net::Surroundings& world)
      : config_(config),
        prompts_(prompts),
        journal_(journal),
        world_(world),
        price_(price_for(config)),
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
    for (const JournalEntry& entry : read_journal(journal_)) {
      count(entry);
      // Money is money, but a verdict under another prompt or of another model is another verdict.
      if (entry.prompt == prompts_.name && entry.model == config_.model) use(entry);
    }
  }

  void count(const JournalEntry& entry) {
    if (!entry.has_usage) {
      ++without_usage_;
      return;
    }
    const auto add = [](auto& sum, auto value) { sum = sum.value_or(0) + value; };
    add(usage_.prompt_tokens, entry.prompt_tokens);
    add(usage_.completion_tokens, entry.completion_tokens);
    add(usage_.cached_tokens, entry.cached_tokens);
    add(usage_.prompt_cost, entry.prompt_cost);
    add(usage_.completion_cost, entry.completion_cost);
    add(usage_.cached_cost, entry.cached_cost);
    spent_ = *usage_.prompt_cost + *usage_.completion_cost;
    if (entry.bytes > 0) {
      tokens_a_byte_ = std::max(tokens_a_byte_, static_cast<double>(entry.prompt_tokens) /
                                                    static_cast<double>(entry.bytes));
    }
    if (entry.stage == Stage::Abstracts) {
      told_tokens_ += static_cast<double>(entry.completion_tokens);
      told_papers_ += static_cast<double>(entry.asked.size());
    }
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
      const bool done = verdicts_.count(paper.id) + dropped_.count(paper.id) + refused_.count(paper.id);
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
    const auto batches = (papers.size() + static_cast<std::size_t>(size_) - 1) /
                         static_cast<std::size_t>(size_);
    const std::size_t threads =
        std::min<std::size_t>(batches, static_cast<std::size_t>(std::max(1, config_.parallel)));
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads; ++i) workers.emplace_back([this] { work_alone(); });
    for (std::thread& worker : workers) worker.join();
    progress_ = nullptr;
    if (broken_) std::rethrow_exception(broken_);
    progress.finish(std::to_string(verdicts_.size()) + " verdicts, " + dollars(spent_) + " so far");
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

  double guessed_completion(std::size_t papers) const {
    const double each = told_papers_ > 0 ? told_tokens_ / told_papers_ * kMargin : kFirstGuess;
    return each * static_cast<double>(papers);
  }

  // Nothing when the budget does not allow the request; the run is stopped then.
  std::optional<double> reserve(double prompt_tokens, std::size_t papers) {
    const std::lock_guard lock(mutex_);
    if (!stopped_.empty()) return std::nullopt;
    const double guess = (prompt_tokens * price_.prompt +
                          guessed_completion(papers) * price_.completion) / 1e6;
    if (spent_ + reserved_ + guess > config_.budget_usd + 1e-12) {
      stopped_ = "the budget of " + dollars(config_.budget_usd) + " a day is used up (" +
                 dollars(spent_) + " spent)";
      return std::nullopt;
    }
    reserved_ += guess;
    return guess;
  }

  void ask(const Papers& batch) {
    int adaptions = 0;
    for (int tried = 0;;) {
      const ChatRequest request = request_for(batch);
      const std::size_t bytes = request.system.size() + request.user.size();
      const double tokens = guessed_prompt(bytes);
      const auto reserved = reserve(tokens, batch.size());
      if (!reserved) return;
      limiter_.wait(tokens + guessed_completion_safely(batch.size()));
      const net::Reply reply = send(request);
      const ChatAnswer answer = read_chat(reply);
      {
        const std::lock_guard lock(mutex_);
        reserved_ -= *reserved;
        ++requests_;
      }
      switch (answer.trouble) {
        case ChatTrouble::None:
          return take(batch, answer, bytes);
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

  double guessed_prompt(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    return tokens_a_byte_ * static_cast<double>(bytes);
  }

  double guessed_completion_safely(std::size_t papers) {
    const std::lock_guard lock(mutex_);
    return guessed_completion(papers);
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
    last_failure_ = reply.summary() + (answer.error.empty() || reply.trouble != net::Trouble::None
                                           ? ""
                                           : ", " + answer.error);
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

  void take(const Papers& batch, const ChatAnswer& answer, std::size_t bytes) {
    JournalEntry entry{.stage = stage_, .prompt = prompts_.name, .model = config_.model,
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
    const auto completion = answer.usage.billed_completion();
    if (answer.usage.prompt_tokens && completion) {
      entry.has_usage = true;
      entry.prompt_tokens = *answer.usage.prompt_tokens;
      entry.completion_tokens = *completion;
      entry.cached_tokens = answer.usage.cached_tokens.value_or(0);
      const Cost cost =
          cost_of(entry.prompt_tokens, entry.completion_tokens, entry.cached_tokens, price_);
      entry.prompt_cost = cost.prompt;
      entry.completion_cost = cost.completion;
      entry.cached_cost = cost.cached;
    }
    const std::lock_guard lock(mutex_);
    append_journal(journal_, entry);
    ++answers_;
    count(entry);
    use(entry);
    if (answer.finish_reason == "length") {
      size_ = std::max(1, std::min(size_, static_cast<int>(batch.size())) / 2);
    }
    if (progress_ != nullptr) {
      progress_->note(dollars(spent_));
      progress_->advance(static_cast<std::int64_t>(batch.size() - missing));
    }
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
    result.usage = usage_;
    result.requests = requests_;
    result.answers_without_usage = without_usage_;
    if (!result.unanswered.empty()) result.stopped = stopped_;
    return result;
  }

  const ScoreConfig& config_;
  const Prompts& prompts_;
  const fs::path& journal_;
  const net::Surroundings& world_;
  const PriceConfig price_;
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
  Usage usage_;
  int without_usage_ = 0;
  int requests_ = 0;
  int answers_ = 0;
  int failures_ = 0;
  std::string last_failure_;
  double spent_ = 0;
  double reserved_ = 0;
  double told_tokens_ = 0;
  double told_papers_ = 0;
  double tokens_a_byte_ = 1.0 / 3;  // the most seen so far
  std::string stopped_;
  std::exception_ptr broken_;
  Progress* progress_ = nullptr;
};

}  // namespace

Cost cost_of(std::int64_t prompt_tokens, std::int64_t completion_tokens,
             std::int64_t cached_tokens, const PriceConfig& price) {
  const double cached = static_cast<double>(cached_tokens) * price.cached / 1e6;
  return {.prompt = static_cast<double>(prompt_tokens - cached_tokens) * price.prompt / 1e6 + cached,
          .completion = static_cast<double>(completion_tokens) * price.completion / 1e6,
          .cached = cached};
}

ScoreResult score_by_llm(std::span<const Announced> papers, const ScoreConfig& config,
                         const Prompts& prompts, const fs::path& journal,
                         const net::Surroundings& world) {
  return Run(config, prompts, journal, world).score(papers);
}

}  // namespace broadsheet::scoring
