#include "app/build/build_site.h"

#include <time.h>

#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "app/build/documents.h"
#include "app/build/formulas.h"
#include "app/build/old_urls.h"
#include "app/build/page_inputs.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/marked_point.h"
#include "content/load_library.h"
#include "index/browser/client_index.h"
#include "index/xapian/xapian_index.h"
#include "maths/maths.h"
#include "render/site_plan.h"
#include "text/script.h"
#include "topics/topic_map.h"

namespace broadsheet::app {
namespace {

/// What the processor has spent on this thread.
std::chrono::duration<double> thread_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// What a build reads, as values.
struct Sources {
  config::Config config;
  theme::Theme theme;
  Library library;
  std::map<std::string, std::string> prompts;
  std::vector<render::FreePage> pages;
};

/// Reads everything, so that one run names all problems.
Sources read_sources(const Places& places, Stages& stages, BuildReport& report) {
  Diagnostics& problems = report.problems;
  config::Config config = open_project(places.root, problems).config;
  report.config_errors = problems.errors();
  theme::Theme theme = stages.time("theme", [&] {
    const int errors_before = problems.errors();
    theme::Theme read =
        theme::load_theme(config.site.theme, theme_roots(places), config.site.language, problems);
    if (problems.errors() == errors_before) theme::check_theme(read, problems);
    return read;
  });
  Library library =
      stages.time("digests", [&] { return content::load_library(places.content(), problems); });
  return {.config = std::move(config),
          .theme = std::move(theme),
          .library = std::move(library),
          .prompts = read_prompts(places),
          .pages = read_pages(places, problems)};
}

/// The index natively, on disk, and what the saved searches find in it.
struct NativeIndex {
  std::string done;
  std::vector<render::SavedSearchResult> searches;
};

std::string said_of(const index::IndexUpdate& update) {
  switch (update.kind) {
    case index::IndexUpdate::Kind::Unchanged:
      return "unchanged";
    case index::IndexUpdate::Kind::Appended:
      return counted(update.written, "paper") + " added";
    case index::IndexUpdate::Kind::Rebuilt:
      break;
  }
  return "made anew" + (update.reason.empty() ? "" : ": " + update.reason);
}

NativeIndex update_native_index(const fs::path& folder, const index::InvertedIndex& index,
                                const config::Config& config) {
  const std::string done = said_of(index::XapianIndex::update(folder, index));
  return {.done = done, .searches = answers_of(folder, index.documents.size(), config)};
}

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

/// Ends a build that nobody wants any more.
struct GivenUp {};

void give_up_if_asked(const BuildOptions& options) {
  if (options.give_up && options.give_up()) throw GivenUp();
}

/// What is known of the last build, for the one at hand.
struct LastBuild {
  render::Fingerprints fingerprints;  ///< none: every file is made
  /// Digests (indexes) that are new, when all others are there as they were. Nothing: who knows.
  std::optional<std::vector<std::size_t>> grown;
};

/// Formulas are converted by a thread of its own, while pages do not need them yet: the engine
/// takes long to start. Afterwards all formulas of the library are known, whichever pages are made.
class Formulas {
 public:
  Formulas(const Library& library, const LastBuild& history, fs::path cache)
      : cache_(std::move(cache)) {
    const bool cached = maths_.load(read_file_if_exists(cache_).value_or(""));
    std::vector<std::size_t> digests(library.digests().size());
    std::iota(digests.begin(), digests.end(), std::size_t{0});
    if (cached && history.grown) {
      digests = *history.grown;
      maths_.ask_for_cached();
    }
    work_ = std::async(std::launch::async, [this, &library, digests = std::move(digests)] {
      ask_for_formulas(library, digests, maths_);
    });
  }

  /// Waits until they are converted.
  maths::MathsConverter& get() {
    if (work_.valid()) work_.get();
    return maths_;
  }

  void report(const Library& library, BuildReport& report) {
    report.formulas = maths_.asked();
    report.formulas_failed = maths_.failed().size();
    report_formulas(library, maths_, report.problems);
    if (maths_.asked() > 0) write_if_changed(cache_, maths_.save());
  }

 private:
  fs::path cache_;
  maths::MathsConverter maths_;
  std::future<void> work_;
};

/// Both indexes, each written by a thread of its own.
struct IndexWriters {
  IndexWriters(const index::InvertedIndex& index, const Sources& sources, const Places& places,
               const fs::path& state, std::uint64_t shared, OutputSink& sink, Stages& stages)
      : native(std::async(std::launch::async,
                          [&, state] {
                            return stages.time("native index", [&] {
                              return update_native_index(state / "index", index, sources.config);
                            });
                          })),
        browser(std::async(std::launch::async, [&, shared] {
          stages.time("browser index", [&] {
            write_client(client_folder(places), shared, sink);
            index::write_client_index(index, {}, sink);
          });
        })) {}

  std::future<NativeIndex> native;
  std::future<void> browser;
};

/// A bar for the steps of a plan.
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

/// Everything after reading: one pass over the papers feeds both indexes, then the pages are made.
void make_site(const Sources& sources, const Places& places, const fs::path& state,
               const LastBuild& history, const BuildOptions& options, OutputSink& sink,
               Stages& stages, BuildReport& report) {
  const Library& library = sources.library;
  const render::Routes routes(sources.config.site.base_url);
  Formulas formulas(library, history, state / "maths");
  const topics::TopicMap topics =
      stages.time("topics", [&] { return topics::TopicMap(sources.config, library); });
  const index::InvertedIndex index =
      stages.time("words", [&] { return index::invert(documents_of(library, topics, routes)); });
  give_up_if_asked(options);
  IndexWriters writers(index, sources, places, state, history.fingerprints.shared, sink, stages);

  render::SiteInput input{
      .library = library,
      .config = sources.config,
      .theme = sources.theme,
      .maths = {},
      .topics = [&](const Entry& entry) { return topics.ids(entry); },
      .prompts = sources.prompts,
      .pages = sources.pages,
      .related = stages.time("related papers", [&] { return related_of(index); }),
      .trends = stages.time("trends", [&] { return trends_of(index, library.months()); }),
      .searches = {},
      .progress = {},
      .fingerprints = history.fingerprints};
  give_up_if_asked(options);
  const auto wait_for_index = [&] {
    NativeIndex done = writers.native.get();
    report.index = std::move(done.done);
    input.searches = std::move(done.searches);
  };
  if (!sources.config.searches.empty()) wait_for_index();
  input.maths = [&maths = formulas.get()](std::string_view tex, bool display) {
    return maths.to_mathml(tex, display);
  };

  {
    PlanProgress bar;
    input.progress = [&](std::size_t done, std::size_t total) {
      give_up_if_asked(options);
      if (options.progress) bar(done, total);
    };
    stages.time("pages", [&] {
      render::SitePlan plan(input, report.problems);
      report.figures.pages = plan.pages();
      plan.write(sink);
    });
  }
  if (sources.config.site.old_urls) write_old_urls(library, routes, sink);
  if (const std::string& name = sources.config.publish.cname; !name.empty()) {
    sink.write("CNAME", name + "\n");
  }
  formulas.report(library, report);
  writers.browser.get();
  if (writers.native.valid()) wait_for_index();
  report.figures.days = library.digests().size();
  report.figures.papers = library.papers().size();
}

std::optional<BuildState> read_state(const Places& places) {
  const auto text = read_file_if_exists(places.inputs());
  return text ? parse_state(*text) : std::nullopt;
}

/// Whether nothing that the last build read or wrote has changed since.
bool nothing_to_do(const Places& places, const InputFiles& inputs, const BuildState& last) {
  if (last.inputs.empty() || !inputs.same_as(last.inputs)) return false;
  if (last.index.empty() || stamps_below(places.index()) != last.index) return false;
  if (index::XapianIndex::doubt(places.index(), index::IndexLook::Stamps)) return false;
  std::error_code error;
  if (fs::exists(places.state() / "staging" / "plan", error)) return false;
  return publish::untouched(places.site(), publish::read_manifest(places.state()));
}

}  // namespace

Stages::Timer::Timer(Stages& stages, const std::string& name)
    : stages_(stages), start_(std::chrono::steady_clock::now()), processor_start_(thread_time()) {
  const std::lock_guard lock(stages_.mutex_);
  number_ = stages_.stages_.size();
  stages_.stages_.push_back({.name = name, .time = {}, .processor = {}});
}

Stages::Timer::~Timer() {
  const std::lock_guard lock(stages_.mutex_);
  stages_.stages_[number_].time = std::chrono::steady_clock::now() - start_;
  stages_.stages_[number_].processor = thread_time() - processor_start_;
}

BuildReport build_site(const fs::path& root, const BuildOptions& options) {
  const Places places{root};
  Stages stages;
  BuildReport report;
  const InputFiles inputs = InputFiles::of(places);
  std::optional<BuildState> last;
  if (options.clean) {
    remove_tree(places.index());
    remove_tree(places.maths());
  } else {
    last = read_state(places);
    if (last && nothing_to_do(places, inputs, *last)) {
      report.up_to_date = true;
      report.figures = last->figures;
      report.warnings = last->problems;
      report.total = stages.total();
      return report;
    }
  }

  BuildState state;
  state.inputs = inputs.hashed();  // before they are read: see InputFiles
  const Sources sources = read_sources(places, stages, report);
  marked_point("sources read");
  if (report.problems.errors() == 0) {
    publish::DiskOutput output(places.site(), places.state());
    if (options.clean) output.trust_nothing();
    const LastBuild history{
        .fingerprints = fingerprints_of(state.inputs, sources.library),
        .grown = last ? grown_by(last->inputs, state.inputs, sources.library) : std::nullopt};
    try {
      make_site(sources, places, places.state(), history, options, output, stages, report);
    } catch (const GivenUp&) {
      report.given_up = true;
      return report;
    }
    marked_point("site made");
    // The hashes would not be those of what was read.
    if (!InputFiles::of(places).same_as(state.inputs)) output.forget_keys();
    if (report.problems.errors() == 0) {
      report.published = stages.time("writing", [&] { return output.commit(); });
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
  const Sources sources = read_sources(places, stages, report);
  if (report.problems.errors() == 0) {
    make_site(sources, places, state, {}, {}, sink, stages, report);
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
  const Library library = content::load_library(places.content(), problems);
  if (problems.errors() > 0) return "";
  const index::InvertedIndex index = index::invert(documents_of(
      library, topics::TopicMap(config, library), render::Routes(config.site.base_url)));
  return said_of(index::XapianIndex::update(places.index(), index));
}

}  // namespace broadsheet::app
