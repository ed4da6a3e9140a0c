#include "import/papers/json_sections.h"

#include <algorithm>
#include <map>
#include <string>

#include "import/source/field_values.h"
#include "text/cleanup.h"

namespace broadsheet::importer {
namespace {

/// The members of "meta" without those that have a field of ours.
json::Object rest_of_meta(const json::Node& meta) {
  json::Object rest;
  for (const json::Node member : meta) {
    if (member.key() != "date" && member.key() != "usage" && !is_empty(member)) {
      rest.add(member.key(), member.value());
    }
  }
  return rest;
}

/// The sections without their papers.
json::List rest_of_sections(const json::Node& sections) {
  json::List list;
  for (const json::Node section : sections) {
    json::Object rest;
    for (const json::Node member : section) {
      if (member.key() != "paper_ids") rest.add(member.key(), member.value());
    }
    if (!rest.empty()) list.push_back(std::move(rest));
  }
  return list;
}

}  // namespace

std::optional<Day> stated_day(const SourceFile& file, const JsonValueReader& values) {
  const std::optional<json::Node> meta = file.json()->root().find("meta");
  const std::optional<json::Node> value = meta ? meta->find("date") : std::nullopt;
  const std::optional<Day> date = value ? Day::parse(value->text()) : std::nullopt;
  if (value && !date) values.error(*value, "'date' should be a day like \"2026-02-27\"");
  if (date && file.day() && *file.day() != *date) {
    values.warning(*value, "the file's name has " + file.day()->str() + " but it states " +
                               date->str() + ", which is used");
  }
  const std::optional<Day> day = date ? date : file.day();
  if (!day) values.file_error("the day is not known; name the file like 2026-02-27-output.json");
  return day;
}

void check_schema(const json::Node& root, std::int64_t known, const JsonValueReader& values) {
  const std::optional<json::Node> version = root.find("schema_version");
  if (!version || version->integer().value_or(0) <= known) return;
  values.warning(*version, "schema version " + std::to_string(*version->integer()) +
                               " is not known; the file is read as version " +
                               std::to_string(known));
}

void each_in_sections(
    const json::Node& root, std::string_view key, const ParsedSource& source,
    const JsonValueReader& values,
    const std::function<void(const json::Node& section, const PaperId& id)>& visit) {
  const std::optional<json::Node> sections = root.find(key);
  if (!sections || !sections->is(json::Kind::List)) return;
  for (const json::Node section : *sections) {
    const std::optional<json::Node> ids = section.find("paper_ids");
    if (!ids || !ids->is(json::Kind::List)) continue;
    for (const json::Node value : *ids) {
      const std::optional<StatedId> id = stated_id(value.text());
      if (id && source.lines.count(id->id) > 0) {
        visit(section, id->id);
      } else {
        values.warning(value, "the section names '" + text::clean(value.text().substr(0, 40)) +
                                  "', which is not among the papers");
      }
    }
  }
}

void sort_papers(const std::vector<PaperId>& order, std::vector<Entry>& papers) {
  std::map<PaperId, std::size_t> places;
  for (const PaperId& id : order) places.try_emplace(id, places.size());
  const auto place = [&](const Entry& entry) {
    const auto found = places.find(entry.id);
    return found == places.end() ? places.size() : found->second;
  };
  std::stable_sort(papers.begin(), papers.end(),
                   [&](const Entry& a, const Entry& b) { return place(a) < place(b); });
}

void keep_rest(const json::Node& root, ParsedSource& source) {
  json::Object rest;
  for (const json::Node member : root) {
    const std::string_view key = member.key();
    if (key == "papers" || is_empty(member)) continue;
    if (key == "meta") {
      json::Object meta = rest_of_meta(member);
      if (!meta.empty()) rest.add(key, std::move(meta));
    } else if ((key == "topic_sections" || key == "sections") && member.is(json::Kind::List)) {
      json::List sections = rest_of_sections(member);
      if (!sections.empty()) rest.add(key, std::move(sections));
    } else {
      rest.add(key, member.value());
    }
  }
  if (!rest.empty()) source.digest.extra.add(source_name(source.kind), std::move(rest));
}

}  // namespace broadsheet::importer
