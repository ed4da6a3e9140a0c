#pragma once
// The exception that ends a run: a message with its location.

#include <cstddef>
#include <stdexcept>
#include <string>

namespace broadsheet {

/// A place in a file the reader can open. Lines and columns count from 1,
/// columns in bytes; 0 means unknown and is left out when printed.
struct Location {
  std::string path;
  int line = 0;
  int column = 0;

  friend bool operator==(const Location&, const Location&) = default;

  /// "path", "path:7" or "path:7:3"; empty when the path is empty.
  std::string str() const;
};

/// Who can fix it. Decides the exit code, nothing else.
enum class ErrorKind { Usage, Config, Content, Theme, Network, Index, Io };

/// Ends the run. what() is the complete line to print:
///
///     config.yaml:7:3: error: unknown key 'tittle'; did you mean 'title'?
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const Location& where, const std::string& message);

  ErrorKind kind() const noexcept { return kind_; }
  Location where() const;
  /// The line without location and "error: ".
  std::string message() const { return what() + message_at_; }

 private:
  // Parts of what(), so that copying an Error cannot throw.
  std::size_t path_size_;
  std::size_t message_at_;
  int line_;
  int column_;
  ErrorKind kind_;
};

/// 0 done, 1 content or build, 2 usage or configuration, 3 network.
int exit_code(ErrorKind kind);

}  // namespace broadsheet
