#pragma once
// Reading a JSON value as what it should be, or saying with its place what it is instead.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "json/tree.h"
#include "json/writer.h"

namespace broadsheet::json {

/// The place of `word` in `names`; nothing when it is not there.
std::optional<std::size_t> index_of(std::string_view word, const std::vector<std::string>& names);

/// For messages: in quotes, without control characters, at most 40 characters.
std::string quoted(std::string_view text);

/// Checks the shapes of one tree's values. Every problem is an error with its place and excerpt,
/// the first 50 of them; what cannot be read gives its type's empty value.
class JsonShapes {
 public:
  using Names = std::vector<std::string>;

  JsonShapes(const JsonTree& tree, Diagnostics& problems) : tree_(tree), problems_(problems) {}

  enum class Place { Value, Key };
  void error(const JsonValue& value, std::string message, Place place = Place::Value);
  void warning(const JsonValue& value, std::string message);
  int errors() const { return errors_; }  ///< untold ones included
  void tell_rest();                       ///< a note that counts the untold ones, if any

  /// Whether `value` is of that kind; reports when not.
  bool expect(const JsonValue& value, JsonKind kind);

  /// Calls `take(member, index of its key)` for each known key once. Reports keys that stand twice,
  /// and unknown ones: near a known one, or where there is no `extra`, as errors, else as warnings,
  /// kept in `extra`.
  /// @return for each known key whether it stands there, rightly spelled or nearly
  std::vector<bool> each_member(const JsonValue& object, const Names& keys, CompactObject* extra,
                                const std::function<void(const JsonValue&, std::size_t)>& take);

  std::string read_text(const JsonValue& value);  ///< cleaned; white space stays
  std::string read_line(const JsonValue& value, std::size_t most_bytes);  ///< on one line
  /// Texts on one line each, none empty; `what` names one of them: "an author".
  std::vector<std::string> read_lines(const JsonValue& list, std::string_view what);
  std::optional<double> read_number(const JsonValue& value, double least, double most);
  std::optional<std::int64_t> read_count(const JsonValue& value);       ///< from 0
  std::size_t read_choice(const JsonValue& value, const Names& names);  ///< place in `names`, or 0
  std::string read_object(const JsonValue& value);  ///< on one line; nothing for {}

 private:
  std::string cut(const JsonValue& value, std::string text, std::size_t most_bytes);

  const JsonTree& tree_;
  Diagnostics& problems_;
  int errors_ = 0;
  int warnings_ = 0;
};

}  // namespace broadsheet::json
