// The command line: read it, run one command, print the one Error.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "base/edit_distance.h"
#include "base/error.h"
#include "base/files.h"
#include "base/log.h"
#include "cli/commands.h"

namespace {

using namespace broadsheet;

constexpr int kUsage = 2;

/// One line for what is wrong with the line itself, with the nearest command.
int explain(const CLI::App& line, const CLI::ParseError& e, int argc, char** argv) {
  std::vector<std::string> names;
  const auto chosen = line.get_subcommands();
  std::string message = std::string("error: ") + e.what();
  if (!chosen.empty() && dynamic_cast<const CLI::ExtrasError*>(&e) != nullptr) {
    for (const CLI::Option* option : chosen.front()->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    std::string extra = line.remaining(true).front();
    extra.resize(std::min(extra.find('='), extra.size()));
    message = "error: '" + chosen.front()->get_name() + "' takes no '" + extra + "'" +
              suggestion(nearest_word(extra, names));
  } else if (chosen.empty()) {
    for (const CLI::App* sub : line.get_subcommands({})) {
      if (!sub->get_group().empty()) names.push_back(sub->get_name());
    }
    for (int i = 1; i < argc; ++i) {
      const std::string word = argv[i];
      if (word.starts_with('-') || (i > 1 && std::string(argv[i - 1]) == "-C")) continue;
      message = "error: unknown command '" + word + "'" + suggestion(nearest_word(word, names));
      break;
    }
  }
  warn(message);
  warn("'broadsheet " + (chosen.empty() ? "" : chosen.front()->get_name() + " ") +
       "--help' explains more");
  return kUsage;
}

int run(int argc, char** argv) {
  CLI::App line(
      "A daily digest of arXiv as a site with search: fetch what was announced, score it, and "
      "build static pages from plain files.",
      "broadsheet");
  cli::Choice choice;
  line.add_option("-C", choice.folder, "the folder that holds config.yaml")->option_text("DIR");
  line.add_flag_callback(
      "-q,--quiet", [] { set_output(Output::Results); },
      "print problems and what was asked for, no news");
  line.set_version_flag("--version",
                        "broadsheet " BROADSHEET_VERSION "\nlibraries: " BROADSHEET_LIBRARIES);
  line.set_help_flag("-h,--help", "Explain this command");
  line.require_subcommand(1);
  line.footer(
      "A first site:\n"
      "  broadsheet init my-digest                     settings, every key explained\n"
      "  broadsheet -C my-digest import old-archive/   digests of older programs\n"
      "  broadsheet -C my-digest build                 my-digest/site/\n"
      "  broadsheet -C my-digest search 'mixture of experts'\n"
      "\n"
      "'broadsheet COMMAND --help' explains a command, with examples.\n"
      "Results go to stdout, all else to stderr. Exit codes: 0 done, 1 content or build, 2 usage "
      "or\n"
      "settings, 3 network; fetch, score, rescore, missing and daily also 4 nothing new, 5 "
      "partial,\n"
      "6 failed; daily 7 another run is at work.");
  add_commands(line, choice);
  try {
    line.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return line.exit(e);  // --help and --version
  } catch (const CLI::ParseError& e) {
    return explain(line, e, argc, argv);
  }
  return choice.run();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const broadsheet::Error& e) {
    broadsheet::warn(e.what());
    return broadsheet::exit_code(e.kind());
  } catch (const broadsheet::fs::filesystem_error& e) {
    const std::string path = broadsheet::display_path(e.path1());
    broadsheet::warn((path.empty() ? "" : path + ": ") +
                     "error: cannot use this path: " + e.code().message());
    return 1;
  } catch (const std::exception& e) {
    broadsheet::warn(std::string("error: ") + e.what());
    return 1;
  }
}
