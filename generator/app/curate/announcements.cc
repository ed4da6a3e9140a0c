#include "app/curate/announcements.h"

#include <utility>

#include "app/project.h"
#include "json/document.h"
#include "json/writer.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kMostPending = 30;
constexpr std::size_t kMostSent = 400;

fs::path path_in(const fs::path& root) { return Places{root}.state() / "announcements.json"; }

std::set<Day> days_in(const json::Node& root, std::string_view key) {
  std::set<Day> days;
  const auto list = root.find(key);
  if (!list || !list->is(json::Kind::List)) return days;
  for (const json::Node item : *list) {
    if (const auto day = Day::parse(item.text())) days.insert(*day);
  }
  return days;
}

json::List list_of(std::set<Day>& days, std::size_t most) {
  while (days.size() > most) days.erase(days.begin());
  json::List list;
  for (const Day day : days) list.emplace_back(day.str());
  return list;
}

}  // namespace

Announcements read_announcements(const fs::path& root) {
  const auto bytes = read_file_if_exists(path_in(root));
  if (!bytes) return {};
  const auto document = json::Document::parse(*bytes);
  if (!document) return {};
  const json::Node root_node = document->root();
  return {.pending = days_in(root_node, "pending"),
          .sent = days_in(root_node, "sent"),
          .unpublished = days_in(root_node, "unpublished"),
          .unmailed = days_in(root_node, "unmailed"),
          .publish_error = std::string(root_node.text_of("publish_error"))};
}

void write_announcements(const fs::path& root, Announcements announcements) {
  const json::Object all = {{"pending", list_of(announcements.pending, kMostPending)},
                            {"sent", list_of(announcements.sent, kMostSent)},
                            {"unpublished", list_of(announcements.unpublished, kMostPending)},
                            {"unmailed", list_of(announcements.unmailed, kMostPending)},
                            {"publish_error", announcements.publish_error}};
  write_if_changed(path_in(root), std::move(json::Writer().value(all)).finish());
}

void add_pending(const fs::path& root, Day day) {
  Announcements announcements = read_announcements(root);
  if (announcements.pending.insert(day).second) {
    write_announcements(root, std::move(announcements));
  }
}

}  // namespace broadsheet::app
