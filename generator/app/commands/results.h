#pragma once
// What a command did, for --json: one object for each day, site or publication.

#include <utility>

#include "base/diagnostics.h"
#include "json/value.h"

namespace broadsheet::app {

/// A list that a command adds to; nullptr where nobody wants it.
using Results = json::List*;

inline void add_result(Results results, json::Object result) {
  if (results != nullptr) results->emplace_back(std::move(result));
}

/// {severity, path, line, column, message}
inline json::Object object_of(const Problem& problem) {
  return {{"severity", name_of(problem.severity)},
          {"path", problem.where.path},
          {"line", problem.where.line},
          {"column", problem.where.column},
          {"message", problem.message}};
}

}  // namespace broadsheet::app
