#include "import/import.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/files.h"
#include "content/digest_json.h"
#include "import/git_history.h"
#include "import/input_files.h"
#include "import/merge/merge.h"
#include "import/merge/prompt_text.h"
#include "import/read_source.h"
#include "import/undo.h"
#include "topics/topic_rule.h"

namespace broadsheet::importer {
namespace {

constexpr std::uintmax_t kMostBytes = 256U << 20;

/// Where days and prompts are stored.
struct ContentFolder {
  const fs::path& root;

  fs::path day_file(Day day) const { return root / digest_file(day); }
  fs::path prompt_file(const std::string& name) const { return root / "prompts" / (name + ".md"); }
};

/// Reads a file; std::nullopt, with the reason, if it cannot be read.
std::optional<std::string> read_bytes(const std::string& name, const fs::path& path,
                                      Diagnostics& problems) {
  try {
    return read_file(path);
  } catch (const Error&) {
    problems.error({name, 0, 0}, "the file cannot be read");
    return std::nullopt;
  }
}

/// A digest of this program names its prompt, whose text is in the prompts/ folder beside it, in
/// `brought`, or already in ours. False, with an error, if there is none.
bool find_prompt(ParsedSource& source, const fs::path& path, const ContentFolder& content,
                 const std::map<std::string, ContentFile>& brought, Diagnostics& problems) {
  const std::string& name = source.digest.prompt;
  if (name.empty() || brought.count("prompts/" + name + ".md") > 0) return true;
  const fs::path beside = path.parent_path().parent_path() / "prompts" / (name + ".md");
  if (std::optional<std::string> text = read_file_if_exists(beside)) {
    source.prompt_text = *std::move(text);
    return true;
  }
  if (read_file_if_exists(content.prompt_file(name))) return true;
  problems.error({source.digest.path, 0, 0},
                 "the prompt '" + name + "' is missing; it should be " + display_path(beside));
  return false;
}

/// The digest that is stored for a day. Sets `unusable`, with an error, if there is one that cannot
/// be merged.
std::optional<ParsedSource> stored_source(Day day, const ContentFolder& content,
                                          Diagnostics& problems, bool& unusable) {
  const std::string path = display_path(content.day_file(day));
  const std::optional<std::string> bytes = read_file_if_exists(content.day_file(day));
  if (!bytes) return std::nullopt;
  std::optional<Digest> digest = content::parse_digest(*bytes, path, problems);
  if (!digest) {
    problems.note({path, 0, 0},
                  "this day is left as it is; repair or remove the file, then import again");
  } else if (digest->date != day) {
    problems.error({path, 0, 0}, "the file states " + digest->date.str() +
                                     ", not the day of its name; it is left as it is");
  } else {
    ParsedSource source{.kind = SourceKind::OurDigest, .digest = *std::move(digest)};
    source.stored = true;
    return source;
  }
  unusable = true;
  return std::nullopt;
}

/// Whether a path that a file states may be one of a text in content/: relative, within it, neither
/// hidden nor a digest.
bool is_content_path(std::string_view path) {
  if (path.empty() || path.size() > 400 || day_of_digest_file(path)) return false;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (part.empty() || part.front() == '.') return false;
    at = end + 1;
  }
  return std::none_of(path.begin(), path.end(), [](char c) {
    return c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

/// One run. The steps of `run` in order: read all files, plan all days, write.
class Import {
 public:
  Import(const fs::path& content_dir, const ImportSettings& settings, Diagnostics& problems)
      : content_{content_dir}, settings_(settings), topics_(settings.topics), problems_(problems) {}

  ImportReport run(std::span<const fs::path> inputs) {
    read_files(inputs);
    total_ += sources_.size();
    place_listed_days();
    for (auto& [day, sources] : sources_) {
      step(day.str());
      plan_day(day, std::move(sources));
    }
    report_missing_neighbours();
    write();
    report_.distinct = ids_.size();
    return std::move(report_);
  }

 private:
  struct PlannedDay {
    Day day;
    std::string bytes;
    std::string prompt;  ///< name of a prompt to write; or empty
    std::string prompt_text;
  };

  void step(std::string_view what) {
    if (settings_.progress) settings_.progress(done_, total_, what);
    ++done_;
  }

  void read_files(std::span<const fs::path> inputs) {
    const std::map<std::string, fs::path> files = input_files(inputs, problems_);
    std::set<std::string> given;
    for (const fs::path& input : inputs) given.insert(display_path(input));
    total_ = files.size();
    for (const auto& [name, path] : files) {
      if (settings_.git) {
        read_history(path);
        continue;
      }
      step(name);
      ImportedFile file{.path = name, .what = {}};
      std::error_code error;
      if (given.count(name) == 0 && !is_candidate(name)) {
        file.what = "ignored: of another type, by its name";
      } else if (fs::file_size(path, error) > kMostBytes && !error) {
        file.what = "ignored: larger than 256 MB";
      } else {
        read(file, path);
      }
      report_.files.push_back(std::move(file));
    }
  }

  void read(ImportedFile& file, const fs::path& path) {
    std::optional<std::string> bytes = read_bytes(file.path, path, problems_);
    if (!bytes) {
      file.what = "unreadable: cannot be opened";
      return;
    }
    take(read_source(*std::move(bytes), file.path, problems_, settings_.maps), file, path);
  }

  /// Every version of a file that a program overwrites. A paper that the version before lists as
  /// well is not new. Lists that state no day are of the day of their commit, but where each
  /// version keeps most papers of the one before, the dates of the papers count more.
  void read_history(const fs::path& path) {
    const std::vector<FileVersion> versions = versions_of(path);
    total_ += versions.size() - 1;
    DayHint hint{.day = {}, .before_dates = !keeps_papers(path, versions)};
    std::set<PaperId> before;
    for (const FileVersion& version : versions) {
      step(version.name);
      hint.day = version.day;
      ImportedFile file{.path = version.name, .what = {}};
      ParseResult result =
          read_source(bytes_of(path, version), version.name, problems_, settings_.maps, hint);
      std::set<PaperId> here = ids_in(result);
      for (ParsedSource& source : result.sources) {
        if (source.kind != SourceKind::Records) continue;
        std::erase_if(source.digest.papers,
                      [&](const Entry& entry) { return before.count(entry.id) > 0; });
      }
      std::erase_if(result.sources, [](const ParsedSource& source) {
        return source.kind == SourceKind::Records && source.digest.papers.empty();
      });
      if (!here.empty()) before = std::move(here);
      take(std::move(result), file, path);
      report_.files.push_back(std::move(file));
    }
  }

  static std::set<PaperId> ids_in(const ParseResult& result) {
    std::set<PaperId> ids;
    for (const ParsedSource& source : result.sources) {
      for (const Entry& entry : source.digest.papers) ids.insert(entry.id);
    }
    return ids;
  }

  /// Whether the newest version has most papers of the one before it.
  bool keeps_papers(const fs::path& path, const std::vector<FileVersion>& versions) const {
    if (versions.size() < 2) return false;
    Diagnostics unused;
    const auto ids_of = [&](const FileVersion& version) {
      return ids_in(read_source(bytes_of(path, version), version.name, unused, settings_.maps,
                                {.day = version.day}));
    };
    const std::set<PaperId> older = ids_of(versions[versions.size() - 2]);
    const std::set<PaperId> newer = ids_of(versions.back());
    const auto kept = std::count_if(older.begin(), older.end(),
                                    [&](const PaperId& id) { return newer.count(id) > 0; });
    return 2 * static_cast<std::size_t>(kept) > older.size();
  }

  void take(ParseResult result, ImportedFile& file, const fs::path& path) {
    file.what = std::move(result.what);
    file.left_out = std::move(result.left_out);
    file.unused = std::move(result.unused);
    file.dropped = std::move(result.dropped);
    for (const Day day : result.listed_days) {
      listed_.try_emplace(day, Location{file.path, 0, 0});
    }
    for (ContentFile& text : result.files) {
      if (!is_content_path(text.path)) {
        problems_.error(text.where, "'" + text.path + "' is no path of a text in content/");
      } else {
        file.used = true;
        brought_.try_emplace(text.path, std::move(text));
      }
    }
    for (ParsedSource& source : result.sources) {
      if (source.kind == SourceKind::OurDigest &&
          !find_prompt(source, path, content_, brought_, problems_)) {
        file.what = "unreadable: our digest, its prompt is missing";
        return;
      }
      file.used = true;
      file.papers += source.digest.papers.size();
      ++file.days;
      for (const Day neighbour : source.neighbours) {
        neighbours_.try_emplace(neighbour, Location{file.path, source.header_line, 0});
      }
      sources_[source.digest.date].push_back(std::move(source));
    }
  }

  bool is_here(Day day) const {
    std::error_code error;
    return sources_.count(day) > 0 || fs::exists(content_.day_file(day), error);
  }

  /// A day of an index listing that is not here is a neighbour of the day before it; of the oldest
  /// if there is none.
  void place_listed_days() {
    for (const auto& [day, where] : listed_) {
      if (is_here(day)) continue;
      neighbours_.try_emplace(day, where);
      if (sources_.empty()) continue;
      auto beside = sources_.lower_bound(day);
      if (beside != sources_.begin()) --beside;
      beside->second.front().neighbours.insert(day);
    }
  }

  void plan_day(Day day, std::vector<ParsedSource> sources) {
    bool unusable = false;
    if (auto stored = stored_source(day, content_, problems_, unusable)) {
      sources.push_back(*std::move(stored));
    }
    if (unusable) return;
    report_repairs(sources);

    MergedDay merged = merge_day(std::move(sources), problems_);
    use_kept_prompt(merged);
    for (Entry& entry : merged.digest.papers) {
      if (entry.topics.empty()) entry.topics = topics_.named_ids({.comment = entry.comment});
    }
    PlannedDay planned{
        .day = day, .bytes = content::to_json(merged.digest), .prompt = {}, .prompt_text = {}};
    if (!can_be_read(planned)) return;
    report_.conflicts += merged.conflicts;
    count(merged);
    if (!merged.prompt_text.empty()) {
      planned.prompt = merged.digest.prompt;
      planned.prompt_text = std::move(merged.prompt_text);
    }
    planned_.push_back(std::move(planned));
  }

  /// An earlier version named a prompt by all its bytes: one that is here keeps its name.
  void use_kept_prompt(MergedDay& merged) {
    if (merged.prompt_text.empty()) return;
    if (!kept_prompts_) {
      kept_prompts_.emplace();
      const fs::path folder = content_.root / "prompts";
      for (const std::string& file : list_files(folder)) {  // in order: of equal ones the first
        const std::optional<std::string> text = read_file_if_exists(folder / file);
        if (!text || !file.ends_with(".md")) continue;
        kept_prompts_->try_emplace(prompt_name(*text), file.substr(0, file.size() - 3));
      }
    }
    const auto kept = kept_prompts_->find(merged.digest.prompt);
    if (kept != kept_prompts_->end()) merged.digest.prompt = kept->second;
  }

  /// What a foreign file nests too deep in a member without a field of ours, for example, would
  /// make a file that no build accepts.
  bool can_be_read(const PlannedDay& planned) {
    const std::string path = display_path(content_.day_file(planned.day));
    Diagnostics reasons;
    if (content::parse_digest(planned.bytes, path, reasons)) return true;
    problems_.error({path, 0, 0}, "the day is not written, as it would not be readable: " +
                                      reasons.problems().front().message);
    return false;
  }

  void report_repairs(const std::vector<ParsedSource>& sources) {
    std::set<PaperId> repaired, restored;
    std::map<PaperId, Location> doubtful;
    for (const ParsedSource& source : sources) {
      repaired.insert(source.repaired.begin(), source.repaired.end());
      restored.insert(source.restored.begin(), source.restored.end());
      for (const PaperId& id : source.doubtful) {
        const auto line = source.lines.find(id);
        doubtful.try_emplace(
            id, Location{source.digest.path, line == source.lines.end() ? 0 : line->second, 0});
      }
    }
    report_.repaired_authors += repaired.size();
    report_.restored_tex += restored.size();
    report_.doubtful_authors += doubtful.size();
    for (const auto& [id, where] : doubtful) {
      problems_.warning(where, "the authors of " + id.str() +
                                   " look cut apart at an affiliation; they are left as they are");
    }
  }

  void count(const MergedDay& merged) {
    const Digest& digest = merged.digest;
    for (const Entry& entry : digest.papers) {
      if (entry.spotlight.kind != SpotlightKind::None) ++report_.spotlighted;
    }
    report_.entries += merged.listed.size();
    ids_.insert(merged.listed.begin(), merged.listed.end());
    if (digest.status == DayStatus::Failed) report_.failed.push_back(digest.date);
  }

  /// Days that a source links to as issues, but that neither this import nor the folder has.
  void report_missing_neighbours() {
    for (const auto& [day, where] : neighbours_) {
      if (is_here(day)) continue;
      report_.not_imported.push_back(day);
      problems_.warning(where, "there is an issue of " + day.str() + ", which is not imported");
    }
  }

  /// One file of content/, to be written if its bytes change.
  bool change(const fs::path& path, const std::string& bytes) {
    std::optional<std::string> before = read_file_if_exists(path);
    if (before == bytes) return false;
    changes_.push_back(
        {path.lexically_relative(content_.root).generic_string(), std::move(before), bytes});
    return true;
  }

  /// Texts that an export brings along; what is here already stays.
  void add_brought_files() {
    for (const auto& [path, file] : brought_) {
      const std::optional<std::string> before = read_file_if_exists(content_.root / path);
      if (before && *before != file.text) {
        problems_.warning(file.where,
                          "content/" + path + " is here with another text; it is left as it is");
      } else if (change(content_.root / path, file.text)) {
        ++report_.files_written;
      }
    }
  }

  void write() {
    add_brought_files();
    std::map<std::string, std::string> prompts;  // text by name
    for (const PlannedDay& planned : planned_) {
      if (planned.prompt.empty()) continue;
      std::string& text = prompts[planned.prompt];
      text = fuller_prompt(text, planned.prompt_text);
    }
    for (const auto& [name, text] : prompts) {
      const std::string here = read_file_if_exists(content_.prompt_file(name)).value_or("");
      if (change(content_.prompt_file(name), fuller_prompt(here, text))) ++report_.prompts_written;
    }
    for (const PlannedDay& planned : planned_) {
      const bool wrote = change(content_.day_file(planned.day), planned.bytes);
      (wrote ? report_.written : report_.unchanged).push_back(planned.day);
    }
    if (changes_.empty() || settings_.preview) return;
    FileBatch files;
    if (!settings_.undo_journal.empty()) {
      files.add_if_changed(settings_.undo_journal, undo_journal(changes_));
    }
    for (const ChangedFile& file : changes_) {
      files.add_if_changed(content_.root / file.file, file.after);
    }
    files.commit();
  }

  const ContentFolder content_;
  const ImportSettings& settings_;
  const topics::TopicRule topics_;
  Diagnostics& problems_;
  std::size_t done_ = 0;
  std::size_t total_ = 0;
  std::map<Day, std::vector<ParsedSource>> sources_;
  std::map<Day, Location> listed_;              ///< of index listings, with the first of them
  std::map<Day, Location> neighbours_;          ///< with the first page that links to the day
  std::map<std::string, ContentFile> brought_;  ///< by path
  std::vector<PlannedDay> planned_;
  std::optional<std::map<std::string, std::string>> kept_prompts_;  ///< by prompt_name; once needed
  std::vector<ChangedFile> changes_;
  std::set<PaperId> ids_;
  ImportReport report_;
};

}  // namespace

ImportReport import_paths(std::span<const fs::path> inputs, const fs::path& content_dir,
                          Diagnostics& problems, const ImportSettings& settings) {
  return Import(content_dir, settings, problems).run(inputs);
}

}  // namespace broadsheet::importer
