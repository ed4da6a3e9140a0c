#include "content/read_papers.h"

#include <cctype>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "content/fields.h"
#include "model/known_papers.h"
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

/// "2024-05-17", "2024-05" or "2024".
void set_published(ShapeReader& shapes, const Node& value, Entry& entry) {
  entry.published = shapes.read_line(value, text::kMaxNameBytes);
  const std::string& stated = entry.published;
  const bool year = stated.size() == 4 && Month::parse(stated + "-01");
  if (value.is(json::Kind::Text) && !year && !Month::parse(stated) && !Day::parse(stated)) {
    shapes.error(value,
                 json::quoted(stated) + " is not a date such as 2024-05-17, 2024-05 or 2024");
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

// Subtags of letters and digits: "zh", "zh-Hans", "pt-BR".
// Source: https://www.rfc-editor.org/rfc/rfc5646#section-2.1
bool is_language(std::string_view tag) {
  std::size_t size = 0;
  for (const char c : tag) {
    size = c == '-' ? 0 : size + 1;
    const bool known =
        std::isalnum(static_cast<unsigned char>(c)) != 0 || (c == '-' && &c != tag.data());
    if (!known || size > 8) return false;
  }
  return size > 0 && std::isalpha(static_cast<unsigned char>(tag.front())) != 0;
}

std::string read_language(ShapeReader& shapes, const Node& value) {
  std::string tag = shapes.read_line(value, text::kMaxNameBytes);
  if (!value.is(json::Kind::Text) || is_language(tag)) return tag;
  shapes.error(value, json::quoted(tag) + " is not a language tag such as en or zh-Hans");
  return {};
}

template <typename Item, std::string Item::* field>
void set_required_line(ShapeReader& shapes, const Node& value, Item& item) {
  item.*field = shapes.read_line(value, text::kMaxNameBytes);
  if ((item.*field).empty() && value.is(json::Kind::Text)) shapes.error(value, "the text is empty");
}

constexpr Field<Translation> kTranslationFields[] = {
    {"language",
     [](ShapeReader& shapes, const Node& value, Translation& translation) {
       translation.language = read_language(shapes, value);
     }},
    {"title",
     [](ShapeReader& shapes, const Node& value, Translation& translation) {
       translation.title = shapes.read_line(value, text::kMaxTitleBytes);
     }},
    {"abstract", [](ShapeReader& shapes, const Node& value,
                    Translation& translation) { translation.abstract = shapes.read_text(value); }},
};

constexpr Field<Rating> kRatingFields[] = {
    {"label", set_required_line<Rating, &Rating::label>},
    {"value",
     [](ShapeReader& shapes, const Node& value, Rating& rating) {
       rating.value = shapes.read_number(value, -kMostRating, kMostRating).value_or(0);
     }},
    {"of", [](ShapeReader& shapes, const Node& value,
              Rating& rating) { rating.most = shapes.read_number(value, 0, kMostRating); }},
};

constexpr Field<SummaryPart> kPartFields[] = {
    {"label", set_required_line<SummaryPart, &SummaryPart::label>},
    {"text", [](ShapeReader& shapes, const Node& value,
                SummaryPart& part) { part.text = shapes.read_text(value); }},
    {"language", [](ShapeReader& shapes, const Node& value,
                    SummaryPart& part) { part.language = read_language(shapes, value); }},
};

constexpr Field<PaperLink> kLinkFields[] = {
    {"label", set_required_line<PaperLink, &PaperLink::label>},
    {"url",
     [](ShapeReader& shapes, const Node& value, PaperLink& link) {
       link.url = shapes.read_line(value, text::kMaxTitleBytes);
       const bool address = link.url.starts_with("http://") || link.url.starts_with("https://");
       if (value.is(json::Kind::Text) && !address) {
         shapes.error(value, json::quoted(link.url) + " is not an address with http or https");
       }
     }},
};

/// A list of objects whose first `required` fields must be there.
template <typename Item>
std::vector<Item> read_items(ShapeReader& shapes, const Node& list,
                             std::span<const Field<Item>> fields, std::size_t required) {
  std::vector<Item> items;
  if (!shapes.expect(list, json::Kind::List)) return items;
  for (const Node value : list) {
    if (!shapes.expect(value, json::Kind::Object)) continue;
    const std::vector<bool> seen = read_fields(shapes, value, fields, items.emplace_back());
    for (std::size_t at = 0; at < required; ++at) {
      if (!seen[at]) shapes.error(value, "'" + std::string(fields[at].key) + "' is missing");
    }
  }
  return items;
}

constexpr Field<Entry> kPaperFields[] = {
    {"id", ignore},  // read before the others
    {"version", set_version},
    {"title", set_title},
    {"authors", [](ShapeReader& shapes, const Node& value,
                   Entry& entry) { entry.authors = shapes.read_lines(value, "an author"); }},
    {"others",
     [](ShapeReader& shapes, const Node& value, Entry& entry) {
       entry.others = shapes.expect(value, json::Kind::Bool) && value.boolean();
     }},
    {"abstract", set_text<&Entry::abstract>},
    {"language", [](ShapeReader& shapes, const Node& value,
                    Entry& entry) { entry.language = read_language(shapes, value); }},
    {"translations",
     [](ShapeReader& shapes, const Node& value, Entry& entry) {
       entry.translations = read_items<Translation>(shapes, value, kTranslationFields, 1);
     }},
    {"categories", [](ShapeReader& shapes, const Node& value,
                      Entry& entry) { entry.categories = shapes.read_lines(value, "a category"); }},
    {"comment", set_text<&Entry::comment>},
    {"relevance", set_number<&Entry::relevance, 10>},
    {"novelty", set_number<&Entry::novelty, 10>},
    {"score", set_number<&Entry::score, 1000>},
    {"ratings",
     [](ShapeReader& shapes, const Node& value, Entry& entry) {
       entry.ratings = read_items<Rating>(shapes, value, kRatingFields, 2);
     }},
    {"parts",
     [](ShapeReader& shapes, const Node& value, Entry& entry) {
       entry.parts = read_items<SummaryPart>(shapes, value, kPartFields, 2);
     }},
    {"links",
     [](ShapeReader& shapes, const Node& value, Entry& entry) {
       entry.links = read_items<PaperLink>(shapes, value, kLinkFields, 2);
     }},
    {"chosen_by",
     [](ShapeReader& shapes, const Node& value, Entry& entry) {
       entry.chosen_by = static_cast<ChosenBy>(shapes.read_choice(value, kChoosers));
     }},
    {"topics", [](ShapeReader& shapes, const Node& value,
                  Entry& entry) { entry.topics = shapes.read_lines(value, "a topic"); }},
    {"section", set_line<&Entry::section, text::kMaxNameBytes>},
    {"spotlight", set_spotlight},
    {"doi", set_line<&Entry::doi, text::kMaxNameBytes>},
    {"journal_reference", set_line<&Entry::journal_reference, text::kMaxTitleBytes>},
    {"published", set_published},
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
PaperId placeholder_id() { return *PaperId::parse("0704.0001"); }

std::optional<PaperId> read_id(ShapeReader& shapes, const Node& value, std::string_view what) {
  if (!shapes.expect(value, json::Kind::Text)) return std::nullopt;
  const std::optional<PaperId> id = PaperId::parse(value.text());
  if (!id) {
    shapes.error(value, json::quoted(value.text()) + " is not an id of a paper; " +
                            std::string(what) + " has one like 2607.01234 or doi:10.1234/abc");
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

/// Two entries with one DOI are one paper, unless both are of arXiv.
void check_known(ShapeReader& shapes, const Node& id, const Entry& entry, KnownPapers& known) {
  const PaperId first = known.add(entry.id, entry.doi);
  if (first == entry.id) return;
  shapes.error(id, "the paper " + entry.id.str() + " appears twice in this day: " + first.str() +
                       " has the same DOI");
}

std::optional<Verdict> read_verdict(ShapeReader& shapes, const Node& value) {
  if (!value.is(json::Kind::List) || value.size() < 3 || value.size() > 6) {
    shapes.error(value, "a verdict is a list: id, relevance, novelty, topic, comment, title");
    return std::nullopt;
  }
  auto part = value.begin();
  Verdict verdict{.id = read_id(shapes, *part, "a verdict").value_or(placeholder_id())};
  verdict.relevance = shapes.read_number(*++part, 0, 10).value_or(0);
  verdict.novelty = shapes.read_number(*++part, 0, 10).value_or(0);
  if (++part != value.end()) {
    verdict.topic = shapes.read_line(*part, text::kMaxNameBytes);
    if (++part != value.end()) verdict.comment = shapes.read_text(*part);
    if (part != value.end() && ++part != value.end()) verdict.title = shapes.read_text(*part);
  }
  return verdict;
}

}  // namespace

std::vector<Entry> read_papers(const Node& list, ShapeReader& shapes) {
  std::vector<Entry> papers;
  if (!shapes.expect(list, json::Kind::List)) return papers;
  std::set<PaperId> ids;
  KnownPapers known;
  for (const Node value : list) {
    if (!value.is(json::Kind::Object)) {
      shapes.error(value, "a paper is an object, not " + std::string(name_of(value.kind())));
      continue;
    }
    const std::optional<Node> id_value = value.find("id");
    if (!id_value) shapes.error(value, "the paper has no 'id'");
    const std::optional<PaperId> id =
        id_value ? read_id(shapes, *id_value, "a paper") : std::nullopt;
    if (id && !ids.insert(*id).second) {
      shapes.error(*id_value, "the paper " + id->str() + " appears twice in this day");
    }
    Entry entry{.id = id.value_or(placeholder_id())};
    if (id) entry.version = PaperId::version_of(id_value->text());
    read_members(shapes, value, entry);
    if (id) check_known(shapes, *id_value, entry, known);
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

std::vector<EditorialSentence> read_editorial(const Node& list, ShapeReader& shapes) {
  std::vector<EditorialSentence> sentences;
  if (!shapes.expect(list, json::Kind::List)) return sentences;
  for (const Node value : list) {
    const std::optional<Node> text = value.find("text");
    const std::optional<Node> papers = value.find("papers");
    if (!text || !papers || value.size() != 2) {
      shapes.error(value, "a sentence of the editorial is an object with 'text' and 'papers'");
      continue;
    }
    EditorialSentence sentence{.text = shapes.read_text(*text), .papers = {}};
    if (!shapes.expect(*papers, json::Kind::List)) continue;
    for (const Node id_value : *papers) {
      if (const auto id = read_id(shapes, id_value, "a paper")) sentence.papers.push_back(*id);
    }
    if (sentence.text.empty() || sentence.papers.empty()) {
      shapes.error(value, "a sentence of the editorial has a text and names a paper");
      continue;
    }
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

}  // namespace broadsheet::content
