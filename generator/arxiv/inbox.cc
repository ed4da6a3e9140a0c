#include "arxiv/inbox.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "json/require.h"
#include "json/writer.h"

namespace broadsheet::arxiv {
namespace {

constexpr int kFormat = 1;

Day day_in(const json::Node& object, std::string_view key) {
  const json::Node value = json::require(object, key, json::Kind::Text);
  const auto day = Day::parse(value.text());
  if (!day) json::reject(value, "'" + std::string(value.text()) + "' is not a day");
  return *day;
}

int version_in(const json::Node& object) {
  const auto version = object.find("version");
  return version ? static_cast<int>(version->integer().value_or(0)) : 0;
}

Announcement announcement_of(const json::Node& root) {
  if (json::require_integer(root, "format") != kFormat) {
    json::reject(root, "unknown format number");
  }
  Announcement result{.date = day_in(root, "date")};
  const std::string source = json::require_text(root, "source");
  const auto found = std::find(kInboxSourceNames.begin(), kInboxSourceNames.end(), source);
  if (found == kInboxSourceNames.end()) json::reject(root, "unknown source '" + source + "'");
  result.source = static_cast<InboxSource>(found - kInboxSourceNames.begin());
  result.fetched = root.text_of("fetched");
  result.categories = json::require_texts(root, "categories");
  for (const json::Node paper : json::require(root, "papers", json::Kind::List)) {
    result.papers.push_back(announced_of(paper));
  }
  if (root.find("unreadable")) result.unreadable = json::require_texts(root, "unreadable");
  return result;
}

}  // namespace

fs::path inbox_folder(const fs::path& root) { return root / ".broadsheet" / "inbox"; }
fs::path inbox_path(const fs::path& root, Day day) {
  return inbox_folder(root) / (day.str() + ".json");
}
fs::path resume_path(const fs::path& root) { return root / ".broadsheet" / "fetching.json"; }

json::Object to_value(const Announced& paper) {
  json::Object object = {{"id", paper.id.str()}};
  if (paper.version > 0) object.add("version", paper.version);
  object.add("title", paper.title);
  object.add("authors", paper.authors);
  object.add("abstract", paper.abstract);
  object.add("categories", paper.categories);
  const std::pair<std::string_view, const std::string&> texts[] = {
      {"announce_type", paper.announce_type},
      {"licence", paper.licence},
      {"comment", paper.comment},
      {"doi", paper.doi},
      {"journal_reference", paper.journal_reference},
      {"skipped", paper.skipped}};
  for (const auto& [key, text] : texts) {
    if (!text.empty()) object.add(key, text);
  }
  if (paper.seen) {
    object.add("seen", json::Object{{"day", paper.seen->day.str()},
                                    {"version", paper.seen->version},
                                    {"abstract_changed", paper.seen->abstract_changed}});
  }
  return object;
}

Announced announced_of(const json::Node& object) {
  const std::string id = json::require_text(object, "id");
  const auto parsed = PaperId::parse(id);
  if (!parsed) json::reject(object, "'" + id + "' is not an identifier of a paper");
  Announced paper{.id = *parsed};
  paper.version = version_in(object);
  paper.title = json::require_text(object, "title");
  paper.authors = json::require_texts(object, "authors");
  paper.abstract = json::require_text(object, "abstract");
  paper.categories = json::require_texts(object, "categories");
  paper.announce_type = object.text_of("announce_type");
  paper.licence = object.text_of("licence");
  paper.comment = object.text_of("comment");
  paper.doi = object.text_of("doi");
  paper.journal_reference = object.text_of("journal_reference");
  paper.skipped = object.text_of("skipped");
  if (const auto seen = object.find("seen")) {
    const auto changed = seen->find("abstract_changed");
    paper.seen = Seen{.day = day_in(*seen, "day"),
                      .version = version_in(*seen),
                      .abstract_changed = changed && changed->boolean()};
  }
  return paper;
}

std::string to_json(const Announcement& announcement) {
  json::List papers;
  for (const Announced& paper : announcement.papers) papers.push_back(to_value(paper));
  json::Object root = {{"format", kFormat},
                       {"date", announcement.date.str()},
                       {"source", name_of(announcement.source)},
                       {"fetched", announcement.fetched},
                       {"categories", announcement.categories},
                       {"papers", std::move(papers)}};
  if (!announcement.unreadable.empty()) root.add("unreadable", announcement.unreadable);
  return std::move(json::Writer().value(root)).finish();
}

Announcement parse_announcement(std::string_view bytes, const std::string& path) {
  try {
    return announcement_of(json::require_document(std::string(bytes), path).root());
  } catch (const Error& e) {
    throw Error(e.kind(), e.where(), "not an inbox file: " + e.message());
  }
}

std::optional<Announcement> read_inbox(const fs::path& root, Day day) {
  const fs::path path = inbox_path(root, day);
  const auto bytes = read_file_if_exists(path);
  if (!bytes) return std::nullopt;
  return parse_announcement(*bytes, display_path(path));
}

std::vector<Day> inbox_days(const fs::path& root) {
  std::vector<Day> days;
  for (const std::string& file : list_files(inbox_folder(root))) {
    if (!file.ends_with(".json")) continue;
    if (const auto day = Day::parse(file.substr(0, file.size() - 5))) days.push_back(*day);
  }
  std::sort(days.begin(), days.end());
  return days;
}

}  // namespace broadsheet::arxiv
