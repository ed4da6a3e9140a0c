#include "cli/commands.h"

#include <CLI/CLI.hpp>
#include <optional>
#include <vector>

#include "app/commands/cmd_build.h"
#include "app/commands/cmd_check.h"
#include "app/commands/cmd_doctor.h"
#include "app/commands/cmd_import.h"
#include "app/commands/cmd_init.h"
#include "app/commands/cmd_publish.h"
#include "app/commands/cmd_search.h"
#include "app/commands/cmd_serve.h"
#include "app/commands/cmd_theme.h"
#include "app/commands/cmd_upgrade.h"
#include "app/commands/exit_codes.h"
#include "app/export/export_command.h"
#include "app/lock.h"
#include "app/mcp/mcp_server.h"
#include "app/project.h"
#include "base/log.h"
#include "cli/command.h"
#include "cli/command_options.h"
#include "cli/command_reference.h"
#include "cli/curation_commands.h"
#include "cli/taste_commands.h"
#include "config/load.h"

namespace broadsheet::cli {
namespace {

struct InitChoice : app::InitOptions {
  std::string folder = ".";
};

void add_init_options(CLI::App& sub, InitChoice& options) {
  sub.add_option("DIR", options.folder, "the project's folder, made if it is missing");
  sub.add_option("--title", options.title, "name of the site");
  sub.add_option("--author", options.author, "who publishes it, shown in feeds");
  // One word of the line, so that the folder may follow.
  sub.add_option_function<std::string>(
      "--categories", [&options](const std::string& list) { options.categories = {list}; },
      "categories of arXiv, with commas: ids (hep-th) or names");
  sub.add_option("--topics-from", options.topics_from,
                 "a YAML file with `topics:`, such as another config.yaml");
  sub.add_option("--language", options.language, "of the site's own words: en, de, zh");
  add_method(sub, options);
  sub.add_option("--model", options.model, "name of the language model, for --method llm");
  sub.add_flag("--yes", options.yes, "ask nothing; take the proposed topics");
}

void add_init(CLI::App& line, Choice& choice) {
  command<InitChoice>(
      line, choice, "init",
      "Make a new project: settings, topics of your field, workflows, all explained. In a terminal "
      "it asks for what no option gives",
      "  broadsheet init my-digest                 a new folder, field by field\n"
      "  broadsheet init my-digest --categories hep-th,quant-ph --title \"Strings and qubits\" "
      "--yes\n"
      "  broadsheet -C my-digest init --topics-from ../other/config.yaml",
      add_init_options, [&choice](const InitChoice& options) {
        const fs::path folder =
            options.folder == "." ? choice.root() : choice.root() / options.folder;
        return app::run_init(folder, options, app::terminal_questions());
      });
}

void add_export(CLI::App& line, Choice& choice) {
  command<app::ExportOptions>(
      line, choice, "export", "Write the library, or one day, in formats of other programs",
      "  broadsheet export > library.jsonl                 all of it; import reads it back\n"
      "  broadsheet export --format csv --output papers.csv\n"
      "  broadsheet export 2026-02-27 --format bibtex      the papers of one day",
      [](CLI::App& sub, app::ExportOptions& options) {
        add_day(sub, "DAY", options.day, "a day, YYYY-MM-DD; without it all days");
        sub.add_option_function<std::string>(
               "--format",
               [&options](const std::string& name) { options.format = app::export_format(name); },
               "jsonl (the default), csv, bibtex, ris, csl (CSL-JSON)")
            ->check(one_of({app::kExportFormatNames.begin(), app::kExportFormatNames.end()}));
        sub.add_option("--output", options.output, "a file; otherwise standard output");
      },
      [&choice](const app::ExportOptions& options) {
        return app::run_export(choice.root(), options);
      });
}

void add_mcp(CLI::App& line, Choice& choice) {
  struct None {};
  command<None>(
      line, choice, "mcp",
      "Serve the library to a language model: the Model Context Protocol over stdin and stdout",
      "  broadsheet -C my-digest mcp     as the command of a server in a client's settings",
      [](CLI::App&, None&) {},
      [&choice](const None&) { return app::run_mcp(choice.root(), BROADSHEET_VERSION); });
}

void add_import(CLI::App& line, Choice& choice) {
  struct Options : app::ImportOptions {
    std::vector<std::string> paths;
  };
  reporting_command<Options>(
      line, choice, "import",
      "Import lists of arXiv papers of any program: JSON, CSV, YAML, Markdown, HTML, feeds, "
      "BibTeX, "
      "RIS, arXiv's e-mail. Importing twice changes nothing",
      "  broadsheet import ../archive/json ../archive/md   two folders, merged by day\n"
      "  broadsheet import --list page.txt                 report what this file is\n"
      "  broadsheet import --map my.yaml ../old            explain names that are not understood\n"
      "  broadsheet import --git ../old/README.md          all days of a file that is overwritten",
      [](CLI::App& sub, Options& options) {
        sub.add_option("PATH", options.paths, "files and folders, in any order");
        sub.add_flag("--list", options.list,
                     "write nothing; report every file and every paper that is left out");
        sub.add_option("--map", options.maps,
                       "a YAML file that assigns names to fields (docs/import.md)")
            ->type_name("FILE");
        sub.add_flag("--git", options.git,
                     "every version of the files in their git history, for programs that overwrite "
                     "one file a day");
        sub.add_flag("--undo", options.undo, "take the last import back, without PATH");
      },
      [&choice](const Options& options) {
        const std::vector<fs::path> paths(options.paths.begin(), options.paths.end());
        return locked(choice, "import",
                      [&] { return app::run_import(choice.root(), paths, options); });
      });
}

void add_build(CLI::App& line, Choice& choice) {
  struct Options : app::BuildOptions {
    app::Results results = nullptr;
  };
  reporting_command<Options>(
      line, choice, "build",
      "Make site/ and the search index from content/ and the theme. Writes only what changed; "
      "with errors the last good site stays",
      "  broadsheet build               the project in this folder\n"
      "  broadsheet -C my-digest build  another one\n"
      "  broadsheet build --clean       trust nothing that an earlier build left",
      [](CLI::App& sub, Options& options) {
        sub.add_flag("--clean", options.clean, "rebuild index and pages, ignoring what exists");
        sub.add_flag("--timings", options.timings, "also the processor time of each stage");
      },
      [&choice](Options options) {
        options.progress = options.results == nullptr;
        return locked(choice, "build",
                      [&] { return app::run_build(choice.root(), options, options.results); });
      });
}

void add_search(CLI::App& line, Choice& choice) {
  struct Options : app::SearchCommand {
    std::vector<std::string> words;
  };
  command<Options>(
      line, choice, "search",
      "Search all papers, ranked as in the browser. The query language: words, \"a phrase\", "
      "+must, -not, title:word, author:name, topic:id, category:cs.LG, from:2026-02, score:>=17",
      "  broadsheet search 'mixture of experts'\n"
      "  broadsheet search --field author hernandez      with or without accents\n"
      "  broadsheet search --phrase state space model --from 2026-01 --sort date\n"
      "  broadsheet search --min-score 17 --json 'kv cache -quantization' | jq .results[].id",
      [](CLI::App& sub, Options& options) {
        sub.add_option("QUERY", options.words,
                       "words of the query; none if options select the papers");
        sub.add_option("--field", options.field, "look only there")
            ->check(one_of({"title", "author", "topic", "category"}));
        sub.add_flag("--phrase", options.phrase, "the words must follow one another");
        CLI::Option* all = sub.add_flag(
            "--all", [&options](std::int64_t) { options.all = true; },
            "only papers with all words; so by itself unless sorted by relevance");
        sub.add_flag(
               "--any", [&options](std::int64_t) { options.all = false; },
               "papers with any of the words, also when sorted by date or score")
            ->excludes(all);
        sub.add_option("--from", options.from, "first day: 2026-02-01, 2026-02 or 2026");
        sub.add_option("--to", options.to, "last day");
        sub.add_option("--min-score", options.min_score, "least score of a paper")
            ->check(number_from(0.0, 1000.0));
        sub.add_option("--topic", options.topic, "id of a topic of config.yaml");
        sub.add_option("--category", options.category,
                       "arXiv category: cs.LG, or cs for all of it");
        sub.add_option("--sort", options.sort, "order of the results")
            ->check(one_of({"relevance", "date", "score"}))
            ->capture_default_str();
        sub.add_option("--limit", options.limit, "at most so many")
            ->check(number_from(1, 100'000))
            ->capture_default_str();
        sub.add_option("--offset", options.offset, "leave out so many first")
            ->check(number_from(0, 10'000'000));
        sub.add_flag("--json", options.json,
                     "for programs: {total, with_all, with_any, results: [{id, rank, ...}]}");
      },
      [&choice](Options options) {
        for (const std::string& word : options.words) {
          options.query += (options.query.empty() ? "" : " ") + word;
        }
        return app::run_search(choice.root(), options);
      });
}

void add_check(CLI::App& line, Choice& choice) {
  command<app::CheckOptions>(
      line, choice, "check",
      "Check settings, digests (format, counts, missing weekdays), theme, index, and the links of "
      "the built site; "
      "one report",
      "  broadsheet check          for people\n"
      "  broadsheet check --json   for programs\n"
      "  broadsheet check --fix    repair what needs no decision, and report it\n\n"
      "Exit codes: 0 no error (there may be warnings), 1 errors, 2 errors in the settings",
      [](CLI::App& sub, app::CheckOptions& options) {
        sub.add_flag("--json", options.json,
                     "for programs: {days, papers, errors, warnings, mended, problems: [...]}");
        sub.add_flag(
            "--fix", options.fix,
            "first write digests in their documented form, and rebuild index, site and state "
            "where they do not match");
      },
      [&choice](const app::CheckOptions& options) {
        return locked(choice, "check", [&] { return app::run_check(choice.root(), options); });
      });
}

void add_doctor(CLI::App& line, Choice& choice) {
  command<app::DoctorOptions>(
      line, choice, "doctor",
      "Check what a digest needs around it: git, network, arXiv's feed, clock, keys, the model's "
      "server, workflows, disk; and what to do where something is wrong",
      "  broadsheet doctor\n"
      "  broadsheet doctor --offline   without any request\n"
      "  broadsheet doctor --json      for programs\n\n"
      "Exit codes: 0 no error (there may be warnings), 1 errors, 2 errors in the settings, 3 only "
      "the "
      "network failed",
      [](CLI::App& sub, app::DoctorOptions& options) {
        sub.add_flag("--offline", options.offline, "send no request");
        sub.add_flag(
            "--json", options.json,
            "for programs: {errors, warnings, checks: [{check, status, message, advice}]}");
      },
      [&choice](const app::DoctorOptions& options) {
        app::require_project(choice.root());
        net::forbid_core_dumps();
        Diagnostics reported_by_doctor;
        const app::Project project = app::open_project(choice.root(), reported_by_doctor);
        return on_network(project.config, [&](const auto&, const net::Environment& world) {
          return app::run_doctor(choice.root(), options, world);
        });
      });
}

void add_publish(CLI::App& line, Choice& choice) {
  struct Options : app::PublishOptions {
    std::string folder, file;
  };
  reporting_command<Options>(
      line, choice, "publish",
      "Publish the site: to a git branch, one commit a time and nothing when nothing changed, or "
      "to a folder, "
      "or as a tar file for GitHub's Pages action. Checks links, sizes and days first",
      "  broadsheet publish --dry-run             what would change there\n"
      "  broadsheet publish                       to publish.branch of publish.remote\n"
      "  broadsheet publish --to /srv/www/digest  into a folder; other files in it stay\n"
      "  broadsheet publish --artifact artifact.tar",
      [](CLI::App& sub, Options& options) {
        sub.add_option("--to", options.folder, "into this folder")->option_text("DIR");
        sub.add_option("--artifact", options.file, "into this tar file")->option_text("FILE");
        sub.add_option("--remote", options.remote,
                       "name or URL; default: publish.remote of config.yaml");
        sub.add_option("--branch", options.branch, "default: publish.branch of config.yaml");
        sub.add_option("--message", options.message, "of the commit");
        sub.add_flag("--dry-run", options.dry_run, "only list what would change");
        sub.add_flag("--allow-removal", options.allow_removal,
                     "allow published days to be removed");
      },
      [&choice](Options options) {
        if (!options.folder.empty()) options.to = options.folder;
        if (!options.file.empty()) options.artifact = options.file;
        return locked(choice, "publish", [&] { return app::run_publish(choice.root(), options); });
      });
}

void add_serve(CLI::App& line, Choice& choice) {
  command<app::ServeOptions>(
      line, choice, "serve",
      "Serve the site on loopback as GitHub Pages would; updates and reloads the page when "
      "content, settings or theme change",
      "  broadsheet serve\n"
      "  broadsheet serve --port 9000 --open",
      [](CLI::App& sub, app::ServeOptions& options) {
        sub.add_option("--port", options.port, "port on 127.0.0.1; 0 for any that is free")
            ->check(number_from(0, 65535))
            ->capture_default_str();
        sub.add_flag("--open", options.open, "open the browser");
        sub.add_option("--allow-host", options.hosts,
                       "a name, besides those of loopback, that requests may use for this machine")
            ->option_text("NAME");
      },
      [&choice](const app::ServeOptions& options) {
        return app::run_serve(choice.root(), options);
      });
}

void add_theme(CLI::App& line, Choice& choice) {
  CLI::App* theme = line.add_subcommand("theme", "Begin a theme of your own, or check one");
  theme->require_subcommand(1);
  theme->footer(
      "Examples:\n"
      "  broadsheet theme new mine                   themes/mine/, which extends broadsheet\n"
      "  broadsheet theme new calm --extends plain\n"
      "  broadsheet theme copy day.mustache          to change this template\n"
      "  broadsheet theme check mine                 every mistake, with its place");
  command<app::NewTheme>(
      *theme, choice, "new", "A small theme that extends another, with comments that explain",
      "  broadsheet theme new mine",
      [](CLI::App& sub, app::NewTheme& options) {
        sub.add_option("NAME", options.name, "its folder below themes/")->required();
        sub.add_option("--extends", options.extends, "where all comes from that it does not change")
            ->capture_default_str();
      },
      [&choice](const app::NewTheme& options) {
        return app::run_theme_new(choice.root(), options);
      });
  command<app::ThemeCopy>(
      *theme, choice, "copy",
      "Copy files of the theme that yours extends into yours, to change them there",
      "  broadsheet theme copy day.mustache\n"
      "  broadsheet theme copy partials/foot.mustache static/theme.css --to mine",
      [](CLI::App& sub, app::ThemeCopy& options) {
        sub.add_option("FILE", options.files, "as the theme's folder has it")->required();
        sub.add_option("--to", options.name, "your theme; default: site.theme of config.yaml")
            ->option_text("NAME");
      },
      [&choice](const app::ThemeCopy& options) {
        return app::run_theme_copy(choice.root(), options);
      });
  struct Check {
    std::string name;
    app::Results results = nullptr;
  };
  reporting_command<Check>(
      *theme, choice, "check",
      "Check templates, words and colours of a theme; without a name, the one of config.yaml",
      "  broadsheet theme check\n"
      "  broadsheet theme check mine",
      [](CLI::App& sub, Check& options) { sub.add_option("NAME", options.name, "of the theme"); },
      [&choice](const Check& options) {
        return app::run_theme_check(choice.root(), options.name, options.results);
      });
}

void add_upgrade(CLI::App& line, Choice& choice) {
  reporting_command<app::UpgradeOptions>(
      line, choice, "upgrade",
      "Bring a project of an earlier version to this one: workflows, .gitignore, the form of "
      "digests. "
      "What is replaced is kept in .broadsheet/backup/; workflows that you edited are left, and "
      "compared",
      "  broadsheet upgrade --dry-run   what would change\n"
      "  broadsheet upgrade\n\n"
      "Exit codes: 0 done, 4 nothing to do, 5 files that you edited are left",
      [](CLI::App& sub, app::UpgradeOptions& options) {
        sub.add_flag("--dry-run", options.dry_run, "report what would change, write nothing");
      },
      [&choice](const app::UpgradeOptions& options) {
        return locked(choice, "upgrade", [&] { return app::run_upgrade(choice.root(), options); });
      });
}

/// Commands for packages, which no --help shows.
void add_reference(CLI::App& line, Choice& choice) {
  CLI::App* man = line.add_subcommand("man", "Print the man page")->group("");
  man->callback([&] {
    choice.run = [&] {
      print_result(man_page(line, BROADSHEET_VERSION));
      return 0;
    };
  });
  CLI::App* schema =
      line.add_subcommand("schema", "Print the JSON Schema of config.yaml, for editors");
  schema->callback([&choice] {
    choice.run = [] {
      print_result(config::config_schema());
      return 0;
    };
  });
  CLI::App* shells = line.add_subcommand("completions", "Print completions for a shell")->group("");
  auto shell = std::make_shared<std::string>();
  shells->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(one_of({"bash", "zsh", "fish"}));
  shells->callback([&line, &choice, shell] {
    choice.run = [&line, shell] {
      print_result(completions(line, *shell));
      return 0;
    };
  });
}

}  // namespace

void add_commands(CLI::App& line, Choice& choice) {
  add_init(line, choice);
  add_upgrade(line, choice);
  add_import(line, choice);
  add_export(line, choice);
  add_mcp(line, choice);
  add_build(line, choice);
  add_search(line, choice);
  add_check(line, choice);
  add_doctor(line, choice);
  add_serve(line, choice);
  add_theme(line, choice);
  add_publish(line, choice);
  add_fetch(line, choice);
  add_score(line, choice);
  add_rescore(line, choice);
  add_taste(line, choice);
  add_missing(line, choice);
  add_daily(line, choice);
  add_announce(line, choice);
  add_mail(line, choice);
  add_message(line, choice);
  add_reference(line, choice);
}

}  // namespace broadsheet::cli
