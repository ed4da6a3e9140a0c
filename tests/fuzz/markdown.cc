// Markdown of pages and of comments, to HTML. No script gets through.
#include "text/markdown.h"

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) {
  const std::string html = text::markdown_to_html(text, 1);
  fuzz::expect(html.find("<script") == std::string::npos, "HTML without scripts");
}
