// The page of one selection prompt.
#include "render/pages/views.h"
#include "text/markdown.h"

namespace broadsheet::render {

theme::View prompt_view(const PageContext& context, const std::string& name,
                        const std::string& prompt) {
  const theme::Words& words = context.words;
  const Digest* first = nullptr;
  const Digest* last = nullptr;
  std::int64_t days = 0;
  for (const Digest& digest : context.library.digests()) {
    if (digest.prompt != name) continue;
    if (first == nullptr) first = &digest;
    last = &digest;
    ++days;
  }
  PageHead head;
  head.heading = words("prompt.heading");
  head.title = head.heading + " " + name;
  head.route = Routes::prompt(name);
  theme::View view = page_view(context, head);
  view.text("note", words.count("prompt.note", days));
  const bool has_title = prompt.starts_with("# ") || prompt.find("\n# ") != std::string::npos;
  view.text("prompt", prompt);
  view.html("content", {text::markdown_to_html(prompt, has_title ? 1 : 0, text::RawHtml::Show)});
  const auto set = [&](std::string_view key, const Digest* digest) {
    if (digest == nullptr) {
      view.no_part(key);
      return;
    }
    view.part(key, link_view(words.date(digest->date, theme::DateStyle::Full),
                             context.url(Routes::day(digest->date))));
  };
  set("first", first);
  set("last", last);
  return view;
}

}  // namespace broadsheet::render
