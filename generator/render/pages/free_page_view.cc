// Pages of content/pages.
#include "render/input/page_title.h"
#include "render/pages/views.h"
#include "render/parts/own_page.h"

namespace broadsheet::render {

theme::View free_page_view(const PageContext& context, const FreePage& page) {
  PageHead head;
  head.heading = page_heading(page);
  head.title = page.title;
  head.description = page.description;
  head.route = Routes::page(page.name);
  theme::View view = page_view(context, head);
  view.html("content", {own_page_html(context.input, context.routes, context.words, page)});
  return view;
}

}  // namespace broadsheet::render
