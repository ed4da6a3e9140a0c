#include "arxiv/inbox.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/hash.h"

namespace broadsheet::arxiv {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

constexpr std::pair<DayRecord::What, std::string_view> kWhats[] = {
    {DayRecord::What::Announced, "announced"},
    {DayRecord::What::Nothing, "nothing"},
    {DayRecord::What::Stale, "stale"},
    {DayRecord::What::Outage, "outage"}};

void add_text(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

Json json_of(const Announced& paper) {
  Json object = {{"id", paper.id.str()}};
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

std::string abstract_hash(const std::string& abstract) { return hash_hex(abstract, 16); }

}  // namespace

fs::path inbox_folder(const fs::path& root) { return root / ".broadsheet" / "inbox"; }
fs::path inbox_path(const fs::path& root, Day day) {
  return inbox_folder(root) / (day.str() + ".json");
}
fs::path seen_path(const fs::path& root) { return root / ".broadsheet" / "seen.tsv"; }
fs::path days_path(const fs::path& root) { return root / ".broadsheet" / "days.json"; }
fs::path resume_path(const fs::path& root) { return root / ".broadsheet" / "fetching.json"; }

fs::path asked_path(const fs::path& root) { return root / ".broadsheet" / "asked"; }

std::string to_json(const Announcement& announcement) {
  Json papers = Json::array();
  for (const Announced& paper : announcement.papers) papers.push_back(json_of(paper));
  Json root = {{"format", kFormat},
               {"date", announcement.date.str()},
               {"source", name_of(announcement.source)},
               {"fetched", announcement.fetched},
               {"categories", announcement.categories},
               {"papers", std::move(papers)}};
  if (!announcement.unreadable.empty()) root["unreadable"] = announcement.unreadable;
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
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

SeenList SeenList::load(const fs::path& root) {
  SeenList list;
  if (const auto bytes = read_file_if_exists(seen_path(root))) {
    std::size_t at = 0;
    bool good = true;
    while (at < bytes->size() && good) {
      const std::size_t end = bytes->find('\n', at);
      if (end == std::string::npos) {
        good = false;
        break;
      }
      std::vector<std::string> parts(1);
      for (std::size_t i = at; i < end; ++i) {
        if ((*bytes)[i] == '\t')
          parts.emplace_back();
        else
          parts.back() += (*bytes)[i];
      }
      at = end + 1;
      const auto id = ArxivId::parse(parts[0]);
      const auto day = parts.size() == 4 ? Day::parse(parts[1]) : std::nullopt;
      good = id && day && !parts[2].empty() && parts[2].size() < 5 &&
             parts[2].find_first_not_of("0123456789") == std::string::npos;
      if (good) {
        list.papers_[*id][*day] = {.version = std::stoi(parts[2]), .abstract_hash = parts[3]};
      }
    }
    if (good) return list;
    list.papers_.clear();
  }
  for (const Day day : inbox_days(root)) {
    if (const auto announcement = read_inbox(root, day)) list.put(*announcement);
  }
  return list;
}

void SeenList::put(const Announcement& day) {
  for (auto& [id, days] : papers_) days.erase(day.date);
  for (const Announced& paper : day.papers) {
    papers_[paper.id][day.date] = {.version = paper.version,
                                   .abstract_hash = abstract_hash(paper.abstract)};
  }
}

std::optional<Seen> SeenList::before(Day day, const ArxivId& id,
                                     const std::string& abstract) const {
  const auto paper = papers_.find(id);
  if (paper == papers_.end()) return std::nullopt;
  auto next = paper->second.lower_bound(day);
  if (next == paper->second.begin()) return std::nullopt;
  const auto& [when, entry] = *--next;
  return Seen{.day = when,
              .version = entry.version,
              .abstract_changed = entry.abstract_hash != abstract_hash(abstract)};
}

void SeenList::save(const fs::path& root) const {
  std::string bytes;
  for (const auto& [id, days] : papers_) {
    for (const auto& [day, entry] : days) {
      bytes += id.str() + "\t" + day.str() + "\t" + std::to_string(entry.version) + "\t" +
               entry.abstract_hash + "\n";
    }
  }
  write_if_changed(seen_path(root), bytes);
}

std::string_view name_of(DayRecord::What what) {
  for (const auto& [value, name] : kWhats) {
    if (value == what) return name;
  }
  return "";
}

std::map<Day, DayRecord> read_days(const fs::path& root) {
  std::map<Day, DayRecord> days;
  const auto bytes = read_file_if_exists(days_path(root));
  if (!bytes) return days;
  const Json json = Json::parse(*bytes, nullptr, false);
  if (!json.is_object()) return days;
  for (const auto& [key, value] : json.items()) {
    const auto day = Day::parse(key);
    if (!day || !value.is_object() || !value.contains("what") || !value["what"].is_string())
      continue;
    for (const auto& [what, name] : kWhats) {
      if (value["what"] != name) continue;
      DayRecord record{.what = what, .why = {}, .at = {}};
      if (value.contains("why") && value["why"].is_string()) record.why = value["why"];
      if (value.contains("at") && value["at"].is_string()) record.at = value["at"];
      days[*day] = record;
    }
  }
  return days;
}

void record_day(const fs::path& root, Day day, const DayRecord& record) {
  std::map<Day, DayRecord> days = read_days(root);
  // The enumerators stand from what is surest to what is least sure.
  if (const auto old = days.find(day); old != days.end() && old->second.what < record.what) return;
  days[day] = record;
  Json json = Json::object();
  for (const auto& [when, what] : days) {
    json[when.str()] = {{"what", name_of(what.what)}, {"why", what.why}, {"at", what.at}};
  }
  write_if_changed(days_path(root),
                   json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::optional<std::chrono::system_clock::time_point> read_asked(const fs::path& root) {
  const std::string text = read_file_if_exists(asked_path(root)).value_or("");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || value < 0 || value > 253402300799999) return std::nullopt;
  return std::chrono::system_clock::time_point(std::chrono::milliseconds(value));
}

void write_asked(const fs::path& root, std::chrono::system_clock::time_point moment) {
  const auto since = std::chrono::floor<std::chrono::milliseconds>(moment.time_since_epoch());
  write_file_atomically(asked_path(root), std::to_string(since.count()) + "\n");
}

}  // namespace broadsheet::arxiv
