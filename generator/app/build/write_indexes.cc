#include "app/build/write_indexes.h"

#include <map>

#include "app/build/page_inputs.h"
#include "base/hash.h"
#include "base/log.h"
#include "index/browser/client_index.h"
#include "index/xapian/xapian_index.h"
#include "text/script.h"

namespace broadsheet::app {
namespace {

/// The modules of the browser's client, made short, and what tells every Node 20 that they are
/// modules. Each says which build it is of, a hash over all of them, as a browser may have kept
/// some from before.
/// @param key  of the program and of these files; 0: none
void write_client(const fs::path& folder, std::uint64_t key, OutputSink& sink) {
  constexpr std::string_view kBuild = "BUILD='source'";
  std::map<std::string, std::string> modules;
  HashSum sum;
  for (const std::string& name : list_files(folder)) {
    if (!name.ends_with(".js") || name == "types.js") continue;
    modules[name] = read_file(folder / name);
  }
  for (const auto& [name, source] : modules) sum.add(source);
  const std::string build = "BUILD='" + hex(sum.value(), 7) + "'";
  for (const auto& [name, source] : modules) {
    const std::string path = "search/" + name;
    if (key != 0 && sink.keep(path, key)) continue;
    std::string text = text::shorten_script(source);
    if (const std::size_t at = text.find(kBuild); at != std::string::npos)
      text.replace(at, kBuild.size(), build);
    sink.write_keyed(path, text, key);
  }
  sink.write("search/package.json", "{\"type\":\"module\"}\n");
}

}  // namespace

std::string update_native_index(const fs::path& folder, const index::InvertedIndex& index) {
  const index::IndexUpdate update = index::XapianIndex::update(folder, index);
  switch (update.kind) {
    case index::IndexUpdate::Kind::Unchanged:
      return "unchanged";
    case index::IndexUpdate::Kind::Appended:
      return counted(update.written, "paper") + " added";
    case index::IndexUpdate::Kind::Rebuilt:
      break;
  }
  return "rebuilt" + (update.reason.empty() ? "" : ": " + update.reason);
}

IndexWriters::IndexWriters(const index::InvertedIndex& index, const config::Config& config,
                           const Places& places, const fs::path& state, std::uint64_t shared,
                           OutputSink& sink, Stages& stages)
    : native_(std::async(std::launch::async,
                         [&, folder = state / "index"] {
                           return stages.time("native index", [&] {
                             std::string change = update_native_index(folder, index);
                             return NativeIndexResult{.change = std::move(change),
                                                      .searches = run_saved_searches(
                                                          folder, index.documents.size(), config)};
                           });
                         })),
      browser_(std::async(std::launch::async, [&, shared] {
        stages.time("browser index", [&] {
          write_client(client_folder(places), shared, sink);
          index::write_client_index(index, {}, sink);
        });
      })) {}

}  // namespace broadsheet::app
