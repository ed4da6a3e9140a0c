#pragma once
// Merges one paper of one day from two sources.

#include <functional>
#include <string>

#include "model/digest.h"

namespace broadsheet::importer {

/// Called for each field on which the two differ, with its name and both values for a message.
using OnConflict = std::function<void(const std::string& field, const std::string& kept,
                                      const std::string& other)>;

/// Adds the topics of `other` that `entry` does not have.
void add_topics(Entry& entry, const Entry& other);

/// Fills what `better` lacks from `other`, which must be the same paper.
void merge_entry(Entry& better, const Entry& other, const OnConflict& on_conflict);

}  // namespace broadsheet::importer
