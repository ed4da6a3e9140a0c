#pragma once
// One walk over TeX text, for HTML, plain text, URLs or formulas.

#include <string>
#include <string_view>

namespace broadsheet::tex {

enum class TexStyle { Emphasis, Strong, Code, SmallCaps, Underline, Superscript, Subscript };

/// Told what a text holds, in order. What is opened is closed, in turn; links do not nest.
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

/// Walks `source` once, in linear time, whatever bytes it holds. Styles nested more than 16 deep
/// are not reported.
void walk_tex(std::string_view source, TexSink& sink);

/// Whether a text holds no TeX, no quotes or dashes of TeX, no Markdown and no link: most do not.
bool is_plain_text(std::string_view source);

}  // namespace broadsheet::tex
