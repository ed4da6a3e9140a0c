#pragma once
// Readers for the values of config.yaml, one for each kind of value, with the messages for wrong
// ones.

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/schema.h"
#include "yaml/tree.h"

namespace broadsheet::config {

using Strings = std::vector<std::string>;

/// Reports errors with file, line, column and the source line. The first 50 are printed, the rest
/// is counted.
class Reporter {
 public:
  Reporter(const std::string& text, const std::string& path, Diagnostics& problems)
      : text_(text), path_(path), problems_(problems) {}

  void error(Position at, const std::string& message);
  void note(const std::string& message);
  void report_rest();  ///< a note with the number of errors that were not printed, if any

 private:
  const std::string& text_;
  const std::string& path_;
  Diagnostics& problems_;
  int errors_ = 0;
};

/// One value with its name in messages: "site.title", "topics[2].id".
struct Value {
  const YamlNode& node;
  Position at;       ///< of the key if the value is empty
  std::string name;  ///< empty for the file itself
  Reporter& report;

  bool is(YamlKind kind) const { return node.is(kind); }
  /// The value of a text; empty for other kinds.
  const std::string& text() const { return node.text; }
  void should_be(const std::string& what) const;
};

/// The value of a member of a group, with its position and name.
Value member_value(const Value& group, const YamlNode& member);

/// A key and the reader of its value. The readers below do not change their target if the value is
/// wrong; the target must outlive the key.
struct Key {
  std::string name;
  std::function<void(const Value&)> read;
  std::string schema{kTextSchema};  ///< JSON Schema of the value
};
using Keys = std::vector<Key>;

/// Passes each value of a group to its key; reports unknown keys.
/// @param hint  more about an unknown key; may return an empty text
void read_group(const Value& group, const Keys& keys,
                const std::function<std::string(const std::string&)>& hint = nullptr);

/// Calls `read` for each value of a list, named "list[1]".
void read_each(const Value& list, const std::function<void(const Value&)>& read);

Key text(const std::string& name, std::string& target);
Key filled_text(const std::string& name, std::string& target);  ///< must not be empty
/// One of several words. `set` is called with its index.
Key one_of(const std::string& name, const Strings& words,
           const std::function<void(std::size_t)>& set);
/// @param names  of the enumerators, in their order
template <typename Enum, std::size_t N>
Key one_of(const std::string& name, Enum& target, const std::array<std::string_view, N>& names) {
  return one_of(name, Strings(names.begin(), names.end()),
                [&target](std::size_t index) { target = static_cast<Enum>(index); });
}
/// The name of a host: "papers.example.org"; may be empty.
Key host_name(const std::string& name, std::string& target);
/// Text without control characters that is not empty: the name of a branch, a remote.
Key filled_line(const std::string& name, std::string& target);
/// The name of an environment variable.
Key variable_name(const std::string& name, std::string& target);
Key flag(const std::string& name, bool& target);
Key number(const std::string& name, int& target, double least, double most);
Key number(const std::string& name, double& target, double least, double most);
/// A number that may be left empty.
Key maybe_number(const std::string& name, std::optional<int>& target, double least, double most);
Key maybe_number(const std::string& name, std::optional<double>& target, double least, double most);
/// A list of texts; a single one may be written without brackets.
/// @param complaint  returns what is wrong with a text, "should be ..."; or an empty text
/// @param known  all texts that are right, for editors; empty: any
Key texts(const std::string& name, Strings& target,
          const std::function<std::string(const std::string&)>& complaint = nullptr,
          const Strings& known = {});
/// A list of texts, always with brackets or one in a line: a text with commas would be one item.
Key text_list(const std::string& name, Strings& target);
Key slug(const std::string& name, std::string& target);  ///< a part of a URL: "world-models"
/// http or https, may be empty; slashes at the end are removed.
Key web_address(const std::string& name, std::string& target);
/// The name of a folder, or of a file without its extension; never a path.
Key file_name(const std::string& name, std::string& target);
Key language_tag(const std::string& name, std::string& target);  ///< "en", "pt-BR" (BCP 47)

/// A text as messages print it: one line, not too long.
std::string printable(const std::string& text);

/// Complaints for `texts`.
std::string wrong_day(const std::string& text);
std::string wrong_category(const std::string& text);
std::string wrong_announce_type(const std::string& text);
/// The texts that these two accept.
Strings known_categories();
Strings known_announce_types();

}  // namespace broadsheet::config
