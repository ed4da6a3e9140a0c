#include "app/own_page.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/position.h"
#include "config/keys.h"
#include "text/utf8.h"
#include "yaml/tree.h"

namespace broadsheet::app {
namespace {

struct FrontMatter {
  std::string title, description;
  std::optional<render::PageMenu> menu;
  int order = 0;
  bool draft = false;
  bool sample = false;  // read by the workflow `daily` only
};

/// Where front matter ends: the offset of the line after the second "---"; 0 if there is none,
/// npos if it is not closed.
std::size_t end_of_front_matter(std::string_view text, std::size_t& closing) {
  const auto line_at = [&](std::size_t at) {
    std::string_view line = text.substr(at, text.find('\n', at) - at);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    return line;
  };
  if (line_at(0) != "---") return 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at)) {
    if (line_at(++at) != "---") continue;
    closing = at;
    return std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return std::string_view::npos;
}

FrontMatter read_front_matter(const std::string& yaml, const std::string& path,
                              Diagnostics& problems) {
  FrontMatter front;
  const std::optional<YamlNode> root = parse_yaml(yaml, path, problems);
  if (!root) return front;
  config::Reporter report(yaml, path, problems);
  const config::Value all{*root, root->at, "", report};
  if (!all.is(YamlKind::Nothing) && !all.is(YamlKind::Group)) {
    report.error(root->at, "front matter should be keys with values, such as 'title: About us'");
    return front;
  }
  config::read_group(
      all,
      {config::filled_text("title", front.title), config::text("description", front.description),
       config::one_of("menu", {"true", "false", "footer"},
                      [&front](std::size_t index) {
                        constexpr render::PageMenu kMenus[] = {render::PageMenu::Main,
                                                               render::PageMenu::None,
                                                               render::PageMenu::Footer};
                        front.menu = kMenus[index];
                      }),
       config::number("order", front.order, -1e6, 1e6), config::flag("draft", front.draft),
       config::flag("sample", front.sample)});
  report.report_rest();
  return front;
}

}  // namespace

std::optional<render::FreePage> parse_own_page(std::string bytes, const OwnPageFile& file,
                                               Diagnostics& problems) {
  const int errors_before = problems.errors();
  render::FreePage page{.name = file.name, .path = file.path, .source = file.source};
  if (bytes.find('\0') != std::string::npos) {
    problems.error({page.path, 0, 0}, "this file is not text");
    return std::nullopt;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  if (const std::size_t wrong = text::first_invalid_utf8(bytes); wrong != std::string::npos) {
    const Position at = position_of(bytes, wrong);
    problems.error({page.path, at.line, at.column}, "this is not UTF-8; save the file as UTF-8");
    return std::nullopt;
  }
  std::size_t closing = 0;
  const std::size_t end = end_of_front_matter(bytes, closing);
  if (end == std::string::npos) {
    problems.error({page.path, 1, 1},
                   "the front matter that begins here has no second line '---'; a rule at the top "
                   "of a page is written '***'");
    return std::nullopt;
  }
  FrontMatter front;
  if (end > 0) {
    // Blank lines instead of the rest, so that positions are those of the file.
    const std::size_t first = bytes.find('\n');
    const std::string yaml = bytes.substr(first, closing - first);
    front = read_front_matter(yaml, page.path, problems);
    const auto lines =
        std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    bytes.replace(0, end, static_cast<std::size_t>(lines), '\n');
  }
  if (front.draft || problems.errors() > errors_before) return std::nullopt;
  page.title = front.title;
  page.description = front.description;
  page.order = front.order;
  page.menu =
      front.menu.value_or(file.name == "about" ? render::PageMenu::Footer : render::PageMenu::None);
  page.markdown = std::move(bytes);
  return page;
}

}  // namespace broadsheet::app
