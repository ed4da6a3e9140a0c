#pragma once
// BibTeX and RIS. docs/json.md describes the fields.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/output.h"
#include "model/library.h"
#include "render/input/routes.h"

namespace broadsheet::render {

/// The key of a paper in BibTeX: "vaswani-1706.03762", from the first author's family name in ASCII
/// and the id as a file name, in which '~' is '-'. It is the same in all files.
std::string cite_key(const Entry& entry);

/// One @misc entry, ending with a newline; of an arXiv paper as arXiv recommends it (eprint,
/// archivePrefix, primaryClass). All values are bibtex_text().
std::string bibtex(const Entry& entry);

/// The entries of several papers, separated by empty lines.
std::string bibtex(std::span<const Entry* const> entries);

enum class Abstracts { Include, Omit };

/// One RIS record in plain text. Lines end with CR LF.
std::string ris(const Entry& entry, Abstracts abstracts);

/// The records of several papers without abstracts, separated by empty lines.
std::string ris(std::span<const Entry* const> entries);

/// "2026-02-27" as "2026/02/27", "2026-02" as "2026/02": dates of RIS and Google Scholar.
std::string with_slashes(std::string iso);

/// When the paper was published, as far as its entry or its id states it: "2024-05-17", "2026-02",
/// "2024"; or empty.
std::string published(const Entry& entry);

/// The DOI of the entry, or that of its id, such as "10.48550/arXiv.2602.22617"; empty if there is
/// none.
std::string doi_of(const Entry& entry);

/// The files: papers.bib and papers.ris beside the page of a day or a month.
Route bibtex_file(Day day);
Route bibtex_file(Month month);
Route ris_file(Day day);
Route ris_file(Month month);

/// Each paper of some digests once, as it first appears in them.
std::vector<const Entry*> distinct_entries(std::span<const Digest* const> digests);

/// Write both files of one day, one month. A day without papers has none. Those of a month contain
/// each paper once.
void write_citations(const Digest& digest, OutputSink& sink);
void write_citations(const Library& library, Month month, OutputSink& sink);

}  // namespace broadsheet::render
