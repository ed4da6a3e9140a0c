#pragma once
// BibTeX and RIS. docs/json.md says what stands where.

#include <span>
#include <string>
#include <string_view>

#include "base/output.h"
#include "model/library.h"
#include "render/input/routes.h"

namespace broadsheet::render {

/// The name a paper is cited by: "vaswani-1706.03762". Family name of the first author in ASCII,
/// and the arXiv id, so that it is unique in every file and the same in all of them.
std::string cite_key(const Entry& entry);

/// One @misc entry as arXiv recommends it (eprint, archivePrefix, primaryClass), ending with a
/// newline. TeX stays TeX; words whose capitals matter and formulas stand in braces; braces are
/// always balanced, whatever the title holds.
std::string bibtex(const Entry& entry);

/// The entries of several papers, parted by empty lines.
std::string bibtex(std::span<const Entry* const> entries);

/// One RIS record, plain text, lines ended by CR LF as its readers expect.
std::string ris(const Entry& entry);

/// "Family, Given": "van der Maaten, Laurens", "King, Jr., Martin Luther" (BibTeX's order);
/// names of groups and single names come back as they are.
std::string family_first(std::string_view name);

/// "2026-02-27" as "2026/02/27", "2026-02" as "2026/02": how RIS and Google Scholar write dates.
std::string with_slashes(std::string iso);

/// The DOI of the entry, or the one that arXiv gives every paper: "10.48550/arXiv.2602.22617".
std::string doi_of(const Entry& entry);

/// Where the files go: papers/<id>/cite.bib, papers/<id>/cite.ris, papers.bib beside the page of a
/// day or a month.
Route bibtex_file(const ArxivId& id);
Route ris_file(const ArxivId& id);
Route bibtex_file(Day day);
Route bibtex_file(Month month);

/// All of these files for one paper, one day, one month. A day without papers has no file; a paper
/// that comes back within a month stands once in its file.
void write_citations(const Library& library, const Paper& paper, OutputSink& sink);
void write_citations(const Digest& digest, OutputSink& sink);
void write_citations(const Library& library, Month month, OutputSink& sink);

}  // namespace broadsheet::render
