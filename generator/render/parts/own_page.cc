#include "render/parts/own_page.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "base/url_path.h"
#include "render/input/page_title.h"
#include "text/escape.h"
#include "text/markdown.h"
#include "text/markdown_formulas.h"
#include "text/slug.h"

namespace broadsheet::render {
namespace {

// A formula passes through Markdown as its number between two characters of the private use area,
// U+E000 and U+E001; those of the page itself are removed first.
constexpr std::string_view kOpen = "\xEE\x80\x80";
constexpr std::string_view kClose = "\xEE\x80\x81";

/// Ids that the frame of a page has already.
constexpr std::string_view kFrameIds[] = {"main", "q", "keys", "keys-title"};

std::string without_marks(std::string_view text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kOpen) || rest.starts_with(kClose)) {
      at += kOpen.size();
    } else {
      clean += text[at++];
    }
  }
  return clean;
}

std::string with_marks(std::string_view markdown,
                       const std::vector<text::MarkdownFormula>& formulas) {
  std::string marked;
  std::size_t at = 0;
  for (std::size_t i = 0; i < formulas.size(); ++i) {
    marked.append(markdown.substr(at, formulas[i].offset - at));
    marked.append(kOpen).append(std::to_string(i)).append(kClose);
    at = formulas[i].offset + formulas[i].length;
  }
  return marked.append(markdown.substr(at));
}

/// The paper that an address names, also at mirrors of arXiv.
std::optional<PaperId> paper_at(std::string_view address) {
  constexpr std::string_view kAfter[] = {"arxiv.org/abs/",    "arxiv.org/pdf/",
                                         "arxiv.org/html/",   "huggingface.co/papers/",
                                         "alphaxiv.org/abs/", "alphaxiv.org/overview/"};
  for (const std::string_view before : kAfter) {
    const std::size_t at = address.find(before);
    if (at == std::string_view::npos) continue;
    std::string_view id = address.substr(at + before.size());
    id = id.substr(0, id.find_first_of("?#"));
    if (id.ends_with(".pdf")) id.remove_suffix(4);
    const auto paper = PaperId::parse(id);
    if (paper && paper->is_arxiv()) return paper;
  }
  return PaperId::parse_address(address);
}

/// Changes the HTML of a page's Markdown, which has only elements that cmark writes: "<" begins a
/// tag and an attribute's value is in double quotes.
class PageHtml {
 public:
  PageHtml(const SiteInput& input, const Routes& routes, const theme::Words& words,
           const FreePage& page, const TextPlace& place,
           const std::vector<text::MarkdownFormula>& formulas)
      : input_(input),
        routes_(routes),
        words_(words),
        page_(page),
        place_(place),
        formulas_(formulas) {
    for (const std::string_view id : kFrameIds) ids_.emplace(id);
  }

  std::string change(std::string_view html) {
    std::string out;
    for (std::size_t at = 0; at < html.size();) {
      const std::size_t tag = std::min(html.find('<', at), html.size());
      add_text(html.substr(at, tag - at), out);
      if (tag == html.size()) break;
      const std::size_t end = std::min(html.find('>', tag), html.size() - 1) + 1;
      add_tag(html.substr(tag, end - tag), html.substr(end), out);
      at = end;
    }
    return out;
  }

 private:
  const text::MarkdownFormula* formula(std::string_view number) const {
    std::size_t index = 0;
    std::from_chars(number.data(), number.data() + number.size(), index);
    return index < formulas_.size() ? &formulas_[index] : nullptr;
  }

  /// Calls `show` for each formula of a text.
  template <typename Show>
  std::string with_formulas(std::string_view text, const Show& show) const {
    std::string out;
    for (std::size_t at = 0;;) {
      const std::size_t open = text.find(kOpen, at);
      out.append(text.substr(at, open - at));
      if (open == std::string_view::npos) return out;
      const std::size_t close = text.find(kClose, open);
      if (close == std::string_view::npos) return out;
      const std::size_t number = open + kOpen.size();
      if (const auto* found = formula(text.substr(number, close - number))) out += show(*found);
      at = close + kClose.size();
    }
  }

  static std::string source_of(const text::MarkdownFormula& formula) {
    const char* const mark = formula.display ? "$$" : "$";
    return text::escape_html(mark + formula.tex + mark);
  }

  void add_text(std::string_view text, std::string& out) const {
    out += with_formulas(text, [&](const text::MarkdownFormula& formula) {
      if (code_ > 0 || !input_.maths) return source_of(formula);
      return input_.maths(formula.tex, formula.display);
    });
  }

  void add_tag(std::string_view tag, std::string_view after, std::string& out) {
    if (tag.starts_with("<code")) ++code_;
    if (tag == "</code>") --code_;
    if (tag.size() == 4 && tag[1] == 'h' && tag[2] >= '1' && tag[2] <= '6') {
      const std::string_view heading = after.substr(0, after.find("</h"));
      out.append(tag.substr(0, 3)).append(" id=\"" + heading_id(heading) + "\">");
      return;
    }
    std::string text(tag);
    for (const std::string_view name : {" href=\"", " src=\""}) change_link(name, text);
    change_label(text);
    out += with_formulas(text, source_of);
  }

  std::string heading_id(std::string_view heading) {
    std::string plain;
    for (std::size_t at = 0; at < heading.size();) {
      const std::size_t tag = std::min(heading.find('<', at), heading.size());
      plain.append(heading.substr(at, tag - at));
      at = tag == heading.size() ? tag : std::min(heading.find('>', tag), heading.size() - 1) + 1;
    }
    plain = with_formulas(plain, [](const text::MarkdownFormula& formula) { return formula.tex; });
    const std::string base = place_.id_prefix + text::slug(decoded_url(plain));
    std::string id = base;
    for (int number = 2; !ids_.insert(id).second; ++number)
      id = base + "-" + std::to_string(number);
    return id;
  }

  void change_link(std::string_view name, std::string& tag) const {
    const std::size_t begin = tag.find(name);
    if (begin == std::string::npos) return;
    const std::size_t from = begin + name.size();
    const std::size_t to = tag.find('"', from);
    if (to == std::string::npos) return;
    tag.replace(from, to - from, address(tag.substr(from, to - from)));
  }

  /// The address of the site for a link as it is written.
  std::string address(const std::string& written) const {
    const std::size_t end = std::min(written.find_first_of("?#"), written.size());
    const std::string path = decoded_url(written.substr(0, end));
    const std::string rest = written.substr(end);
    if (place_.link_papers) {
      const std::optional<PaperId> id = paper_at(decoded_url(written));
      const Paper* const paper = id ? input_.library.find(*id) : nullptr;
      if (paper != nullptr) return routes_.url(Routes::paper(paper->id));
    }
    if (path.empty() || path.starts_with("//") || has_scheme(written)) return written;
    if (path.starts_with('/')) {
      const std::string& base = routes_.base_path();
      return base.empty() || path.starts_with(base + "/") ? written : base + written;
    }
    const std::size_t folder = page_.source.rfind('/') + 1;
    const std::string source = without_dots(page_.source.substr(0, folder) + path);
    for (const FreePage& page : input_.pages) {
      if (page.source == source) return routes_.url(Routes::page(page.name)) + rest;
    }
    const auto file = std::lower_bound(
        input_.files.begin(), input_.files.end(), source,
        [](const OwnFile& one, const std::string& wanted) { return one.path < wanted; });
    if (file != input_.files.end() && file->path == source)
      return routes_.url(Routes::file(source)) + rest;
    return written;
  }

  /// cmark labels the links back from footnotes in English.
  void change_label(std::string& tag) const {
    constexpr std::string_view kLabel = "aria-label=\"Back to ";
    const std::size_t begin = tag.find(kLabel);
    if (begin == std::string::npos) return;
    const std::size_t from = begin + std::string_view("aria-label=\"").size();
    tag.replace(from, tag.find('"', from) - from, text::escape_html(words_("footnote.back")));
  }

  const SiteInput& input_;
  const Routes& routes_;
  const theme::Words& words_;
  const FreePage& page_;
  const TextPlace& place_;
  const std::vector<text::MarkdownFormula>& formulas_;
  std::set<std::string, std::less<>> ids_;
  int code_ = 0;  ///< depth of code elements
};

}  // namespace

std::string own_page_html(const SiteInput& input, const Routes& routes, const theme::Words& words,
                          const FreePage& page, const TextPlace& place) {
  const std::string markdown = without_marks(page_body(page));
  const std::vector<text::MarkdownFormula> formulas = text::formulas_in_markdown(markdown);
  const std::string html =
      text::markdown_to_html(with_marks(markdown, formulas), place.heading_shift,
                             text::RawHtml::Drop, text::Footnotes::On);
  return PageHtml(input, routes, words, page, place, formulas).change(html);
}

}  // namespace broadsheet::render
