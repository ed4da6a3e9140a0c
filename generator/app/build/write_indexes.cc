#include "app/build/write_indexes.h"

#include <utility>

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

std::string change_text(const index::IndexUpdate& update) {
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

IndexWriters::IndexWriters(IndexInput input, const config::Config& config, const fs::path& state,
                           OutputSink& sink, Stages& stages)
    : input_(std::move(input)),
      native_(start_task([&, folder = state / "index"] {
        return stages.time("native index", [&] {
          const index::IndexUpdate update =
              index::XapianIndex::update(folder, {.added = input_.added,
                                                  .first = input_.first,
                                                  .words = input_.all.words,
                                                  .checkpoints = input_.all.checkpoints,
                                                  .acronyms = input_.all.acronyms.acronyms(),
                                                  .vectors = input_.all.vectors,
                                                  .all = input_.all_papers});
          return NativeIndexResult{
              .change = change_text(update),
              .searches = run_saved_searches(folder, input_.all.words.papers(), config)};
        });
      })),
      browser_(start_task([&] {
        return stages.time("browser index", [&] {
          write_client(sink);
          index::ClientIndexWriter writer({}, sink);
          writer.resume(input_.all.files, input_.document);
          writer.add(input_.added);
          return writer.finish(input_.all.words, input_.all.acronyms.acronyms(),
                               input_.all.vectors);
        });
      })) {}

}  // namespace broadsheet::app
