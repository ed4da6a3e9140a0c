// Pages of content/pages.
#include <algorithm>

#include "render/pages/views.h"
#include "text/markdown.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

// The title of a free page and the rest of it.
struct Titled {
  std::string title;
  std::string_view rest;
};

Titled split_title(const FreePage& page) {
  const std::string_view text = page.markdown;
  std::size_t at = text.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos || !text.substr(at).starts_with("# ")) return {page.name, text};
  const std::size_t end = std::min(text.find('\n', at), text.size());
  return {text::collapse_space(text.substr(at + 2, end - at - 2)), text.substr(end)};
}

}  // namespace

theme::View free_page_view(const PageContext& context, const FreePage& page) {
  const Titled titled = split_title(page);
  PageHead head;
  head.heading = titled.title;
  head.route = Routes::page(page.name);
  theme::View view = page_view(context, head);
  view.html("content", {text::markdown_to_html(titled.rest)});
  return view;
}

}  // namespace broadsheet::render
