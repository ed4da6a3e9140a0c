#include "base/diagnostics.h"

namespace broadsheet {
namespace {

std::string_view word(Severity severity) {
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

}  // namespace

std::string Problem::str() const {
  std::string text = where.str();
  if (!text.empty()) text += ": ";
  text.append(word(severity)).append(": ").append(message);
  // Names and values of others must not steer the terminal.
  for (char& c : text) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F) c = '?';
  }
  if (!excerpt.empty()) text += "\n" + excerpt;
  return text;
}

void Diagnostics::error(const Location& where, std::string message, std::string excerpt) {
  problems_.push_back({Severity::Error, where, std::move(message), std::move(excerpt)});
  ++errors_;
}

void Diagnostics::warning(const Location& where, std::string message, std::string excerpt) {
  problems_.push_back({Severity::Warning, where, std::move(message), std::move(excerpt)});
  ++warnings_;
}

void Diagnostics::note(const Location& where, std::string message) {
  problems_.push_back({Severity::Note, where, std::move(message), {}});
}

void Diagnostics::append(const Diagnostics& other) {
  problems_.insert(problems_.end(), other.problems_.begin(), other.problems_.end());
  errors_ += other.errors_;
  warnings_ += other.warnings_;
}

std::string Diagnostics::str() const {
  std::string text;
  for (const Problem& problem : problems_) text += problem.str() + "\n";
  return text;
}

}  // namespace broadsheet
