#pragma once
// The door to cmark-gfm, writing side: Markdown to safe HTML.

#include <string>
#include <string_view>

namespace broadsheet::text {

/// What becomes of HTML in Markdown, which is never passed on as HTML.
enum class RawHtml {
  Drop,
  Show,  ///< as text, for texts that were not written for a browser
};

enum class Footnotes { Off, On };

/// GitHub Markdown (tables, strikethrough, autolinks) to HTML. Unsafe links (javascript:, data:)
/// are dropped; an image of another host becomes a link to it. Of a text with more than 1,000
/// images all are read as links. Input over 1 MB, or that would grow tenfold or nest deeper than
/// 100 elements, comes back escaped inside <pre>. Never throws.
/// @param heading_shift  0 to 5: "# x" becomes <h1+shift>
std::string markdown_to_html(std::string_view markdown, int heading_shift = 0,
                             RawHtml raw_html = RawHtml::Drop,
                             Footnotes footnotes = Footnotes::Off);

/// Whether cmark reads the tables of a text in linear time. For each cell it walks all cells of the
/// line before it, and old versions pad short rows: columns times lines.
bool tables_are_cheap(std::string_view markdown);

/// Turns "![" into " [" if there are more than 1,000 of them, and returns true then: at each link,
/// cmark walks all image brackets that are open, which takes quadratic time for "![[]()" repeated.
bool drop_many_images(std::string& markdown);

/// Blanks marks of emphasis where cmark would take far more than linear time, and returns true
/// then: at each "]" it walks all marks of the paragraph that are still open. Up to 200 million
/// steps are allowed, which is more than the largest lists of papers need; beyond, a paragraph
/// keeps 100 marks.
bool drop_costly_emphasis(std::string& markdown);

}  // namespace broadsheet::text
