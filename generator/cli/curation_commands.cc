#include "cli/curation_commands.h"

#include "app/commands/cmd_build.h"
#include "app/commands/cmd_publish.h"
#include "app/commands/exit_codes.h"
#include "app/curation/cmd_announce.h"
#include "app/curation/cmd_daily.h"
#include "app/curation/cmd_fetch.h"
#include "app/curation/cmd_missing.h"
#include "app/curation/cmd_rescore.h"
#include "app/curation/cmd_score.h"
#include "app/deliver/cmd_mail.h"
#include "app/deliver/cmd_message.h"
#include "app/deliver/due.h"
#include "app/deliver/failed_run.h"
#include "app/lock.h"
#include "app/project.h"
#include "cli/command.h"

namespace broadsheet::cli {
namespace {

/// What a command does that needs settings, the lock and the network, and nothing else.
template <typename Options>
std::function<int(const Options&)> on_network(const Choice& choice, const std::string& name,
                                              int (*run)(const fs::path&, const config::Config&,
                                                         const Options&, const net::Environment&)) {
  return [&choice, name, run](const Options& options) {
    return with_network(choice, name,
                        [&](const config::Config& config, const net::Environment& world) {
                          return run(choice.root(), config, options, world);
                        });
  };
}

}  // namespace

void add_fetch(CLI::App& line, Choice& choice) {
  reporting_command<app::FetchOptions>(
      line, choice, "fetch",
      "Fetch arXiv's announcement to .broadsheet/inbox/: today's from the feed, past days by "
      "date of change or submission",
      "  broadsheet fetch                                       today\n"
      "  broadsheet fetch --date 2026-02-27\n"
      "  broadsheet fetch --from 2026-02-01 --to 2026-02-28     a month that was missed\n\n"
      "Exit codes: 0 done, 4 nothing new (weekend, holiday, late feed), 3 arXiv could not be asked",
      [](CLI::App& sub, app::FetchOptions& options) {
        add_day(sub, "--date", options.date, "this day");
        add_day(sub, "--from", options.from, "first day");
        add_day(sub, "--to", options.to, "last day; yesterday when it is not given");
        sub.add_flag("--by-submission", options.by_submission,
                     "past days by date of submission, from the query API");
        sub.add_flag("--again", options.again, "also days that are in the inbox already");
      },
      on_network<app::FetchOptions>(choice, "fetch", app::run_fetch));
}

void add_score(CLI::App& line, Choice& choice) {
  reporting_command<app::ScoreOptions>(
      line, choice, "score",
      "Choose papers of the inbox, by a language model or by the built-in recommender, and write "
      "the day's digest to content/. A run that was cut off goes on where it was",
      "  broadsheet score                        every day without a whole digest\n"
      "  broadsheet score --method recommender   without key and network\n"
      "  OPENAI_API_KEY=... broadsheet score --method llm --budget 2\n"
      "  broadsheet score --show-prompt          what a model would be told, without asking it\n\n"
      "Exit codes: 0 done, 4 nothing to score, 5 partial: papers without a verdict, 6 failed: no "
      "verdict",
      [](CLI::App& sub, app::ScoreOptions& options) {
        add_day(sub, "--date", options.date, "this day");
        add_choosing(sub, options);
        sub.add_flag("--again", options.again, "also days whose digest is whole");
        sub.add_flag("--show-prompt", options.show_prompt,
                     "print the first request to a model and stop; needs no key");
      },
      [&choice](const app::ScoreOptions& options) {
        if (options.show_prompt) {
          return with_settings(choice, "score", [&](const config::Config& config) {
            return app::show_prompt(choice.root(), config, options);
          });
        }
        return with_network(choice, "score",
                            [&](const config::Config& config, const net::Environment& world) {
                              return app::run_score(choice.root(), config, options, world);
                            });
      });
}

void add_rescore(CLI::App& line, Choice& choice) {
  reporting_command<app::RescoreOptions>(
      line, choice, "rescore",
      "Apply changed cut-offs to the verdicts kept with each day; no network, no cost",
      "  broadsheet rescore --dry-run        what would change\n"
      "  broadsheet rescore --from 2026-02-01\n\n"
      "Exit codes: 0 done, 4 nothing would change",
      [](CLI::App& sub, app::RescoreOptions& options) {
        add_day(sub, "--from", options.from, "first day");
        add_day(sub, "--to", options.to, "last day");
        sub.add_flag("--dry-run", options.dry_run, "report what would change, write nothing");
      },
      [&choice](const app::RescoreOptions& options) {
        return with_settings(choice, "rescore", [&](const config::Config& config) {
          return app::run_rescore(choice.root(), config, options);
        });
      });
}

void add_missing(CLI::App& line, Choice& choice) {
  reporting_command<app::MissingOptions>(
      line, choice, "missing", "List days without a whole digest and why, and fill them on request",
      "  broadsheet missing\n"
      "  broadsheet missing --from 2026-01-01 --fill   fetch and score them\n\n"
      "Exit codes: 0 nothing but weekends and holidays, 5 days are missing, 3 arXiv could not be "
      "asked",
      [](CLI::App& sub, app::MissingOptions& options) {
        add_day(sub, "--from", options.from, "first day; the first digest when it is not given");
        add_day(sub, "--to", options.to,
                "last day; yesterday, and today once a run has looked, when it is not given");
        sub.add_flag("--fill", options.fill, "fetch and score what is missing");
      },
      on_network<app::MissingOptions>(choice, "missing", app::run_missing));
}

void add_daily(CLI::App& line, Choice& choice) {
  reporting_command<app::DailyOptions>(
      line, choice, "daily",
      "Fetch, also the days that were missed lately, score, build and, if asked, publish in one "
      "run, "
      "for a scheduler. Failures go to the webhook; 'announce' reports success",
      "  broadsheet daily\n"
      "  broadsheet daily --method recommender\n"
      "  30 6 * * 1-5  broadsheet -C /srv/digest daily    as a line of a crontab\n\n"
      "Exit codes: 0 done, 4 nothing new, 5 partial (papers without a verdict, or missing days), 6 "
      "failed, 3 arXiv or the remote did not respond, 7 another run is at work",
      [](CLI::App& sub, app::DailyOptions& options) {
        add_choosing(sub, options);
        sub.add_flag("--publish", options.publish, "publish when a digest changed");
      },
      [&choice](const app::DailyOptions& options) {
        if (const auto holder = app::Lock::holder(app::Places{choice.root()}.state())) {
          say(*holder + " is running here");
          return static_cast<int>(app::kBusy);
        }
        return with_network(
            choice, "daily", [&](const config::Config& config, const net::Environment& world) {
              app::DailySteps steps{
                  .build = [&] { return app::run_build(choice.root(), {}, options.results); },
                  .publish =
                      [&] { return app::run_publish(choice.root(), {.results = options.results}); },
              };
              if (app::has_deliveries(config) && config.mail.daily) {
                steps.mail = [&](const std::set<Day>& days) {
                  net::CurlMailTransport transport;
                  return app::deliver_due_days(choice.root(), config, days, options.results, world,
                                               transport);
                };
              }
              if (app::has_deliveries(config)) {
                steps.failed = [&](Day day, const std::string& summary) {
                  net::CurlMailTransport transport;
                  return app::deliver_failed_run(choice.root(), config, day, summary,
                                                 options.results, world, transport);
                };
              }
              return app::run_daily(choice.root(), config, options, steps, world);
            });
      });
}

void add_announce(CLI::App& line, Choice& choice) {
  reporting_command<app::AnnounceOptions>(
      line, choice, "announce",
      "Wait until the page of an issue is online, then send the webhook with a link to it. Without "
      "a day: all issues that 'daily' made and that are not announced yet",
      "  broadsheet announce                                  after each deployment\n"
      "  broadsheet announce 2026-02-27 --limit 300 --interval 5\n\n"
      "Exit codes: 0 done, 4 nothing to announce, 3 a page is not online in time, or the webhook "
      "was not sent",
      [](CLI::App& sub, app::AnnounceOptions& options) {
        add_days(sub, "DAY", options.days, "days with a digest");
        sub.add_option("--limit", options.limit_seconds, "seconds to wait for the pages")
            ->check(number_from(0.0, 86400.0))
            ->capture_default_str();
        sub.add_option("--interval", options.interval_seconds, "seconds between two requests")
            ->check(number_from(0.1, 3600.0))
            ->capture_default_str();
      },
      [&choice](const app::AnnounceOptions& options) {
        net::forbid_core_dumps();
        const std::optional<config::Config> config = settings_of(choice);
        if (!config) return kUsage;
        // Without the lock: a page may take minutes to appear.
        return on_network(*config, [&](const auto&, const net::Environment& world) {
          app::AnnounceSteps steps;
          if (app::has_deliveries(*config) && !config->mail.daily) {
            steps.mail = [&](const std::set<Day>& days) {
              const app::Lock lock(app::Places{choice.root()}.state(), "announce", app::kPatience);
              net::CurlMailTransport transport;
              return app::deliver_due_days(choice.root(), *config, days, options.results, world,
                                           transport);
            };
          }
          return app::run_announce(choice.root(), *config, options, steps, world);
        });
      });
}

void add_mail(CLI::App& line, Choice& choice) {
  reporting_command<app::MailOptions>(
      line, choice, "mail",
      "Send the issue of a day, or those of a week, by e-mail, once to each recipient; 'announce' "
      "does so by itself when mail.server is set",
      "  broadsheet mail --dry-run                             write the newest as .eml\n"
      "  broadsheet mail 2026-02-27                            to the list of config.yaml\n"
      "  broadsheet mail 2026-02-27 --to ada@example.org --again\n"
      "  broadsheet mail --week 2026-W09                       the edition of a week\n\n"
      "Exit codes: 0 done, 4 all have it, 5 a server refused it or may have it, 3 a recipient was "
      "not reached",
      [](CLI::App& sub, app::MailOptions& options) {
        add_day(sub, "DAY", options.day, "a day with a digest; the newest when it is not given");
        const auto set_week = [&options](const std::string& text) {
          options.week = Week::parse(text);
          options.newest_week = text == "newest";
          if (!options.week && !options.newest_week) {
            throw CLI::ValidationError(
                "--week should be a week such as 2026-W09, or 'newest', not '" + text + "'");
          }
        };
        sub.add_option_function<std::string>(
               "--week", set_week, "a week of ISO 8601, or 'newest': the newest that is over")
            ->option_text("WEEK")
            ->excludes("DAY");
        sub.add_option("--to", options.to, "an address in place of the list; may be repeated");
        sub.add_flag("--again", options.again,
                     "also to those who may have it already, with the same Message-ID; with --to "
                     "in any case");
        sub.add_flag("--dry-run", options.dry_run,
                     "write .broadsheet/mail/DAY.eml or WEEK.eml, send nothing");
      },
      [&choice](const app::MailOptions& options) {
        return with_network(
            choice, "mail", [&](const config::Config& config, const net::Environment& world) {
              net::CurlMailTransport transport;
              return app::run_mail(choice.root(), config, options, world, transport);
            });
      });
}

void add_message(CLI::App& line, Choice& choice) {
  reporting_command<app::MessageOptions>(
      line, choice, "message",
      "Send the issue of a day to the chat services of config.yaml, once to each; 'announce' does "
      "so by itself",
      "  broadsheet message --dry-run          print what each service would get\n"
      "  broadsheet message 2026-02-27\n\n"
      "Exit codes: 0 done, 4 all have it, 5 a service refused it or may have it, 3 a service was "
      "not reached",
      [](CLI::App& sub, app::MessageOptions& options) {
        add_day(sub, "DAY", options.day, "a day with a digest; the newest when it is not given");
        sub.add_flag("--again", options.again, "also where it was refused or may have arrived");
        sub.add_flag("--dry-run", options.dry_run, "print the messages, send nothing");
      },
      on_network<app::MessageOptions>(choice, "message", app::run_message));
}

}  // namespace broadsheet::cli
