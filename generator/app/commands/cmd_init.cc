#include "app/commands/cmd_init.h"

#include <unistd.h>

#include <iostream>
#include <utility>

#include "app/init/skeleton.h"
#include "app/init/upgrade.h"
#include "app/project.h"
#include "base/error.h"
#include "base/log.h"
#include "config/load.h"

namespace broadsheet::app {
namespace {

constexpr std::string_view kAboutPage = "content/pages/about.md";

/// @return the number of files that were written
/// @param left  set to those that were there and stay as they are
std::size_t write_skeleton(const fs::path& folder, const std::string& settings,
                           std::string_view language, std::vector<std::string>& left) {
  std::size_t written = 0;
  for (const SkeletonFile& file : skeleton()) {
    const fs::path path = folder / file.path;
    const std::string_view about = file.path == kAboutPage ? about_page(language) : "";
    const std::string text = file.path == "config.yaml" ? settings
                             : about.empty()            ? std::string(file.text)
                                                        : std::string(about);
    if (const auto present = read_file_if_exists(path)) {
      const std::string more = file.path == ".gitignore" ? with_lines(*present, text) : *present;
      if (more == *present) {
        if (*present != text && file.path != ".gitignore") left.emplace_back(file.path);
        continue;
      }
      write_file_atomically(path, more);
    } else {
      write_file_atomically(path, text);
    }
    ++written;
  }
  if (write_if_changed(folder / ".config.schema.json", config::config_schema())) ++written;
  return written;
}

void print_next_steps(const fs::path& folder, const InitOptions& options, bool sample) {
  const auto next = [&](const char* command, const char* why) {
    return "  " + command_line(folder, command) + why + "\n";
  };
  std::string text = "next:\n";
  text += sample ? "  edit config.yaml: the topics are a proposal; it explains every key\n"
                 : "  read config.yaml; it explains every key\n";
  if (options.method == config::ScoreMethod::Llm) {
    text += "  set the environment variable " + std::string(config::kModelKeyVariable) +
            " to the key of the model's server\n" +
            next("score --show-prompt", "   to see what the model will be asked");
  }
  print(text + next("import OLD-ARCHIVE/", "   if you have digests already") +
        next("daily", "                 to fetch and score today's papers") +
        next("serve", "                 to look at the site"));
}

}  // namespace

std::optional<Ask> terminal_questions() {
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDOUT_FILENO) == 0) return std::nullopt;
  return [](std::string_view question) -> std::optional<std::string> {
    print(question);
    std::cout.flush();
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    return line;
  };
}

int run_init(const fs::path& folder, InitOptions options, const std::optional<Ask>& ask) {
  const Places places{folder};
  std::error_code error;
  if (fs::exists(places.config(), error)) {
    throw Error(ErrorKind::Usage, {display_path(places.config()), 0, 0},
                "there is a project here already");
  }
  if (options.model && !options.method) options.method = config::ScoreMethod::Llm;
  const bool accepted = ask && !options.yes && ask_for_missing(options, *ask);
  std::string_view sample;
  for (const SkeletonFile& file : skeleton()) {
    if (file.path == "config.yaml") sample = file.text;
  }
  const std::string settings = new_settings(sample, options, accepted);
  std::vector<std::string> left;
  const std::size_t written =
      write_skeleton(folder, settings, options.language.value_or("en"), left);
  print("a new project in " + display_path(folder) + "/: " + counted(written, "file") + "\n");
  for (const std::string& path : left) {
    print("left as it was: " + path + ("; '" + command_line(folder, "upgrade --dry-run")) +
          "' shows what ours has\n");
  }
  if (options.categories.empty() && !options.topics_from) {
    print(
        "its categories (cs.LG, cs.AI) and topics are examples of machine learning: --categories "
        "names yours\n");
  }
  print_next_steps(folder, options, !options.topics_from && !accepted);
  return 0;
}

}  // namespace broadsheet::app
