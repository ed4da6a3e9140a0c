#pragma once
// What the commands of the line share.

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "cli/choice.h"
#include "cli/command_options.h"
#include "cli/json_report.h"
#include "config/config.h"
#include "net/environment.h"

namespace broadsheet::cli {

constexpr int kUsage = 2;

/// Work that changes the project: one run at a time. No folder is made where there is no project.
int locked(const Choice& choice, const std::string& command, const std::function<int()>& work);

/// Settings of the project; std::nullopt, after a report, if they are wrong.
std::optional<config::Config> settings_of(const Choice& choice);

/// Work with the settings of the project, one run at a time; 2 if they are wrong.
int with_settings(const Choice& choice, const std::string& command,
                  const std::function<int(const config::Config&)>& work);

using NetworkWork = std::function<int(const config::Config&, const net::Environment&)>;

int on_network(const config::Config& config, const NetworkWork& work);

/// As with_settings, with the network.
int with_network(const Choice& choice, const std::string& command, const NetworkWork& work);

/// A command whose options live as long as the command line.
template <typename Options>
void command(CLI::App& line, Choice& choice, const std::string& name, const std::string& what,
             const std::string& examples, const std::function<void(CLI::App&, Options&)>& add,
             const std::function<int(const Options&)>& run) {
  CLI::App* sub = line.add_subcommand(name, what);
  sub->footer("Examples:\n" + examples);
  sub->fallthrough();  // -C may follow the command, too
  auto options = std::make_shared<Options>();
  add(*sub, *options);
  sub->callback([&choice, options, run] { choice.run = [options, run] { return run(*options); }; });
}

/// As `command`, with --json: Options has a member `results`.
template <typename Options>
void reporting_command(CLI::App& line, Choice& choice, const std::string& name,
                       const std::string& what, const std::string& examples,
                       const std::function<void(CLI::App&, Options&)>& add,
                       const std::function<int(const Options&)>& run) {
  auto report = std::make_shared<std::optional<JsonReport>>();
  command<Options>(
      line, choice, name, what, examples,
      [add, report](CLI::App& sub, Options& options) {
        add(sub, options);
        report->emplace(sub);
      },
      [run, report](Options options) {
        return (*report)->run([&](app::Results results) {
          options.results = results;
          return run(options);
        });
      });
}

template <typename Options>
void add_method(CLI::App& sub, Options& options) {
  sub.add_option_function<std::string>(
         "--method",
         [&options](const std::string& name) { options.method = config::score_method(name); },
         "who chooses papers")
      ->check(one_of({config::kScoreMethodNames.begin(), config::kScoreMethodNames.end()}));
}

/// Who chooses papers, and for how much.
template <typename Options>
void add_choosing(CLI::App& sub, Options& options) {
  add_method(sub, options);
  sub.add_option("--budget", options.budget_usd, "US dollars a day, at most");
}

}  // namespace broadsheet::cli
