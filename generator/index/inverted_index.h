#pragma once
// All papers as terms, made by one pass. Both indexes eat this: Xapian's
// (index/xapian/xapian_index) and the browser's (index/browser/client_index).

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "model/calendar.h"
#include "model/paper_id.h"

namespace broadsheet::index {

/// A paper as the index sees it. Text is plain Unicode (no TeX, no markup).
struct Document {
  PaperId id;
  Day day;           ///< first appearance
  double score = 0;  ///< at first appearance; 0 when it has none
  std::string title;
  std::vector<std::string> authors;
  std::string comment;
  std::string abstract;
  std::vector<std::string> topics;      ///< topic ids
  std::vector<std::string> categories;  ///< "cs.LG"
  std::string url;                      ///< site path of the paper's page, with the base path
  std::vector<std::string> dois = {};   ///< of the published paper, "10.1234/abc"
};

enum Field : std::uint8_t {
  kTitle = 1,
  kAuthors = 2,
  kComment = 4,
  kAbstract = 8,
};

/// One form in one paper.
struct Posting {
  std::uint32_t document = 0;        ///< 0-based, document order (day, score falling, id)
  std::uint8_t wdf = 0;              ///< 1 to 255; all field weighting is in here
  std::uint8_t fields = 0;           ///< Field bits where the form occurs
  std::uint32_t first_position = 0;  ///< index into Form::positions
  std::uint32_t positions = 0;       ///< how many; 0 for joined compounds and numbers of papers
};

/// A word as written (folded), the joined form of a two-part compound, or the number of a paper
/// ("2607.01234").
struct Form {
  std::string text;
  std::string stem;                      ///< Porter stem (Xapian::Stem "porter"); groups forms
  std::vector<Posting> postings;         ///< by document, rising
  std::vector<std::uint32_t> positions;  ///< rising within a posting. Title from 0; every further
                                         ///< field starts 100 after the last position of the one
                                         ///< before; between two authors one position is left free
};

/// A boolean term: a topic or a category.
struct Filter {
  std::string value;
  std::vector<std::uint32_t> documents;  ///< rising
};

/// Where the fields of a paper begin on the axis of positions; the title begins at 0. A field
/// without words begins where the next one does.
struct FieldStarts {
  std::uint32_t authors = 0;
  std::uint32_t comment = 0;
  std::uint32_t abstract = 0;
};

struct InvertedIndex {
  std::vector<Document> documents;  ///< document order
  std::vector<FieldStarts> starts;  ///< one for each document
  std::vector<Form> forms;          ///< by (stem, text), text::utf16_less; unique
  std::vector<Filter> topics;       ///< by value, bytes
  std::vector<Filter> categories;   ///< by value, bytes
};

/// Gives a paper by its number in document order.
using DocumentOf = std::function<Document(std::uint32_t number)>;

/// Those of `index`, whose first paper has the number 0. It must outlive the result.
DocumentOf documents_in(const InvertedIndex& index);

/// Analyses papers in document order (the order of Library::papers()).
InvertedIndex invert(std::vector<Document> documents);

}  // namespace broadsheet::index
