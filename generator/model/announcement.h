#pragma once
// What arXiv announced on one day, as published: the content of an inbox file, which arxiv/ writes
// and scoring/ reads. File format: docs/curation.md.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/calendar.h"
#include "model/paper_id.h"

namespace broadsheet {

/// An earlier day that announced the same paper.
struct Seen {
  Day day;
  int version = 0;                ///< announced on that day; 0: unknown
  bool abstract_changed = false;  ///< since that day
};

/// One announced paper. Text is as published, with TeX accents; only white space is collapsed.
struct Announced {
  PaperId id;
  int version = 0;  ///< 0: unknown
  std::string title{};
  std::vector<std::string> authors{};     ///< in order, without affiliations; may be empty
  std::string abstract{};                 ///< may be empty
  std::vector<std::string> categories{};  ///< primary first
  std::string announce_type{};            ///< new, cross, replace, replace-cross; or empty
  std::string licence{};                  ///< URL
  std::string comment{};                  ///< arXiv's comment field
  std::string doi{};                      ///< several are separated by a space
  std::string journal_reference{};
  std::string skipped{};       ///< why config leaves it out ("type replace"); empty: kept
  std::optional<Seen> seen{};  ///< the latest earlier day that announced it
};

enum class InboxSource {
  Feed,        ///< the announcement itself
  Change,      ///< OAI-PMH: papers whose record changed on that day
  Submission,  ///< query API: papers submitted on that day
};

/// Names in inbox files and digests, in the order of the enumerators.
inline constexpr std::array<std::string_view, 3> kInboxSourceNames = {"feed", "change",
                                                                      "submission"};

constexpr std::string_view name_of(InboxSource source) {
  return kInboxSourceNames[static_cast<std::size_t>(source)];
}

/// One day. `papers` is in the order of the source; ids are unique.
struct Announcement {
  Day date;
  InboxSource source = InboxSource::Feed;
  std::string fetched{};                  ///< time in UTC, "2026-02-27T05:10:00Z"
  std::vector<std::string> categories{};  ///< that were requested
  std::vector<Announced> papers{};        ///< empty on a day without announcement
  std::vector<std::string> unreadable{};  ///< items without an identifier, by their titles
};

}  // namespace broadsheet
