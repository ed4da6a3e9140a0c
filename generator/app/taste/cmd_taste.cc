// run_taste_show() and run_taste_remove().
#include "app/taste/cmd_taste.h"

#include <algorithm>
#include <map>
#include <utility>

#include "app/commands/exit_codes.h"
#include "app/curate/library_taste.h"
#include "base/error.h"
#include "base/log.h"
#include "base/numbers.h"
#include "index/closeness.h"
#include "taste/taste.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kShownTerms = 30;
constexpr std::size_t kShownAuthors = 15;
constexpr std::size_t kShownPapers = 20;

struct AuthorCount {
  std::string name;
  int papers = 0;
};

/// Authors of at least two wanted papers, most papers first.
std::vector<AuthorCount> authors_of(const std::vector<index::LibraryPaper>& library) {
  std::map<std::string, AuthorCount> counts;
  for (const index::LibraryPaper& paper : library) {
    if (paper.weight < 0) continue;
    for (const std::string& name : paper.paper.authors) {
      const std::string key = index::author_key(name);
      if (key.empty()) continue;
      AuthorCount& count = counts[key];
      count.name = name;
      ++count.papers;
    }
  }
  std::vector<AuthorCount> authors;
  for (auto& [key, count] : counts) {
    if (count.papers > 1) authors.push_back(std::move(count));
  }
  std::stable_sort(authors.begin(), authors.end(),
                   [](const AuthorCount& a, const AuthorCount& b) { return a.papers > b.papers; });
  if (authors.size() > kShownAuthors) authors.resize(kShownAuthors);
  return authors;
}

struct SourceCount {
  std::size_t papers = 0, starred = 0, against = 0;
};

std::map<std::string, SourceCount> sources_of(const taste::Taste& taste) {
  std::map<std::string, SourceCount> sources;
  for (const taste::Paper& paper : taste.papers()) {
    for (const taste::Mention& mention : paper.mentions) {
      SourceCount& count = sources[mention.source];
      ++count.papers;
      count.starred += mention.starred ? 1 : 0;
      count.against += mention.against ? 1 : 0;
    }
  }
  return sources;
}

std::string name_of(const taste::Paper& paper) {
  return paper.title.empty() && paper.id ? paper.id->str() : text::shorten(paper.title, 70);
}

void print_papers(const taste::Taste& taste) {
  print_result("\npapers, newest first:\n");
  std::size_t shown = 0;
  for (const taste::Paper& paper : taste.papers()) {
    if (++shown > kShownPapers) break;
    const auto day = paper.day();
    const int weight = taste::weight_of(paper, taste.newest());
    print_result("  " + (day ? day->str() : std::string("----------")) + "  " +
                 (weight < 0 ? "against" : "weight " + std::to_string(weight)) +
                 (paper.starred() ? "  starred" : "") +
                 (paper.abstract.empty() ? "  no abstract" : "") + "  " +
                 (paper.id ? paper.id->str() + "  " : "") + name_of(paper) + "\n");
  }
  if (taste.papers().size() > kShownPapers) {
    print_result("  and " + grouped(taste.papers().size() - kShownPapers) + " more\n");
  }
}

json::Object summary(const taste::Taste& taste, const std::vector<index::LibraryTerm>& terms,
                     const std::vector<AuthorCount>& authors) {
  json::List words, names, sources, papers;
  for (const index::LibraryTerm& term : terms) {
    words.emplace_back(json::Object{{"word", term.word}, {"weight", term.weight}});
  }
  for (const AuthorCount& author : authors) {
    names.emplace_back(json::Object{{"name", author.name}, {"papers", author.papers}});
  }
  for (const auto& [source, count] : sources_of(taste)) {
    sources.emplace_back(json::Object{{"source", source},
                                      {"papers", count.papers},
                                      {"starred", count.starred},
                                      {"against", count.against}});
  }
  for (const taste::Paper& paper : taste.papers()) {
    const auto day = paper.day();
    papers.emplace_back(
        json::Object{{"id", paper.id ? json::Value(paper.id->str()) : json::Value()},
                     {"title", paper.title},
                     {"day", day ? json::Value(day->str()) : json::Value()},
                     {"weight", taste::weight_of(paper, taste.newest())},
                     {"has_abstract", !paper.abstract.empty()}});
  }
  return {{"kind", "taste"},
          {"sources", std::move(sources)},
          {"terms", std::move(words)},
          {"authors", std::move(names)},
          {"papers", std::move(papers)}};
}

}  // namespace

int run_taste_show(const fs::path& root, const TasteShowOptions& options) {
  const taste::Taste taste = taste::read_taste(root);
  const std::vector<index::LibraryPaper> library = library_of(taste);
  // Words are rare or frequent among what this digest has seen.
  const index::LibraryProfile profile(library, known_texts(root));
  const std::vector<index::LibraryTerm> terms = profile.terms(kShownTerms);
  const std::vector<AuthorCount> authors = authors_of(library);
  add_result(options.results, summary(taste, terms, authors));
  if (taste.empty()) {
    print_result("nothing was learned yet; 'broadsheet taste add library.bib' begins\n");
    return kDone;
  }
  for (const auto& [source, count] : sources_of(taste)) {
    print_result(source + ": " + counted(count.papers, "paper") +
                 (count.starred > 0 ? ", " + grouped(count.starred) + " starred" : "") +
                 (count.against > 0 ? ", " + grouped(count.against) + " against" : "") + "\n");
  }
  print_result("\nwords, by weight:\n ");
  for (const index::LibraryTerm& term : terms) {
    print_result(" " + term.word + " " + fixed_decimals(term.weight, 2));
  }
  print_result("\n");
  if (!authors.empty()) print_result("\nauthors of several papers:\n");
  for (const AuthorCount& author : authors) {
    print_result("  " + author.name + "  " + std::to_string(author.papers) + "\n");
  }
  print_papers(taste);
  return kDone;
}

int run_taste_remove(const fs::path& root, const TasteRemoveOptions& options) {
  if (options.all != options.what.empty()) {
    throw Error(ErrorKind::Usage, {}, "name sources or arXiv ids to remove, or give --all alone");
  }
  std::size_t removed = 0;
  if (options.all) {
    // Also a damaged file.
    std::error_code error;
    removed = fs::remove(taste::taste_path(root), error) ? 1 : 0;
    print(removed > 0 ? "all taste was removed\n" : "there was nothing\n");
  } else {
    taste::Taste taste = taste::read_taste(root);
    for (const std::string& what : options.what) {
      const auto id = PaperId::parse(what);
      const std::size_t here =
          id ? (taste.remove_paper(*id) ? 1 : 0) : taste.remove_source(fs::path(what).string());
      if (here == 0) warn("warning: nothing was learned from '" + what + "'; see 'taste show'");
      removed += here;
    }
    if (removed > 0) taste::write_taste(root, taste);
    print(counted(removed, "paper") + " removed\n");
  }
  add_result(options.results, {{"kind", "taste"}, {"removed", removed}});
  return removed > 0 ? kDone : kNothingNew;
}

}  // namespace broadsheet::app
