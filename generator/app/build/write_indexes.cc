#include "app/build/write_indexes.h"

#include "app/build/page_inputs.h"
#include "base/log.h"
#include "base/workers.h"
#include "client/scripts.h"
#include "index/browser/client_index.h"
#include "index/xapian/xapian_index.h"

namespace broadsheet::app {
namespace {

/// The scripts of the search page, and what marks them as modules for Node.
void write_client(OutputSink& sink) {
  for (const auto& [name, text] : client::scripts()) {
    sink.write("search/" + std::string(name), text);
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
                           const fs::path& state, OutputSink& sink, Stages& stages)
    : native_(start_task([&, folder = state / "index"] {
        return stages.time("native index", [&] {
          std::string change = update_native_index(folder, index);
          return NativeIndexResult{
              .change = std::move(change),
              .searches = run_saved_searches(folder, index.documents.size(), config)};
        });
      })),
      browser_(start_task([&] {
        stages.time("browser index", [&] {
          write_client(sink);
          index::write_client_index(index, {}, sink);
        });
      })) {}

}  // namespace broadsheet::app
