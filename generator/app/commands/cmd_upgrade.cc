#include "app/commands/cmd_upgrade.h"

#include "app/commands/exit_codes.h"
#include "app/init/upgrade.h"
#include "base/hash.h"
#include "base/log.h"
#include "publish/process.h"

namespace broadsheet::app {
namespace {

const char* name_of(Upgrade::Kind kind) {
  switch (kind) {
    case Upgrade::Kind::Add:
      return "new";
    case Upgrade::Kind::Replace:
      return "replaced";
    case Upgrade::Kind::Edited:
      return "left";
  }
  return "";
}

/// How an edited file differs from the shipped one, as git shows it; empty without git.
std::string difference(const fs::path& own, const std::string& shipped) {
  const publish::ProcessResult result =
      publish::run({.words = {"git", "diff", "--no-index", "--no-color", "--", own.string(), "-"},
                    .folder = ".",
                    .variables = {},
                    .input = shipped});
  return result.status == 1 ? result.out : "";
}

/// .broadsheet/backup/<hash of all that is replaced>/: the same upgrade has the same folder.
fs::path backup_folder(const Places& places, const std::vector<Upgrade>& plan) {
  HashSum sum;
  for (const Upgrade& upgrade : plan) {
    if (upgrade.kind != Upgrade::Kind::Replace) continue;
    sum.add(upgrade.path).add(read_file(places.root / upgrade.path));
  }
  return places.state() / "backup" / hex(sum.value(), 16);
}

}  // namespace

int run_upgrade(const fs::path& root, const UpgradeOptions& options) {
  const Places places{root};
  Diagnostics problems;
  open_project(root, problems);
  if (report(problems, "nothing was upgraded")) return exit_code(ErrorKind::Config);
  const std::vector<Upgrade> plan = plan_upgrade(places);
  if (plan.empty()) {
    say("there is nothing to upgrade");
    return kNothingNew;
  }
  const fs::path backup = backup_folder(places, plan);
  std::size_t replaced = 0, left = 0;
  FileBatch copies, files;
  for (const Upgrade& upgrade : plan) {
    const fs::path path = root / upgrade.path;
    print(std::string(name_of(upgrade.kind)) + ": " + display_path(path) + " (" + upgrade.reason +
          ")\n");
    add_result(options.results, {{"kind", "upgrade"},
                                 {"path", upgrade.path},
                                 {"change", name_of(upgrade.kind)},
                                 {"reason", upgrade.reason}});
    if (upgrade.kind == Upgrade::Kind::Edited) {
      ++left;
      print(difference(path, upgrade.bytes));
      continue;
    }
    if (upgrade.kind == Upgrade::Kind::Replace) {
      ++replaced;
      if (!options.dry_run) copies.add_if_changed(backup / upgrade.path, read_file(path));
    }
    if (!options.dry_run) files.add_if_changed(path, upgrade.bytes);
  }
  if (options.dry_run) {
    say("a dry run: nothing was written");
  } else {
    copies.commit();
    files.commit();
    if (replaced > 0) print("the replaced files are in " + display_path(backup) + "/\n");
  }
  return left > 0 ? kPartial : kDone;
}

}  // namespace broadsheet::app
