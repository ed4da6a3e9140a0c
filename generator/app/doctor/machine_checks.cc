// check_machine(): what can be seen without the network.
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "app/doctor/findings.h"
#include "app/lock.h"
#include "arxiv/day_records.h"
#include "arxiv/inbox.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/log.h"
#include "json/document.h"
#include "publish/git.h"

namespace broadsheet::app {
namespace {

constexpr std::uint64_t kLeastSpace = 200'000'000;  // bytes; a site of 5,000 papers has 150 MB
constexpr std::uint64_t kGoodSpace = 2'000'000'000;
constexpr std::chrono::seconds kGitPatience{10};

class MachineChecks {
 public:
  MachineChecks(const Project& project, const net::Environment& environment)
      : project_(project),
        root_(project.places.root),
        environment_(environment),
        git_({.folder = fs::absolute(root_),
              .time_limit = kGitPatience,
              .secret_variables = config::secret_variables(project.config)}) {}

  Findings run() {
    check_topics();
    check_git();
    check_address();
    check_workflows();
    check_keys();
    check_space();
    check_state();
    return std::move(findings_);
  }

 private:
  void ok(const char* check, std::string message) {
    findings_.push_back({.check = check, .message = std::move(message)});
  }
  void bad(const char* check, Health health, std::string message, std::string advice) {
    findings_.push_back({.check = check,
                         .health = health,
                         .message = std::move(message),
                         .advice = std::move(advice)});
  }

  void check_topics() {
    if (project_.config.sample) {
      bad("topics", Health::Warning, "the topics are a proposal",
          "change them in config.yaml to what you look for and set 'sample: false'");
    } else if (project_.config.topics.empty()) {
      bad("topics", Health::Warning, "there are no topics to look for",
          "add 'topics' to config.yaml (docs/configuration.md)");
    } else {
      ok("topics", counted(project_.config.topics.size(), "topic"));
    }
  }

  std::string git_line(const std::vector<std::string>& words) const {
    const publish::ProcessResult result = git_.try_run(words);
    return result.status == 0 ? std::string(trimmed(publish::first_line(result.out))) : "";
  }

  void check_git() {
    const std::string version = git_line({"--version"});
    if (version.empty()) {
      return bad("git", Health::Error, "there is no git program, which 'publish' needs",
                 "install it: apt install git");
    }
    ok("git", version);
    if (!path_exists(root_ / ".git")) {
      return bad("repository", Health::Warning, "the project is not a git repository",
                 "git init -b main, then commit; or publish to a folder with 'publish --to'");
    }
    if (git_line({"rev-parse", "--git-dir"}).empty()) {
      return bad("repository", Health::Error, "git cannot read the repository",
                 "'git status' in the project's folder reports why");
    }
    const std::string branch = git_line({"branch", "--show-current"});
    if (branch.empty()) {
      bad("branch", Health::Warning, "no branch is checked out", "git switch main");
    } else if (branch == project_.config.publish.branch) {
      bad("branch", Health::Error,
          "the project is on the branch '" + branch + "', which 'publish' replaces by the site",
          "git switch -c main, or change publish.branch");
    } else {
      ok("branch", branch);
    }
    check_remote();
  }

  void check_remote() {
    const std::string& remote = project_.config.publish.remote;
    if (remote.find_first_of("/:\\") != std::string::npos) return ok("remote", "an address");
    remote_ = git_line({"remote", "get-url", remote});
    if (remote_.empty()) {
      bad("remote", Health::Warning, "the repository has no remote '" + remote + "'",
          "git remote add " + remote + " https://github.com/USER/REPOSITORY.git");
    } else {
      ok("remote", remote + ": " + net::printable_url(remote_));
    }
  }

  void check_address() {
    const publish::SiteAddress& address = project_.address;
    if (!address.problem.empty()) {
      bad("address", Health::Error, address.problem, "set site.base_url in config.yaml");
    } else {
      ok("address", address.url + (address.source.empty() ? "" : " (of " + address.source + ")"));
    }
  }

  void check_workflows() {
    const bool on_github = remote_.find("github.com") != std::string::npos;
    for (const char* name : {"daily.yml", "build.yml"}) {
      const fs::path path = root_ / ".github" / "workflows" / name;
      if (const auto text = read_file_if_exists(path)) {
        const bool compiles_itself = path_exists(root_ / "generator");
        if (!compiles_itself && text->find("BROADSHEET_SOURCE: ''\n") != std::string::npos) {
          bad("workflow", Health::Warning,
              display_path(path) + " does not name where the program comes from",
              "set BROADSHEET_SOURCE at its top to the https:// address of broadsheet's "
              "repository");
        } else {
          ok("workflow", display_path(path));
        }
      } else if (on_github) {
        bad("workflow", Health::Warning, display_path(path) + " is missing, so GitHub runs nothing",
            "'broadsheet upgrade' writes it; or run 'broadsheet daily' by a crontab");
      }
    }
    if (on_github) {
      bad("pages", Health::Skipped, "GitHub's settings cannot be seen from here",
          "Settings > Pages > Source should be GitHub Actions");
    }
  }

  void check_key(const char* check, std::string_view variable, bool needed) {
    const std::string value = environment_.variable(std::string(variable));
    const std::string name(variable);
    if (trimmed(value).empty()) {
      if (needed)
        bad(check, Health::Error, name + " is not set",
            "export " + name + "=..., and on GitHub a secret of this name");
      return;
    }
    const std::string_view key = trimmed(value);
    const bool plain =
        std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (!plain) {
      bad(check, Health::Error, name + " holds blanks or other characters that no key has",
          "copy the key again");
    } else {
      ok(check, name + " is set");
    }
  }

  void check_keys() {
    const config::ScoreConfig& score = project_.config.score;
    if (score.method == config::ScoreMethod::Llm) {
      check_key("key", config::kModelKeyVariable,
                net::origin_of(score.base_url).starts_with("https://api.openai.com"));
    }
    check_key("key", config::kScholarKeyVariable, score.h_index_minimum.has_value());
    check_key("webhook", project_.config.publish.webhook_env, false);
  }

  void check_space() {
    std::error_code error;
    const fs::space_info space = fs::space(root_, error);
    if (error) return;
    const std::string free = grouped(space.available / 1'000'000) + " MB are free";
    if (space.available < kLeastSpace) {
      bad("disk", Health::Error, free,
          "free some; a site of 5,000 papers needs 150 MB, twice while "
          "it is built");
    } else if (space.available < kGoodSpace) {
      bad("disk", Health::Warning, free, "a git history of the site grows by 220 MB a year");
    } else {
      ok("disk", free);
    }
  }

  void check_state() {
    const fs::path state = project_.places.state();
    if (::access((path_exists(state) ? state : root_).c_str(), W_OK) != 0) {
      return bad("state", Health::Error, display_path(state) + " cannot be written",
                 "give this user the right to write in the project's folder");
    }
    if (const auto holder = Lock::holder(state))
      bad("lock", Health::Warning, *holder + " is running here", "wait for it to end");
    const int before = static_cast<int>(findings_.size());
    check_json(arxiv::days_path(root_));
    check_json(arxiv::resume_path(root_));
    for (const Day day : arxiv::inbox_days(root_)) {
      try {
        arxiv::read_inbox(root_, day);
      } catch (const Error& e) {
        bad("state", Health::Error, e.what(), "delete the file and fetch the day again");
      }
    }
    if (path_exists(state / "staging" / "plan"))
      bad("state", Health::Warning, "a build was interrupted", "'broadsheet build' finishes it");
    if (static_cast<int>(findings_.size()) == before)
      ok("state", counted(arxiv::inbox_days(root_).size(), "day") + " in the inbox");
  }

  void check_json(const fs::path& path) {
    const auto bytes = read_file_if_exists(path);
    if (!bytes || json::Document::parse(*bytes)) return;
    bad("state", Health::Warning, display_path(path) + " is damaged and is ignored",
        "delete it; what it recorded is found again");
  }

  const Project& project_;
  const fs::path& root_;
  const net::Environment& environment_;
  publish::Git git_;
  std::string remote_;  ///< its URL
  Findings findings_;
};

}  // namespace

std::string_view name_of(Health health) {
  switch (health) {
    case Health::Ok:
      return "ok";
    case Health::Warning:
      return "warning";
    case Health::Error:
      return "error";
    case Health::Skipped:
      return "skipped";
  }
  return "";
}

Findings check_machine(const Project& project, const net::Environment& environment) {
  return MachineChecks(project, environment).run();
}

}  // namespace broadsheet::app
