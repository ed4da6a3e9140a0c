#pragma once
// Which field of ours a name in somebody else's file means.

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::importer {

/// What a member of a record states.
enum class RecordField {
  Title,
  Id,  ///< the id itself or an address with it
  Authors,
  Abstract,
  Comment,        ///< the authors' or the scorer's: record_paper.cc decides
  AuthorComment,  ///< "15 pages"
  Reason,         ///< why a scorer chose it
  Categories,
  Doi,
  Journal,
  Licence,
  Version,
  Topic,
  Section,  ///< above the topics
  AnnounceType,
  Relevance,
  Novelty,
  Score,
  Date,  ///< of the paper; used if nothing else states the day
  Part,  ///< a labelled part of a summary
  Link,  ///< of code, a project, a poster
};

struct FieldName {
  RecordField field;
  int rank;  ///< of several members for one field, the lowest is used
};

/// Compares without case, spaces and marks ("PDF_URL" is "pdf url"); knows English, Chinese,
/// Japanese and Korean names. std::nullopt for a name that no table has.
std::optional<FieldName> field_named(std::string_view name);

/// The name as it is compared.
std::string folded_name(std::string_view name);

/// Whether a key or heading is about the list itself ("papers", "results", "2026", "Table of
/// contents") and so names no topic.
bool is_container_name(std::string_view name);

}  // namespace broadsheet::importer
