#pragma once
// The functions of each format; formats.cc lists them in the order of recognition.

#include "import/formats/format.h"

namespace broadsheet::importer {

/// A digest of this program: "format" is a number.
bool is_own_digest(const SourceFile& file);
ParseResult parse_own_digest(const SourceFile& file, Diagnostics& problems);

/// JSON lines that `broadsheet export` writes: digests, and other files of content/.
bool is_library_lines(const SourceFile& file);
ParseResult parse_library_lines(const SourceFile& file, Diagnostics& problems);

/// "meta", "papers" and "topic_sections" or "topic_order": papers and usage; the page's order.
bool is_daily_papers_json(const SourceFile& file);
ParseResult parse_daily_papers_json(const SourceFile& file, Diagnostics& problems);

/// "meta", "papers" and "sections": papers that were spotlighted beside the day's list.
bool is_hotspot_papers_json(const SourceFile& file);
ParseResult parse_hotspot_papers_json(const SourceFile& file, Diagnostics& problems);

/// An object of papers by arXiv id, or a list of papers that state theirs; {} for an empty day.
bool is_output_json(const SourceFile& file);
ParseResult parse_output_json(const SourceFile& file, Diagnostics& problems);

/// A daily digest in Markdown, in all layouts of docs/content.md. Structure is read from
/// cmark-gfm's tree; texts of papers come from the source lines that the tree points to, as
/// rendering would damage the TeX in them.
bool is_digest_markdown(const SourceFile& file);
ParseResult parse_digest_markdown(const SourceFile& file, Diagnostics& problems);

/// Markdown with links to digests, or JSON with days, and nothing else: issues that exist.
bool is_index_listing(const SourceFile& file);
ParseResult parse_index_listing(const SourceFile& file, Diagnostics& problems);

/// Markdown whose heading names the hotspots of a day, and JSON with the papers of a month: texts
/// of content/ that link to papers.
bool is_day_report(const SourceFile& file);
ParseResult parse_day_report(const SourceFile& file, Diagnostics& problems);
bool is_month_summary(const SourceFile& file);
ParseResult parse_month_summary(const SourceFile& file, Diagnostics& problems);

/// The text of a published page, saved from a browser.
bool is_saved_page(const SourceFile& file);
ParseResult parse_saved_page(const SourceFile& file, Diagnostics& problems);

/// Lists of papers in whatever format: a title and an arXiv id are a paper. See records/.
bool is_record_json(const SourceFile& file);
ParseResult parse_record_json(const SourceFile& file, Diagnostics& problems);
bool is_record_lines(const SourceFile& file);
ParseResult parse_record_lines(const SourceFile& file, Diagnostics& problems);
bool is_python(const SourceFile& file);
ParseResult parse_python(const SourceFile& file, Diagnostics& problems);
bool is_feed(const SourceFile& file);
ParseResult parse_feed(const SourceFile& file, Diagnostics& problems);
bool is_reference_list(const SourceFile& file);
ParseResult parse_reference_list(const SourceFile& file, Diagnostics& problems);
bool is_mail(const SourceFile& file);
ParseResult parse_mail(const SourceFile& file, Diagnostics& problems);
bool is_record_csv(const SourceFile& file);
ParseResult parse_record_csv(const SourceFile& file, Diagnostics& problems);
bool is_record_yaml(const SourceFile& file);
ParseResult parse_record_yaml(const SourceFile& file, Diagnostics& problems);
bool is_record_markdown(const SourceFile& file);
ParseResult parse_record_markdown(const SourceFile& file, Diagnostics& problems);

}  // namespace broadsheet::importer
