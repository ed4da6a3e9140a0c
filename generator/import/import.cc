#include "import/import.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/files.h"
#include "base/hash.h"
#include "content/digest_json.h"
#include "import/formats/parsed_source.h"
#include "import/merge/merge.h"
#include "import/recognise.h"

namespace broadsheet::importer {
namespace {

constexpr std::uintmax_t kMostBytes = 256U << 20;

/// The files that `inputs` name, each once, sorted by what messages call them.
std::map<std::string, fs::path> files_of(std::span<const fs::path> inputs, Diagnostics& problems) {
  std::map<std::string, fs::path> files;
  std::set<fs::path> seen;
  const auto add = [&](const fs::path& path) {
    std::error_code error;
    fs::path real = fs::weakly_canonical(path, error);
    if (error) real = path;
    if (seen.insert(std::move(real)).second) files.emplace(display_path(path), path);
  };
  std::vector<fs::path> sorted(inputs.begin(), inputs.end());
  std::sort(sorted.begin(), sorted.end());
  for (const fs::path& input : sorted) {
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (fs::is_directory(status)) {
      for (const std::string& name : list_files(input)) add(input / name);
    } else if (fs::is_regular_file(status)) {
      add(input);
    } else if (fs::exists(status)) {
      // A pipe would be waited for; a device may never end.
      problems.error({display_path(input), 0, 0}, "this is neither a file nor a folder");
    } else {
      problems.error({display_path(input), 0, 0}, "there is no such file or folder");
    }
  }
  return files;
}

/// Folders hold pictures and scripts too: only these names are opened there.
bool is_candidate(const std::string& path) {
  for (const std::string_view end : {".json", ".md", ".markdown", ".txt", ".text"}) {
    if (path.ends_with(end)) return true;
  }
  return false;
}

class Import {
 public:
  Import(const fs::path& content_dir, Diagnostics& problems, const ImportProgress& progress)
      : content_dir_(content_dir), problems_(problems), progress_(progress) {}

  ImportReport run(std::span<const fs::path> inputs) {
    const std::map<std::string, fs::path> files = files_of(inputs, problems_);
    std::set<std::string> named;
    for (const fs::path& input : inputs) named.insert(display_path(input));
    total_ = files.size();
    for (const auto& [name, path] : files) {
      step(name);
      read(name, path, named.count(name) > 0);
    }
    total_ += days_.size();
    for (auto& [day, sources] : days_) {
      step(day.str());
      plan(day, std::move(sources));
    }
    write();
    report_.distinct = ids_.size();
    return std::move(report_);
  }

 private:
  struct Plan {
    Day day;
    std::string bytes;
    std::string prompt;  ///< name of a prompt to write; or empty
    std::string prompt_text;
  };

  void step(std::string_view what) {
    if (progress_) progress_(done_, total_, what);
    ++done_;
  }

  fs::path path_of(Day day) const { return content_dir_ / digest_file(day); }
  fs::path prompt_path(const std::string& name) const {
    return content_dir_ / "prompts" / (name + ".md");
  }

  void read(const std::string& name, const fs::path& path, bool named) {
    ImportedFile file{.path = name, .what = {}};
    std::error_code error;
    if (!named && !is_candidate(name)) {
      file.what = "ignored: not named .json, .md or .txt";
    } else if (fs::file_size(path, error) > kMostBytes && !error) {
      file.what = "ignored: larger than 256 MB";
    } else {
      read_contents(file, path);
    }
    report_.files.push_back(std::move(file));
  }

  void read_contents(ImportedFile& file, const fs::path& path) {
    std::string bytes;
    try {
      bytes = read_file(path);
    } catch (const Error& error) {
      // One file that may not be opened must not end the others.
      problems_.error({file.path, 0, 0}, "the file cannot be read");
      file.what = "unreadable: cannot be opened";
      return;
    }
    Recognised recognised = read_any(std::move(bytes), file.path, problems_);
    file.what = std::move(recognised.what);
    if (!recognised.found) return;
    Found& found = *recognised.found;
    if (found.kind == SourceKind::OurDigest && !bring_prompt(found, path)) {
      file.what = "unreadable: our digest, its prompt is missing";
      return;
    }
    file.used = true;
    file.papers = found.digest.papers.size();
    days_[found.digest.date].push_back(std::move(found));
  }

  /// A digest of ours names its prompt; the text stands beside it, or already here.
  bool bring_prompt(Found& found, const fs::path& path) {
    const std::string& name = found.digest.prompt;
    if (name.empty()) return true;
    const fs::path beside = path.parent_path().parent_path() / "prompts" / (name + ".md");
    if (std::optional<std::string> text = read_file_if_exists(beside)) {
      found.prompt_text = *std::move(text);
      return true;
    }
    if (read_file_if_exists(prompt_path(name))) return true;
    problems_.error({found.digest.path, 0, 0},
                    "the prompt '" + name + "' is not there; it should be " + display_path(beside));
    return false;
  }

  void plan(Day day, std::vector<Found> sources) {
    const std::optional<std::string> standing = read_file_if_exists(path_of(day));
    if (standing) {
      std::optional<Digest> digest =
          content::parse_digest(*standing, display_path(path_of(day)), problems_);
      if (!digest) {
        problems_.note({display_path(path_of(day)), 0, 0},
                       "this day is left as it is; mend or remove the file, then import again");
        return;
      }
      if (digest->date != day) {
        problems_.error({digest->path, 0, 0}, "the file says " + digest->date.str() +
                                                  ", not the day of its name; it is left as it is");
        return;
      }
      Found found{.kind = SourceKind::OurDigest, .what = {}, .digest = *std::move(digest)};
      found.standing = true;
      sources.push_back(std::move(found));
    }
    tell_authors(sources);

    MergedDay merged = merge_day(std::move(sources), problems_);
    report_.conflicts += merged.conflicts;
    count(merged.digest);
    Plan plan{
        .day = day, .bytes = content::to_json(merged.digest), .prompt = {}, .prompt_text = {}};
    if (!merged.prompt_text.empty()) {
      plan.prompt = merged.digest.prompt;
      plan.prompt_text = std::move(merged.prompt_text);
    }
    plans_.push_back(std::move(plan));
  }

  void tell_authors(const std::vector<Found>& sources) {
    std::set<ArxivId> mended;
    std::map<ArxivId, Location> doubtful;
    for (const Found& found : sources) {
      mended.insert(found.mended.begin(), found.mended.end());
      for (const ArxivId& id : found.doubtful) {
        const auto line = found.lines.find(id);
        doubtful.try_emplace(
            id, Location{found.digest.path, line == found.lines.end() ? 0 : line->second, 0});
      }
    }
    report_.mended_authors += mended.size();
    report_.doubtful_authors += doubtful.size();
    for (const auto& [id, where] : doubtful) {
      problems_.warning(where, "the authors of " + id.str() +
                                   " look cut apart at an affiliation; they are left as they are");
    }
  }

  void count(const Digest& digest) {
    for (const Entry& entry : digest.papers) {
      if (entry.spotlight.kind != SpotlightKind::None) {
        ++report_.spotlighted;
      } else {
        ++report_.entries;
        ids_.insert(entry.id);
      }
    }
    if (digest.status == DayStatus::Failed) report_.failed.push_back(digest.date);
  }

  void write() {
    std::set<std::string> prompts;
    FileBatch files;
    for (const Plan& plan : plans_) {
      if (!plan.prompt.empty() && prompts.insert(plan.prompt).second &&
          files.add_if_changed(prompt_path(plan.prompt), plan.prompt_text)) {
        ++report_.prompts_written;
      }
    }
    for (const Plan& plan : plans_) {
      const bool wrote = files.add_if_changed(path_of(plan.day), plan.bytes);
      (wrote ? report_.written : report_.unchanged).push_back(plan.day);
    }
    files.commit();
  }

  const fs::path& content_dir_;
  Diagnostics& problems_;
  const ImportProgress& progress_;
  std::size_t done_ = 0;
  std::size_t total_ = 0;
  std::map<Day, std::vector<Found>> days_;
  std::vector<Plan> plans_;
  std::set<ArxivId> ids_;
  ImportReport report_;
};

}  // namespace

ImportReport import_paths(std::span<const fs::path> inputs, const fs::path& content_dir,
                          Diagnostics& problems, const ImportProgress& progress) {
  return Import(content_dir, problems, progress).run(inputs);
}

}  // namespace broadsheet::importer
