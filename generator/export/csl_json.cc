#include "export/csl_json.h"

#include <utility>

#include "json/writer.h"
#include "render/files/author_name.h"
#include "render/files/citations.h"
#include "tex/text.h"

namespace broadsheet::exporting {
namespace {

json::Object author(const std::string& name) {
  const render::AuthorName parsed = render::parse_author_name(tex::tex_to_plain(name));
  if (parsed.given.empty()) return {{"literal", parsed.family}};
  json::Object made = {{"family", parsed.family}, {"given", parsed.given}};
  if (!parsed.suffix.empty()) made.add("suffix", parsed.suffix);
  return made;
}

json::Object item(const Entry& entry) {
  json::List authors;
  for (const std::string& name : entry.authors) authors.emplace_back(author(name));
  const Month month = entry.id.month();
  json::Object item = {{"id", render::cite_key(entry)},
                       {"type", "article"},
                       {"title", tex::tex_to_plain(entry.title)},
                       {"author", std::move(authors)}};
  json::List dates;
  dates.emplace_back(json::List{month.year(), month.month()});
  item.add("issued", json::Object{{"date-parts", std::move(dates)}});
  item.add("publisher", "arXiv");
  item.add("number", "arXiv:" + entry.id.str());
  item.add("DOI", render::doi_of(entry));
  item.add("URL", "https://arxiv.org/abs/" + entry.id.str());
  if (!entry.language.empty()) item.add("language", entry.language);
  if (!entry.journal_reference.empty()) item.add("note", entry.journal_reference);
  if (!entry.abstract.empty()) item.add("abstract", tex::tex_to_plain(entry.abstract));
  return item;
}

}  // namespace

std::string csl_json(std::span<const Entry* const> papers) {
  json::Writer out;
  out.open('[');
  for (const Entry* entry : papers) out.value(item(*entry));
  out.close(']');
  return std::move(out).finish();
}

}  // namespace broadsheet::exporting
