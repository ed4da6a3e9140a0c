#pragma once
// JSON written straight to a string, for the files of which a build writes thousands.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::json {

/// Writes values in the order of the calls, indented by two spaces; commas and brackets come by
/// themselves. What is opened must be closed (asserted by `finish`).
///
///     json.open('{').key("id").value(id).close('}');
class JsonWriter {
 public:
  JsonWriter& open(char bracket);   ///< '{' or '['
  JsonWriter& close(char bracket);  ///< '}' or ']'
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);  ///< well-formed UTF-8; what is not becomes U+FFFD
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(int number) { return value(std::int64_t{number}); }
  JsonWriter& value(double number);  ///< the shortest text that reads back as the same number
  JsonWriter& value(bool flag);
  JsonWriter& null();

  /// null for nothing.
  template <typename Number>
  JsonWriter& value(const std::optional<Number>& number) {
    return number ? value(*number) : null();
  }
  /// theme::Key and value, unless the text is empty.
  JsonWriter& text_if(std::string_view name, std::string_view text) {
    return text.empty() ? *this : key(name).value(text);
  }

  std::string finish() &&;  ///< with a final newline

 private:
  void begin_value();
  void newline();

  std::string text_;
  int depth_ = 0;
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace broadsheet::json
