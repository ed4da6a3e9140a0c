#pragma once
// Collects problems, so that one run names them all.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace broadsheet {

enum class Severity { Error, Warning, Note };

std::string_view name_of(Severity severity);  ///< "error", "warning", "note"

/// One line for the reader: "file:line:column: error: sentence".
struct Problem {
  Severity severity = Severity::Error;
  Location where;
  std::string message;  ///< lower case, no full stop, the offending value quoted
  std::string excerpt;  ///< the source line with a caret, or empty; ends without newline

  friend bool operator==(const Problem&, const Problem&) = default;
  std::string str() const;  ///< with the excerpt, without a final newline
};

/// Problems in the order they were found. Errors fail the run at its end,
/// warnings do not, a note belongs to the problem before it.
/// Not safe to share between threads: give each its own and `append` them in order.
class Diagnostics {
 public:
  void error(const Location& where, std::string message, std::string excerpt = {});
  void warning(const Location& where, std::string message, std::string excerpt = {});
  void note(const Location& where, std::string message);
  void append(const Diagnostics& other);
  /// Those of `other` that are not here yet.
  void append_new(const Diagnostics& other);

  const std::vector<Problem>& problems() const { return problems_; }
  int errors() const { return errors_; }
  int warnings() const { return warnings_; }
  std::string str() const;  ///< all of them, each with a final newline

 private:
  void add(Problem problem);

  std::vector<Problem> problems_;
  int errors_ = 0;
  int warnings_ = 0;
};

}  // namespace broadsheet
