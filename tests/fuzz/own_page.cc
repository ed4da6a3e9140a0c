// A page of content/pages, with its front matter.
#include "app/own_page.h"

#include "fuzz/fuzz.h"
#include "text/utf8.h"

using namespace broadsheet;

FUZZ(text) {
  Diagnostics problems;
  const auto page = app::parse_own_page(
      text, {.name = "guide", .source = "guide.md", .path = "content/pages/guide.md"}, problems);
  if (!page) return;
  fuzz::expect(problems.errors() == 0, "a page with errors is refused");
  fuzz::expect(text::first_invalid_utf8(page->markdown) == std::string::npos,
               "the text of a page is UTF-8");
  if (text.starts_with("---\n") && text.find("\n---\n") != std::string::npos) {
    fuzz::expect(!page->markdown.starts_with("---"), "front matter is never printed");
  }
}
