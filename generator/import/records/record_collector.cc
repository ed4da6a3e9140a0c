#include "import/records/record_collector.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "import/merge/merge_entry.h"
#include "import/records/field_names.h"
#include "import/records/record_paper.h"
#include "import/source/day_text.h"

namespace broadsheet::importer {

std::vector<std::string> folder_topics(const std::string& path) {
  std::vector<std::string> topics;
  std::size_t begin = 0;
  bool after_day = false;
  for (std::size_t end; (end = path.find('/', begin)) != std::string::npos; begin = end + 1) {
    const std::string folder = path.substr(begin, end - begin);
    const bool day_here = last_day_in(path.substr(0, end)).has_value();
    if (day_here && after_day && !is_container_name(folder) && !last_day_in(folder)) {
      topics.push_back(folder);
    }
    after_day = day_here;
  }
  return topics;
}

namespace {

/// The last day in a path. A file that is named by its day and its subject is of the first:
/// "2026-03-03-what-happened-on-may-7-2019.md".
std::optional<Day> day_of_path(std::string_view path) {
  constexpr std::size_t kDay = 10;  // bytes of "2026-03-03"
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::optional<Day> first =
      name.size() > kDay + 1 ? Day::parse(name.substr(0, kDay)) : std::nullopt;
  const std::string_view rest = name.substr(std::min(kDay, name.size()));
  const bool subject = first && (rest.starts_with('-') || rest.starts_with('_')) &&
                       is_ascii_letter(rest[1]) && !rest.substr(1).starts_with("to");
  return subject ? first : last_day_in(path);
}

}  // namespace

RecordCollector::RecordCollector(std::string path, const DayHint& hint)
    : path_(std::move(path)), path_day_(day_of_path(path_)), hint_(hint) {}

void RecordCollector::add(Record record) {
  const int line = record.line;
  if (!record.unreadable.empty()) {
    left_out_.push_back({std::move(record.unreadable), {}, {path_, line, 0}});
    return;
  }
  const std::string heading = record.sections.empty() ? std::string() : record.sections.front();
  if (record.sections.empty()) record.sections = folder_topics(path_);
  RecordPaper paper = paper_of(record, path_day_, hint_);
  const Location where{path_, line, 0};
  if (!paper.entry) {
    left_out_.push_back({std::move(paper.left_out), std::move(paper.name), where});
    return;
  }
  headings_.insert(paper.entry->section == heading ? heading : std::string());
  const Day day = *paper.day;
  for (const std::string& name : paper.unused) ++unused_[name];
  for (const std::string& part : paper.dropped) ++dropped_[part];
  auto place = days_.find(day);
  if (place == days_.end()) {
    ParsedSource source{.kind = SourceKind::Records, .digest = Digest{.date = day}};
    source.digest.path = path_;
    place = days_.emplace(day, OnDay{std::move(source), {}}).first;
  }
  OnDay& here = place->second;
  std::vector<Entry>& papers = here.source.digest.papers;
  const PaperId id = paper.entry->id;
  const auto [known, is_new] = here.places.try_emplace(id, papers.size());
  if (!is_new) return merge(papers[known->second], *std::move(paper.entry));
  note_repairs(paper.repairs, id, here.source);
  here.source.lines.emplace(id, line);
  papers.push_back(*std::move(paper.entry));
}

void RecordCollector::merge(Entry& known, Entry entry) {
  // A reference in running text may precede the paper itself: the one with authors is the paper.
  if (known.authors.empty() && !entry.authors.empty()) std::swap(known, entry);
  add_topics(known, entry);
  // A paper in two sections has the other as a topic.
  if (!known.section.empty() && !entry.section.empty() && known.section != entry.section) {
    Entry other{.id = entry.id};
    other.topics = {entry.section};
    add_topics(known, other);
  }
  merge_entry(known, entry, [](const std::string&, const std::string&, const std::string&) {});
}

void RecordCollector::demote_common_section() {
  if (headings_.size() != 1 || headings_.begin()->empty()) return;
  for (auto& [day, here] : days_) {
    for (Entry& entry : here.source.digest.papers) {
      auto& topics = entry.topics;
      if (std::find(topics.begin(), topics.end(), entry.section) == topics.end()) {
        topics.insert(topics.begin(), entry.section);
      }
      entry.section.clear();
    }
  }
}

RecordReport RecordCollector::finish() && {
  demote_common_section();
  RecordReport report{.days = {},
                      .left_out = std::move(left_out_),
                      .unused = std::move(unused_),
                      .dropped = std::move(dropped_)};
  for (auto& [day, here] : days_) report.days.push_back(std::move(here.source));
  return report;
}

}  // namespace broadsheet::importer
