#include "render/input/page_title.h"

#include <algorithm>

#include "text/utf8.h"

namespace broadsheet::render {
namespace {

// The title of a page and the rest of it.
struct Titled {
  std::string title;
  std::string_view rest;
};

Titled split_title(const FreePage& page) {
  const std::string_view text = page.markdown;
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos || !text.substr(at).starts_with("# "))
    return {page.title.empty() ? page.name : page.title, text};
  const std::size_t end = std::min(text.find('\n', at), text.size());
  return {text::collapse_space(text.substr(at + 2, end - at - 2)), text.substr(end)};
}

}  // namespace

std::string page_heading(const FreePage& page) { return split_title(page).title; }

std::string_view page_body(const FreePage& page) { return split_title(page).rest; }

std::string page_label(const FreePage& page, const theme::Words& words) {
  if (!page.title.empty()) return page.title;
  return page.name == "about" ? words("footer.about") : page_heading(page);
}

}  // namespace broadsheet::render
