#pragma once
// How values of config.yaml are read: a reader for each kind, and what is said when one is wrong.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "yaml/tree.h"

namespace broadsheet::config {

using Strings = std::vector<std::string>;

/// Reports with file, line, column and the source line: the first 50 errors, the rest is counted.
class Reporter {
 public:
  Reporter(const std::string& text, const std::string& path, Diagnostics& problems)
      : text_(text), path_(path), problems_(problems) {}

  void error(Position at, const std::string& message);
  void note(const std::string& message);
  void tell_rest();  ///< a note that counts the untold ones, if any

 private:
  const std::string& text_;
  const std::string& path_;
  Diagnostics& problems_;
  int errors_ = 0;
};

/// One value with the name it goes by in messages: "site.title", "topics[2].id".
struct Value {
  const YamlNode& node;
  Position at;       ///< of the key when the value is empty
  std::string name;  ///< empty: all of the file
  Reporter& report;

  bool is(YamlKind kind) const { return node.is(kind); }
  /// Of a text; else empty.
  const std::string& text() const { return node.text; }
  void should_be(const std::string& what) const;
};

/// The value of a group's member, with its place and name.
Value member_value(const Value& group, const YamlNode& member);

/// A key and what to do with its value. The readers below leave their target alone when the value
/// is wrong; the target must outlive the key.
struct Key {
  std::string name;
  std::function<void(const Value&)> read;
};
using Keys = std::vector<Key>;

/// Hands each value of a group to its key; reports unknown keys.
/// @param hint  says more about an unknown key; may give nothing
void read_group(const Value& group, const Keys& keys,
                const std::function<std::string(const std::string&)>& hint = nullptr);

/// Calls `read` for each value of a list, named "list[1]".
void read_each(const Value& list, const std::function<void(const Value&)>& read);

Key text(const std::string& name, std::string& target);
Key filled_text(const std::string& name, std::string& target);  ///< must not be empty
Key one_of(const std::string& name, std::string& target, const Strings& allowed);
Key flag(const std::string& name, bool& target);
Key number(const std::string& name, int& target, double least, double most);
Key number(const std::string& name, double& target, double least, double most);
/// A number that may be left empty.
Key maybe_number(const std::string& name, std::optional<int>& target, double least, double most);
Key maybe_number(const std::string& name, std::optional<double>& target, double least, double most);
/// A list of texts; a single one may stand without its brackets.
/// @param complaint  what is wrong with one of them, "should be ..."; or empty
Key texts(const std::string& name, Strings& target,
          const std::function<std::string(const std::string&)>& complaint = nullptr);
Key slug(const std::string& name, std::string& target);  ///< a part of a URL: "world-models"
/// http or https, may be empty; slashes at the end are taken off.
Key web_address(const std::string& name, std::string& target);
/// The name of a folder or of a file without its ending, never a way out of the project.
Key file_name(const std::string& name, std::string& target);
Key language_tag(const std::string& name, std::string& target);  ///< "en", "pt-BR" (BCP 47)

/// Complaints for `texts`.
std::string wrong_day(const std::string& text);
std::string wrong_category(const std::string& text);
std::string wrong_announce_type(const std::string& text);

}  // namespace broadsheet::config
