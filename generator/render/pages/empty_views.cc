// Pages without papers: 404, and the starred papers, which the browser fills.
#include "render/pages/views.h"

namespace broadsheet::render {

theme::View not_found_view(const PageContext& context) {
  PageHead head;
  head.heading = context.words("not_found.heading");
  head.noindex = true;
  return page_view(context, head);
}

theme::View starred_view(const PageContext& context) {
  PageHead head;
  head.heading = context.words("starred.heading");
  head.description = context.words("starred.note");
  head.route = Routes::starred();
  return page_view(context, head);
}

}  // namespace broadsheet::render
