// paper_of() of read_list.h: from the members of an entry to a paper.
#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "import/records/field_names.h"
#include "import/records/find_id.h"
#include "import/records/record_values.h"
#include "import/source/day_text.h"
#include "import/source/field_values.h"
#include "taste/read_list.h"
#include "text/cleanup.h"
#include "text/utf8.h"

namespace broadsheet::taste {
namespace {

using importer::RecordField;

/// Members that may state an arXiv id within other text.
bool may_have_address(std::string_view name, std::optional<importer::FieldName> field) {
  constexpr std::array<std::string_view, 10> kNames = {
      "extra", "archiveid", "number",       "publicationtitle", "containertitle",
      "note",  "series",    "howpublished", "archivelocation",  "callnumber"};
  if (std::find(kNames.begin(), kNames.end(), name) != kNames.end()) return true;
  return field && (field->field == RecordField::Id || field->field == RecordField::Doi ||
                   field->field == RecordField::Journal || field->field == RecordField::Link ||
                   field->field == RecordField::AuthorComment);
}

/// The day on which an entry was added, best name first; then of its publication.
std::size_t day_rank(std::string_view name) {
  constexpr std::array<std::string_view, 14> kNames = {
      "dateadded",    "addedat", "created", "timestamp", "accessed", "accessdate", "urldate",
      "datemodified", "date",    "issued",  "published", "y1",       "da",         "submitted"};
  return static_cast<std::size_t>(std::find(kNames.begin(), kNames.end(), name) - kNames.begin());
}
constexpr std::size_t kNoDay = 14;

constexpr std::size_t kMostAbstract = 20'000;  // bytes, as of arXiv's

/// "2024-03-05T10:00:00Z", "2024/03/05", {"date-parts": [[2024, 3]]}; a month as its first day.
std::optional<Day> day_of(const json::Value& value) {
  if (const std::string* text = value.text()) {
    const std::string_view start = trimmed(*text).substr(0, 60);
    if (const auto day = importer::last_day_in(start)) return day;
    const auto month = Month::parse(start.substr(0, 7));
    return month ? std::optional(Day(month->year(), month->month(), 1)) : std::nullopt;
  }
  const json::Object* object = value.object();
  const json::Value* parts = object == nullptr ? nullptr : object->find("date-parts");
  const json::List* list = parts == nullptr ? nullptr : parts->list();
  if (list == nullptr || list->empty() || list->front().list() == nullptr) return std::nullopt;
  std::string iso;
  for (const json::Value& part : *list->front().list()) {
    const std::string number = importer::text_of(part);
    iso += (iso.empty() ? "" : "-") + std::string(number.size() == 1 ? "0" : "") + number;
  }
  if (iso.size() == 7) iso += "-01";
  return Day::parse(iso);
}

bool is_star(std::string_view keyword) {
  constexpr std::array<std::string_view, 8> kWords = {
      "star", "starred", "favourite", "favorite", "favourites", "favorites", "rank5", "rank4"};
  const std::string word = lower_ascii(trimmed(keyword));
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end() || word.starts_with("★") ||
         word.starts_with("⭐");
}

/// Keywords as a text with commas or semicolons, or as Zotero's list of {"tag": ...}.
bool has_star(const json::Value& value) {
  if (const std::string* text = value.text()) {
    for (std::size_t begin = 0; begin <= text->size();) {
      const std::size_t end = std::min(text->find_first_of(",;", begin), text->size());
      if (is_star(std::string_view(*text).substr(begin, end - begin))) return true;
      begin = end + 1;
    }
    return false;
  }
  const json::List* list = value.list();
  return list != nullptr && std::any_of(list->begin(), list->end(), [](const json::Value& item) {
           const json::Value* tag = item.object() ? item.object()->find("tag") : &item;
           return tag != nullptr && tag->text() != nullptr && is_star(*tag->text());
         });
}

bool is_keywords(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"keywords", "keyword", "tags",
                                                      "kw",       "ranking", "groups"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// The best of several members for one field: the lowest rank.
struct Best {
  int rank = 1000;
  const json::Value* value = nullptr;

  void offer(int other, const json::Value& given) {
    if (other < rank && !importer::is_blank(given)) *this = {other, &given};
  }
  std::string text(std::size_t most) const {
    if (value == nullptr) return {};
    return std::string(text::cut_utf8(text::clean_line(importer::text_of(*value)), most));
  }
};

}  // namespace

Paper paper_of(const importer::Record& record, const std::string& source, bool against) {
  Paper paper;
  Mention mention{.source = source, .against = against};
  Best title, abstract, authors, doi;
  std::size_t best_day = kNoDay;
  std::optional<PaperId> bare;
  for (const json::Member& member : record.members) {
    const std::string name = importer::folded_name(member.key);
    const auto field = importer::field_named(member.key);
    const std::string text = importer::text_of(member.value);
    if (field && field->field == RecordField::Title) title.offer(field->rank, member.value);
    if (field && field->field == RecordField::Abstract) abstract.offer(field->rank, member.value);
    if (field && field->field == RecordField::Authors) authors.offer(field->rank, member.value);
    if (field && field->field == RecordField::Doi) doi.offer(field->rank, member.value);
    if (!paper.id && may_have_address(name, field)) {
      if (const auto id = importer::find_id_address(text)) paper.id = id->id;
    }
    if (!bare && field && field->field == RecordField::Id) {
      if (const auto id = importer::stated_id(text)) bare = id->id;
    }
    if (is_keywords(name)) mention.starred = mention.starred || has_star(member.value);
    if (const std::size_t rank = day_rank(name); rank < best_day) {
      if (const auto day = day_of(member.value)) {
        mention.day = day;
        best_day = rank;
      }
    }
  }
  if (bare) paper.id = bare;
  if (!paper.id) {
    if (const auto id = importer::stated_id(record.key)) paper.id = id->id;
  }
  if (!mention.day && paper.id) {
    const std::optional<Month> month = paper.id->month();
    if (month) mention.day = Day(month->year(), month->month(), 1);
  }
  paper.doi = doi_key(doi.text(text::kMaxNameBytes));
  paper.title = title.text(text::kMaxTitleBytes);
  paper.abstract = abstract.text(kMostAbstract);
  if (authors.value != nullptr) paper.authors = importer::people_of(*authors.value).names;
  constexpr std::size_t kMostAuthors = 200;
  if (paper.authors.size() > kMostAuthors) paper.authors.resize(kMostAuthors);
  paper.mentions.push_back(std::move(mention));
  return paper;
}

}  // namespace broadsheet::taste
