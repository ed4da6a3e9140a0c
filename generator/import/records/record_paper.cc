#include "import/records/record_paper.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "import/papers/published_paper.h"
#include "import/records/field_names.h"
#include "import/records/find_id.h"
#include "import/records/part_names.h"
#include "import/records/record_parts.h"
#include "import/records/record_values.h"
#include "import/source/day_text.h"
#include "json/writer.h"
#include "text/cleanup.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

constexpr double kMostScore = 1000;
constexpr int kMostDepth = 24;  // of a member that is kept in extra

bool is_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

/// "2026-01-01", "2026-01-01 09:00": a date in digits and nothing else.
bool is_bare_date(std::string_view text) {
  return text.find_first_not_of("0123456789-/.: TZ+") == std::string_view::npos &&
         last_day_in(text).has_value();
}

/// A title is a text that is no address, not the id, and no date.
std::string title_in(const json::Value& value) {
  if (value.text() == nullptr) return {};
  std::string title = text::clean_line(*value.text());
  const bool other = is_address(title) || stated_id(title) || is_bare_date(title);
  return other || states_nothing(title) ? std::string() : title;
}

/// A number is written without zeros at its end, also as the text of a table: 2603.0328 is
/// 2603.03280. Five digits since 2015.
std::string id_text(const json::Value& value) {
  if (!value.real()) {
    std::string text = text_of(value);
    const bool is_short = text.size() > 5 && text.size() < 10 && text[4] == '.' && text > "1501" &&
                          std::ranges::count_if(text, is_ascii_digit) + 1 == std::ssize(text);
    if (is_short) text.resize(10, '0');
    return text;
  }
  char text[32];
  std::snprintf(text, sizeof text, *value.real() < 1501 ? "%09.4f" : "%.5f", *value.real());
  return text;
}

using FindId = std::optional<StatedId> (*)(std::string_view);

/// @param find  find_id, or find_other_id
std::optional<StatedId> id_in(const json::Value& value, FindId find) {
  if (value.list() != nullptr) {
    for (const json::Value& item : *value.list()) {
      if (item.text() == nullptr) continue;
      if (const std::optional<StatedId> id = find(*item.text())) return id;
    }
    return std::nullopt;
  }
  return find(id_text(value));
}

/// "2024-05-17" of a date with a day, "2024-05", "2024"; else empty.
std::string publication_date(std::string_view text) {
  text = trimmed(text);
  if (const std::optional<Day> day = last_day_in(text)) return day->str();
  if (Month::parse(text.substr(0, 7)) && text.size() == 7) return std::string(text);
  return text.size() == 4 && Month::parse(std::string(text) + "-01") ? std::string(text) : "";
}

bool deeper_than(const json::Value& value, int levels) {
  if (levels == 0) return true;
  if (value.list() != nullptr) {
    return std::any_of(value.list()->begin(), value.list()->end(),
                       [&](const json::Value& item) { return deeper_than(item, levels - 1); });
  }
  return value.object() != nullptr &&
         std::any_of(value.object()->begin(), value.object()->end(),
                     [&](const json::Member& one) { return deeper_than(one.value, levels - 1); });
}

/// A member that a field may use.
struct Candidate {
  int rank;
  const json::Member* member;
};

class PaperOfRecord {
 public:
  explicit PaperOfRecord(const Record& record) : record_(record) {
    for (const json::Member& member : record.members) {
      if (is_blank(member.value)) continue;
      const std::optional<FieldName> name = field_named(member.key);
      if (!name) continue;
      const std::string text(trimmed(text_of(member.value)));
      if (name->field == RecordField::Part || !states_nothing(text)) {
        fields_[name->field].push_back({name->rank, &member});
        continue;
      }
      used_.whole.insert(&member);
      used_.dropped.push_back(member.key + " '" + text + "'");
    }
    for (auto& [field, candidates] : fields_) {
      std::stable_sort(candidates.begin(), candidates.end(),
                       [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
    }
  }

  bool has(RecordField field) const { return fields_.count(field) > 0; }

  bool has_address() const {
    const auto found = fields_.find(RecordField::Id);
    return found != fields_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [](const Candidate& one) { return is_address(text_of(one.member->value)); });
  }

  std::string title() {
    return first<std::string>(RecordField::Title, title_in,
                              [](const std::string& title) { return !title.empty(); });
  }

  std::optional<StatedId> id() {
    if (const std::optional<StatedId> key = stated_id(record_.key)) return key;
    if (const std::optional<StatedId> id = id_by(find_id)) return id;
    if (const std::optional<StatedId> id = id_without_archive()) return id;
    if (const std::optional<StatedId> key = stated_other_id(record_.key)) return key;
    return id_by(find_other_id);
  }

  RecordPaper run(std::optional<Day> path_day, const DayHint& hint) {
    RecordPaper paper;
    const std::string title = this->title();
    const std::optional<StatedId> id = this->id();
    paper.name = !title.empty() ? title : id ? id->id.str() : record_.key;
    if (!id || title.empty()) {
      paper.left_out = !id ? "no id" : "no title";
      return paper;
    }
    Entry entry{.id = id->id};
    entry.version = id->version;
    drop_addresses(id->id);
    if (!id->id.is_arxiv()) read_published(entry);
    PublishedPaper published{.title = title, .authors = {}, .abstract = {}, .comment = {}};
    read_texts(published, entry);
    read_ratings(entry);
    read_topics(entry);
    paper.day = record_.day           ? record_.day
                : path_day            ? path_day
                : record_.heading_day ? record_.heading_day
                : hint.before_dates   ? hint.day
                                      : date();
    if (!paper.day) paper.day = hint.day;
    if (!paper.day) {
      paper.left_out = "no day";
      return paper;
    }
    drop_date(*paper.day);
    paper.repairs = fill_entry(std::move(published), entry);
    entry.language = language_of_script(entry.title + " " + entry.abstract);
    read_translations(entry);
    read_parts(record_.members, used_, entry);
    std::erase_if(entry.links, [&](const PaperLink& link) {
      const std::optional<StatedId> stated = stated_other_id(link.url);
      return stated && stated->id == entry.id;
    });
    paper.dropped = std::move(used_.dropped);
    keep_rest(entry, paper);
    paper.entry = std::move(entry);
    return paper;
  }

 private:
  /// The first id of the best field that has one, with the highest version that is stated of it.
  std::optional<StatedId> id_by(FindId find) {
    std::optional<StatedId> found;
    for (const RecordField field : {RecordField::Id, RecordField::Doi, RecordField::Link}) {
      for (const Candidate& one : fields_[field]) {
        std::optional<StatedId> id = id_in(one.member->value, find);
        if (!id) continue;
        if (!found) found = id;
        if (found->id == id->id) found->version = std::max(found->version, id->version);
      }
      if (found) return found;
    }
    return std::nullopt;
  }

  /// The first value of a field that is accepted; its member is used. The default if there is none.
  template <typename Value, typename Read, typename Accept>
  Value first(RecordField field, Read read, Accept accept) {
    for (const Candidate& one : fields_[field]) {
      Value value = read(one.member->value);
      if (!accept(value)) continue;
      used_.whole.insert(one.member);
      return value;
    }
    return Value();
  }

  std::string text(RecordField field) {
    return first<std::string>(
        field, [](const json::Value& value) { return text::clean(text_of(value)); },
        [](const std::string& text) { return !text.empty(); });
  }

  std::optional<double> number(RecordField field, double most) {
    return first<std::optional<double>>(
        field, [&](const json::Value& value) { return score_of(value, most); },
        [](const std::optional<double>& score) { return score.has_value(); });
  }

  std::optional<StatedId> id_without_archive() {
    std::vector<std::string> categories = stated_categories();
    for (const Candidate& one : fields_[RecordField::Id]) {
      const std::string text = text_of(one.member->value);
      if (const auto id = old_id(trimmed(text), categories)) return id;
    }
    return old_id(record_.key, categories);
  }

  std::vector<std::string> stated_categories() {
    std::vector<std::string> categories;
    for (const Candidate& one : fields_[RecordField::Categories]) {
      for (std::string& category : categories_in(text_of(one.member->value))) {
        if (std::find(categories.begin(), categories.end(), category) == categories.end()) {
          categories.push_back(std::move(category));
        }
      }
    }
    return categories;
  }

  /// Members that state nothing but the id: it, or addresses of the paper.
  void drop_addresses(const PaperId& id) {
    for (const RecordField field : {RecordField::Id, RecordField::Doi, RecordField::Link}) {
      for (const Candidate& one : fields_[field]) {
        const json::Value& value = one.member->value;
        const bool several = value.list() != nullptr && value.list()->size() > 1;
        const std::optional<StatedId> stated =
            id_in(value, id.is_arxiv() ? find_id : find_other_id);
        const std::string text = text_of(value);
        const bool alone = text.find_first_of(" \n") == std::string::npos;
        const bool same = stated && stated->id == id;
        const bool number = id.str().ends_with("/" + text);  // "0603163"
        if (!several && alone && (same || number)) used_.whole.insert(one.member);
      }
    }
  }

  /// Whether the record has what only arXiv states, so that its `comment` is the authors'.
  bool of_arxiv() const {
    const auto named = [&](std::string_view name) {
      return std::any_of(record_.members.begin(), record_.members.end(),
                         [&](const json::Member& m) { return folded_name(m.key) == name; });
    };
    if (named("chosenby")) return false;  // our own tables
    return named("summary") || named("pdfurl") || named("published") || named("journalref") ||
           named("primarycategory") || named("submitter");
  }

  void read_texts(PublishedPaper& published, Entry& entry) {
    const People people = first<People>(RecordField::Authors, people_of,
                                        [](const People& some) { return !some.names.empty(); });
    published.authors = people.names;
    entry.others = people.others;
    published.abstract = text(RecordField::Abstract);
    published.comment = text(RecordField::Reason);
    entry.author_comment = trimmed(text(RecordField::AuthorComment));
    const bool scored =
        has(RecordField::Relevance) || has(RecordField::Novelty) || has(RecordField::Score);
    if (!scored || of_arxiv()) {
      if (entry.author_comment.empty()) entry.author_comment = trimmed(text(RecordField::Comment));
    } else if (published.comment.empty()) {
      published.comment = text(RecordField::Comment);
    }
    entry.author_comment = text::clean_line(entry.author_comment);
    entry.doi = first<std::string>(
        RecordField::Doi,
        [](const json::Value& value) { return bare_doi(text::clean_line(text_of(value))); },
        [](const std::string& doi) { return !doi.empty(); });
    // That of the id is not stated twice.
    if (const auto id = PaperId::parse_doi(entry.doi); id && *id == entry.id) entry.doi.clear();
    entry.journal_reference = text::clean_line(text(RecordField::Journal));
    entry.licence = text::clean_line(text(RecordField::Licence));
    const std::string type = lower_ascii(text::clean_line(text(RecordField::AnnounceType)));
    if (type == "new" || type == "cross" || type == "replace" || type == "replace-cross") {
      entry.announce_type = type;
    }
    if (entry.version == 0) read_version(entry);
    entry.categories = stated_categories();
    for (const Candidate& one : fields_[RecordField::Categories]) {
      if (!categories_in(text_of(one.member->value)).empty()) used_.whole.insert(one.member);
    }
  }

  /// A second title or abstract, if it is in another language than the first.
  void read_translations(Entry& entry) {
    for (const auto& [field, kind] : {std::pair(RecordField::Title, PartKind::Title),
                                      std::pair(RecordField::Abstract, PartKind::Abstract)}) {
      const std::string& main = kind == PartKind::Title ? entry.title : entry.abstract;
      for (const Candidate& one : fields_[field]) {
        if (used_.whole.count(one.member) > 0 || main.empty()) continue;
        std::string other = unicode_text(trimmed(text::clean(text_of(one.member->value))));
        const std::string language(language_of_script(other));
        if (other.empty() || language == language_of_script(main)) continue;
        if (add_translation(entry, kind, language, std::move(other))) {
          used_.whole.insert(one.member);
        }
      }
    }
  }

  void read_version(Entry& entry) {
    std::string stated = text(RecordField::Version);
    if (stated.starts_with('v')) stated.erase(0, 1);
    if (!stated.empty() && stated.size() <= 3 &&
        stated.find_first_not_of("0123456789") == std::string::npos) {
      entry.version = std::stoi(stated);
    }
  }

  /// The day of a list is not the date of a paper, but a paper may state its own.
  void read_published(Entry& entry) {
    entry.published = record_.published;
    for (const json::Member& member : record_.members) {
      const std::string name = folded_name(member.key);
      if (!entry.published.empty() || (!name.starts_with("publi") && name != "year" &&
                                       name != "pubdate" && name != "datepublished")) {
        continue;
      }
      entry.published = publication_date(text_of(member.value));
      if (!entry.published.empty() && name == "year") used_.whole.insert(&member);
    }
  }

  void read_ratings(Entry& entry) {
    entry.relevance = number(RecordField::Relevance, 10);
    entry.novelty = number(RecordField::Novelty, 10);
    entry.score = number(RecordField::Score, kMostScore);
    if (!entry.score && entry.relevance && entry.novelty) {
      entry.score = *entry.relevance + *entry.novelty;
    }
    // One of the two alone makes no score, so that pages would not show it.
    if (!entry.score && entry.relevance) take_as_rating(RecordField::Relevance, entry);
    if (!entry.score && entry.novelty) take_as_rating(RecordField::Novelty, entry);
  }

  void take_as_rating(RecordField field, Entry& entry) {
    for (const Candidate& one : fields_[field]) {
      if (!used_.whole.contains(one.member)) continue;
      if (auto rating = rating_of(one.member->key, one.member->value)) {
        entry.ratings.push_back(*std::move(rating));
        (field == RecordField::Relevance ? entry.relevance : entry.novelty).reset();
        return;
      }
    }
  }

  void read_topics(Entry& entry) {
    std::set<std::string> known;
    const auto add = [&](std::string topic) {
      topic = text::clean_line(topic);
      if (!topic.empty() && known.insert(topic).second) entry.topics.push_back(std::move(topic));
    };
    for (const Candidate& one : fields_[RecordField::Topic]) {
      for (std::string& topic : names_of(one.member->value)) add(std::move(topic));
      used_.whole.insert(one.member);
    }
    for (const Candidate& one : fields_[RecordField::Section]) {
      std::string section = text::clean_line(text_of(one.member->value));
      if (section.empty() || section.size() > text::kMaxNameBytes) continue;
      if (entry.section.empty()) entry.section = std::move(section);
      used_.whole.insert(one.member);
    }
    // Of several headings the outermost is the section.
    bool is_above = record_.sections.size() > 1 && entry.section.empty();
    for (const std::string& section : record_.sections) {
      const std::vector<std::string> categories = categories_in(section);
      if (categories.size() == 1 && categories.front() == section) {
        if (entry.categories.empty()) entry.categories = categories;
      }
      if (std::exchange(is_above, false)) {
        entry.section = text::clean_line(section);
      } else if (section != entry.section) {
        add(section);
      }
    }
  }

  std::optional<Day> date() {
    for (const Candidate& one : fields_[RecordField::Date]) {
      if (const std::optional<Day> day = last_day_in(text_of(one.member->value))) return day;
    }
    return std::nullopt;
  }

  /// Members that state nothing but the day.
  void drop_date(Day day) {
    for (const Candidate& one : fields_[RecordField::Date]) {
      const std::string text = text_of(one.member->value);
      if (text.size() <= 16 && last_day_in(text) == day) used_.whole.insert(one.member);
    }
  }

  void keep_rest(Entry& entry, RecordPaper& paper) {
    for (const json::Member& member : record_.members) {
      if (used_.whole.count(&member) > 0 || is_blank(member.value)) continue;
      if (member.key == kOtherAddress) continue;  // it is among the links as well
      const auto rest = used_.rest.find(&member);
      if (rest != used_.rest.end()) {
        entry.extra.add(member.key, rest->second);
      } else if (deeper_than(member.value, kMostDepth)) {
        entry.extra.add(member.key, json::to_line(member.value));
      } else {
        entry.extra.add(member.key, member.value);
      }
      const json::Object* group = rest != used_.rest.end() ? &rest->second : member.value.object();
      if (group == nullptr) paper.unused.push_back(member.key);
      for (const json::Member& inner : group == nullptr ? json::Object() : *group) {
        paper.unused.push_back(member.key + "." + inner.key);
      }
    }
  }

  const Record& record_;
  std::map<RecordField, std::vector<Candidate>> fields_;
  UsedMembers used_;
};

}  // namespace

RecordPaper paper_of(const Record& record, std::optional<Day> path_day, const DayHint& hint) {
  return PaperOfRecord(record).run(path_day, hint);
}

bool is_paper(const Record& record) {
  PaperOfRecord paper(record);
  return paper.id().has_value() && !paper.title().empty();
}

bool resembles_paper(const Record& record) {
  PaperOfRecord paper(record);
  return !paper.title().empty() &&
         (paper.has(RecordField::Authors) || paper.has(RecordField::Abstract));
}

bool resembles_listed_paper(const Record& record) {
  PaperOfRecord paper(record);
  if (!paper.title().empty()) return paper.has_address();
  return paper.id().has_value() &&
         (paper.has(RecordField::Authors) || paper.has(RecordField::Abstract));
}

}  // namespace broadsheet::importer
