#pragma once
// The events of TeX text, for HTML, plain text, URLs or formulas.

#include <string>
#include <string_view>

namespace broadsheet::tex {

enum class TexStyle { Emphasis, Strong, Code, SmallCaps, Underline, Superscript, Subscript };

/// Receives what a text contains, in order. What is opened is closed, in reverse order; links do
/// not nest.
class TexSink {
 public:
  virtual ~TexSink() = default;
  virtual void text(std::string_view unicode) = 0;
  virtual void formula(std::string_view tex, bool display) = 0;
  virtual void open(TexStyle) {}
  virtual void close(TexStyle) {}
  virtual void open_link(const std::string& /*url*/) {}
  virtual void close_link() {}
};

}  // namespace broadsheet::tex
