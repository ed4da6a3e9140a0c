#include "app/curation/cmd_fetch.h"

#include "app/commands/exit_codes.h"
#include "arxiv/schedule.h"
#include "base/error.h"
#include "base/log.h"

namespace broadsheet::app {
namespace {

std::string line_of(const arxiv::FetchResult& result) {
  using What = arxiv::FetchResult::What;
  const std::string day = result.date.str() + ": ";
  switch (result.what) {
    case What::New:
      return day + grouped(result.announced) + " papers announced, " + grouped(result.kept) +
             " of the kinds you follow, " + grouped(result.repeats) + " of them seen before";
    case What::Added:
      return day + grouped(result.added) + " papers added to the inbox, " +
             grouped(result.announced) + " announced";
    case What::AlreadyThere:
      return day + "in the inbox already";
    case What::Nothing:
      return day + "nothing announced (" + result.why + ")";
    case What::Stale:
      return day + "nothing new yet (" + result.why + ")";
  }
  return day;
}

std::string_view name_of(arxiv::FetchResult::What what) {
  using What = arxiv::FetchResult::What;
  switch (what) {
    case What::New:
      return "new";
    case What::Added:
      return "added";
    case What::AlreadyThere:
      return "already there";
    case What::Nothing:
      return "nothing";
    case What::Stale:
      return "stale";
  }
  return "";
}

}  // namespace

void report_fetched(const arxiv::FetchResult& result, Results results) {
  print(line_of(result) + "\n");
  add_result(results, {{"kind", "fetch"},
                       {"day", result.date.str()},
                       {"outcome", name_of(result.what)},
                       {"announced", result.announced},
                       {"kept", result.kept},
                       {"added", result.added},
                       {"reason", result.why}});
}

int report_fetched(const preprints::Fetched& fetched, Results results) {
  bool any = false;
  for (const arxiv::FetchResult& result : fetched.days) {
    report_fetched(result, results);
    any = any || result.what == arxiv::FetchResult::What::New ||
          result.what == arxiv::FetchResult::What::Added;
  }
  if (!fetched.trouble.empty()) throw Error(ErrorKind::Network, {}, fetched.trouble);
  return any ? kDone : kNothingNew;
}

int run_fetch(const fs::path& root, const config::Config& config, const FetchOptions& options,
              const net::Environment& world) {
  const Day today = arxiv::new_york_day(world.clock());
  std::optional<Day> from = options.from ? options.from : options.date;
  std::optional<Day> to = options.to ? options.to : options.date;
  preprints::Fetched fetched;
  if (options.to && !from) {
    throw Error(ErrorKind::Usage, {}, "--to needs --from");
  }
  if (!from || (options.date && *options.date == today)) {
    fetched = preprints::fetch_today(root, config.fetch, config.holidays, options.again, world);
  } else {
    if (!to) to = today.plus(-1);
    if (*to < *from) {
      throw Error(ErrorKind::Usage, {}, "the last day " + to->str() + " is before " + from->str());
    }
    if (*to >= today) {
      throw Error(ErrorKind::Usage, {},
                  to->str() + " is not over yet; past days end with " + today.plus(-1).str());
    }
    const bool submission = options.by_submission;
    if (!config.fetch.categories.empty())
      say(std::string("past days are fetched by date of ") +
          (submission ? "submission (query API)" : "change (OAI-PMH)") +
          ", which is not exactly what was announced on them");
    fetched = preprints::fetch_past(root, config.fetch, config.holidays, *from, *to,
                                    submission ? InboxSource::Submission : InboxSource::Change,
                                    options.again, world);
  }
  return report_fetched(fetched, options.results);
}

}  // namespace broadsheet::app
