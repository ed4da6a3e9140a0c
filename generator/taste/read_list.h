#pragma once
// Papers in a list of references: BibTeX, RIS, CSL-JSON, what Zotero exports, and the marks that
// the site exports.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "import/records/record.h"
#include "json/document.h"
#include "taste/taste.h"

namespace broadsheet::taste {

/// Papers of one list that are read; more are counted only.
inline constexpr std::size_t kMostRead = 100'000;
/// Of a file. import has the same limit.
inline constexpr std::size_t kMostFileBytes = 256U << 20;

struct PaperList {
  std::vector<Paper> papers{};  ///< with one mention each
  std::size_t unusable = 0;     ///< entries without an arXiv id, a DOI and a title
  std::size_t further = 0;      ///< entries after the limit
};

/// Recognises the format by the contents. Bad bytes are replaced, with a warning. An entry is
/// starred if it has such a keyword ("starred", "favourite", "★") or JabRef's rank 4 or 5; of
/// marks, "star" is starred and "hide" is against.
///
/// Throws Error(Content) for a text in none of these formats. Linear in the size of the text.
/// @param source   the name of the mentions
/// @param against  all papers are against
PaperList read_list(std::string bytes, const std::string& source, bool against,
                    Diagnostics& problems);

/// As read_list, of items of Zotero's web API or exports, or CSL-JSON: `root` is a list, or an
/// object with a list "items". Attachments and notes are no papers.
PaperList read_items(const json::Node& root, const std::string& source, bool against);

/// One entry as a paper; without id, DOI and title if it has none.
Paper paper_of(const importer::Record& record, const std::string& source, bool against);

}  // namespace broadsheet::taste
