#include "app/curation/cmd_score.h"

#include <algorithm>

#include "app/commands/exit_codes.h"
#include "app/curate/announcements.h"
#include "app/curate/history.h"
#include "app/curate/library_taste.h"
#include "app/curate/recommend.h"
#include "app/curation/period_texts.h"
#include "app/project.h"
#include "arxiv/inbox.h"
#include "base/error.h"
#include "base/log.h"
#include "base/numbers.h"
#include "config/formula.h"
#include "config/taste.h"
#include "scoring/digest.h"
#include "scoring/llm/journal.h"
#include "scoring/llm/llm_scorer.h"
#include "scoring/llm/prompt.h"
#include "scoring/writing/writing.h"
#include "taste/taste.h"
#include "theme/theme.h"
#include "theme/words.h"

namespace broadsheet::app {
namespace {

// A day whose scoring a budget or an outage ended is scored again while it is among the newest.
// Papers that the model left out, however often it was asked, are asked for again only on request.
constexpr std::size_t kTryAgainDays = 3;

std::string count_text(const std::optional<std::int64_t>& count) {
  return count ? grouped(*count) : "?";
}

std::string cost_text(const Usage& usage) {
  const auto cost = usage.total_cost();
  return cost ? ", $" + fixed_decimals(*cost, 4) : std::string();
}

std::string line_of(const Digest& digest) {
  std::string line = digest.date.str() + ": ";
  if (digest.status == DayStatus::Failed) return line + "failed: " + digest.status_reason;
  line += count_text(digest.counts.selected) + " of " + count_text(digest.counts.scanned) +
          " papers chosen, " + count_text(digest.counts.announced) + " announced" +
          cost_text(digest.usage);
  if (digest.status == DayStatus::Partial) line += "; " + digest.status_reason;
  if (scoring::lacks_writing(digest)) line += "; some texts about the papers are missing";
  return line;
}

void report_scored(const Digest& digest, Results results) {
  print(line_of(digest) + "\n");
  json::Object result = {{"kind", "score"},
                         {"day", digest.date.str()},
                         {"status", name_of(digest.status)},
                         {"reason", digest.status_reason}};
  const auto add = [&](const char* key, const auto& value) {
    result.add(key, value ? json::Value(*value) : json::Value());
  };
  add("announced", digest.counts.announced);
  add("scanned", digest.counts.scanned);
  add("selected", digest.counts.selected);
  add("cost_usd", digest.usage.total_cost());
  add_result(results, std::move(result));
}

int outcome_of(DayStatus status) {
  switch (status) {
    case DayStatus::Complete:
      return kDone;
    case DayStatus::Partial:
      return kPartial;
    case DayStatus::Failed:
      return kFailed;
  }
  return kFailed;
}

std::vector<Day> days_to_score(const fs::path& root, const History& history,
                               const ScoreOptions& options) {
  if (options.date) {
    const Digest* digest = history.find(*options.date);
    const bool done = digest != nullptr && digest->status == DayStatus::Complete &&
                      !digest->sample && added_later(root, *digest) == 0;
    return done && !options.again ? std::vector<Day>() : std::vector<Day>{*options.date};
  }
  const std::vector<Day> inbox = arxiv::inbox_days(root);
  std::vector<Day> days;
  for (std::size_t i = 0; i < inbox.size(); ++i) {
    const Digest* digest = history.find(inbox[i]);
    const bool is_new = i + kTryAgainDays >= inbox.size();
    const bool open =
        digest == nullptr || digest->sample || digest->status == DayStatus::Failed ||
        (is_new && (scoring::was_stopped(*digest) || scoring::lacks_writing(*digest) ||
                    added_later(root, *digest) > 0));
    if (open || options.again) days.push_back(inbox[i]);
  }
  return days;
}

bool wants_scholar(const config::Config& config) {
  return config.score.h_index_minimum.has_value() ||
         std::any_of(
             config.authors.begin(), config.authors.end(),
             [](const config::AuthorConfig& author) { return !author.semantic_scholar.empty(); });
}

// What was sent is kept beside the digests, so that readers of old days can see it.
void keep_prompt(const fs::path& root, const scoring::Prompts& prompts) {
  write_if_changed(Places{root}.prompts() / (prompts.name + ".md"), prompts.text);
}

// The journal of an earlier attempt is put aside: its money is spent, its verdicts are not wanted.
void put_aside(const fs::path& journal) {
  std::error_code ignored;
  fs::rename(journal, fs::path(journal).replace_extension(".old"), ignored);
}

Digest score_day(const fs::path& root, const config::Config& config,
                 const Announcement& announcement, const History& history, bool again,
                 const net::Environment& world) {
  std::vector<Announced> kept;
  for (const Announced& paper : announcement.papers) {
    if (paper.skipped.empty()) kept.push_back(paper);
  }
  const scoring::ScholarAuthors scholar =
      wants_scholar(config) ? scoring::fetch_scholar_authors(kept, config.score, world)
                            : scoring::ScholarAuthors();
  const scoring::Sorted sorted = scoring::sort_papers(
      announcement, config.score, scholar,
      [&](const Announced& paper, Day before) { return history.judged(paper, before); });
  Diagnostics reported_by_build;  // the default words remain
  const theme::Theme theme = theme::load_theme(config.site.theme, theme_roots(Places{root}),
                                               config.site.language, reported_by_build);
  const theme::Words words(theme);
  const scoring::DigestInput input{
      announcement, sorted, config, scholar,
      [&words](const scoring::AuthorMatch& match) { return followed_reason(match, words); }};
  if (config.score.method == config::ScoreMethod::Recommender) {
    const auto recommend = make_recommender(
        history.digests(), announcement.date, config, read_marks(root),
        {.papers = library_of(taste::read_taste(root)),
         .name_papers = config::read_taste(read_file_if_exists(Places{root}.config()).value_or(""))
                            .name_papers},
        words);
    Digest digest = scoring::digest_by_recommender(input, recommend(sorted.to_score));
    scoring::mark_first(digest, config.score.spotlight);
    return digest;
  }
  const scoring::Prompts prompts = scoring::read_prompts(root, config);
  const fs::path journal = scoring::journal_path(root, announcement.date);
  if (again) put_aside(journal);
  scoring::ModelSession session(config.score, journal, world);
  scoring::ScoreResult result = scoring::score_by_llm(sorted.to_score, prompts, session);
  if (result.asked()) keep_prompt(root, prompts);
  Digest digest = scoring::digest_by_llm(input, result, prompts.name);
  if (!scoring::wants_writing(config.score) || digest.papers.empty()) return digest;
  const scoring::Writing writing =
      scoring::write_by_llm(digest, sorted.to_score, config.site.language, session);
  scoring::set_usage(result, session);
  digest = scoring::digest_by_llm(input, result, prompts.name);
  scoring::add_writing(digest, writing, config.score.spotlight);
  return digest;
}

// Whether readers see another issue than before.
bool is_news(const Digest* old, const Digest& digest) {
  if (digest.status == DayStatus::Failed) return false;
  const auto same_paper = [](const Entry& a, const Entry& b) { return a.id == b.id; };
  return old == nullptr || old->sample || old->status != digest.status ||
         !std::equal(old->papers.begin(), old->papers.end(), digest.papers.begin(),
                     digest.papers.end(), same_paper);
}

Announcement announced_on(const fs::path& root, Day day) {
  if (auto announcement = arxiv::read_inbox(root, day)) return *std::move(announcement);
  throw Error(
      ErrorKind::Usage, {.path = display_path(arxiv::inbox_path(root, day))},
      "the day is not in the inbox; 'broadsheet fetch --date " + day.str() + "' brings it there");
}

// The papers of the first request of the first day that `score` would score; none if there is none.
std::vector<Announced> first_batch(const fs::path& root, const config::Config& config,
                                   const ScoreOptions& options) {
  const History history(root, load_digests(root));
  for (const Day day : days_to_score(root, history, options)) {
    std::vector<Announced> papers = scoring::sort_papers(announced_on(root, day), config.score, {},
                                                         [&](const Announced& paper, Day before) {
                                                           return history.judged(paper, before);
                                                         })
                                        .to_score;
    if (papers.empty()) continue;
    const int most =
        config.score.title_pass ? config.score.batch_titles : config.score.batch_abstracts;
    const std::size_t count = std::min(papers.size(), static_cast<std::size_t>(most));
    say("the first request for " + day.str() + ": " + std::to_string(count) + " of " +
        counted(papers.size(), "paper"));
    papers.erase(papers.begin() + static_cast<std::ptrdiff_t>(count), papers.end());
    return papers;
  }
  say("no day waits to be scored; a request ends with its papers");
  return {};
}

}  // namespace

int show_prompt(const fs::path& root, const config::Config& config, const ScoreOptions& options) {
  const scoring::Prompts prompts = scoring::read_prompts(root, config);
  const std::vector<Announced> papers = first_batch(root, config, options);
  print_result("--- system ---\n" + prompts.system + "\n\n--- user ---\n" +
               (config.score.title_pass ? scoring::title_message(prompts, papers)
                                        : scoring::abstract_message(prompts, papers)));
  return kDone;
}

int run_score(const fs::path& root, config::Config config, const ScoreOptions& options,
              const net::Environment& world) {
  if (options.method) config.score.method = *options.method;
  if (options.budget_usd) config.score.budget_usd = *options.budget_usd;
  if (!(config.score.budget_usd >= 0)) {  // also when it is no number: nothing would stop it
    throw Error(ErrorKind::Usage, {}, "the budget should be 0 or more US dollars");
  }
  const config::Formula checked(config.score.score_formula);
  if (config.sample) {
    warn(
        "warning: papers are judged by proposed topics; change them in config.yaml to what you "
        "look "
        "for and set 'sample: false'");
  }
  History history(root, load_digests(root));
  int outcome = kNothingNew;
  for (const Day day : days_to_score(root, history, options)) {
    Digest digest = score_day(root, config, announced_on(root, day), history, options.again, world);
    report_scored(digest, options.results);
    const int day_outcome = outcome_of(digest.status);
    outcome = outcome == kNothingNew ? day_outcome : std::max(outcome, day_outcome);
    const Digest* old = history.find(day);
    if (old != nullptr && !old->sample && outcome_of(old->status) < day_outcome) {
      say(day.str() + ": the digest of an earlier run has more verdicts and is kept");
      continue;
    }
    if (old != nullptr && !options.again) {
      digest.week_editorial = old->week_editorial;
      digest.month_editorial = old->month_editorial;
    }
    if (options.announce && is_news(old, digest)) add_pending(root, day);
    write_digest(root, digest);
    history.put(std::move(digest));
    if (wants_period_texts(config) && day_outcome != kFailed) {
      write_period_texts(root, config, day, history, world);
    }
  }
  if (outcome == kNothingNew) say("no day waits to be scored");
  return outcome;
}

}  // namespace broadsheet::app
