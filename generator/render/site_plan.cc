#include "render/site_plan.h"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "base/files.h"
#include "render/file_keys.h"
#include "render/files/citations.h"
#include "render/files/feeds.h"
#include "render/files/json_twins.h"
#include "render/files/llms_txt.h"
#include "render/files/share_image.h"
#include "render/files/sitemap.h"
#include "render/pages/views.h"
#include "render/pages/week_feed.h"
#include "render/parts/page_context.h"
#include "render/parts/top_papers.h"
#include "render/site_templates.h"
#include "text/slug.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kProgressEvery = 100;

// The entry of the menu for pages of a template.
std::string section_of(std::string_view name) {
  if (name == "home") return "latest";
  if (name == "week" || name == "month" || name == "year" || name == "months") return "months";
  if (name == "topic" || name == "topics") return "topics";
  if (name == "search" || name == "saved-search") return "search";
  return name == "trends" || name == "starred" ? std::string(name) : "";
}

// One or more files that are made in one go.
struct Job {
  std::vector<std::string> paths;
  std::uint64_t key = 0;
  std::function<void(OutputSink&)> make;
};

// Passes on the files of a job that are wanted, with its key.
class Wanted : public OutputSink {
 public:
  Wanted(OutputSink& sink, const std::vector<std::string>& paths, std::uint64_t key)
      : sink_(sink), paths_(paths), key_(key) {}

  void write(std::string_view path, std::string_view bytes) override {
    if (std::find(paths_.begin(), paths_.end(), path) == paths_.end()) return;
    sink_.write_keyed(path, bytes, key_);
  }

 private:
  OutputSink& sink_;
  const std::vector<std::string>& paths_;
  std::uint64_t key_;
};

bool has_papers(const Library& library, Month month) {
  const std::span<const Digest> digests = library.digests();
  return std::any_of(digests.begin(), digests.end(), [month](const Digest& digest) {
    return digest.date.month() == month && !digest.papers.empty();
  });
}

// A path that cannot exist beside `path`: the same, a folder of it that is a file, or a file whose
// folder it is.
std::optional<std::string> in_the_way(const std::map<std::string, std::string>& paths,
                                      const std::string& path) {
  for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1)) {
    if (paths.contains(path.substr(0, end))) return path.substr(0, end);
  }
  if (paths.contains(path)) return path;
  const auto below = paths.lower_bound(path + "/");
  const bool found = below != paths.end() && below->first.starts_with(path + "/");
  return found ? std::optional(below->first) : std::nullopt;
}

// The last day with a digest within [first, last].
std::optional<Day> last_day(const Library& library, Day first, Day last) {
  std::optional<Day> found;
  for (const Digest& digest : library.digests()) {
    if (first <= digest.date && digest.date <= last) found = digest.date;
  }
  return found;
}

}  // namespace

struct SitePlan::State {
  State(const SiteInput& site, SiteTemplates templates)
      : input(site),
        routes(site.config.site.base_url),
        context(site, routes, std::move(templates)),
        keys(site, context.bands),
        twins(site) {}

  using MakeView = std::function<theme::View()>;

  void add(std::vector<std::string> paths, std::uint64_t key,
           std::function<void(OutputSink&)> make) {
    jobs.push_back({std::move(paths), key, std::move(make)});
  }
  /// `name` is that of the template, and a literal.
  void add_unlisted(std::string_view name, const Route& route, std::uint64_t key, MakeView view) {
    add_in_section(section_of(name), name, route, key, std::move(view));
  }
  void add_in_section(std::string section, std::string_view name, const Route& route,
                      std::uint64_t key, MakeView view) {
    ++pages;
    add({route.output_path()}, key,
        [this, section = std::move(section), name, path = route.output_path(),
         view = std::move(view)](OutputSink& sink) {
          sink.write(path, context.print(name, view(), section));
        });
  }
  void add_page(std::string_view name, const Route& route, std::optional<Day> changed,
                MakeView view, std::uint64_t key = 0) {
    add_unlisted(name, route, key, std::move(view));
    listed.push_back({.route = route, .changed = changed});
  }
  void add_static_files();
  void add_days();
  void add_periods();
  void add_papers();
  void add_topics();
  void add_others();
  void add_own_pages();
  void add_own_files(Diagnostics& problems);
  void add_sitemap();

  const SiteInput& input;
  const Library& library = input.library;
  Routes routes;
  PageContext context;
  FileKeys keys;
  JsonTwins twins;
  std::optional<Day> newest =
      library.digests().empty() ? std::nullopt : std::optional(library.digests().back().date);
  int first_weekday = input.config.site.first_weekday == config::Weekday::Sunday ? 7 : 1;
  std::vector<Job> jobs;
  std::vector<SitemapPage> listed;
  std::size_t pages = 0;
  std::map<std::string, std::size_t, std::less<>> job_of;  ///< by path; made when first asked for
  std::mutex mutex;
};

void SitePlan::State::add_static_files() {
  for (const auto& [name, bytes] : input.theme.static_files) {
    const std::string path = asset_route(name, bytes).output_path();
    add({path}, 0, [path, &bytes = bytes](OutputSink& sink) { sink.write(path, bytes); });
  }
}

void SitePlan::State::add_days() {
  for (std::size_t d = 0; d < library.digests().size(); ++d) {
    const Digest& digest = library.digests()[d];
    add_page(
        "day", Routes::day(digest.date), digest.date, [this, d] { return day_view(context, d); },
        keys.day_page(d));
    if (has_below(context, d)) {
      add_unlisted("below", Routes::below(digest.date), keys.day_page(d),
                   [this, d] { return below_view(context, d); });
    }
    std::vector<std::string> paths = {json_twin(digest.date).path};
    if (!digest.papers.empty()) {
      paths.push_back(bibtex_file(digest.date).path);
      paths.push_back(ris_file(digest.date).path);
    }
    add(std::move(paths), keys.day_data(d), [this, &digest](OutputSink& sink) {
      sink.write(json_twin(digest.date).path, twins.day(digest));
      write_citations(digest, sink);
    });
  }
}

void SitePlan::State::add_periods() {
  const std::vector<Month> months = library.months();
  for (const Month& month : months) {
    const Day first(month.year(), month.month(), 1);
    const Day last(month.year(), month.month(), month.days());
    add_page(
        "month", Routes::month(month), last_day(library, first, last),
        [this, month] { return month_view(context, month); }, keys.month_page(month));
    add({share_image_file(month).path}, keys.month_data(month), [this, month](OutputSink& sink) {
      sink.write(share_image_file(month).path, share_image(library, month, first_weekday));
    });
    if (!has_papers(library, month)) continue;
    add({bibtex_file(month).path, ris_file(month).path}, keys.month_data(month),
        [this, month](OutputSink& sink) { write_citations(library, month, sink); });
  }
  for (const LibraryWeek& week : context.weeks) {
    add_page(
        "week", Routes::week(week.week), library.digests()[week.end - 1].date,
        [this, &week] { return week_view(context, week); }, keys.week_page(week));
  }
  for (const int year : library.years()) {
    add_page("year", Routes::year(year), last_day(library, Day(year, 1, 1), Day(year, 12, 31)),
             [this, year] { return year_view(context, year); });
  }
}

void SitePlan::State::add_papers() {
  for (std::size_t p = 0; p < library.papers().size(); ++p) {
    const Paper& paper = library.papers()[p];
    add_page(
        "paper", Routes::paper(paper.id), context.day_of(paper.appearances.back()),
        [this, p] { return paper_page_view(context, p); }, keys.paper_page(p));
  }
}

void SitePlan::State::add_topics() {
  const std::vector<config::TopicConfig>& topics = input.config.topics;
  if (topics.empty()) return;
  add_page("topics", Routes::topics(), newest, [this] { return topics_view(context); });
  std::vector<std::optional<Day>> changed(topics.size());
  for (const Appearance& at : first_appearances(library, 0, library.digests().size())) {
    const std::vector<std::size_t>& found = context.texts.topics(at);
    if (!found.empty()) changed[found.front()] = context.day_of(at);
  }
  for (std::size_t t = 0; t < topics.size(); ++t) {
    add_page("topic", Routes::topic(topics[t].id), changed[t],
             [this, t] { return topic_view(context, t); });
  }
}

void SitePlan::State::add_others() {
  add_page("search", Routes::search(), newest, [this] { return search_view(context); });
  for (const SavedSearchResult& search : input.searches) {
    add_page("saved-search", Routes::saved_search(search.slug), newest,
             [this, &search] { return saved_search_view(context, search); });
  }
  if (!input.trends.empty()) {
    add_page("trends", Routes::trends(), newest, [this] { return trends_view(context); });
  }
  if (!input.config.authors.empty()) {
    add_page("authors", Routes::authors(), newest, [this] { return authors_view(context); });
  }
  for (const config::AuthorConfig& author : input.config.authors) {
    add_page("author", Routes::author(text::slug(author.name)), newest,
             [this, &author] { return author_view(context, author); });
  }
  std::set<std::string> used;
  for (const Digest& digest : input.library.digests()) used.insert(digest.prompt);
  for (const auto& [name, prompt] : input.prompts) {
    if (!used.contains(name)) continue;
    add_page("prompt", Routes::prompt(name), std::nullopt,
             [this, &name = name, &prompt = prompt] { return prompt_view(context, name, prompt); });
  }
  add_unlisted("starred", Routes::starred(), 0, [this] { return starred_view(context); });
  add_unlisted("404", Routes::not_found(), 0, [this] { return not_found_view(context); });
  for (FeedFilesToMake& feed : plan_feeds(input))
    add(std::move(feed.paths), 0, std::move(feed.make));
  if (!context.weeks.empty()) {
    add({week_feed_files().atom.path, week_feed_files().json.path}, 0,
        [this](OutputSink& sink) { write_week_feeds(context, sink); });
  }
  add({share_image_file().path}, 0, [this](OutputSink& sink) {
    sink.write(share_image_file().path, share_image(library, first_weekday));
  });
  add({"llms.txt"}, 0, [this](OutputSink& sink) { sink.write("llms.txt", llms_txt(input)); });
}

void SitePlan::State::add_own_pages() {
  for (const FreePage& page : input.pages) {
    const Route route = Routes::page(page.name);
    add_in_section(page.name, "page", route, 0,
                   [this, &page] { return free_page_view(context, page); });
    listed.push_back({.route = route, .changed = std::nullopt});
  }
}

void SitePlan::State::add_sitemap() {
  add(sitemap_paths(listed.size()), 0,
      [this](OutputSink& sink) { write_sitemap(routes, listed, sink); });
  add({"robots.txt", ".nojekyll"}, 0, [this](OutputSink& sink) { write_robots(routes, sink); });
}

void SitePlan::State::add_own_files(Diagnostics& problems) {
  std::map<std::string, std::string> makers;  // by path: what messages name; empty: the program
  for (const Job& job : jobs) {
    for (const std::string& path : job.paths) makers[path];
  }
  makers["search"];  // the indexes of the search are written beside the plan
  if (input.config.site.old_urls) makers["archive"];
  if (!input.config.publish.cname.empty()) makers["CNAME"];
  for (const FreePage& page : input.pages)
    makers[Routes::page(page.name).output_path()] = page.path;
  for (const OwnFile& file : input.files) {
    if (const auto other = in_the_way(makers, file.path)) {
      const std::string& maker = makers.at(*other);
      problems.error({file.source, 0, 0},
                     "this file would be /" + file.path + ", but /" + *other +
                         (maker.empty() ? " is made by broadsheet" : " is made from " + maker) +
                         "; give the file another name");
      continue;
    }
    makers[file.path] = file.source;
    add({file.path}, 0, [&file](OutputSink& sink) { sink.write(file.path, read_file(file.file)); });
  }
}

SitePlan::SitePlan(const SiteInput& input, Diagnostics& problems) {
  const int errors_before = problems.errors();
  check_theme(input.theme, problems);
  if (problems.errors() > errors_before) return;
  const Routes routes(input.config.site.base_url);
  SiteTemplates templates = site_templates(input, routes, problems);
  if (problems.errors() > errors_before) return;

  state_ = std::make_unique<State>(input, std::move(templates));
  State& state = *state_;
  state.add_static_files();
  state.add_page("home", Routes::home(), state.newest,
                 [&state] { return home_view(state.context); });
  state.add_page("months", Routes::months(), state.newest,
                 [&state] { return months_view(state.context); });
  state.add_days();
  state.add_periods();
  state.add_papers();
  state.add_topics();
  state.add_others();
  state.add_own_pages();
  state.add_sitemap();
  state.add_own_files(problems);
  if (problems.errors() > errors_before) state_.reset();
}

SitePlan::~SitePlan() = default;

std::size_t SitePlan::write(OutputSink& sink) {
  if (!state_) return 0;
  const std::lock_guard lock(state_->mutex);
  const auto& progress = state_->input.progress;
  const std::size_t total = state_->jobs.size();
  std::size_t kept = 0;
  for (std::size_t done = 0; done < total; ++done) {
    const Job& job = state_->jobs[done];
    std::vector<std::string> wanted = job.paths;
    if (job.key != 0) {
      kept += std::erase_if(wanted, [&](const auto& path) { return sink.keep(path, job.key); });
    }
    Wanted passed(sink, wanted, job.key);
    if (!wanted.empty()) job.make(passed);
    if (progress && ((done + 1) % kProgressEvery == 0 || done + 1 == total)) {
      progress(done + 1, total);
    }
  }
  return kept;
}

std::optional<std::string> SitePlan::make(const std::string& path) {
  if (!state_) return std::nullopt;
  const std::lock_guard lock(state_->mutex);
  if (state_->job_of.empty()) {
    for (std::size_t job = 0; job < state_->jobs.size(); ++job) {
      for (const std::string& file : state_->jobs[job].paths) state_->job_of.emplace(file, job);
    }
  }
  const auto job = state_->job_of.find(path);
  if (job == state_->job_of.end()) return std::nullopt;
  MemoryOutput made;
  state_->jobs[job->second].make(made);
  return made.files().at(path);
}

std::vector<std::string> SitePlan::paths() const {
  std::vector<std::string> paths;
  if (!state_) return paths;
  for (const Job& job : state_->jobs) paths.insert(paths.end(), job.paths.begin(), job.paths.end());
  return paths;
}

std::size_t SitePlan::pages() const { return state_ ? state_->pages : 0; }

}  // namespace broadsheet::render
