#include "taste/taste.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "import/source/field_values.h"
#include "json/require.h"
#include "json/writer.h"
#include "tex/text.h"
#include "text/normalize.h"
#include "text/tokenize.h"

namespace broadsheet::taste {
namespace {

constexpr int kPlainWeight = 2;
constexpr int kStarFactor = 2;
constexpr int kNewDays = 365;
constexpr int kOldDays = 5 * 365;
constexpr std::size_t kShortTitle = 12;  // bytes of a folded title that may mean many papers

/// Places of papers by each of their names.
class Names {
 public:
  /// An id is sure: a paper that has one is found by nothing else.
  std::optional<std::size_t> find(const Paper& paper) const {
    for (const std::string& name : paper.id ? std::vector{name_of(*paper.id)} : texts_of(paper)) {
      if (const auto place = places_.find(name); place != places_.end()) return place->second;
    }
    return std::nullopt;
  }

  void add(const Paper& paper, std::size_t place) {
    if (paper.id) places_.try_emplace(name_of(*paper.id), place);
    for (std::string& name : texts_of(paper)) places_.try_emplace(std::move(name), place);
  }

 private:
  static std::string name_of(const PaperId& id) { return "id " + id.str(); }

  static std::vector<std::string> texts_of(const Paper& paper) {
    std::vector<std::string> names;
    if (!paper.doi.empty()) names.push_back("doi " + paper.doi);
    if (std::string key = title_key(paper.title); !key.empty()) names.push_back("title " + key);
    return names;
  }

  std::map<std::string, std::size_t> places_;
};

/// Takes what `paper` lacks.
void fill(Paper& paper, const Paper& known) {
  if (!paper.id) paper.id = known.id;
  if (paper.doi.empty()) paper.doi = known.doi;
  if (paper.title.empty()) paper.title = known.title;
  if (paper.authors.empty()) paper.authors = known.authors;
  if (paper.abstract.empty()) paper.abstract = known.abstract;
}

Mention mention_of(const json::Node& object) {
  Mention mention{.source = json::require_text(object, "source")};
  if (const std::string_view day = object.text_of("day"); !day.empty())
    mention.day = Day::parse(day);
  const auto flag = [&](std::string_view key) {
    const auto found = object.find(key);
    return found && found->boolean();
  };
  mention.starred = flag("starred");
  mention.against = flag("against");
  return mention;
}

Paper paper_of(const json::Node& object) {
  Paper paper{.doi = std::string(object.text_of("doi")),
              .title = json::require_text(object, "title"),
              .authors = json::require_texts(object, "authors"),
              .abstract = json::require_text(object, "abstract")};
  if (const std::string_view id = object.text_of("id"); !id.empty()) paper.id = PaperId::parse(id);
  for (const json::Node mention : json::require(object, "mentions", json::Kind::List)) {
    paper.mentions.push_back(mention_of(mention));
  }
  return paper;
}

void write(json::Writer& writer, const Paper& paper) {
  writer.open('{');
  if (paper.id) writer.key("id").value(paper.id->str());
  writer.text_if("doi", paper.doi).key("title").value(paper.title).key("authors").open('[');
  for (const std::string& author : paper.authors) writer.value(author);
  writer.close(']').key("abstract").value(paper.abstract).key("mentions").open('[');
  for (const Mention& mention : paper.mentions) {
    writer.open('{').key("source").value(mention.source);
    if (mention.day) writer.key("day").value(mention.day->str());
    if (mention.starred) writer.key("starred").value(true);
    if (mention.against) writer.key("against").value(true);
    writer.close('}');
  }
  writer.close(']').close('}');
}

}  // namespace

bool Paper::against() const {
  return std::any_of(mentions.begin(), mentions.end(),
                     [](const Mention& one) { return one.against; });
}

bool Paper::starred() const {
  return std::any_of(mentions.begin(), mentions.end(),
                     [](const Mention& one) { return one.starred; });
}

std::optional<Day> Paper::day() const {
  std::optional<Day> latest;
  for (const Mention& one : mentions) latest = std::max(latest, one.day);
  return latest;
}

int weight_of(const Paper& paper, std::optional<Day> newest) {
  if (paper.against()) return -1;
  int weight = kPlainWeight;
  if (const std::optional<Day> day = paper.day(); day && newest) {
    const auto age = (newest->days() - day->days()).count();
    if (age <= kNewDays) ++weight;
    if (age > kOldDays) --weight;
  }
  return paper.starred() ? kStarFactor * weight : weight;
}

std::optional<Day> Taste::newest() const {
  return papers_.empty() ? std::nullopt : papers_.front().day();
}

void Taste::put(const std::string& source, std::vector<Paper> papers) {
  remove_source(source);
  Names names;
  for (std::size_t i = 0; i < papers_.size(); ++i) names.add(papers_[i], i);
  for (Paper& paper : papers) {
    if (const auto place = names.find(paper)) {
      Paper& known = papers_[*place];
      fill(known, paper);
      const bool twice = std::any_of(known.mentions.begin(), known.mentions.end(),
                                     [&](const Mention& one) { return one.source == source; });
      if (!twice)
        known.mentions.insert(known.mentions.end(), paper.mentions.begin(), paper.mentions.end());
    } else {
      names.add(paper, papers_.size());
      papers_.push_back(std::move(paper));
    }
  }
  sort();
  if (papers_.size() > kMostKept) papers_.resize(kMostKept);
}

std::size_t Taste::remove_source(std::string_view source) {
  std::size_t stated = 0;
  for (Paper& paper : papers_) {
    const auto removed =
        std::erase_if(paper.mentions, [&](const Mention& one) { return one.source == source; });
    stated += removed > 0 ? 1 : 0;
  }
  std::erase_if(papers_, [](const Paper& paper) { return paper.mentions.empty(); });
  sort();
  return stated;
}

bool Taste::remove_paper(const PaperId& id) {
  return std::erase_if(papers_, [&](const Paper& paper) { return paper.id == id; }) > 0;
}

void Taste::complete(const Paper& known) {
  for (Paper& paper : papers_) {
    if (paper.id == known.id) fill(paper, known);
  }
}

void Taste::forget_id(const PaperId& id) {
  for (Paper& paper : papers_) {
    if (paper.id == id) paper.id = std::nullopt;
  }
  std::erase_if(papers_, [](const Paper& paper) { return !paper.id && paper.title.empty(); });
}

void Taste::sort() {
  const auto key = [](const Paper& paper) {
    return std::tuple(paper.day(), paper.id ? paper.id->str() : std::string(), paper.title);
  };
  std::stable_sort(papers_.begin(), papers_.end(),
                   [&](const Paper& a, const Paper& b) { return key(a) > key(b); });
}

fs::path taste_path(const fs::path& root) { return root / ".broadsheet" / "taste.json"; }

Taste read_taste(const fs::path& root) {
  Taste taste;
  std::optional<std::string> bytes = read_file_if_exists(taste_path(root));
  if (!bytes) return taste;
  const json::Document document =
      json::require_document(*std::move(bytes), display_path(taste_path(root)));
  for (const json::Node paper : json::require(document.root(), "papers", json::Kind::List)) {
    taste.papers_.push_back(paper_of(paper));
  }
  taste.sort();
  return taste;
}

void write_taste(const fs::path& root, const Taste& taste) {
  json::Writer writer;
  writer.open('{').key("format").value(1).key("papers").open('[');
  for (const Paper& paper : taste.papers()) write(writer, paper);
  writer.close(']').close('}');
  write_file_atomically(taste_path(root), std::move(writer).finish());
}

std::string title_key(std::string_view title) {
  std::string key;
  for (const text::Word& word : text::tokenize(text::fold(tex::tex_to_plain(title)))) {
    key += (key.empty() ? "" : " ") + word.text;
  }
  return key.size() < kShortTitle ? std::string() : key;
}

std::string doi_key(std::string_view doi) { return lower_ascii(importer::bare_doi(doi)); }

}  // namespace broadsheet::taste
