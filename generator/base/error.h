#pragma once
// The one way a run stops: a sentence with an address.

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

/// Who can mend it: decides the exit code, nothing else.
enum class ErrorKind { Usage, Config, Content, Theme, Network, Index, Io };

/// Stops the run. what() is the line to print, complete:
///
///     config.yaml:7:3: error: unknown key 'tittle'; did you mean 'title'?
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const Location& where, const std::string& message);

  ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

/// 0 done, 1 content or build, 2 usage or configuration, 3 network.
int exit_code(ErrorKind kind);

}  // namespace broadsheet
