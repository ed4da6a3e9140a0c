#pragma once
// The one writer of JSON: straight to a string, value by value.

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "json/value.h"

namespace broadsheet::json {

enum class Escapes {
  Json,    ///< what JSON requires: quotes, backslashes, control characters
  Script,  ///< also < > & DEL U+2028 U+2029, for a <script> element and for event streams
};

/// Appends `text` as a string literal with its quotes. Bytes that are not UTF-8 become U+FFFD.
void append_string(std::string& out, std::string_view text, Escapes escapes = Escapes::Json);

/// The shortest decimal that reads back as the same number, an integer without a point; "null" for
/// infinities and NaN.
std::string number_text(double number);

enum class Layout {
  Lines,    ///< a member or an item a line, indented by two spaces
  Compact,  ///< one line without spaces
};

/// Writes values in the order of the calls and sets commas and line breaks. Every bracket must be
/// closed before `finish` (asserted).
///
///     writer.open('{').key("id").value(id).close('}');
class Writer {
 public:
  explicit Writer(Layout layout = Layout::Lines, Escapes escapes = Escapes::Json)
      : layout_(layout), escapes_(escapes) {}

  Writer& open(char bracket);   ///< '{' or '['
  Writer& close(char bracket);  ///< '}' or ']'
  Writer& key(std::string_view name);
  Writer& value(std::string_view text);
  Writer& value(const char* text) { return value(std::string_view(text)); }
  Writer& value(const std::string& text) { return value(std::string_view(text)); }
  Writer& value(bool flag);
  Writer& value(std::integral auto number) { return integer(static_cast<std::int64_t>(number)); }
  Writer& value(double number);
  Writer& value(const Value& any);
  Writer& value(const Object& object);
  Writer& null();

  /// null for std::nullopt.
  template <typename Number>
  Writer& value(const std::optional<Number>& number) {
    return number ? value(*number) : null();
  }
  /// Key and value, unless the text is empty.
  Writer& text_if(std::string_view name, std::string_view text) {
    return text.empty() ? *this : key(name).value(text);
  }
  /// A value that another writer wrote.
  Writer& written(std::string_view json);
  /// A list of scalars on one line, also in Layout::Lines.
  Writer& row(std::initializer_list<Value> items);

  /// What was written; with a final newline in Layout::Lines.
  std::string finish() &&;

 private:
  Writer& integer(std::int64_t number);
  void begin_value();
  void newline();

  Layout layout_;
  Escapes escapes_;
  std::string text_;
  int depth_ = 0;
  bool first_ = true;
  bool after_key_ = false;
};

/// One value on one line without spaces.
std::string to_line(const Value& value);

}  // namespace broadsheet::json
