#pragma once
// What the survival tests play: a small project in two states, arXiv and a model without a network,
// and the commands as functions that hold the project's lock.

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "app/commands/cmd_build.h"
#include "app/commands/cmd_import.h"
#include "app/commands/cmd_publish.h"
#include "app/curation/cmd_fetch.h"
#include "app/curation/cmd_score.h"
#include "app/lock.h"
#include "app/project.h"
#include "publish/disk_output.h"
#include "publish/process.h"
#include "support/fake_world.h"
#include "support/temp_dir.h"
#include "support/tree.h"

namespace broadsheet::test {

/// With the times of the files: index and site are only trusted when nobody has touched them.
inline void replace_folder(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
  if (!fs::is_directory(from)) return;
  walk(from, [&](const fs::directory_entry& file) {
    if (file.is_regular_file())
      fs::last_write_time(to / file.path().lexically_relative(from), file.last_write_time());
    return true;
  });
}

inline fs::path sample_project() {
  return fs::path(BROADSHEET_SOURCE_DIR) / "tests" / "golden" / "days";
}

/// Makes `folder` a project of three days.
inline void first_state(const fs::path& folder) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  for (const char* part : {"config.yaml", "content", "themes"}) {
    fs::copy(sample_project() / part, folder / part, fs::copy_options::recursive);
  }
}

/// The same with a day changed, a day gone and a day more.
inline void second_content(const fs::path& content) {
  const fs::path february = content / "2026-02", march = content / "2026-03";
  std::string day = read_file(march / "2026-03-02.json");
  fs::remove(february / "2026-02-27.json");
  day.replace(day.find("2026-03-02"), 10, "2026-03-03");
  write_file_atomically(march / "2026-03-03.json", day);
  write_file_atomically(content / "pages" / "about.md", "# Another\n\nNot the same page.\n");
}

inline std::function<int()> build(const fs::path& root) {
  return [root] {
    const app::Lock lock(app::Places{root}.state(), "build", app::kPatience);
    return app::run_build(root, {});
  };
}

inline std::function<int()> import(const fs::path& root, const fs::path& from) {
  return [root, from] {
    const app::Lock lock(app::Places{root}.state(), "import", app::kPatience);
    return app::run_import(root, {from}, {});
  };
}

inline std::function<int()> publish_site(const fs::path& root, const app::PublishOptions& options) {
  return [root, options] {
    const app::Lock lock(app::Places{root}.state(), "publish", app::kPatience);
    return app::run_publish(root, options);
  };
}

/// arXiv's feed of twelve papers, and a model that judges each of them.
inline net::Reply answer_of_world(const net::Request& request) {
  marked_point("request sent");
  if (request.method != "POST") {
    std::string xml =
        "<?xml version='1.0' encoding='UTF-8'?><rss version=\"2.0\"><channel><title>cs.LG updates "
        "on arXiv.org"
        "</title><pubDate>Mon, 02 Mar 2026 00:00:00 -0500</pubDate>";
    for (int i = 10; i < 22; ++i) {
      const std::string id = "2603.000" + std::to_string(i);
      xml += "<item><title>Paper " + id +
             "</title><guid isPermaLink=\"false\">oai:arXiv.org:" + id +
             "v1</guid><description>arXiv:" + id +
             "v1 Announce Type: new \nAbstract: We study attention.</description>"
             "<category>cs.LG</category><announce_type>new</announce_type><creator>A. One, Bo "
             "Sample</creator></item>";
    }
    return reply_of(200, xml + "</channel></rss>");
  }
  using nlohmann::json;
  const std::string user = json::parse(request.body)["messages"][1]["content"];
  std::istringstream lines(user.substr(user.find("# Papers")));
  std::string content;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("{")) continue;
    content += json{{"ARXIVID", json::parse(line)["ARXIVID"]},
                    {"COMMENT", "Of use."},
                    {"RELEVANCE", 9},
                    {"NOVELTY", 8}}
                   .dump() +
               "\n";
  }
  marked_point("answer on its way");
  return reply_of(
      200,
      json{{"choices", {{{"message", {{"content", content}}}, {"finish_reason", "stop"}}}},
           {"usage", {{"prompt_tokens", 100}, {"completion_tokens", 10}, {"total_tokens", 110}}}}
          .dump());
}

inline config::Config world_config(const std::string& method) {
  config::Config config;
  config.fetch.categories = {"cs.LG"};
  config.fetch.pause_seconds = 0;
  config.score.method = *config::score_method(method);
  config.score.model = "m";
  config.score.prices["m"] = {.prompt = 2, .cached = 1, .completion = 8};
  config.score.batch_abstracts = 4;
  return config;
}

/// Fetches or scores on 2 March 2026.
inline std::function<int()> curate(const fs::path& root, bool fetch, const std::string& method) {
  return [root, fetch, method] {
    const app::Lock lock(app::Places{root}.state(), fetch ? "fetch" : "score", app::kPatience);
    FakeTransport transport(
        [](const net::Request& request, int) { return answer_of_world(request); });
    FakeTime time(moment(2026, 3, 2));
    const net::Environment world =
        fake_environment(transport, time, {{"OPENAI_API_KEY", "sk-0123456789"}});
    return fetch ? app::run_fetch(root, world_config(method), {}, world)
                 : app::run_score(root, world_config(method), {}, world);
  };
}

/// What the next run does first: finishes a plan that was cut off. No file is read but those of the
/// state.
inline void finish_plan(const fs::path& site, const fs::path& state) {
  const publish::DiskOutput output(site, state);
}

inline std::string git(const fs::path& folder, std::vector<std::string> words) {
  words.insert(words.begin(), "git");
  const publish::ProcessResult ran =
      publish::run({.words = words, .folder = folder, .variables = {}, .input = {}});
  return ran.status == 0 ? ran.out : "git failed: " + ran.err;
}

}  // namespace broadsheet::test
