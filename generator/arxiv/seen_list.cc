#include "arxiv/seen_list.h"

#include <algorithm>
#include <utility>

#include "arxiv/inbox.h"
#include "base/hash.h"
#include "base/line_reader.h"

namespace broadsheet::arxiv {
namespace {

std::string abstract_hash(const std::string& abstract) { return hash_hex(abstract, 16); }

// Removes the text before the next tab, and the tab, from `line`.
std::string_view take_field(std::string_view& line) {
  const std::size_t end = std::min(line.find('\t'), line.size());
  const std::string_view field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

}  // namespace

fs::path seen_path(const fs::path& root) { return root / ".broadsheet" / "seen.tsv"; }

SeenList SeenList::load(const fs::path& root) {
  SeenList list;
  if (const auto bytes = read_file_if_exists(seen_path(root))) {
    if (list.add_lines(*bytes)) return list;
    list.papers_.clear();
  }
  for (const Day day : inbox_days(root)) {
    if (const auto announcement = read_inbox(root, day)) list.put(*announcement);
  }
  return list;
}

bool SeenList::add_lines(std::string_view text) {
  while (!text.empty()) {
    if (text.find('\n') == std::string_view::npos) return false;  // the file was cut off
    std::string_view line = take_line(text);
    const auto id = PaperId::parse(take_field(line));
    const auto day = Day::parse(take_field(line));
    Entry entry;
    if (!id || !day || !take_number(line, entry.version, '\t') || entry.version < 0 ||
        line.find('\t') != std::string_view::npos) {
      return false;
    }
    entry.abstract_hash = std::string(line);
    papers_[*id][*day] = std::move(entry);
  }
  return true;
}

void SeenList::put(const Announcement& day) {
  for (auto& [id, days] : papers_) days.erase(day.date);
  for (const Announced& paper : day.papers) {
    papers_[paper.id][day.date] = {.version = paper.version,
                                   .abstract_hash = abstract_hash(paper.abstract)};
  }
}

std::optional<Seen> SeenList::before(Day day, const PaperId& id,
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

bool SeenList::has_other_day(Day day, const PaperId& id, int version) const {
  const auto found = papers_.find(id);
  if (found == papers_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const auto& entry) {
    return entry.first != day && entry.second.version == version;
  });
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

}  // namespace broadsheet::arxiv
