#include "app/commands/cmd_init.h"

#include <array>
#include <utility>

#include "app/project.h"
#include "app/skeleton.h"
#include "base/error.h"
#include "base/log.h"

namespace broadsheet::app {
namespace {

/// Lines of the sample's config.yaml that a new digest writes differently.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kOwnLines = {{
    {"  title: Broadsheet Sample            # default: Broadsheet\n",
     "  title: My Digest                    # default: Broadsheet\n"},
    {"  description: A sample site of broadsheet, with well-known papers of machine learning.\n",
     "  description: \"\"                     # one sentence, for search engines and feeds\n"},
    {"  - Peter W. Shor\n", "  - Yann LeCun\n"},
    {"  categories: [cs.LG, cs.AI]          # default: [cs.LG]\n", "  categories: [cs.LG]\n"},
    {"  - name: Attention and what comes after\n    query: attention +transformer\n    slug: "
     "attention                   # default: made from the name\n",
     "  - name: Mixture of experts\n    query: mixture of experts\n    slug: moe                   "
     "      # default: made from the name\n"},
    {"holidays: [2026-07-03]\n", "holidays: []\n"},
}};

std::string own_settings(std::string_view sample) {
  std::string text(sample);
  for (const auto& [theirs, ours] : kOwnLines) {
    const std::size_t at = text.find(theirs);
    if (at != std::string::npos) text.replace(at, theirs.size(), ours);
  }
  return text;
}

}  // namespace

int run_init(const fs::path& folder) {
  const Places places{folder};
  std::error_code error;
  if (fs::exists(places.config(), error)) {
    throw Error(ErrorKind::Usage, {display_path(places.config()), 0, 0},
                "there is a project here already");
  }
  std::size_t written = 0;
  for (const SkeletonFile& file : skeleton()) {
    const fs::path path = folder / file.path;
    if (fs::exists(path, error)) continue;
    write_file_atomically(
        path, file.path == "config.yaml" ? own_settings(file.text) : std::string(file.text));
    ++written;
  }
  const auto next = [&](const char* command, const char* why) {
    return "  " + command_line(folder, command) + why + "\n";
  };
  print("a new project in " + display_path(folder) + "/: " + counted(written, "file") +
        "\nnext:\n  read config.yaml; it explains every key\n" +
        next("import OLD-ARCHIVE/", "   if you have digests already") +
        next("daily", "                 to fetch and score today's papers") +
        next("serve", "                 to look at the site"));
  return 0;
}

}  // namespace broadsheet::app
