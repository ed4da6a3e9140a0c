#pragma once
// The lines below a title as members of a record.

#include <span>
#include <string>
#include <string_view>

#include "import/readers/inline_text.h"
#include "import/readers/markdown_lines.h"
#include "json/value.h"

namespace broadsheet::importer {

/// Whether there is a letter, or a character of Chinese, Japanese or Korean.
bool has_letters(std::string_view text);

/// Whether a text may be names of people: "Ada Lovelace, Charles Babbage", "by Ada Lovelace".
bool resembles_names(std::string_view text);

/// What a line states beside its links, ids, addresses and categories; empty if that is no word but
/// "PDF" and the like.
std::string words_beside(const InlineText& inlined);

/// What follows the title in its line: names of people, and a note.
void add_rest_of_line(const MarkdownLine& line, const std::string& title, json::Object& members);

/// Adds labelled lines, authors without a label, the address of the paper as "url", a date and
/// categories that make up a line, and other text as "text".
void add_block_fields(std::span<const MarkdownLine> lines, json::Object& members);

}  // namespace broadsheet::importer
