#pragma once
// The records of one file, sorted into days.

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "import/records/record.h"
#include "import/source/parsed_source.h"
#include "import/source/source_file.h"

namespace broadsheet::importer {

/// What became of the records of a file.
struct RecordReport {
  std::vector<ParsedSource> days = {};  ///< oldest first
  std::vector<LeftOut> left_out = {};
  std::map<std::string, std::size_t> unused = {};   ///< members in extra, with their numbers
  std::map<std::string, std::size_t> dropped = {};  ///< parts that state nothing: "AI.tldr 'Error'"
};

/// Takes records one by one. A paper that a day has twice (under two topics, for example) is one
/// paper with what both state. Time is linear in the size of the records.
class RecordCollector {
 public:
  /// @param path  of the file; a day in it counts unless something around a record states one
  explicit RecordCollector(std::string path, const DayHint& hint = {});

  void add(Record record);
  RecordReport finish() &&;

 private:
  struct OnDay {
    ParsedSource source;
    std::map<PaperId, std::size_t> places;
  };

  static void merge(Entry& known, Entry entry);
  /// A heading above all papers of the file is the title of a list, not a section: a topic.
  void demote_common_section();

  std::string path_;
  std::optional<Day> path_day_;
  DayHint hint_;
  std::map<Day, OnDay> days_;
  std::set<std::string> headings_;  ///< outermost ones that became sections
  std::vector<LeftOut> left_out_;
  std::map<std::string, std::size_t> unused_;
  std::map<std::string, std::size_t> dropped_;
};

/// Topics in the folders between that of the day and the file: "2-Mar-2026/NLP/papers.json" is of
/// NLP.
std::vector<std::string> folder_topics(const std::string& path);

}  // namespace broadsheet::importer
