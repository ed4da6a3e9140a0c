#include "import/merge/merge_entry.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "import/merge/text_equivalence.h"
#include "json/writer.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

std::string shown(const std::string& text) { return "'" + text::shorten(text, 60) + "'"; }

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

/// The published form of a field goes with the field.
void take_source(Entry& better, const Entry& other, const std::string& field) {
  const json::Value* published = other.source.find(field);
  if (published == nullptr) return;
  better.source.set(field, *published);
  better.source.sort();
}

void merge_text(std::string Entry::* field, const std::string& name, Entry& better,
                const Entry& other, const OnConflict& on_conflict) {
  if ((other.*field).empty()) return;
  if ((better.*field).empty()) {
    better.*field = other.*field;
    take_source(better, other, name);
  } else if (!same_text(better.*field, other.*field)) {
    on_conflict(name, shown(better.*field), shown(other.*field));
  }
}

void merge_number(std::optional<double> Entry::* field, const std::string& name, Entry& better,
                  const Entry& other, const OnConflict& on_conflict) {
  if (!(other.*field)) return;
  if (!(better.*field)) {
    better.*field = other.*field;
  } else if (better.*field != other.*field) {
    on_conflict(name, json::number_text(*(better.*field)), json::number_text(*(other.*field)));
  }
}

/// Adds the items of `other` whose like `items` lacks.
template <typename Item, typename IsLike>
void add_missing(std::vector<Item>& items, const std::vector<Item>& other, IsLike is_like) {
  for (const Item& item : other) {
    const bool known = std::any_of(items.begin(), items.end(),
                                   [&](const Item& one) { return is_like(one, item); });
    if (!known) items.push_back(item);
  }
}

void merge_lists(Entry& better, const Entry& other) {
  add_missing(better.parts, other.parts, [](const SummaryPart& a, const SummaryPart& b) {
    return a.label == b.label && a.language == b.language;
  });
  add_missing(better.links, other.links,
              [](const PaperLink& a, const PaperLink& b) { return a.url == b.url; });
  add_missing(better.ratings, other.ratings,
              [](const Rating& a, const Rating& b) { return a.label == b.label; });
  add_missing(better.translations, other.translations,
              [](const Translation& a, const Translation& b) { return a.language == b.language; });
}

}  // namespace

void add_topics(Entry& entry, const Entry& other) {
  for (const std::string& topic : other.topics) {
    if (std::find(entry.topics.begin(), entry.topics.end(), topic) == entry.topics.end()) {
      entry.topics.push_back(topic);
    }
  }
}

void merge_entry(Entry& better, const Entry& other, const OnConflict& on_conflict) {
  merge_text(&Entry::title, "title", better, other, on_conflict);
  merge_text(&Entry::abstract, "abstract", better, other, on_conflict);
  merge_text(&Entry::comment, "comment", better, other, on_conflict);
  if (better.authors.empty()) {
    better.authors = other.authors;
    better.others = other.others;
    take_source(better, other, "authors");
  } else if (!other.authors.empty() && !same_text(joined(better.authors), joined(other.authors))) {
    on_conflict("authors", shown(joined(better.authors)), shown(joined(other.authors)));
  }
  merge_number(&Entry::relevance, "relevance", better, other, on_conflict);
  merge_number(&Entry::novelty, "novelty", better, other, on_conflict);
  merge_number(&Entry::score, "score", better, other, on_conflict);

  // Few sources have these, in forms of their own (an id, a label): they are no conflicts.
  if (better.version == 0) better.version = other.version;
  if (better.language.empty()) better.language = other.language;
  merge_lists(better, other);
  if (better.topics.empty()) better.topics = other.topics;
  if (better.section.empty()) better.section = other.section;
  if (better.categories.empty()) better.categories = other.categories;
  if (better.spotlight.kind == SpotlightKind::None) better.spotlight = other.spotlight;
  for (std::string Entry::* field :
       {&Entry::doi, &Entry::journal_reference, &Entry::published, &Entry::author_comment,
        &Entry::licence, &Entry::announce_type}) {
    if ((better.*field).empty()) better.*field = other.*field;
  }
  better.extra.merge(other.extra);
}

}  // namespace broadsheet::importer
