// The only file of this folder that includes cmark-gfm.
#include "import/source/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>

#include "tex/entities.h"
#include "text/markdown.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

std::string literal(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? std::string() : std::string(text);
}

/// cmark counts \n, \r\n and \r as line ends; all of them become \n.
std::string with_newlines(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') {
      out += text[at];
    } else if (at + 1 >= text.size() || text[at + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

/// Plain text of all that is below `node`.
std::string plain_text(cmark_node* node) {
  std::string text;
  const std::unique_ptr<cmark_iter, FreeIterator> walk(cmark_iter_new(node));
  for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    if (event != CMARK_EVENT_ENTER) continue;
    cmark_node* here = cmark_iter_get_node(walk.get());
    const cmark_node_type type = cmark_node_get_type(here);
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) text += literal(here);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) text += '\n';
  }
  return text;
}

void add_links(cmark_node* node, std::vector<MdLink>& links) {
  const std::unique_ptr<cmark_iter, FreeIterator> walk(cmark_iter_new(node));
  for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    cmark_node* here = cmark_iter_get_node(walk.get());
    if (event != CMARK_EVENT_ENTER || cmark_node_get_type(here) != CMARK_NODE_LINK) continue;
    const char* url = cmark_node_get_url(here);
    links.push_back({url == nullptr ? std::string() : std::string(url), plain_text(here)});
  }
}

bool is_break(cmark_node* node) {
  const cmark_node_type type = cmark_node_get_type(node);
  return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

void add_labels(cmark_node* paragraph, MdBlock& block) {
  int line = block.first_line;
  bool line_begins = true;
  for (cmark_node* child = cmark_node_first_child(paragraph); child != nullptr;
       child = cmark_node_next(child)) {
    if (is_break(child)) {
      ++line;
      line_begins = true;
      continue;
    }
    if (line_begins && cmark_node_get_type(child) == CMARK_NODE_STRONG) {
      std::string name = text::collapse_space(plain_text(child));
      cmark_node* next = cmark_node_next(child);
      const bool colon_follows = next != nullptr && cmark_node_get_type(next) == CMARK_NODE_TEXT &&
                                 literal(next).starts_with(':');
      if (name.size() > 1 && (name.ends_with(':') || colon_follows)) {
        if (name.ends_with(':')) name.pop_back();
        block.labels.push_back({name, line});
      }
    }
    line_begins = false;
  }
}

void add_table(cmark_node* table, MdBlock& block) {
  const std::uint8_t* alignments = cmark_gfm_extensions_get_table_alignments(table);
  block.centred = alignments != nullptr && cmark_gfm_extensions_get_table_columns(table) > 0 &&
                  alignments[0] == 'c';
  for (cmark_node* row = cmark_node_first_child(table); row != nullptr;
       row = cmark_node_next(row)) {
    std::vector<std::string>& cells = block.rows.emplace_back();
    for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr;
         cell = cmark_node_next(cell)) {
      cells.push_back(text::collapse_space(plain_text(cell)));
    }
  }
}

/// Rows and cells of the tables in a piece of HTML, without the markup inside cells.
void add_html_rows(std::string_view html, MdBlock& block) {
  bool in_cell = false;
  std::string cell;
  const auto end_cell = [&] {
    if (in_cell && !block.rows.empty()) {
      block.rows.back().push_back(text::collapse_space(tex::decode_entities(cell)));
    }
    in_cell = false;
    cell.clear();
  };
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] != '<') {
      if (in_cell) cell += html[at];
      ++at;
      continue;
    }
    const std::size_t close = html.find('>', at);
    if (close == std::string_view::npos) break;
    std::string_view tag = html.substr(at + 1, close - at - 1);
    tag = tag.substr(0, tag.find_first_of(" \t\n/", tag.starts_with('/') ? 1 : 0));
    if (tag == "tr") {
      end_cell();
      block.rows.emplace_back();
    } else if (tag == "td" || tag == "th") {
      end_cell();
      in_cell = true;
    } else if (tag == "/td" || tag == "/th" || tag == "/tr" || tag == "/table") {
      end_cell();
    }
    at = close + 1;
  }
}

MdBlock block_of(cmark_node* node) {
  MdBlock block;
  block.first_line = cmark_node_get_start_line(node);
  block.last_line = cmark_node_get_end_line(node);
  const cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_HEADING) {
    block.kind = MdKind::Heading;
    block.level = cmark_node_get_heading_level(node);
    block.text = plain_text(node);
    add_links(node, block.links);
  } else if (type == CMARK_NODE_PARAGRAPH) {
    block.kind = MdKind::Paragraph;
    block.text = plain_text(node);
    add_links(node, block.links);
    add_labels(node, block);
  } else if (type == CMARK_NODE_LIST) {
    block.kind = MdKind::List;
    add_links(node, block.links);
  } else if (type == CMARK_NODE_HTML_BLOCK) {
    block.kind = MdKind::Html;
    add_html_rows(literal(node), block);
  } else if (type == CMARK_NODE_BLOCK_QUOTE) {
    block.kind = MdKind::Quote;
    block.text = plain_text(node);
  } else if (type == CMARK_NODE_THEMATIC_BREAK) {
    block.kind = MdKind::Rule;
  } else if (std::strcmp(cmark_node_get_type_string(node), "table") == 0) {
    block.kind = MdKind::Table;
    add_table(node, block);
  }
  return block;
}

}  // namespace

std::string_view MdTree::line(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > lines.size()) return {};
  return lines[static_cast<std::size_t>(number) - 1];
}

std::string MdTree::source(int first, int last) const {
  std::string text;
  for (int number = first; number <= last; ++number) {
    if (number > first) text += '\n';
    text += line(number);
  }
  return text;
}

MdTree parse_markdown(std::string_view text) {
  static std::once_flag registered;
  std::call_once(registered, [] { cmark_gfm_core_extensions_ensure_registered(); });

  MdTree tree;
  std::string source = with_newlines(text);
  for (std::size_t begin = 0; begin <= source.size();) {
    const std::size_t end = std::min(source.find('\n', begin), source.size());
    tree.lines.emplace_back(source, begin, end - begin);
    begin = end + 1;
  }

  tree.images_ignored = text::drop_many_images(source);
  tree.emphasis_ignored = text::drop_costly_emphasis(source);
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  if (text::tables_are_cheap(source)) {
    if (cmark_syntax_extension* table = cmark_find_syntax_extension("table")) {
      cmark_parser_attach_syntax_extension(parser.get(), table);
    }
  }
  cmark_parser_feed(parser.get(), source.data(), source.size());
  const std::unique_ptr<cmark_node, FreeNode> root(cmark_parser_finish(parser.get()));
  for (cmark_node* node = cmark_node_first_child(root.get()); node != nullptr;
       node = cmark_node_next(node)) {
    tree.blocks.push_back(block_of(node));
  }
  return tree;
}

}  // namespace broadsheet::importer
