#include "app/build/build_site.h"

#include <functional>
#include <optional>
#include <utility>

#include "app/build/formulas.h"
#include "app/build/old_urls.h"
#include "app/build/own_links.h"
#include "app/build/page_inputs.h"
#include "app/build/pages_room.h"
#include "app/build/site_sources.h"
#include "app/build/write_indexes.h"
#include "app/words/documents.h"
#include "base/log.h"
#include "base/marked_point.h"
#include "content/load_library.h"
#include "index/related.h"
#include "index/trends.h"
#include "index/xapian/xapian_index.h"
#include "render/site_plan.h"
#include "theme/words.h"
#include "topics/topic_map.h"

namespace broadsheet::app {
namespace {

/// Thrown to stop a build that was cancelled.
struct Cancelled {};

void stop_if_cancelled(const BuildOptions& options) {
  if (options.cancelled && options.cancelled()) throw Cancelled();
}

/// What is known of the last build.
struct LastBuild {
  render::Fingerprints fingerprints;  ///< none: every file is made
  /// Digests (indexes) that are new, if all others are unchanged; std::nullopt if unknown.
  std::optional<std::vector<std::size_t>> grown;
};

/// A progress bar for the files of a plan.
class PlanProgress {
 public:
  void operator()(std::size_t done, std::size_t total) {
    if (!bar_) bar_.emplace("making pages", static_cast<std::int64_t>(total));
    bar_->advance(static_cast<std::int64_t>(done - shown_));
    shown_ = done;
  }

 private:
  std::optional<Progress> bar_;
  std::size_t shown_ = 0;
};

void write_pages(render::SiteInput& input, const BuildOptions& options, OutputSink& sink,
                 Stages& stages, BuildReport& report) {
  PlanProgress bar;
  input.progress = [&](std::size_t done, std::size_t total) {
    stop_if_cancelled(options);
    if (options.progress) bar(done, total);
  };
  stages.time("pages", [&] {
    render::SitePlan plan(input, report.problems);
    report.figures.pages = plan.pages();
    check_own_links(plan, input.pages, input.config, report.problems);
    if (report.problems.errors() == 0) plan.write(sink);
  });
}

void write_address_files(const SiteSources& sources, OutputSink& sink) {
  const config::Config& config = sources.config;
  if (config.site.old_urls) {
    write_old_urls(sources.library, render::Routes(config.site.base_url), config.site.language,
                   theme::Words(sources.theme)("period.all_months"), sink);
  }
  if (!config.publish.cname.empty()) sink.write("CNAME", config.publish.cname + "\n");
}

/// Everything after reading, as docs/ARCHITECTURE.md draws it: one pass over the papers feeds both
/// indexes, related papers and trends; then the pages and all other files are made.
/// @param stored  what is known of the first papers; becomes what is known of all
void make_site(const SiteSources& sources, const fs::path& state, const LastBuild& last,
               const BuildOptions& options, StoredWords& stored, OutputSink& sink, Stages& stages,
               BuildReport& report) {
  const config::Config& config = sources.config;
  const Library& library = sources.library;
  const std::vector<render::FreePage> written = sources.own.written();
  LibraryFormulas formulas(library, written, state / "maths", last.grown);
  const topics::TopicMap topics =
      stages.time("topics", [&] { return topics::TopicMap(config, library, stored.topics); });
  stored.topics = topics.all(library);
  const std::uint32_t first = stored.words.papers();
  const index::InvertedIndex added = stages.time("words", [&] {
    index::InvertedIndex words = index_library(library, topics, config, first);
    stored.add(words);
    return words;
  });
  stop_if_cancelled(options);

  const index::DocumentOf document =
      [&, routes = render::Routes(config.site.base_url)](std::uint32_t paper) {
        return paper < first ? document_of(library, library.papers()[paper], topics, routes)
                             : added.documents[paper - first];
      };
  IndexWriters indexes({.added = added,
                        .first = first,
                        .all = stored,
                        .document = document,
                        .all_papers = [&] { return index_library(library, topics, config); }},
                       config, state, sink, stages);
  stages.time("related papers", [&] {
    for (auto& related : index::related_papers(stored.words, document, first)) {
      stored.related.push_back(std::move(related));
    }
  });
  render::SiteInput input = assemble_site_input(
      {.library = library,
       .config = config,
       .theme = sources.theme,
       .topics = topics,
       .prompts = sources.prompts,
       .own = sources.own},
      {.related = stored.related,
       .trends = stages.time(
           "trends", [&] { return index::trends(stored.words, document, library.months()); }),
       .searches = {}},
      last.fingerprints);
  stop_if_cancelled(options);
  const auto wait_for_native_index = [&] {
    NativeIndexResult native = indexes.take_native();
    report.index = std::move(native.change);
    input.searches = std::move(native.searches);
  };
  if (!config.searches.empty()) wait_for_native_index();
  input.maths = [&maths = formulas.converter()](std::string_view tex, bool display) {
    return maths.to_mathml(tex, display);
  };

  write_pages(input, options, sink, stages, report);
  write_address_files(sources, sink);
  formulas.finish(report.problems);
  stored.files = indexes.take_browser();
  if (indexes.native_pending()) wait_for_native_index();
  report.formulas = formulas.converter().asked();
  report.formulas_failed = formulas.converter().failed().size();
  report.figures.days = library.digests().size();
  report.figures.papers = library.papers().size();
  report.figures.papers_a_year = papers_a_year(library);
}

std::optional<BuildState> read_state(const Places& places) {
  const auto text = read_file_if_exists(places.inputs());
  return text ? parse_state(*text) : std::nullopt;
}

/// Whether nothing that the last build read or wrote has changed since.
bool up_to_date(const Places& places, const InputFiles& inputs, const BuildState& last) {
  if (last.inputs.empty() || !inputs.same_as(last.inputs)) return false;
  if (last.index.empty() || stamps_below(places.index()) != last.index) return false;
  if (index::XapianIndex::doubt(places.index(), index::IndexLook::Stamps)) return false;
  std::error_code error;
  if (fs::exists(places.state() / "staging" / "plan", error)) return false;
  return publish::untouched(places.site(), publish::read_manifest(places.state()));
}

}  // namespace

BuildReport build_site(const fs::path& root, const BuildOptions& options) {
  const Places places{root};
  Stages stages;
  BuildReport report;
  const InputFiles inputs = InputFiles::of(places);
  report.address = inputs.address();
  std::optional<BuildState> last;
  if (options.clean) {
    remove_tree(places.index());
    remove_tree(places.maths());
    remove_tree(places.words());
  } else {
    last = read_state(places);
    if (last && up_to_date(places, inputs, *last)) {
      report.up_to_date = true;
      report.figures = last->figures;
      report.warnings = last->problems;
      report.total = stages.total();
      return report;
    }
  }

  BuildState state;
  // Before they are read: see InputFiles.
  state.inputs = inputs.hashed(last ? last->inputs : publish::Manifest());
  const SiteSources sources = read_site_sources(places, stages, report.problems);
  report.config_errors = sources.config_errors;
  marked_point("sources read");
  if (report.problems.errors() == 0) {
    publish::DiskOutput output(places.site(), places.state());
    if (options.clean) output.trust_nothing();
    const LastBuild history{
        .fingerprints = fingerprints_of(state.inputs, sources.library),
        .grown = last ? grown_by(last->inputs, state.inputs, sources.library) : std::nullopt};
    StoredWords words = read_stored_words(places.words(), history.fingerprints);
    try {
      make_site(sources, places.state(), history, options, words, output, stages, report);
    } catch (const Cancelled&) {
      report.cancelled = true;
      return report;
    }
    marked_point("site made");
    // The hashes would not be those of what was read.
    const bool unchanged = InputFiles::of(places).same_as(state.inputs);
    if (!unchanged) output.forget_keys();
    if (report.problems.errors() == 0) {
      report.published = stages.time("writing", [&] { return output.commit(); });
      if (unchanged && history.fingerprints.shared != 0) {
        words.fingerprints = history.fingerprints;
        stages.time("storing", [&] { write_stored_words(places.words(), words); });
      }
    }
  }
  report.failed = report.problems.errors() > 0;
  if (!report.failed) {
    report.figures.files = report.published.files;
    report.figures.bytes = report.published.bytes;
    state.figures = report.figures;
    state.problems = report.problems.str();
    state.index = stamps_below(places.index());
    write_file_atomically(places.inputs(), state_text(state));
  }
  report.warnings = report.problems.str();
  report.stages = stages.all();
  report.total = stages.total();
  return report;
}

BuildReport build_into(const fs::path& root, const fs::path& state, OutputSink& sink) {
  const Places places{root};
  Stages stages;
  BuildReport report;
  const SiteSources sources = read_site_sources(places, stages, report.problems);
  report.config_errors = sources.config_errors;
  if (report.problems.errors() == 0) {
    StoredWords words;
    make_site(sources, state, {}, {}, words, sink, stages, report);
  }
  report.failed = report.problems.errors() > 0;
  report.warnings = report.problems.str();
  report.stages = stages.all();
  report.total = stages.total();
  return report;
}

std::string refresh_index(const fs::path& root, Diagnostics& problems) {
  const Places places{root};
  const std::optional<BuildState> last = read_state(places);
  if (last && !last->index.empty() && stamps_below(places.index()) == last->index &&
      !index::XapianIndex::doubt(places.index(), index::IndexLook::Contents) &&
      InputFiles::of(places).same_as(last->inputs)) {
    return "";
  }
  const config::Config config = open_project(root, problems).config;
  const Library library = content::load_library(places.content(), problems, score_rule(config));
  if (problems.errors() > 0) return "";
  return change_text(index::XapianIndex::update(
      places.index(), index_library(library, topics::TopicMap(config, library), config)));
}

}  // namespace broadsheet::app
