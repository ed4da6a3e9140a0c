// run_taste_add() of cmd_taste.h.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "app/commands/exit_codes.h"
#include "app/curate/history.h"
#include "app/taste/cmd_taste.h"
#include "app/taste/zotero.h"
#include "arxiv/by_id.h"
#include "arxiv/inbox.h"
#include "arxiv/schedule.h"
#include "base/diagnostics.h"
#include "base/error.h"
#include "base/log.h"
#include "taste/match.h"
#include "taste/read_list.h"
#include "taste/taste.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kMostFetched = 2000;  // ids of one run

taste::PaperMatcher known_papers(const fs::path& root) {
  taste::PaperMatcher known;
  for (const Digest& digest : load_digests(root)) {
    for (const Entry& entry : digest.papers) {
      known.add(entry.id, entry.doi, entry.title, entry.authors, entry.abstract);
    }
  }
  for (const Day day : arxiv::inbox_days(root)) {
    const auto inbox = arxiv::read_inbox(root, day);
    for (const Announced& paper : inbox ? inbox->papers : std::vector<Announced>()) {
      known.add(paper.id, paper.doi, paper.title, paper.authors, paper.abstract);
    }
  }
  return known;
}

taste::PaperList read_file_list(const std::string& name, bool against) {
  const fs::path path = name;
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    throw Error(ErrorKind::Usage, {}, "'" + name + "' is no file");
  }
  if (fs::file_size(path, error) > taste::kMostFileBytes) {
    throw Error(ErrorKind::Usage, {}, "'" + name + "' is larger than 256 MB");
  }
  Diagnostics problems;
  taste::PaperList list =
      taste::read_list(read_file(path), path.filename().string(), against, problems);
  for (const Problem& problem : problems.problems()) warn(problem.str());
  return list;
}

/// Ids of arXiv whose abstracts are missing, newest first.
std::vector<PaperId> ids_without_abstract(const taste::Taste& taste) {
  std::vector<PaperId> ids;
  for (const taste::Paper& paper : taste.papers()) {
    if (paper.id && paper.id->is_arxiv() && paper.abstract.empty()) ids.push_back(*paper.id);
  }
  return ids;
}

class Adding {
 public:
  Adding(const fs::path& root, const config::Config& config,
         const config::TasteConfig& taste_config, const TasteAddOptions& options,
         const net::Environment& world)
      : root_(root),
        config_(config),
        taste_config_(taste_config),
        options_(options),
        world_(world) {}

  int run() {
    const taste::PaperMatcher known = known_papers(root_);
    for (const std::string& name : options_.lists) {
      const bool zotero = name.starts_with("zotero:");
      taste::PaperList list = zotero ? read_zotero(name, options_.against, taste_config_, world_)
                                     : read_file_list(name, options_.against);
      add(zotero ? name : fs::path(name).filename().string(), std::move(list), known);
    }
    return fetch();
  }

 private:
  void add(const std::string& source, taste::PaperList list, const taste::PaperMatcher& known) {
    const std::size_t papers = list.papers.size();
    // A file that was cut off does not wipe out what was learned from it.
    if (papers == 0) throw Error(ErrorKind::Content, {.path = source}, "no paper is in it");
    forget_future_days(list);
    const auto matched = std::count_if(list.papers.begin(), list.papers.end(),
                                       [&](taste::Paper& one) { return known.complete(one); });
    taste_.put(source, std::move(list.papers));
    taste::write_taste(root_, taste_);
    std::string line =
        source + ": " + counted(papers, "paper") + ", " + grouped(matched) + " of them known here";
    if (list.unusable > 0) {
      line += "; left out, without arXiv id, DOI and title: " + grouped(list.unusable);
    }
    if (list.further > 0) {
      line += "; " + grouped(list.further) + " more left out: a list has at most " +
              grouped(taste::kMostRead);
    }
    print(line + "\n");
    add_result(options_.results, {{"kind", "taste"},
                                  {"source", source},
                                  {"papers", papers},
                                  {"known", matched},
                                  {"unusable", list.unusable},
                                  {"further", list.further}});
  }

  /// A day in the future, a typing error, would make all other papers old.
  void forget_future_days(taste::PaperList& list) const {
    const Day latest = arxiv::new_york_day(world_.clock()).plus(1);
    for (taste::Paper& paper : list.papers) {
      for (taste::Mention& mention : paper.mentions) {
        if (mention.day > latest) mention.day = std::nullopt;
      }
    }
  }

  int fetch() {
    std::vector<PaperId> missing = ids_without_abstract(taste_);
    const std::size_t count = options_.offline ? 0 : std::min(missing.size(), kMostFetched);
    missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(count), missing.end());
    std::set<PaperId> asked(missing.begin(), missing.end());
    arxiv::fetch_by_id(root_, config_.fetch, missing, world_, [&](const auto& papers) {
      for (const Announced& paper : papers) {
        taste_.complete({.id = paper.id,
                         .title = paper.title,
                         .authors = paper.authors,
                         .abstract = paper.abstract});
        asked.erase(paper.id);
      }
      taste::write_taste(root_, taste_);
    });
    for (const PaperId& id : asked) taste_.forget_id(id);
    if (!asked.empty()) taste::write_taste(root_, taste_);
    const std::size_t rest = ids_without_abstract(taste_).size();
    report(count - asked.size(), asked, rest);
    return rest > 0 ? kPartial : kDone;
  }

  void report(std::size_t fetched, const std::set<PaperId>& unknown, std::size_t rest) const {
    if (fetched > 0) print(counted(fetched, "abstract") + " fetched from arXiv\n");
    if (!unknown.empty()) {
      warn("warning: arXiv does not know " + counted(unknown.size(), "id") + ", such as " +
           unknown.begin()->str());
    }
    if (rest > 0) {
      say(counted(rest, "abstract") +
          " missing; 'broadsheet taste add' without --offline fetches " + grouped(kMostFetched) +
          " a run");
    }
    add_result(options_.results, {{"kind", "abstracts"},
                                  {"fetched", fetched},
                                  {"unknown", unknown.size()},
                                  {"missing", rest}});
  }

  const fs::path& root_;
  const config::Config& config_;
  const config::TasteConfig& taste_config_;
  const TasteAddOptions& options_;
  const net::Environment& world_;
  taste::Taste taste_ = taste::read_taste(root_);
};

}  // namespace

int run_taste_add(const fs::path& root, const config::Config& config,
                  const config::TasteConfig& taste_config, const TasteAddOptions& options,
                  const net::Environment& world) {
  return Adding(root, config, taste_config, options, world).run();
}

}  // namespace broadsheet::app
