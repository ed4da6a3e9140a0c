#pragma once
// A paper as some file states it, before its members are assigned to fields of ours.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "json/value.h"
#include "model/calendar.h"

namespace broadsheet::importer {

struct Record {
  std::string key = {};                    ///< that the file has it under, perhaps its id; or empty
  json::Object members = {};               ///< under their own names
  std::vector<std::string> sections = {};  ///< headings or keys above it, outermost first
  std::optional<Day> day = {};             ///< that the list it is in states in a field
  std::optional<Day> heading_day = {};     ///< that a heading above it states
  std::string published = {};              ///< "2024-05", as a list of references states it
  int line = 0;                            ///< from 1; 0: unknown
  bool mapped = false;                     ///< a map has renamed the members
  std::string unreadable = {};             ///< why there is nothing in it; else empty
};

/// Receives the records of a file in their order.
using RecordSink = std::function<void(Record)>;

/// Adds text to a member: as its value, or below the text that it already has.
void add_text(json::Object& members, const std::string& key, std::string text);

}  // namespace broadsheet::importer
