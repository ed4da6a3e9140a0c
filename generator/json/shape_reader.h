#pragma once
// Reads JSON values as the types they should have, and reports with its location what is wrong.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "json/document.h"
#include "json/value.h"

namespace broadsheet::json {

/// The index of `word` in `names`; std::nullopt if it is not there.
std::optional<std::size_t> index_of(std::string_view word, const std::vector<std::string>& names);

/// For messages: in quotes, without control characters, at most 40 characters.
std::string quoted(std::string_view text);

/// Checks the shapes of one document's values. Every problem is an error with its location and
/// excerpt, the first 50 of them; a value that cannot be read gives its type's empty value.
class ShapeReader {
 public:
  using Names = std::vector<std::string>;

  ShapeReader(const Document& document, Diagnostics& problems)
      : document_(document), problems_(problems) {}

  enum class Place { Value, Key };
  void error(const Node& value, std::string message, Place place = Place::Value);
  void warning(const Node& value, std::string message);
  int errors() const { return errors_; }  ///< also those beyond the first 50
  void count_rest();                      ///< a note that counts the errors beyond the first 50

  /// Whether `value` is of that kind; reports if not.
  bool expect(const Node& value, Kind kind);

  /// Calls `take(member, index of its key)` once for each known key. Reports repeated keys, and
  /// unknown ones: as an error if it resembles a known one or `extra` is nullptr, else as a
  /// warning, and adds it to `extra`.
  /// @return for each known key whether the object has it, also misspelt
  std::vector<bool> each_member(const Node& object, const Names& keys, Object* extra,
                                const std::function<void(const Node&, std::size_t)>& take);

  std::string read_text(const Node& value);  ///< cleaned; white space is kept
  std::string read_line(const Node& value, std::size_t most_bytes);  ///< on one line
  /// Texts on one line each, none empty; `what` names one of them: "an author".
  std::vector<std::string> read_lines(const Node& list, std::string_view what);
  std::optional<double> read_number(const Node& value, double least, double most);
  std::optional<std::int64_t> read_count(const Node& value);       ///< from 0
  std::size_t read_choice(const Node& value, const Names& names);  ///< index in `names`, or 0
  Object read_object(const Node& value);

 private:
  std::string cut(const Node& value, std::string text, std::size_t most_bytes);
  std::string line_of(const Node& value, std::size_t most_bytes);

  const Document& document_;
  Diagnostics& problems_;
  int errors_ = 0;
  int warnings_ = 0;
};

}  // namespace broadsheet::json
