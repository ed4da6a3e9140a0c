#include "cli/taste_commands.h"

#include "app/project.h"
#include "app/taste/cmd_taste.h"
#include "cli/command.h"

namespace broadsheet::cli {
namespace {

void add_taste_add(CLI::App& taste, Choice& choice) {
  reporting_command<app::TasteAddOptions>(
      taste, choice, "add",
      "Learn from a library: BibTeX, RIS, CSL-JSON, an export of Zotero, the stars exported from "
      "the site, or Zotero itself",
      "  broadsheet taste add library.bib                     again after each change\n"
      "  broadsheet taste add --against not-for-me.ris\n"
      "  BROADSHEET_ZOTERO_KEY=... broadsheet taste add zotero:475425\n\n"
      "Exit codes: 0 done, 5 abstracts are missing, 3 arXiv or Zotero did not respond",
      [](CLI::App& sub, app::TasteAddOptions& options) {
        sub.add_option("LIST", options.lists,
                       "files, zotero:USERID, zotero:USERID/collections/KEY or zotero:groups/ID")
            ->required();
        sub.add_flag("--against", options.against, "papers like these are not wanted");
        sub.add_flag("--offline", options.offline, "do not fetch missing abstracts from arXiv");
      },
      [&choice](const app::TasteAddOptions& options) {
        return with_network(
            choice, "taste", [&](const config::Config& config, const net::Environment& world) {
              const config::TasteConfig taste_config =
                  config::read_taste(read_file(app::Places{choice.root()}.config()));
              return app::run_taste_add(choice.root(), config, taste_config, options, world);
            });
      });
}

void add_taste_show(CLI::App& taste, Choice& choice) {
  reporting_command<app::TasteShowOptions>(
      taste, choice, "show", "What was learned: words, authors, papers, their days and weights",
      "  broadsheet taste show\n"
      "  broadsheet taste show --json",
      [](CLI::App&, app::TasteShowOptions&) {},
      [&choice](const app::TasteShowOptions& options) {
        app::require_project(choice.root());
        return app::run_taste_show(choice.root(), options);
      });
}

void add_taste_remove(CLI::App& taste, Choice& choice) {
  reporting_command<app::TasteRemoveOptions>(
      taste, choice, "remove", "Forget a list or a paper",
      "  broadsheet taste remove library.bib\n"
      "  broadsheet taste remove 2602.01234\n"
      "  broadsheet taste remove --all\n\n"
      "Exit codes: 0 done, 4 nothing was there",
      [](CLI::App& sub, app::TasteRemoveOptions& options) {
        sub.add_option("WHAT", options.what, "lists as 'taste show' names them, or arXiv ids");
        sub.add_flag("--all", options.all, "all that was learned");
      },
      [&choice](const app::TasteRemoveOptions& options) {
        return locked(choice, "taste",
                      [&] { return app::run_taste_remove(choice.root(), options); });
      });
}

}  // namespace

void add_taste(CLI::App& line, Choice& choice) {
  CLI::App* taste = line.add_subcommand(
      "taste", "What your own library teaches the recommender; it stays in .broadsheet/");
  taste->require_subcommand(1);
  taste->footer(
      "Examples:\n"
      "  broadsheet taste add library.bib\n"
      "  broadsheet taste show\n"
      "  broadsheet taste remove library.bib");
  add_taste_add(*taste, choice);
  add_taste_show(*taste, choice);
  add_taste_remove(*taste, choice);
}

}  // namespace broadsheet::cli
