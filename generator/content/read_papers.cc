#include "content/read_papers.h"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "content/fields.h"
#include "text/cleanup.h"

namespace broadsheet::content {
namespace {

using json::Node;
using json::ShapeReader;

constexpr int kMaxVersion = 9999;

const std::vector<std::string> kChoosers(kChosenByNames.begin(), kChosenByNames.end());
const std::vector<std::string> kSpotlightKinds(kSpotlightKindNames.begin(),
                                               kSpotlightKindNames.end());
const std::vector<std::string> kAnnounceTypes = {"new", "cross", "replace", "replace-cross"};

void ignore(ShapeReader&, const Node&, Entry&) {}

template <std::string Entry::* field>
void set_text(ShapeReader& shapes, const Node& value, Entry& entry) {
  entry.*field = shapes.read_text(value);
}

template <std::string Entry::* field, std::size_t max_bytes>
void set_line(ShapeReader& shapes, const Node& value, Entry& entry) {
  entry.*field = shapes.read_line(value, max_bytes);
}

template <std::optional<double> Entry::* field, int max>
void set_number(ShapeReader& shapes, const Node& value, Entry& entry) {
  entry.*field = shapes.read_number(value, 0, max);
}

void set_version(ShapeReader& shapes, const Node& value, Entry& entry) {
  const std::optional<std::int64_t> number = shapes.read_count(value);
  if (!number) return;
  if (*number > kMaxVersion) {
    shapes.error(value, "version " + std::to_string(*number) + " is too large");
  } else {
    entry.version = static_cast<int>(*number);
  }
}

void set_title(ShapeReader& shapes, const Node& value, Entry& entry) {
  entry.title = shapes.read_line(value, text::kMaxTitleBytes);
  if (entry.title.empty() && value.is(json::Kind::Text)) {
    shapes.error(value, "the title is empty");
  }
}

constexpr Field<Spotlight> kSpotlightFields[] = {
    {"kind",
     [](ShapeReader& shapes, const Node& value, Spotlight& spotlight) {
       spotlight.kind = static_cast<SpotlightKind>(shapes.read_choice(value, kSpotlightKinds));
     }},
    {"label",
     [](ShapeReader& shapes, const Node& value, Spotlight& spotlight) {
       spotlight.label = shapes.read_line(value, text::kMaxNameBytes);
     }},
    {"comment", [](ShapeReader& shapes, const Node& value,
                   Spotlight& spotlight) { spotlight.comment = shapes.read_text(value); }},
};

void set_spotlight(ShapeReader& shapes, const Node& value, Entry& entry) {
  if (!shapes.expect(value, json::Kind::Object)) return;
  entry.spotlight.kind = SpotlightKind::Other;
  read_fields<Spotlight>(shapes, value, kSpotlightFields, entry.spotlight);
}

constexpr Field<Entry> kPaperFields[] = {
    {"id", ignore},  // read before the others
    {"version", set_version},
    {"title", set_title},
    {"authors", [](ShapeReader& shapes, const Node& value,
                   Entry& entry) { entry.authors = shapes.read_lines(value, "an author"); }},
    {"abstract", set_text<&Entry::abstract>},
    {"categories", [](ShapeReader& shapes, const Node& value,
                      Entry& entry) { entry.categories = shapes.read_lines(value, "a category"); }},
    {"comment", set_text<&Entry::comment>},
    {"relevance", set_number<&Entry::relevance, 10>},
    {"novelty", set_number<&Entry::novelty, 10>},
    {"score", set_number<&Entry::score, 1000>},
    {"chosen_by",
     [](ShapeReader& shapes, const Node& value, Entry& entry) {
       entry.chosen_by = static_cast<ChosenBy>(shapes.read_choice(value, kChoosers));
     }},
    {"topics", [](ShapeReader& shapes, const Node& value,
                  Entry& entry) { entry.topics = shapes.read_lines(value, "a topic"); }},
    {"spotlight", set_spotlight},
    {"doi", set_line<&Entry::doi, text::kMaxNameBytes>},
    {"journal_reference", set_line<&Entry::journal_reference, text::kMaxTitleBytes>},
    {"author_comment", set_text<&Entry::author_comment>},
    {"licence", set_line<&Entry::licence, text::kMaxNameBytes>},
    {"announce_type",
     [](ShapeReader& shapes, const Node& value, Entry& entry) {
       entry.announce_type = kAnnounceTypes[shapes.read_choice(value, kAnnounceTypes)];
     }},
    {"source", [](ShapeReader& shapes, const Node& value,
                  Entry& entry) { entry.source = shapes.read_object(value); }},
    {"extra", [](ShapeReader& shapes, const Node& value,
                 Entry& entry) { entry.extra = shapes.read_object(value); }},
};

/// Stands in for an id that could not be read, in a digest that is refused.
ArxivId placeholder_id() { return *ArxivId::parse("0704.0001"); }

std::optional<ArxivId> read_id(ShapeReader& shapes, const Node& value, std::string_view what) {
  if (!shapes.expect(value, json::Kind::Text)) return std::nullopt;
  const std::optional<ArxivId> id = ArxivId::parse(value.text());
  if (!id) {
    shapes.error(value, json::quoted(value.text()) + " is not an arXiv id; " + std::string(what) +
                            " has one like 2607.01234");
  }
  return id;
}

void read_members(ShapeReader& shapes, const Node& value, Entry& entry) {
  constexpr std::span<const Field<Entry>> kFields(kPaperFields);
  json::Object unknown;
  const std::vector<bool> seen = read_fields(shapes, value, kFields, entry, &unknown);
  require_field(shapes, value, kFields, seen, "title", "the paper has no 'title'");
  require_field(shapes, value, kFields, seen, "authors",
                "the paper has no 'authors'; unknown ones are []");
  entry.extra.merge(unknown);
}

std::optional<Verdict> read_verdict(ShapeReader& shapes, const Node& value) {
  if (!value.is(json::Kind::List) || value.size() < 3 || value.size() > 5) {
    shapes.error(value, "a verdict is a list: id, relevance, novelty, topic, comment");
    return std::nullopt;
  }
  auto part = value.begin();
  Verdict verdict{.id = read_id(shapes, *part, "a verdict").value_or(placeholder_id())};
  verdict.relevance = shapes.read_number(*++part, 0, 10).value_or(0);
  verdict.novelty = shapes.read_number(*++part, 0, 10).value_or(0);
  if (++part != value.end()) {
    verdict.topic = shapes.read_line(*part, text::kMaxNameBytes);
    if (++part != value.end()) verdict.comment = shapes.read_text(*part);
  }
  return verdict;
}

}  // namespace

std::vector<Entry> read_papers(const Node& list, ShapeReader& shapes) {
  std::vector<Entry> papers;
  if (!shapes.expect(list, json::Kind::List)) return papers;
  std::set<ArxivId> ids;
  for (const Node value : list) {
    if (!value.is(json::Kind::Object)) {
      shapes.error(value, "a paper is an object, not " + std::string(name_of(value.kind())));
      continue;
    }
    const std::optional<Node> id_value = value.find("id");
    if (!id_value) shapes.error(value, "the paper has no 'id'");
    const std::optional<ArxivId> id =
        id_value ? read_id(shapes, *id_value, "a paper") : std::nullopt;
    if (id && !ids.insert(*id).second) {
      shapes.error(*id_value, "the paper " + id->str() + " appears twice in this day");
    }
    Entry entry{.id = id.value_or(placeholder_id())};
    if (id) entry.version = ArxivId::version_of(id_value->text());
    read_members(shapes, value, entry);
    papers.push_back(std::move(entry));
  }
  return papers;
}

std::vector<Verdict> read_verdicts(const Node& list, ShapeReader& shapes) {
  std::vector<Verdict> verdicts;
  if (!shapes.expect(list, json::Kind::List)) return verdicts;
  for (const Node value : list) {
    if (auto verdict = read_verdict(shapes, value)) verdicts.push_back(std::move(*verdict));
  }
  return verdicts;
}

}  // namespace broadsheet::content
