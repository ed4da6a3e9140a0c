#include "base/diagnostics.h"

#include <algorithm>

#include "base/utf8.h"

namespace broadsheet {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "";
}

std::string Problem::str() const {
  std::string text = where.str();
  if (!text.empty()) text += ": ";
  text.append(name_of(severity)).append(": ").append(message);
  text = terminal_text(text);
  if (!excerpt.empty()) text += "\n" + excerpt;
  return text;
}

void Diagnostics::error(const Location& where, std::string message, std::string excerpt) {
  add({Severity::Error, where, std::move(message), std::move(excerpt)});
}

void Diagnostics::warning(const Location& where, std::string message, std::string excerpt) {
  add({Severity::Warning, where, std::move(message), std::move(excerpt)});
}

void Diagnostics::note(const Location& where, std::string message) {
  add({Severity::Note, where, std::move(message), {}});
}

void Diagnostics::append(const Diagnostics& other) {
  for (const Problem& problem : other.problems_) add(problem);
}

void Diagnostics::append_new(const Diagnostics& other) {
  for (const Problem& problem : other.problems_) {
    if (std::find(problems_.begin(), problems_.end(), problem) == problems_.end()) add(problem);
  }
}

void Diagnostics::add(Problem problem) {
  errors_ += problem.severity == Severity::Error ? 1 : 0;
  warnings_ += problem.severity == Severity::Warning ? 1 : 0;
  problems_.push_back(std::move(problem));
}

std::string Diagnostics::str() const {
  std::string text;
  for (const Problem& problem : problems_) text += problem.str() + "\n";
  return text;
}

}  // namespace broadsheet
