// A reader's own library: BibTeX, RIS, CSL-JSON, what Zotero exports, marks of the site.
#include <algorithm>

#include "fuzz/fuzz.h"
#include "taste/read_list.h"
#include "text/utf8.h"

using namespace broadsheet;

FUZZ(text) {
  Diagnostics problems;
  const taste::PaperList list = taste::read_list(std::string(text), "library", false, problems);
  fuzz::expect(list.papers.size() <= taste::kMostRead, "a list is read up to its limit");
  for (const taste::Paper& paper : list.papers) {
    fuzz::expect(paper.id || !paper.doi.empty() || !paper.title.empty(),
                 "a paper has an id, a DOI or a title");
    fuzz::expect(text::first_invalid_utf8(paper.title + paper.abstract) == std::string::npos,
                 "the texts of a paper are UTF-8");
  }
}
