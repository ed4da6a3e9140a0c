#include "content/load_library.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/files.h"
#include "base/workers.h"
#include "content/digest_json.h"
#include "model/period_file.h"

namespace broadsheet::content {
namespace {

struct Loaded {
  std::optional<Digest> digest;
  Diagnostics problems;
  std::exception_ptr failure;  ///< the file could not be read
};

/// The warning for a file that is not read although it looks like a digest: one in the wrong place,
/// "2026-07-14.JSON" (a different name on most file systems), or a day that `import` would read.
/// Empty for other files.
std::string stray_digest(std::string_view path) {
  for (const std::string_view folder : {"pages/", "prompts/", "static/"}) {
    if (path.starts_with(folder)) return "";
  }
  if (path == "marks.json") return "";  // a reader's stars, for the recommender
  if (!period_of_text_file(path).empty()) return "";
  const std::string name = lower_ascii(path.substr(path.rfind('/') + 1));
  if (name.ends_with(".json")) return "not read: a digest is named like 2026-07/2026-07-14.json";
  const bool importable =
      name.ends_with(".md") || name.ends_with(".markdown") || name.ends_with(".txt");
  return importable && Day::parse(name.substr(0, 10))
             ? "not read: 'broadsheet import' makes a digest of it"
             : "";
}

Loaded load(const fs::path& path) {
  Loaded loaded;
  try {
    loaded.digest = parse_digest(read_file(path), display_path(path), loaded.problems);
  } catch (...) {
    loaded.failure = std::current_exception();
  }
  return loaded;
}

/// Reads the files on as many threads as there are processors; the results are in order.
std::vector<Loaded> load_all(const std::vector<fs::path>& paths) {
  std::vector<Loaded> loaded(paths.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t at = next++; at < paths.size(); at = next++) loaded[at] = load(paths[at]);
  };
  const std::size_t wanted = std::min<std::size_t>(std::thread::hardware_concurrency(), 8);
  run_workers(paths.size() > 8 ? wanted : 1, work);
  return loaded;
}

/// Reports contradictions. Returns whether the digest may be used.
bool check(const Digest& digest, const Day& day_of_name, const std::set<std::string>& prompts,
           Diagnostics& problems) {
  if (digest.date != day_of_name) {
    problems.error({digest.path, 0, 0}, "the file is named for " + day_of_name.str() +
                                            " but has \"date\": \"" + digest.date.str() + "\"");
    return false;
  }
  if (!digest.prompt.empty() && prompts.count("prompts/" + digest.prompt + ".md") == 0) {
    problems.error({digest.path, 0, 0}, "the prompt '" + digest.prompt +
                                            "' does not exist; it should be prompts/" +
                                            digest.prompt + ".md in the content folder");
    return false;
  }
  return true;
}

void add_scores(Digest& digest, const ScoreRule& score) {
  for (Entry& paper : digest.papers) {
    if (!paper.score && paper.relevance && paper.novelty) {
      paper.score = score(*paper.relevance, *paper.novelty);
    }
  }
}

}  // namespace

Library load_library(const fs::path& content_dir, Diagnostics& problems, const ScoreRule& score) {
  std::vector<fs::path> paths;
  std::vector<Day> days;
  std::set<std::string> prompts;
  for (const std::string& name : list_files(content_dir)) {
    if (const std::optional<Day> day = day_of_digest_file(name)) {
      paths.push_back(content_dir / name);
      days.push_back(*day);
    } else if (const std::string stray = stray_digest(name); !stray.empty()) {
      problems.warning({display_path(content_dir / name), 0, 0}, stray);
    } else if (name.starts_with("prompts/")) {
      prompts.insert(name);
    }
  }

  std::vector<Loaded> loaded = load_all(paths);
  std::vector<Digest> digests;
  digests.reserve(loaded.size());
  for (std::size_t at = 0; at < loaded.size(); ++at) {
    if (loaded[at].failure) std::rethrow_exception(loaded[at].failure);
    problems.append(loaded[at].problems);
    if (loaded[at].digest && check(*loaded[at].digest, days[at], prompts, problems)) {
      digests.push_back(*std::move(loaded[at].digest));
      if (score) add_scores(digests.back(), score);
    }
  }
  return Library(std::move(digests));
}

}  // namespace broadsheet::content
