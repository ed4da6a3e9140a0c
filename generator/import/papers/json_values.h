#pragma once
// Values of foreign JSON read as what they should be; the rest is reported and kept.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "json/document.h"

namespace broadsheet::importer {

/// Whether the value has no content: null, "", [] or {}.
bool is_empty(const json::Node& value);

/// "a number", "text": for messages.
std::string kind_of(const json::Node& value);

/// Reads values of one tree. A value of a wrong type is an error with its place, and is added to
/// `extra` under its own key, so that nothing is lost.
class JsonValueReader {
 public:
  JsonValueReader(const json::Document& tree, Diagnostics& problems)
      : tree_(tree), problems_(problems) {}

  void error(const json::Node& value, std::string message) const;
  void warning(const json::Node& value, std::string message) const;
  void file_error(std::string message) const;  ///< about the file, without a line

  /// Text, cleaned; empty for null.
  std::string text(const json::Node& value, json::Object& extra) const;

  /// A list of texts, none empty. One text is cut by `split`. An element may be an object with a
  /// "name"; a list with more than the names is also kept in `extra`.
  std::vector<std::string> texts(const json::Node& list, json::Object& extra,
                                 std::vector<std::string> (*split)(std::string_view)) const;

  /// A number from 0 to `most`, also written as text ("8").
  std::optional<double> score(const json::Node& value, double most, json::Object& extra) const;

  /// The member `key` of `object` as a whole number from 0, also as text ("1,200").
  std::optional<std::int64_t> count(const json::Node& object, std::string_view key) const;

  /// The member `key` of `object` in US dollars, also as text ("$0.08").
  std::optional<double> cost(const json::Node& object, std::string_view key) const;

 private:
  const json::Document& tree_;
  Diagnostics& problems_;
};

}  // namespace broadsheet::importer
