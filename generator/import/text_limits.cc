#include "import/text_limits.h"

#include <algorithm>
#include <string>
#include <vector>

#include "text/cleanup.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

class TextLimiter {
 public:
  TextLimiter(const Location& where, Diagnostics& problems) : where_(where), problems_(problems) {}

  /// A text of one line: blanks at the cut are removed as well.
  void line(const std::string& name, std::string& text, std::size_t most) {
    if (cut(name, text, most)) text = text::clean_line(text);
  }

  void text(const std::string& name, std::string& text) { cut(name, text, text::kMaxTextBytes); }

  void lines(const std::string& name, std::vector<std::string>& texts) {
    for (std::string& text : texts) line(name, text, text::kMaxNameBytes);
  }

 private:
  bool cut(const std::string& name, std::string& text, std::size_t most) {
    if (text.size() <= most) return false;
    problems_.warning(where_, name + " has " + std::to_string(text.size()) +
                                  " bytes; it is cut to " + std::to_string(most));
    text = std::string(text::cut_utf8(text, most));
    return true;
  }

  const Location& where_;
  Diagnostics& problems_;
};

}  // namespace

void limit_texts(ParsedSource& source, Diagnostics& problems) {
  Digest& digest = source.digest;
  const Location header{digest.path, source.header_line, 0};
  TextLimiter(header, problems).line("the model", digest.model, text::kMaxNameBytes);
  for (Entry& entry : digest.papers) {
    const auto line = source.lines.find(entry.id);
    const Location where{digest.path, line == source.lines.end() ? 0 : line->second, 0};
    const std::string of = " of " + entry.id.str();
    TextLimiter limit(where, problems);
    limit.line("the title" + of, entry.title, text::kMaxTitleBytes);
    limit.lines("an author" + of, entry.authors);
    limit.text("the abstract" + of, entry.abstract);
    limit.text("the comment" + of, entry.comment);
    for (SummaryPart& part : entry.parts) {
      limit.line("a part's label" + of, part.label, text::kMaxNameBytes);
      limit.text("a part" + of, part.text);
    }
    for (Translation& translation : entry.translations) {
      limit.line("the translated title" + of, translation.title, text::kMaxTitleBytes);
      limit.text("the translated abstract" + of, translation.abstract);
    }
    for (PaperLink& link : entry.links) {
      limit.line("a link's label" + of, link.label, text::kMaxNameBytes);
      limit.line("a link" + of, link.url, text::kMaxTitleBytes);
    }
    for (Rating& rating : entry.ratings) {
      limit.line("a rating's label" + of, rating.label, text::kMaxNameBytes);
    }
    limit.lines("a category" + of, entry.categories);
    limit.lines("a topic" + of, entry.topics);
    limit.text("the authors' comment" + of, entry.author_comment);
    limit.line("the DOI" + of, entry.doi, text::kMaxNameBytes);
    limit.line("the journal" + of, entry.journal_reference, text::kMaxTitleBytes);
    limit.line("the licence" + of, entry.licence, text::kMaxNameBytes);
    limit.line("the label" + of, entry.spotlight.label, text::kMaxNameBytes);
    limit.text("the spotlight's comment" + of, entry.spotlight.comment);
  }
}

}  // namespace broadsheet::importer
