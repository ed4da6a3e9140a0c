#include "export/csl_json.h"

#include <algorithm>
#include <charconv>
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

/// A preprint is an "article" of CSL; a DOI alone may be of anything.
/// Source: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
std::string_view type_of(const Entry& entry) {
  if (entry.id.scheme() != IdScheme::Doi) return "article";
  return entry.journal_reference.empty() ? "document" : "article-journal";
}

/// {2024, 5, 17} of "2024-05-17", {2024} of "2024".
json::List date_parts(std::string_view date) {
  json::List parts;
  for (std::size_t at = 0; at < date.size();
       at = std::min(date.find('-', at), date.size() - 1) + 1) {
    int number = 0;
    std::from_chars(date.data() + at, date.data() + date.size(), number);
    parts.emplace_back(number);
  }
  return parts;
}

json::Object item(const Entry& entry) {
  json::List authors;
  for (const std::string& name : entry.authors) authors.emplace_back(author(name));
  json::Object item = {{"id", render::cite_key(entry)},
                       {"type", type_of(entry)},
                       {"title", tex::tex_to_plain(entry.title)},
                       {"author", std::move(authors)}};
  if (json::List parts = date_parts(render::published(entry)); !parts.empty()) {
    json::List dates;
    dates.emplace_back(std::move(parts));
    item.add("issued", json::Object{{"date-parts", std::move(dates)}});
  }
  const bool service = entry.id.scheme() != IdScheme::Doi;
  if (service) {
    item.add("publisher", service_name(entry.id.scheme()));
    item.add("number", entry.id.is_arxiv() ? entry.id.label() : entry.id.str());
  }
  if (const std::string doi = render::doi_of(entry); !doi.empty()) item.add("DOI", doi);
  item.add("URL", entry.id.address());
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
