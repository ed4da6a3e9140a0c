#pragma once
// One paper of one day from two sources.

#include <functional>
#include <string>

#include "model/digest.h"

namespace broadsheet::importer {

/// Told of each field on which the two really differ: its name, the word that is kept, the other.
using OnConflict = std::function<void(const std::string& field, const std::string& kept,
                                      const std::string& other)>;

/// Fills what `better` lacks from `other`, which must be the same paper.
void merge_entry(Entry& better, const Entry& other, const OnConflict& on_conflict);

}  // namespace broadsheet::importer
