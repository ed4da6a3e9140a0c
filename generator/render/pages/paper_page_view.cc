// The page of one paper: all of it, and all its days.
#include <algorithm>
#include <map>

#include "render/files/author_name.h"
#include "render/files/citations.h"
#include "render/files/json_twins.h"
#include "render/pages/views.h"
#include "render/parts/paper_parts.h"
#include "render/parts/summary_views.h"
#include "tex/text.h"
#include "text/escape.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kNamesOfRelated = 2;
/// Characters of a description: more than search engines and messengers show.
constexpr std::size_t kDescription = 300;

theme::View appearance_view(const PageContext& context, const Paper& paper, std::size_t index) {
  const Appearance& at = paper.appearances[index];
  const Appearance& latest = paper.appearances.back();
  const Entry& entry = context.entry(at);
  const Digest& digest = context.library.digests()[at.digest];
  theme::View view;
  view.text("label", context.words.date(digest.date, theme::DateStyle::Long));
  view.text("url", context.url(Routes::day(digest.date)) + "#" + anchor_of(entry.id));
  set_score(view, context, at);
  view.flag("several", paper.appearances.size() > 1);
  view.text("place",
            context.words.fill("paper.place", {{"place", std::to_string(at.entry + 1)},
                                               {"papers", std::to_string(digest.papers.size())}}));
  view.flag("author_match", is_author_match(entry));
  const bool same = entry.comment == context.entry(latest).comment || is_author_match(entry);
  if (same) {
    view.no_part("why");
  } else {
    view.part("why", comment_view(context, at));
  }
  return view;
}

theme::View fact(std::string_view label, std::string_view value, std::string_view url = {}) {
  theme::View view;
  view.text("label", label).text("value", value);
  view.text("url", text::is_safe_url(url) ? text::mended_url(url) : std::string());
  return view;
}

std::vector<theme::View> facts(const PageContext& context, const Entry& entry) {
  const theme::Words& words = context.words;
  std::vector<theme::View> views;
  if (!entry.categories.empty()) {
    views.push_back(fact(words("paper.categories"), names(entry.categories, 99)));
  }
  if (entry.version > 0) {
    views.push_back(fact(words("paper.version"), std::to_string(entry.version)));
  }
  if (!entry.doi.empty()) {
    views.push_back(fact(words("paper.doi"), entry.doi, "https://doi.org/" + entry.doi));
  }
  if (!entry.published.empty()) views.push_back(fact(words("paper.published"), entry.published));
  if (!entry.journal_reference.empty()) {
    views.push_back(fact(words("paper.journal"), tex::tex_to_plain(entry.journal_reference)));
  }
  if (!entry.author_comment.empty()) {
    views.push_back(fact(words("paper.author_comment"), tex::tex_to_plain(entry.author_comment)));
  }
  if (!entry.licence.empty()) {
    const bool link = entry.licence.starts_with("http://") || entry.licence.starts_with("https://");
    views.push_back(fact(words("paper.licence"), entry.licence,
                         link ? std::string_view(entry.licence) : std::string_view()));
  }
  return views;
}

// "Hernández, José". Zotero splits a value at a comma if there are spaces in both parts, as if they
// were two people, so such a name stays as arXiv writes it.
std::string citation_author(const std::string& author) {
  const AuthorName parsed = parse_author_name(author);
  std::string name = ris_order(parsed);
  if (!parsed.suffix.empty()) return name;
  const std::size_t comma = name.find(", ");
  if (comma == std::string::npos) return name;
  const bool misread = name.find(' ') < comma && name.find(' ', comma + 2) != std::string::npos;
  return misread ? author : name;
}

// What Zotero, Mendeley and Google Scholar read.
// Source: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
// citation_title is in page_view; the abstract is in the page (description_of).
std::vector<std::pair<std::string, std::string>> citation_meta(const PageContext& context,
                                                               const Entry& entry, Day first) {
  std::vector<std::pair<std::string, std::string>> meta;
  for (const std::string& author : entry.authors) {
    meta.emplace_back("citation_author", citation_author(author));
  }
  const auto add = [&](std::string name, std::string value) {
    if (!value.empty()) meta.emplace_back(std::move(name), std::move(value));
  };
  // The day on which a digest has the paper is not its date.
  add("citation_publication_date", with_slashes(published(entry)));
  add("citation_online_date", with_slashes(first.str()));
  if (entry.id.is_arxiv()) add("citation_arxiv_id", entry.id.str());
  add("citation_doi", doi_of(entry));
  add("citation_pdf_url", entry.id.pdf_address(entry.version));
  meta.emplace_back("citation_abstract_html_url", context.routes.absolute(Routes::paper(entry.id)));
  meta.emplace_back("citation_language", entry.language.empty() ? "en" : entry.language);
  return meta;
}

std::vector<theme::View> related(PageContext& context, std::size_t index) {
  std::vector<theme::View> views;
  if (index >= context.input.related.size()) return views;
  const bool cards = context.prints("paper", "card");
  for (const RelatedPaper& like : context.input.related[index]) {
    const Paper& paper = context.library.papers()[like.paper];
    const Appearance& first = paper.appearances.front();
    const Entry& entry = context.entry(first);
    theme::View& view = views.emplace_back();
    view.text("url", context.url(Routes::paper(entry.id)));
    view.html("title", context.texts.title(first));
    view.text("authors", short_names(context, entry, kNamesOfRelated));
    view.text("day", context.words.date(context.day_of(first), theme::DateStyle::Medium));
    view.text("score", has_score(entry) ? context.words.number(*entry.score) : "");
    view.html("card", cards ? context.card(first) : theme::Html{});
    view.text("terms", like.shared_terms.empty() ? "" : names(like.shared_terms, 99));
  }
  return views;
}

// HTML without its tags: what a script reads as the text of an element, escaped.
std::string without_tags(std::string_view html) {
  std::string text;
  while (!html.empty()) {
    const std::size_t tag = std::min(html.find('<'), html.size());
    text += html.substr(0, tag);
    html.remove_prefix(std::min(html.find('>', tag), html.size() - 1) + 1);
  }
  return text;
}

// The abstract; its beginning if the page shows the very same text, from which page.js gives Zotero
// all of it. Formulas often have other text in the page.
std::string description_of(const Entry& entry, const EntryText& text) {
  std::string abstract = tex::tex_to_plain(entry.abstract);
  if (without_tags(text.abstract.text) != text::escape_html(abstract)) return abstract;
  return text::shorten(abstract, kDescription);
}

theme::Html map_of(PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  if (!has_score(entry)) return {};
  const auto cell = cell_of(entry);
  if (!cell) return {};
  return context.history_map(at.digest, *cell);
}

}  // namespace

theme::View paper_page_view(PageContext& context, std::size_t index) {
  const theme::Words& words = context.words;
  const Paper& paper = context.library.papers()[index];
  const Appearance& first = paper.appearances.front();
  const Appearance& latest = paper.appearances.back();
  // Bibliographic facts are those of the first appearance, the verdict is the latest one.
  const Entry& entry = context.entry(first);
  const EntryText& text = context.texts.of(first);
  const Day day = context.day_of(latest);

  PageHead head;
  head.heading = text.title_plain;
  head.description = description_of(entry, text);
  head.route = Routes::paper(entry.id);
  head.month = context.day_of(first).month();
  head.meta = citation_meta(context, entry, context.day_of(first));
  head.paper = true;
  head.article = true;
  head.sample = context.library.digests()[latest.digest].sample;

  theme::View view = page_view(context, head);
  view.list("feeds", {});
  view.text("anchor", anchor_of(entry.id));
  view.html("full_title", text.title);
  view.text("authors", all_names(context, entry));
  view.text("and_others", entry.others ? words("paper.and_others") : std::string());
  std::vector<theme::View> authors;
  for (const std::string& author : entry.authors) {
    authors.push_back(link_view(author, context.author_search_url(author)));
    authors.back().flag("comma", author.find(',') != std::string::npos);
    authors.back().flag("last", &author == &entry.authors.back());
  }
  view.list("author_links", std::move(authors));
  view.part("up", link_view(words.fill("paper.in_issue",
                                       {{"date", words.date(day, theme::DateStyle::Issue)}}),
                            context.url(Routes::day(day)) + "#" + anchor_of(entry.id)));
  set_score(view, context, latest);
  view.flag("author_match", is_author_match(context.entry(latest)));
  view.part("why", comment_view(context, latest));
  set_spotlight(view, context, latest);
  set_summary(view, context, latest);
  view.text("language", entry.language);
  view.html("abstract", text.abstract);
  set_addresses(view, entry);
  view.list("code", code_link_views(context, entry));
  view.list("facts", facts(context, entry));
  view.text("bibtex", bibtex(entry));
  view.text("bib_url", context.url(bibtex_file(day)));
  view.text("ris_url", context.url(ris_file(day)));
  view.text("json_url", context.url(json_twin(day)));
  const theme::Html map = context.prints("paper", "map") ? map_of(context, latest) : theme::Html{};
  view.html("map", map);
  const bool placed = has_score(context.entry(latest)) && cell_of(context.entry(latest));
  view.text("scores_url", placed ? context.url(Routes::day(day)) + "#scores" : "");
  std::vector<theme::View> appearances;
  for (std::size_t i = 0; i < paper.appearances.size(); ++i) {
    appearances.push_back(appearance_view(context, paper, i));
  }
  view.list("appearances", std::move(appearances));
  view.list("related", related(context, index));
  return view;
}

}  // namespace broadsheet::render
