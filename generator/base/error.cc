#include "base/error.h"

namespace broadsheet {
namespace {

std::string line_of(const Location& where, const std::string& message) {
  const std::string place = where.str();
  return place.empty() ? "error: " + message : place + ": error: " + message;
}

}  // namespace

std::string Location::str() const {
  std::string text = path;
  if (path.empty() || line == 0) return text;
  text += ":" + std::to_string(line);
  if (column != 0) text += ":" + std::to_string(column);
  return text;
}

Error::Error(ErrorKind kind, const Location& where, const std::string& message)
    : std::runtime_error(line_of(where, message)),
      path_size_(where.path.size()),
      message_at_(line_of(where, {}).size()),
      line_(where.line),
      column_(where.column),
      kind_(kind) {}

Location Error::where() const { return {std::string(what(), path_size_), line_, column_}; }

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Usage:
    case ErrorKind::Config:
      return 2;
    case ErrorKind::Network:
      return 3;
    default:
      return 1;
  }
}

}  // namespace broadsheet
