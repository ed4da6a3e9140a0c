// The door to cmark-gfm, writing side (ingest reads Markdown digests through its own).
#include "text/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <vector>

#include "text/escape.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

constexpr std::size_t kMostImages = 1000;
constexpr std::size_t kMostSteps = 50'000'000;
constexpr std::size_t kMarksOfAnyParagraph = 100;
constexpr std::size_t kMostColumns = 1000;
constexpr std::size_t kMostCells = 2'000'000;
constexpr std::size_t kLargestInput = 1 << 20;
constexpr int kDeepest = 100;  // browsers flatten a page from 512 on

// All memory of one conversion. cmark has no limit of its own: 6 KB of table can ask for hundreds
// of megabytes. When the budget is spent the arena jumps out of cmark, which is C and owns nothing
// but this memory.
class Arena {
 public:
  explicit Arena(std::size_t budget) : left_(budget) {}

  void* take(std::size_t bytes) {
    const std::size_t whole = (bytes + kHeader + 15) / 16 * 16;
    if (bytes > left_ || whole > left_) std::longjmp(spent, 1);
    left_ -= whole;
    if (blocks_.empty() || whole > kBlock - used_) {
      const std::size_t size = std::max(whole, kBlock);
      void* block = std::calloc(1, size);
      if (block == nullptr) std::longjmp(spent, 1);
      blocks_.push_back(block);
      used_ = size > kBlock ? kBlock : 0;
      if (size > kBlock) return head_of(block, bytes);
    }
    void* place = static_cast<char*>(blocks_.back()) + used_;
    used_ += whole;
    return head_of(place, bytes);
  }

  void* resize(void* old, std::size_t bytes) {
    if (old == nullptr) return take(bytes);
    std::size_t had = 0;
    std::memcpy(&had, static_cast<char*>(old) - kHeader, sizeof had);
    if (bytes <= had) return old;
    void* fresh = take(bytes);
    std::memcpy(fresh, old, had);
    return fresh;
  }

  ~Arena() {
    for (void* block : blocks_) std::free(block);
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  std::jmp_buf spent;

 private:
  static constexpr std::size_t kHeader = 16;
  static constexpr std::size_t kBlock = 64 << 10;

  static void* head_of(void* place, std::size_t bytes) {
    std::memcpy(place, &bytes, sizeof bytes);
    return static_cast<char*>(place) + kHeader;
  }

  std::vector<void*> blocks_;
  std::size_t used_ = 0;
  std::size_t left_;
};

// cmark's allocator functions get no context.
thread_local Arena* t_arena = nullptr;

void* arena_calloc(std::size_t count, std::size_t size) { return t_arena->take(count * size); }
void* arena_realloc(void* old, std::size_t size) { return t_arena->resize(old, size); }
void arena_free(void*) {}
cmark_mem g_memory = {arena_calloc, arena_realloc, arena_free};

void shift_heading(cmark_node* node, int shift) {
  const int level = cmark_node_get_heading_level(node);
  cmark_node_set_heading_level(node, std::min(6, level + shift));
}

// The link goes, its text stays.
void unwrap(cmark_node* node) {
  while (cmark_node* child = cmark_node_first_child(node)) cmark_node_insert_before(node, child);
  cmark_node_unlink(node);
}

bool points_somewhere_safe(cmark_node* node) {
  const char* url = cmark_node_get_url(node);
  return url != nullptr && is_safe_url(url);
}

// A link, or the text of an image that may become one.
bool stands_in_link(cmark_node* node) {
  while ((node = cmark_node_parent(node)) != nullptr) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) return true;
  }
  return false;
}

// Pages ask no other host for anything: an image from elsewhere becomes a link to it.
void link_instead(cmark_node* image) {
  cmark_node* link = cmark_node_new_with_mem(CMARK_NODE_LINK, &g_memory);
  cmark_node_set_url(link, cmark_node_get_url(image));
  cmark_node_insert_before(image, link);
  while (cmark_node* child = cmark_node_first_child(image)) cmark_node_append_child(link, child);
  if (cmark_node_first_child(link) == nullptr) {
    cmark_node* text = cmark_node_new_with_mem(CMARK_NODE_TEXT, &g_memory);
    cmark_node_set_literal(text, cmark_node_get_url(image));
    cmark_node_append_child(link, text);
  }
  cmark_node_unlink(image);
}

/// Puts the source of HTML in its place, as text.
void show_source(cmark_node* html) {
  const bool is_block = cmark_node_get_type(html) == CMARK_NODE_HTML_BLOCK;
  cmark_node* text = cmark_node_new_with_mem(CMARK_NODE_TEXT, &g_memory);
  cmark_node_set_literal(text, cmark_node_get_literal(html));
  cmark_node* shown = text;
  if (is_block) {
    shown = cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, &g_memory);
    cmark_node_append_child(shown, text);
  }
  cmark_node_insert_before(html, shown);
}

bool comes_from_elsewhere(cmark_node* image) {
  return std::strchr(cmark_node_get_url(image), ':') != nullptr;
}

// Whether the walk also leaves such a node; it only enters the others.
bool has_end(cmark_node_type type) {
  return type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_THEMATIC_BREAK &&
         type != CMARK_NODE_CODE_BLOCK && type != CMARK_NODE_TEXT && type != CMARK_NODE_SOFTBREAK &&
         type != CMARK_NODE_LINEBREAK && type != CMARK_NODE_CODE && type != CMARK_NODE_HTML_INLINE;
}

/// False if elements are nested so deep that browsers would give up.
bool make_safe(cmark_node* root, int heading_shift, RawHtml raw_html) {
  cmark_iter* walk = cmark_iter_new(root);
  int depth = 0;
  for (cmark_event_type event = cmark_iter_next(walk); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk)) {
    cmark_node* node = cmark_iter_get_node(walk);
    const cmark_node_type type = cmark_node_get_type(node);
    depth += event == CMARK_EVENT_EXIT ? -1 : has_end(type) ? 1 : 0;
    if (depth > kDeepest) return false;
    if (event == CMARK_EVENT_ENTER) {
      if (type == CMARK_NODE_HEADING) shift_heading(node, heading_shift);
      if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
        if (raw_html == RawHtml::Show) show_source(node);
        cmark_node_unlink(node);
      }
    } else if ((type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) &&
               !points_somewhere_safe(node)) {
      unwrap(node);
    } else if (type == CMARK_NODE_IMAGE && comes_from_elsewhere(node)) {
      stands_in_link(node) ? unwrap(node) : link_instead(node);
    }
  }
  return true;
}

// Written by cmark; HTML5 knows no such attribute. Text cannot hold "<", so only tags match.
std::string with_alignment_classes(std::string_view html) {
  constexpr std::string_view obsolete = " align=\"";
  std::string better;
  better.reserve(html.size());
  while (true) {
    const std::size_t at = html.find(obsolete);
    if (at == std::string_view::npos) break;
    const std::string_view before = html.substr(0, at);
    const bool cell = before.ends_with("<td") || before.ends_with("<th");
    better.append(before).append(cell ? " class=\"align-" : obsolete);
    html.remove_prefix(at + obsolete.size());
  }
  return better.append(html);
}

// Runs between setjmp and longjmp: holds nothing that needs a destructor.
const char* render(const char* text, std::size_t bytes, int heading_shift, RawHtml raw_html,
                   Footnotes footnotes) {
  const int options = footnotes == Footnotes::On ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT;
  cmark_parser* parser = cmark_parser_new_with_mem(options, &g_memory);
  const bool tables = tables_are_cheap({text, bytes});
  for (const char* name : {"table", "strikethrough", "autolink"}) {
    if (!tables && std::strcmp(name, "table") == 0) continue;
    cmark_syntax_extension* extension = cmark_find_syntax_extension(name);
    if (extension != nullptr) cmark_parser_attach_syntax_extension(parser, extension);
  }
  cmark_parser_feed(parser, text, bytes);
  cmark_node* root = cmark_parser_finish(parser);
  if (!make_safe(root, heading_shift, raw_html)) return nullptr;
  return cmark_render_html_with_mem(root, options, cmark_parser_get_syntax_extensions(parser),
                                    &g_memory);
}

const char* render_or_null(Arena& arena, const std::string& text, int heading_shift,
                           RawHtml raw_html, Footnotes footnotes) {
  if (setjmp(arena.spent) != 0) return nullptr;
  return render(text.data(), text.size(), heading_shift, raw_html, footnotes);
}

/// Block quotes and lists that the beginning of a line opens.
int blocks_opened(std::string_view line) {
  int opened = 0;
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
    if (at < line.size() && line[at] == '>') {
      ++opened;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < line.size() && line[end] >= '0' && line[end] <= '9') ++end;
    const std::string_view marks = end == at ? "-+*" : ".)";
    if (end >= line.size() || marks.find(line[end]) == std::string_view::npos) return opened;
    if (end + 1 < line.size() && line[end + 1] != ' ' && line[end + 1] != '\t') return opened;
    ++opened;
    at = end + 1;
  }
}

/// Whether a line opens more blocks than make_safe allows. cmark takes far more than linear time
/// for text within them.
bool nests_deeply(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const bool rule = line.find_first_not_of("-* \t\r") == std::string_view::npos;
    if (!rule && blocks_opened(line) > kDeepest) return true;
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return false;
}

/// The lines of a text, one after the other: which of them begin a paragraph, a cell's row or a
/// heading. Where that is in doubt, a line continues the paragraph.
class ParagraphLines {
 public:
  bool begins_with(std::string_view line) {
    line = without_quotes(line);
    while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
    const bool is_new = line.empty() || begins_block(line) || after_heading_ || in_table_;
    if (line.empty() || begins_block(line)) in_table_ = false;
    if (is_delimiter_row(line) && before_is_first_ && columns_of(line) > 0 &&
        columns_of(line) == columns_before_) {
      in_table_ = true;
    }
    after_heading_ = line.starts_with('#') && begins_block(line);
    before_is_first_ = after_blank_ && !line.empty();
    after_blank_ = line.empty();
    columns_before_ = line.find_first_of("\\`") == std::string_view::npos ? columns_of(line) : 0;
    return is_new;
  }

 private:
  // Without "> > " and the up to three spaces before what follows.
  static std::string_view without_quotes(std::string_view line) {
    while (true) {
      const std::size_t spaces = std::min(line.find_first_not_of(' '), line.size());
      if (spaces > 3 && spaces < line.size()) return line;
      line.remove_prefix(spaces);
      if (!line.starts_with('>')) return line;
      line.remove_prefix(1);
    }
  }

  static bool begins_block(std::string_view line) {
    const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
    if (hashes > 0 && hashes <= 6) return line.substr(hashes).starts_with(' ');
    return line.starts_with("- ") || line.starts_with("+ ") || line.starts_with("* ") ||
           line.starts_with("1. ") || line.starts_with("1) ");
  }

  static bool is_delimiter_row(std::string_view line) {
    return line.find("--") != std::string_view::npos && line.find('|') != std::string_view::npos &&
           line.find_first_not_of("|:- ") == std::string_view::npos;
  }

  // Of a row that begins and ends with "|": its bars. 0: no such row.
  static std::ptrdiff_t columns_of(std::string_view line) {
    if (!line.starts_with('|') || !line.ends_with('|')) return 0;
    return std::count(line.begin(), line.end(), '|');
  }

  bool after_blank_ = true;
  bool before_is_first_ = false;  // the line before this one began its paragraph
  bool after_heading_ = false;
  bool in_table_ = false;
  std::ptrdiff_t columns_before_ = 0;
};

std::string as_written(std::string_view text) { return "<pre>" + escape_html(text) + "</pre>\n"; }

}  // namespace

bool tables_are_cheap(std::string_view markdown) {
  std::size_t columns = 0;
  std::size_t in_line = 0;
  std::size_t lines = 1;
  for (const char c : markdown) {
    if (c == '|') columns = std::max(columns, ++in_line);
    if (c == '\n') {
      in_line = 0;
      ++lines;
    }
  }
  return columns <= kMostColumns && columns * lines <= kMostCells;
}

bool drop_many_images(std::string& markdown) {
  std::size_t images = 0;
  for (std::size_t at = 0; (at = markdown.find("![", at)) != std::string::npos; at += 2) ++images;
  if (images <= kMostImages) return false;
  for (std::size_t at = 0; (at = markdown.find("![", at)) != std::string::npos; at += 2) {
    markdown[at] = ' ';
  }
  return true;
}

bool drop_costly_emphasis(std::string& markdown) {
  ParagraphLines paragraph;
  std::size_t steps = 0;
  std::vector<std::size_t> marks;  // of the paragraph: where they are
  bool dropped = false;
  for (std::size_t begin = 0; begin < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', begin), markdown.size());
    if (paragraph.begins_with(std::string_view(markdown).substr(begin, end - begin))) marks.clear();
    for (std::size_t at = begin; at < end; ++at) {
      if (markdown[at] == ']') steps += marks.size();
      if (std::string_view("*_~").find(markdown[at]) != std::string_view::npos) marks.push_back(at);
      if (steps <= kMostSteps || marks.size() <= kMarksOfAnyParagraph) continue;
      for (std::size_t one = kMarksOfAnyParagraph; one < marks.size(); ++one) {
        markdown[marks[one]] = ' ';
      }
      marks.resize(kMarksOfAnyParagraph);
      dropped = true;
    }
    begin = end + 1;
  }
  return dropped;
}

std::string markdown_to_html(std::string_view markdown, int heading_shift, RawHtml raw_html,
                             Footnotes footnotes) {
  const std::string written = clean_utf8(markdown);
  if (written.size() > kLargestInput || nests_deeply(written)) return as_written(written);
  std::string text = written;
  drop_many_images(text);
  drop_costly_emphasis(text);

  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);

  // Honest text needs up to 150 times its size in nodes.
  const auto arena = std::make_unique<Arena>((1 << 20) + 300 * text.size());
  t_arena = arena.get();
  const char* html =
      render_or_null(*arena, text, std::clamp(heading_shift, 0, 5), raw_html, footnotes);
  std::string answer;
  if (html == nullptr || std::strlen(html) > 10 * text.size() + 1000) {
    answer = as_written(written);
  } else {
    answer = with_alignment_classes(html);
  }
  t_arena = nullptr;
  return answer;
}

}  // namespace broadsheet::text
