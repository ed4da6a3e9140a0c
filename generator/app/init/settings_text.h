#pragma once
// Changes to the text of a config.yaml that keep its comments.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::app {

/// The lines below `key:` at the beginning of a line, up to the next such key, without blank lines
/// and comments at the end; nullopt if there is no such key or its value is in its own line.
std::optional<std::string_view> block_of(std::string_view yaml, std::string_view key);

/// A text as a YAML scalar, in quotes where it would be read as something else without them.
std::string yaml_scalar(std::string_view text);

/// "[cs.LG, quant-ph]".
std::string yaml_list(const std::vector<std::string>& texts);

class SettingsText {
 public:
  explicit SettingsText(std::string text) : text_(std::move(text)) {}

  /// Replaces a value that is in the line of its key; the comment after it stays.
  /// Throws Error(Config) if the text has no such value.
  /// @param key   "site.title"
  /// @param yaml  as yaml_scalar or yaml_list return it
  void set(std::string_view key, const std::string& yaml);

  /// Replaces the lines below a key. Throws Error(Config) if there are none.
  /// @param lines  empty for an empty list; otherwise each with its newline
  void set_block(std::string_view key, std::string_view lines);

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace broadsheet::app
