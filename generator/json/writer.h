#pragma once
// JSON as bytes: the one shape our files are written in, and one-line objects for what is only
// kept.

#include <optional>
#include <string>
#include <string_view>

#include "json/tree.h"

namespace broadsheet::json {

/// Appends `text` as a JSON string: UTF-8 stays, quotes, backslash and control characters are
/// escaped.
void append_json_text(std::string& out, std::string_view text);

/// The shortest digits that give the same double again; whole numbers without a point.
std::string json_number(double number);

/// On one line without spaces, members in their order. The same value always gives the same bytes.
std::string compact_json(const JsonValue& value);

/// Builds a one-line object member by member.
class CompactObject {
 public:
  void add_text(std::string_view key, std::string_view text);
  void add_raw(std::string_view key, std::string_view json);  ///< `json` is one value
  bool empty() const { return body_.empty(); }
  /// "{...}", or nothing at all when no member was added: as Entry::extra_json wants it.
  std::string str() const { return body_.empty() ? std::string() : "{" + body_ + "}"; }

 private:
  std::string body_;
};

/// Writes with an indent of 2, a member or element per line.
class PrettyWriter {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_list() { open('['); }
  void end_list() { close(']'); }
  void key(std::string_view name);
  void text(std::string_view value);
  void number(double value);
  void number(std::optional<double> value);  ///< null when there is none
  void raw(std::string_view token);          ///< a number, true, false, null
  void value(const JsonValue& value);
  std::string take();  ///< with a final newline

 private:
  void open(char bracket);
  void close(char bracket);
  void before_value();

  std::string out_;
  std::string indent_ = "\n";
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace broadsheet::json
