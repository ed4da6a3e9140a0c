#include "import/papers/published_paper.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "tex/entities.h"
#include "tex/text.h"
#include "text/cleanup.h"
#include "text/lost_backslashes.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

struct FeedPrefix {
  int version = 0;
  std::string announce_type;
  std::size_t length = 0;  ///< 0: there is none
};

/// "arXiv:2501.09412v1 Announce Type: new  Abstract: "
FeedPrefix feed_prefix(std::string_view abstract) {
  constexpr std::string_view kHead = "arXiv:";
  constexpr std::string_view kType = "Announce Type:";
  constexpr std::string_view kTail = "Abstract:";
  if (!abstract.starts_with(kHead)) return {};
  const std::size_t tail = abstract.substr(0, 200).find(kTail);
  const std::size_t type = abstract.substr(0, 200).find(kType);
  if (tail == std::string_view::npos || type == std::string_view::npos || type > tail) return {};
  const std::string id = text::collapse_space(abstract.substr(kHead.size(), type - kHead.size()));
  if (!PaperId::parse(id)) return {};
  const std::size_t type_end = type + kType.size();
  FeedPrefix prefix;
  prefix.version = PaperId::version_of(id);
  prefix.announce_type = text::collapse_space(abstract.substr(type_end, tail - type_end));
  prefix.length = tail + kTail.size();
  return prefix;
}

bool is_announce_type(std::string_view type) {
  return type == "new" || type == "cross" || type == "replace" || type == "replace-cross";
}

bool lacks_backslashes(const PublishedPaper& paper) {
  for (const std::string* text : {&paper.title, &paper.abstract, &paper.comment}) {
    if (text::restore_backslashes(*text) != *text) return true;
  }
  return std::any_of(paper.authors.begin(), paper.authors.end(), [](const std::string& author) {
    return text::restore_accents(author) != author;
  });
}

}  // namespace

bool is_author_match(std::string_view comment) { return trimmed(comment) == "Author match"; }

std::string unicode_text(std::string_view published) {
  return tex::tex_to_unicode(tex::decode_entities(published));
}

TextRepairs fill_entry(PublishedPaper paper, Entry& entry) {
  json::Object& source = entry.source;
  TextRepairs repairs{.authors = {}, .backslashes = lacks_backslashes(paper)};

  paper.title = text::clean_line(paper.title);
  entry.title = unicode_text(paper.title);
  if (entry.title.empty()) entry.title = paper.title;
  if (entry.title != paper.title) source.add("title", paper.title);

  for (std::string& author : paper.authors)
    author = text::clean_line(text::restore_accents(author));
  const RepairedAuthors repaired = repair_authors(paper.authors);
  entry.authors.clear();
  for (const std::string& name : repaired.names) {
    std::string shown = text::collapse_space(tex::tex_name(tex::decode_entities(name)));
    entry.authors.push_back(shown.empty() ? name : std::move(shown));
  }
  if (entry.authors != paper.authors) source.add("authors", paper.authors);

  paper.abstract = trimmed(text::clean(paper.abstract));
  const FeedPrefix prefix = feed_prefix(paper.abstract);
  if (prefix.version > 0) entry.version = prefix.version;
  if (is_announce_type(prefix.announce_type)) entry.announce_type = prefix.announce_type;
  entry.abstract = unicode_text(trimmed(std::string_view(paper.abstract).substr(prefix.length)));
  if (entry.abstract != paper.abstract) source.add("abstract", paper.abstract);

  paper.comment = trimmed(text::clean(paper.comment));
  entry.comment = unicode_text(paper.comment);
  if (entry.comment != paper.comment) source.add("comment", paper.comment);

  if (is_author_match(entry.comment)) entry.chosen_by = ChosenBy::FollowedAuthor;
  repairs.authors = repaired.how;
  return repairs;
}

void note_repairs(const TextRepairs& repairs, const PaperId& id, ParsedSource& source) {
  if (repairs.authors == AuthorList::Repaired) source.repaired.insert(id);
  if (repairs.authors == AuthorList::Doubtful) source.doubtful.insert(id);
  if (repairs.backslashes) source.restored.insert(id);
}

}  // namespace broadsheet::importer
