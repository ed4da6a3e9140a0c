#include "app/curation/cmd_rescore.h"

#include "app/commands/exit_codes.h"
#include "app/curate/history.h"
#include "arxiv/inbox.h"
#include "base/log.h"
#include "content/digest_json.h"
#include "scoring/rescore.h"
#include "tex/text.h"

namespace broadsheet::app {
namespace {

void print_papers(char sign, const std::vector<PaperId>& ids, const Digest& digest) {
  for (const PaperId& id : ids) {
    std::string title;
    for (const Entry& entry : digest.papers) {
      if (entry.id == id) title = "  " + tex::tex_to_plain(entry.title);
    }
    print(std::string("  ") + sign + " " + id.str() + title + "\n");
  }
}

json::List ids_of(const std::vector<PaperId>& papers) {
  json::List list;
  for (const PaperId& id : papers) list.emplace_back(id.str());
  return list;
}

}  // namespace

int run_rescore(const fs::path& root, const config::Config& config, const RescoreOptions& options) {
  int changed = 0;
  for (const Digest& digest : load_digests(root)) {
    if ((options.from && digest.date < *options.from) ||
        (options.to && digest.date > *options.to)) {
      continue;
    }
    if (digest.verdicts.empty()) continue;  // imported, or by the recommender: nothing to go by
    const scoring::Rescored result =
        scoring::rescore(digest, arxiv::read_inbox(root, digest.date), config);
    if (!result.not_found.empty()) {
      warn("warning: " + digest.date.str() + ": " + std::to_string(result.not_found.size()) +
           " papers should come in, but the day's inbox file does not have them");
      print_papers('?', result.not_found, digest);
    }
    if (content::to_json(result.digest) == content::to_json(digest)) continue;
    ++changed;
    print(digest.date.str() + ": " + std::to_string(digest.papers.size()) + " -> " +
          std::to_string(result.digest.papers.size()) + " papers\n");
    print_papers('+', result.added, result.digest);
    print_papers('-', result.removed, digest);
    add_result(options.results, {{"kind", "rescore"},
                                 {"day", digest.date.str()},
                                 {"papers", result.digest.papers.size()},
                                 {"added", ids_of(result.added)},
                                 {"removed", ids_of(result.removed)},
                                 {"not_found", ids_of(result.not_found)}});
    if (!options.dry_run) write_digest(root, result.digest);
  }
  if (changed == 0)
    say("nothing would change");
  else if (options.dry_run)
    say("a dry run: nothing was written");
  return changed == 0 ? kNothingNew : kDone;
}

}  // namespace broadsheet::app
