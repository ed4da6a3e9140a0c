#include "app/build/build_state.h"

#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/hash.h"
#include "base/line_reader.h"

namespace broadsheet::app {
namespace {

constexpr std::string_view kContent = "content/";
constexpr const char* kAddress = "address";
constexpr std::string_view kHead = "broadsheet build state 2\n";
constexpr std::int64_t kRecent = 50'000'000;  // nanoseconds; clocks of file systems tick slowly

void add_folder(std::map<std::string, fs::path>& paths, const std::string& name,
                const fs::path& folder) {
  for (const std::string& path : list_files(folder)) paths[name + "/" + path] = folder / path;
}

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string_view take(std::string_view& text, std::size_t size) {
  const std::string_view part = text.substr(0, size);
  text.remove_prefix(part.size());
  return part;
}

std::string text_of(const publish::SiteAddress& address) {
  return address.url + "\n" + address.problem;
}

/// As InputFiles names its file.
std::string name_of(const Digest& digest) {
  return std::string(kContent) + digest_file(digest.date);
}

/// The libraries that the program runs with, with size and time; an upgrade of one may change
/// pages.
std::string loaded_libraries() {
  std::string names;
  ::dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* text) {
        struct stat found{};
        if (info->dlpi_name[0] == 0 || ::stat(info->dlpi_name, &found) != 0) return 0;
        *static_cast<std::string*>(text) += std::string(info->dlpi_name) + " " +
                                            std::to_string(found.st_size) + " " +
                                            std::to_string(found.st_mtim.tv_sec) + "\n";
        return 0;
      },
      &names);
  return names;
}

}  // namespace

std::vector<InputFolder> input_folders(const Places& places) {
  std::vector<InputFolder> folders = {{.path = places.root, .with_subfolders = false},
                                      {.path = places.content(), .with_subfolders = true}};
  for (const fs::path& root : theme_roots(places)) {
    folders.push_back({.path = root, .with_subfolders = true});
  }
  return folders;
}

InputFiles InputFiles::of(const Places& places) {
  InputFiles inputs;
  inputs.paths_["config.yaml"] = places.config();
  add_folder(inputs.paths_, "content", places.content());
  for (const fs::path& folder : {places.pages(), places.static_files()}) {  // hidden, but published
    const std::string name = "content/" + folder.filename().string() + "/.well-known";
    add_folder(inputs.paths_, name, folder / ".well-known");
  }
  int number = 0;
  for (const fs::path& root : theme_roots(places)) {
    add_folder(inputs.paths_, "themes-" + std::to_string(++number), root);
  }
  // The running program, also if its own path is replaced or cannot be entered by this user.
  const fs::path program = "/proc/self/exe";
  if (::access(program.c_str(), R_OK) == 0) inputs.paths_["program"] = program;
  for (const auto& [name, path] : inputs.paths_) {
    inputs.stamps_[name] = publish::stamp_of_target(path);
  }
  if (path_exists(places.config())) {
    Diagnostics reported_when_read;
    inputs.address_ = open_project(places.root, reported_when_read).address;
    const std::string text = text_of(inputs.address_);
    inputs.stamps_[kAddress] = {.size = text.size(), .hash = hash64(text)};
  }
  return inputs;
}

std::optional<std::string> InputFiles::bytes_of(const std::string& name) const {
  return name == kAddress ? text_of(address_) : read_file_if_exists(paths_.at(name));
}

publish::Manifest InputFiles::hashed(const publish::Manifest& before) const {
  const std::int64_t recent = now() - kRecent;
  publish::Manifest stamps = stamps_;
  for (auto& [name, stamp] : stamps) {
    const auto then = before.find(name);
    const bool known = then != before.end() && stamp.modified != 0 &&
                       then->second.modified == stamp.modified && then->second.size == stamp.size;
    stamp.hash = known ? then->second.hash : hash64(bytes_of(name).value_or(""));
    if (stamp.modified >= recent) stamp.modified = 0;
  }
  return stamps;
}

std::vector<std::string> InputFiles::changed_since(const InputFiles& other) const {
  std::vector<std::string> changed;
  for (const auto& [name, stamp] : stamps_) {
    const auto before = other.stamps_.find(name);
    if (before == other.stamps_.end() || before->second != stamp) changed.push_back(name);
  }
  for (const auto& [name, stamp] : other.stamps_) {
    if (!stamps_.contains(name)) changed.push_back(name);
  }
  return changed;
}

bool InputFiles::same_as(const publish::Manifest& before) const {
  return before.size() == stamps_.size() &&
         std::equal(stamps_.begin(), stamps_.end(), before.begin(),
                    [&](const auto& now, const auto& then) {
                      if (now.first != then.first || now.second.size != then.second.size) {
                        return false;
                      }
                      if (now.second.modified == then.second.modified && now.second.modified != 0) {
                        return true;
                      }
                      const auto bytes = bytes_of(now.first);
                      return bytes && hash64(*bytes) == then.second.hash;
                    });
}

// Lines: head, six figures, then three texts, each after a line with its size in bytes.
std::string state_text(const BuildState& state) {
  std::string text(kHead);
  for (const std::size_t figure :
       {state.figures.days, state.figures.papers, state.figures.pages, state.figures.files,
        static_cast<std::size_t>(state.figures.bytes), state.figures.papers_a_year}) {
    text += std::to_string(figure) + "\n";
  }
  for (const std::string& part : {state.problems, publish::manifest_text(state.inputs),
                                  publish::manifest_text(state.index)}) {
    text += std::to_string(part.size()) + "\n" + part;
  }
  return text + "end\n";
}

std::optional<BuildState> parse_state(std::string_view text) {
  if (take(text, kHead.size()) != kHead) return std::nullopt;
  std::size_t figures[6] = {};
  for (std::size_t& figure : figures) {
    if (!take_number(text, figure, '\n')) return std::nullopt;
  }
  std::string_view parts[3];
  for (std::string_view& part : parts) {
    std::size_t size = 0;
    if (!take_number(text, size, '\n') || size > text.size()) return std::nullopt;
    part = take(text, size);
  }
  if (text != "end\n") return std::nullopt;
  return BuildState{.figures = {.days = figures[0],
                                .papers = figures[1],
                                .pages = figures[2],
                                .files = figures[3],
                                .bytes = figures[4],
                                .papers_a_year = figures[5]},
                    .problems = std::string(parts[0]),
                    .inputs = publish::parse_manifest(parts[1]),
                    .index = publish::parse_manifest(parts[2])};
}

render::Fingerprints fingerprints_of(const publish::Manifest& inputs, const Library& library) {
  std::string shared;
  for (const auto& [name, stamp] : inputs) {
    if (name.starts_with(kContent)) continue;
    shared += name + " " + std::to_string(stamp.hash) + "\n";
  }
  if (!inputs.contains("program")) return {};
  render::Fingerprints prints{.shared = hash64(shared + loaded_libraries()), .digests = {}};
  for (const Digest& digest : library.digests()) {
    const auto file = inputs.find(name_of(digest));
    if (file == inputs.end()) return {};
    prints.digests.push_back(file->second.hash);
  }
  return prints;
}

std::optional<std::vector<std::size_t>> grown_by(const publish::Manifest& before,
                                                 const publish::Manifest& now,
                                                 const Library& library) {
  for (const auto& [name, stamp] : before) {
    if (!name.starts_with(kContent)) continue;
    const auto found = now.find(name);
    if (found == now.end() || found->second.hash != stamp.hash) return std::nullopt;
  }
  std::vector<std::size_t> grown;
  for (std::size_t d = 0; d < library.digests().size(); ++d) {
    if (!before.contains(name_of(library.digests()[d]))) grown.push_back(d);
  }
  return grown;
}

publish::Manifest stamps_below(const fs::path& folder) {
  publish::Manifest stamps;
  std::error_code error;
  if (!fs::is_directory(folder, error)) return stamps;
  for (const std::string& path : list_files(folder))
    stamps[path] = publish::stamp_of(folder / path);
  return stamps;
}

}  // namespace broadsheet::app
