#include "app/build_site.h"

#include <time.h>

#include <algorithm>
#include <future>
#include <optional>
#include <set>
#include <utility>

#include "app/documents.h"
#include "app/old_urls.h"
#include "app/topics.h"
#include "base/log.h"
#include "base/marked_point.h"
#include "ingest/load_library.h"
#include "render/site.h"
#include "search/client_index.h"
#include "search/related.h"
#include "search/trends.h"
#include "search/xapian_index.h"
#include "text/maths.h"
#include "text/script.h"
#include "text/tex_text.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kFormulasNamed = 20;

/// What the processor has spent on this thread.
std::chrono::duration<double> thread_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// What a build reads, as values.
struct Sources {
  Config config;
  render::Theme theme;
  Library library;
  std::map<std::string, std::string> prompts;
  std::vector<render::FreePage> pages;
};

/// Reads everything, so that one run names all problems.
Sources read_sources(const Places& places, Stages& stages, BuildReport& report) {
  Diagnostics& problems = report.problems;
  Config config = open_project(places.root, problems).config;
  report.config_errors = problems.errors();
  render::Theme theme = stages.time("theme", [&] {
    return render::load_theme(config.site.theme, theme_roots(places), config.site.language, problems);
  });
  Library library =
      stages.time("digests", [&] { return ingest::load_library(places.content(), problems); });
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

std::string said_of(const search::IndexUpdate& update) {
  switch (update.kind) {
    case search::IndexUpdate::Kind::Unchanged:
      return "unchanged";
    case search::IndexUpdate::Kind::Appended:
      return counted(update.written, "paper") + " added";
    case search::IndexUpdate::Kind::Rebuilt:
      break;
  }
  return "made anew" + (update.reason.empty() ? "" : ": " + update.reason);
}

NativeIndex update_native_index(const fs::path& folder, const search::InvertedIndex& index,
                                const Config& config) {
  NativeIndex native;
  native.done = said_of(search::XapianIndex::update(folder, index));
  if (config.searches.empty()) return native;
  const search::XapianIndex opened = search::XapianIndex::open(folder);
  for (const SavedSearchConfig& saved : config.searches) {
    search::SearchOptions options;
    options.limit = index.documents.size();
    options.sort = search::Sort::Date;
    options.complete = false;
    const search::Answer answer = opened.search(saved.query, options);
    render::SavedSearchResult result{.slug = saved.slug,
                                     .name = saved.name,
                                     .query = saved.query,
                                     .total = answer.total,
                                     .papers = {}};
    for (const search::SearchResult& paper : answer.results) result.papers.push_back(paper.document);
    native.searches.push_back(std::move(result));
  }
  return native;
}

/// The modules of the browser's client, made short.
void write_client(const fs::path& folder, OutputSink& sink) {
  for (const std::string& path : list_files(folder)) {
    if (path.ends_with(".js") && path != "types.js") {
      sink.write("search/" + path, text::shorten_script(read_file(folder / path)));
    }
  }
}

std::vector<std::vector<render::RelatedPaper>> related_of(const search::InvertedIndex& index) {
  std::vector<std::vector<render::RelatedPaper>> related;
  for (std::vector<search::Related>& found : search::related_papers(index)) {
    std::vector<render::RelatedPaper>& papers = related.emplace_back();
    for (search::Related& one : found) {
      papers.push_back({.paper = one.document, .shared_terms = std::move(one.terms)});
    }
  }
  return related;
}

std::vector<render::TrendTerm> trends_of(const search::InvertedIndex& index,
                                         const std::vector<Month>& months) {
  std::vector<render::TrendTerm> terms;
  for (search::Trend& trend : search::trends(index, months)) {
    terms.push_back({.term = std::move(trend.term),
                     .rise = trend.rise,
                     .counts = {trend.counts.begin(), trend.counts.end()},
                     .papers = {trend.documents.begin(), trend.documents.end()}});
  }
  return terms;
}

/// Names each formula that could not be read, at the first paper that holds it.
void report_formulas(const Library& library, const std::vector<std::string>& failed,
                     Diagnostics& problems) {
  std::set<std::string> left(failed.begin(), failed.end());
  std::size_t named = 0;
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) {
      if (left.empty()) return;
      for (const std::string* text : {&entry.title, &entry.abstract, &entry.comment}) {
        if (text->find('$') == std::string::npos && text->find('\\') == std::string::npos) continue;
        for (const text::Formula& formula : text::formulas_in(*text)) {
          if (left.erase(formula.tex) == 0 || ++named > kFormulasNamed) continue;
          problems.warning({digest.path, 0, 0},
                           "formula '" + text::shorten(formula.tex, 80) + "' of " + entry.id.str() +
                               " cannot be read; the page shows its source");
        }
      }
    }
  }
}

/// Everything after reading: one pass over the papers feeds both indexes, then the pages are made.
void make_site(const Sources& sources, const Places& places, const fs::path& state,
               bool show_progress, OutputSink& sink, Stages& stages, BuildReport& report) {
  const Library& library = sources.library;
  const render::Routes routes(sources.config.site.base_url);
  const TopicMap topics =
      stages.time("topics", [&] { return TopicMap(sources.config, library); });
  const search::InvertedIndex index = stages.time(
      "words", [&] { return search::invert(documents_of(library, topics, routes)); });

  // The native index is written beside the pages, by a thread of its own.
  std::future<NativeIndex> native = std::async(std::launch::async, [&] {
    return stages.time("native index", [&] {
      return update_native_index(state / "index", index, sources.config);
    });
  });
  stages.time("browser index", [&] {
    write_client(client_folder(places), sink);
    search::write_client_index(index, {}, sink);
  });

  text::MathsConverter maths;
  maths.load(read_file_if_exists(state / "maths").value_or(""));
  render::SiteInput input{
      .library = library,
      .config = sources.config,
      .theme = sources.theme,
      .maths = [&](std::string_view tex, bool display) { return maths.to_mathml(tex, display); },
      .topics = [&](const Entry& entry) { return topics.ids(entry); },
      .prompts = sources.prompts,
      .pages = sources.pages,
      .related = stages.time("related papers", [&] { return related_of(index); }),
      .trends = stages.time("trends", [&] { return trends_of(index, library.months()); }),
      .searches = {},
      .progress = {}};
  const auto wait_for_index = [&] {
    NativeIndex done = native.get();
    report.index = std::move(done.done);
    input.searches = std::move(done.searches);
  };
  if (!sources.config.searches.empty()) wait_for_index();

  std::optional<Progress> bar;
  std::size_t shown = 0;
  if (show_progress) {
    input.progress = [&](std::size_t done, std::size_t total) {
      if (!bar) bar.emplace("making pages", static_cast<std::int64_t>(total));
      bar->advance(static_cast<std::int64_t>(done - shown));
      shown = done;
    };
  }
  render::SitePlan plan(input, report.problems);
  stages.time("pages", [&] { plan.write(sink); });
  bar.reset();
  if (sources.config.site.old_urls) write_old_urls(library, routes, sink);
  if (const std::string& name = sources.config.publish.cname; !name.empty()) {
    sink.write("CNAME", name + "\n");
  }
  if (native.valid()) wait_for_index();

  report.formulas = maths.asked();
  report.formulas_failed = maths.failed().size();
  report_formulas(library, maths.failed(), report.problems);
  if (maths.asked() > 0) write_if_changed(state / "maths", maths.save());
  report.figures.days = library.digests().size();
  report.figures.papers = library.papers().size();
  report.figures.pages = plan.pages();
}

/// What the last build left, when nothing it read or wrote has changed since.
std::optional<BuildReport> nothing_to_do(const Places& places, const InputFiles& inputs) {
  const auto text = read_file_if_exists(places.inputs());
  if (!text) return std::nullopt;
  const std::optional<BuildState> last = parse_state(*text);
  if (!last || last->inputs.empty() || !inputs.same_as(last->inputs)) return std::nullopt;
  if (last->index.empty() || stamps_below(places.index()) != last->index) return std::nullopt;
  std::error_code error;
  if (fs::exists(places.state() / "staging" / "plan", error)) return std::nullopt;
  if (!publish::untouched(places.site(), publish::read_manifest(places.state()))) {
    return std::nullopt;
  }
  BuildReport report;
  report.up_to_date = true;
  report.figures = last->figures;
  report.warnings = last->problems;
  return report;
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
  const InputFiles inputs = InputFiles::of(places);
  if (options.clean) {
    fs::remove_all(places.index());
    fs::remove(places.maths());
  } else {
    if (auto last = nothing_to_do(places, inputs)) {
      last->total = stages.total();
      return *std::move(last);
    }
  }

  BuildReport report;
  BuildState state;
  state.inputs = inputs.hashed();  // before they are read: see InputFiles
  const Sources sources = read_sources(places, stages, report);
  marked_point("sources read");
  if (report.problems.errors() == 0) {
    publish::DiskOutput output(places.site(), places.state());
    make_site(sources, places, places.state(), options.progress, output, stages, report);
    marked_point("site made");
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
    make_site(sources, places, state, false, sink, stages, report);
  }
  report.failed = report.problems.errors() > 0;
  report.warnings = report.problems.str();
  report.stages = stages.all();
  report.total = stages.total();
  return report;
}

std::string refresh_index(const fs::path& root, Diagnostics& problems) {
  const Places places{root};
  const auto text = read_file_if_exists(places.inputs());
  const std::optional<BuildState> last = text ? parse_state(*text) : std::nullopt;
  if (last && !last->index.empty() && stamps_below(places.index()) == last->index &&
      InputFiles::of(places).same_as(last->inputs)) {
    return "";
  }
  const Config config = open_project(root, problems).config;
  const Library library = ingest::load_library(places.content(), problems);
  if (problems.errors() > 0) return "";
  const search::InvertedIndex index = search::invert(
      documents_of(library, TopicMap(config, library), render::Routes(config.site.base_url)));
  return said_of(search::XapianIndex::update(places.index(), index));
}

}  // namespace broadsheet::app
