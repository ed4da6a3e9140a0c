#pragma once
// What a command did, for --json: one object for each day, site or publication.

#include <utility>

#include "json/value.h"

namespace broadsheet::app {

/// A list that a command adds to; nullptr where nobody wants it.
using Results = json::List*;

inline void add_result(Results results, json::Object result) {
  if (results != nullptr) results->emplace_back(std::move(result));
}

}  // namespace broadsheet::app
