#include "import/readers/table_rows.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "import/readers/inline_text.h"
#include "import/records/field_names.h"
#include "import/records/find_id.h"
#include "import/source/day_text.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

/// Links that are not of arXiv, as {"label", "url"}.
json::List other_links(const InlineText& cell) {
  json::List links;
  for (const InlineLink& link : cell.links) {
    if (!find_id_address(link.url)) {
      links.emplace_back(json::Object{{"label", link.label}, {"url", link.url}});
    }
  }
  return links;
}

/// The first address of arXiv in a cell, else that of a paper elsewhere; empty if there is none.
std::string_view paper_address(const InlineText& cell) {
  for (const InlineLink& link : cell.links) {
    if (find_id_address(link.url)) return link.url;
  }
  for (const InlineLink& link : cell.links) {
    if (has_paper_address(link.url)) return link.url;
  }
  return {};
}

/// Whether a cell has no words beside its links.
bool only_links(const InlineText& cell) {
  std::string rest = cell.text;
  for (const InlineLink& link : cell.links) {
    const std::string& shown = link.label.empty() ? link.url : link.label;
    const std::size_t at = rest.find(shown);
    if (at != std::string::npos) rest.erase(at, shown.size());
  }
  return std::none_of(rest.begin(), rest.end(), [](char c) {
    return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0xC3;
  });
}

struct TitleCell {
  std::string title;
  std::string note;  ///< what follows the title in its cell
};

TitleCell split_title(std::string_view source, const InlineText& cell) {
  constexpr std::size_t kMostTitle = 150;  // bytes; a longer cell has a description as well
  std::string title;
  for (const InlineLink& link : cell.links) {
    if (title.empty() && is_title_like(link.label)) title = link.label;
  }
  const std::string_view text = without_number(cell.text);
  if (title.empty() && !cell.bold.empty() && text.starts_with(without_number(cell.bold.front()))) {
    title = without_number(cell.bold.front());
  }
  if (title.empty() && (text.size() > kMostTitle || source.find("<br") != std::string_view::npos)) {
    source = trimmed(source);
    std::size_t end = std::string_view::npos;
    for (const std::string_view mark : {"  ", "<br", " - ", " – ", " — "}) {
      end = std::min(end, source.find(mark));
    }
    if (end <= kMostTitle) title = without_number(read_inline(source.substr(0, end)).text);
  }
  if (title.empty()) return {std::string(text), {}};
  const std::size_t at = cell.text.find(title);
  std::string_view note;
  if (at != std::string::npos) note = std::string_view(cell.text).substr(at + title.size());
  while (!note.empty() && std::string_view(" -:.").find(note.front()) != std::string_view::npos) {
    note.remove_prefix(1);
  }
  return {std::move(title), std::string(trimmed(note))};
}

void add_title(std::string_view source, const InlineText& cell, const std::string& name,
               json::Object& members) {
  TitleCell title = split_title(source, cell);
  members.add(name, std::move(title.title));
  bool only_links = true;
  for (const InlineLink& link : cell.links) only_links = only_links && title.note == link.label;
  if (!title.note.empty() && (cell.links.empty() || !only_links)) {
    members.add("note", std::move(title.note));
  }
}

/// Chinese, Japanese and Korean, which need no spaces.
bool has_wide_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

bool is_nothing(std::string_view text) {
  return text.empty() || text == "null" || text == "None" || text == "-" || text == "N/A";
}

}  // namespace

bool is_delimiter_row(std::string_view line) {
  line = trimmed(line);
  return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
         line.find_first_not_of("|-: \t") == std::string_view::npos;
}

std::vector<std::string_view> cells_of_row(std::string_view line) {
  std::vector<std::string_view> cells;
  line = trimmed(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  std::size_t begin = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == '|') {
      cells.push_back(line.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  if (!trimmed(line.substr(std::min(begin, line.size()))).empty()) {
    cells.push_back(line.substr(begin));
  }
  return cells;
}

json::Object row_members(const std::vector<std::string>& header, std::string_view line) {
  json::Object members;
  const std::vector<std::string_view> cells = cells_of_row(line);
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const std::string name =
        at < header.size() && !header[at].empty() ? header[at] : "column " + std::to_string(at + 1);
    InlineText cell = read_inline(cells[at]);
    if (is_nothing(cell.text) && cell.links.empty()) continue;
    if (const std::string_view url = paper_address(cell); !url.empty()) {
      members.add(address_name(url), url);
    }
    const std::optional<FieldName> field = field_named(name);
    if (field && field->field == RecordField::Title) {
      add_title(cells[at], cell, name, members);
    } else if (cell.links.empty() || !only_links(cell)) {
      members.add(name, std::move(cell.text));
    } else if (json::List links = other_links(cell); !links.empty()) {
      members.add(name, std::move(links));
    } else if (!find_id(cell.text) && is_title_like(cell.text)) {
      members.add(name, std::move(cell.text));
    }
  }
  return members;
}

json::Object row_without_header(std::string_view line) {
  json::Object members;
  const std::vector<std::string_view> cells = cells_of_row(line);
  for (std::size_t at = 0; at < cells.size(); ++at) {
    InlineText cell = read_inline(cells[at]);
    if (is_nothing(cell.text) && cell.links.empty()) continue;
    const std::string_view url = paper_address(cell);
    if (!url.empty()) {
      members.add(address_name(url), url);
      if (is_title_like(cell.text) && members.find("title") == nullptr) {
        add_title(cells[at], cell, "title", members);
      }
    } else if (!cell.links.empty()) {
      members.add("links", other_links(cell));
    } else if (cell.text.size() <= 30 && last_day_in(cell.text)) {
      members.add("date", std::move(cell.text));
    } else if (members.find("title") == nullptr) {
      members.add("title", std::string(without_number(cell.text)));
    } else if (!members.add("authors", cell.text)) {
      members.add("column " + std::to_string(at + 1), std::move(cell.text));
    }
  }
  return members;
}

std::string_view without_number(std::string_view title) {
  const std::string_view whole = title;
  title = trimmed(title);
  const bool bracket = title.starts_with('[') || title.starts_with('(') || title.starts_with('#');
  if (bracket) title.remove_prefix(1);
  // "[new 001] Title"
  if (title.starts_with("new ")) title.remove_prefix(4);
  std::size_t digits = 0;
  while (digits < title.size() && is_ascii_digit(title[digits])) ++digits;
  if (digits == 0 || digits > 4 || digits + 1 >= title.size()) return trimmed(whole);
  const char mark = title[digits];
  const bool closed = mark == ')' || mark == ']' || (!bracket && (mark == '.' || mark == ':'));
  if (!closed || (mark == '.' && title[digits + 1] != ' ')) return trimmed(whole);
  return trimmed(title.substr(digits + 1));
}

bool is_title_like(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 4 || text.starts_with("http") || find_id(text)) return false;
  if (text.size() <= 30 && last_day_in(text)) return false;
  if (field_named(text) || is_container_name(text)) return false;
  const bool long_word = text.size() >= 12 && has_wide_character(text);
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos && !long_word) return false;
  constexpr std::array<std::string_view, 12> kGeneric = {"arxiv", "pdf",  "project", "code",
                                                         "paper", "view", "read",    "full",
                                                         "open",  "html", "github",  "abs"};
  const std::string first = lower_ascii(text.substr(0, text.find_first_of(" :")));
  const bool generic = std::find(kGeneric.begin(), kGeneric.end(), first) != kGeneric.end();
  return !generic || text.size() > 24;
}

}  // namespace broadsheet::importer
