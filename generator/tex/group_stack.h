#pragma once
// The groups that are open while TeX text is parsed.

#include <cstdint>
#include <string>
#include <vector>

#include "tex/sink.h"

namespace broadsheet::tex {

/// Braces, styles, links and parentheses that are open, innermost last. Reports styles and links to
/// the sink.
class GroupStack {
 public:
  explicit GroupStack(TexSink& sink) : sink_(sink) {}

  void open_brace();
  /// Closes everything up to the innermost brace; no effect if none is open.
  void close_brace();
  /// @return false, with no effect, if 16 styles are open
  bool open_style(TexStyle style);
  void open_link(const std::string& url);
  /// Opens " (", which closes with its group.
  void open_parenthesis();
  void pop();        ///< closes the innermost
  void close_all();  ///< at the end of the text

  bool in_brace() const { return braces_ > 0; }
  bool in_link() const { return in_link_; }
  bool in_code() const { return code_ > 0; }

 private:
  enum class Kind : std::uint8_t { Brace, Style, Link, Parenthesis };
  struct Group {
    Kind kind;
    TexStyle style = TexStyle::Emphasis;
  };

  TexSink& sink_;
  std::vector<Group> open_;
  int braces_ = 0;
  int styles_ = 0;
  int code_ = 0;
  bool in_link_ = false;
};

}  // namespace broadsheet::tex
