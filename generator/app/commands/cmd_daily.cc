#include "app/commands/cmd_daily.h"

#include <map>
#include <vector>

#include "app/commands/cmd_fetch.h"
#include "app/commands/cmd_score.h"
#include "app/commands/exit_codes.h"
#include "app/curate/history.h"
#include "app/curate/webhook.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "content/digest_json.h"

namespace broadsheet::app {
namespace {

std::map<Day, std::string> hashes_of(const std::vector<Digest>& digests) {
  std::map<Day, std::string> hashes;
  for (const Digest& digest : digests) hashes[digest.date] = hash_hex(content::to_json(digest));
  return hashes;
}

std::string name_of(int outcome) {
  switch (outcome) {
    case kDone:
      return "done";
    case kNothingNew:
      return "nothing new";
    case kPartial:
      return "partial: some papers have no verdict";
    case kFailed:
      return "failed: no verdict";
    default:
      return outcome == exit_code(ErrorKind::Network)
                 ? "arXiv could not be asked"
                 : "failed with code " + std::to_string(outcome);
  }
}

std::string summary_of(const std::vector<Digest>& changed, int outcome, const std::string& outage) {
  std::string summary = "Broadsheet: " + name_of(outcome);
  for (const Digest& digest : changed) {
    summary += "; " + digest.date.str() + " " + std::to_string(digest.papers.size()) + " papers";
    if (!digest.status_reason.empty()) summary += " (" + digest.status_reason + ")";
  }
  if (!outage.empty()) summary += "; " + outage;
  return summary;
}

}  // namespace

int run_daily(const fs::path& root, const config::Config& config, const DailyOptions& options,
              const DailySteps& steps, const net::Environment& world) {
  const auto before = hashes_of(load_digests(root));
  std::string outage;
  int outcome = kNothingNew;
  int fetched = kNothingNew;
  try {
    fetched = run_fetch(root, config, {}, world);
  } catch (const Error& error) {
    // Days that are in the inbox can be scored all the same.
    if (error.kind() != ErrorKind::Network) throw;
    outage = error.what();
    say(outage);
  }
  const int scored =
      run_score(root, config, {.method = options.method, .budget_usd = options.budget_usd}, world);
  outcome = scored != kNothingNew ? scored : fetched;

  std::vector<Digest> changed;
  for (Digest& digest : load_digests(root)) {
    const auto old = before.find(digest.date);
    if (old == before.end() || old->second != hash_hex(content::to_json(digest))) {
      changed.push_back(std::move(digest));
    }
  }
  // Also when no digest changed: an earlier run may have been cut before its site was whole. What
  // is up to date is left alone by both.
  int step_code = steps.build ? steps.build() : kDone;
  const bool publish = options.publish || config.publish.daily;
  if (step_code == kDone && publish && steps.publish) step_code = steps.publish();
  if (!outage.empty() && outcome != kFailed) outcome = exit_code(ErrorKind::Network);
  if (step_code != kDone) outcome = step_code;
  print("daily run: " + name_of(outcome) + "\n");
  if (!changed.empty() || !outage.empty()) {
    send_notice(config.publish, notice_json(summary_of(changed, outcome, outage), changed), world);
  }
  return outcome;
}

}  // namespace broadsheet::app
