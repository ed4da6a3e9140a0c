#include "arxiv/inbox.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace broadsheet::arxiv {
namespace {

using Json = nlohmann::json;                 // for reading: finds keys in logarithmic time
using OrderedJson = nlohmann::ordered_json;  // for writing

constexpr int kFormat = 1;

void add_text(OrderedJson& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

OrderedJson json_of(const Announced& paper) {
  OrderedJson object = {{"id", paper.id.str()}};
  if (paper.version > 0) object["version"] = paper.version;
  object["title"] = paper.title;
  object["authors"] = paper.authors;
  object["abstract"] = paper.abstract;
  object["categories"] = paper.categories;
  add_text(object, "announce_type", paper.announce_type);
  add_text(object, "licence", paper.licence);
  add_text(object, "comment", paper.comment);
  add_text(object, "doi", paper.doi);
  add_text(object, "journal_reference", paper.journal_reference);
  add_text(object, "skipped", paper.skipped);
  if (paper.seen) {
    object["seen"] = {{"day", paper.seen->day.str()},
                      {"version", paper.seen->version},
                      {"abstract_changed", paper.seen->abstract_changed}};
  }
  return object;
}

Day day_of(const Json& value) {
  const auto day = Day::parse(value.get<std::string>());
  if (!day) throw std::invalid_argument("'" + value.get<std::string>() + "' is not a day");
  return *day;
}

Announced paper_of(const Json& object) {
  const std::string id = object.at("id");
  const auto parsed = ArxivId::parse(id);
  if (!parsed) throw std::invalid_argument("'" + id + "' is not an arXiv identifier");
  Announced paper{.id = *parsed};
  paper.version = object.value("version", 0);
  paper.title = object.at("title");
  paper.authors = object.at("authors").get<std::vector<std::string>>();
  paper.abstract = object.at("abstract");
  paper.categories = object.at("categories").get<std::vector<std::string>>();
  paper.announce_type = object.value("announce_type", "");
  paper.licence = object.value("licence", "");
  paper.comment = object.value("comment", "");
  paper.doi = object.value("doi", "");
  paper.journal_reference = object.value("journal_reference", "");
  paper.skipped = object.value("skipped", "");
  if (const auto seen = object.find("seen"); seen != object.end()) {
    paper.seen = Seen{.day = day_of(seen->at("day")),
                      .version = seen->value("version", 0),
                      .abstract_changed = seen->value("abstract_changed", false)};
  }
  return paper;
}

Announcement announcement_of(const Json& root) {
  if (root.at("format") != kFormat) throw std::invalid_argument("unknown format number");
  Announcement result{.date = day_of(root.at("date"))};
  const std::string source = root.at("source");
  const auto found = std::find(kInboxSourceNames.begin(), kInboxSourceNames.end(), source);
  if (found == kInboxSourceNames.end()) {
    throw std::invalid_argument("unknown source '" + source + "'");
  }
  result.source = static_cast<InboxSource>(found - kInboxSourceNames.begin());
  result.fetched = root.value("fetched", "");
  result.categories = root.at("categories").get<std::vector<std::string>>();
  for (const Json& paper : root.at("papers")) result.papers.push_back(paper_of(paper));
  result.unreadable = root.value("unreadable", std::vector<std::string>());
  return result;
}

}  // namespace

fs::path inbox_folder(const fs::path& root) { return root / ".broadsheet" / "inbox"; }
fs::path inbox_path(const fs::path& root, Day day) {
  return inbox_folder(root) / (day.str() + ".json");
}
fs::path resume_path(const fs::path& root) { return root / ".broadsheet" / "fetching.json"; }

std::string to_json(const Announcement& announcement) {
  OrderedJson papers = OrderedJson::array();
  for (const Announced& paper : announcement.papers) papers.push_back(json_of(paper));
  OrderedJson root = {{"format", kFormat},
                      {"date", announcement.date.str()},
                      {"source", name_of(announcement.source)},
                      {"fetched", announcement.fetched},
                      {"categories", announcement.categories},
                      {"papers", std::move(papers)}};
  if (!announcement.unreadable.empty()) root["unreadable"] = announcement.unreadable;
  return root.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

Announcement parse_announcement(std::string_view bytes, const std::string& path) {
  try {
    return announcement_of(Json::parse(bytes));
  } catch (const Json::exception& e) {
    throw Error(ErrorKind::Content, {.path = path}, std::string("not an inbox file: ") + e.what());
  } catch (const std::invalid_argument& e) {
    throw Error(ErrorKind::Content, {.path = path}, std::string("not an inbox file: ") + e.what());
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
