#include "render/files/citations.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "render/files/author_name.h"
#include "render/files/bibtex_text.h"
#include "tex/text.h"
#include "text/slug.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

void field(std::string& bib, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  bib += ",\n  ";
  bib += name;
  bib += " = {";
  bib += value;
  bib += '}';
}

std::string one_line(std::string_view text) { return text::collapse_space(text::clean_utf8(text)); }

std::string plain_name(std::string_view author) { return one_line(tex::tex_to_plain(author)); }

// Whether BibTeX would read a word of the name as the separator of names, or as "et al.".
bool has_list_word(std::string_view name) {
  while (!name.empty()) {
    const std::size_t end = std::min(name.find(' '), name.size());
    const std::string word = lower_ascii(name.substr(0, end));
    if (word == "and" || word == "others") return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

// Braces around a name that BibTeX must not split: a group, or a name that contains "and".
std::string bibtex_author(const std::string& author) {
  const std::string written = one_line(author);
  if (has_list_word(written)) return "{" + bibtex_text(written, Capitals::Leave) + "}";
  const AuthorName name = parse_author_name(written);
  const std::string text = bibtex_text(bibtex_order(name), Capitals::Leave);
  const bool whole = name.given.empty() && name.family.find(' ') != std::string::npos;
  return whole ? "{" + text + "}" : text;
}

/// The name of the repository of a preprint; empty if the id is a DOI, which may be of anybody.
std::string_view repository(const Entry& entry) {
  const IdScheme scheme = entry.id.scheme();
  return scheme == IdScheme::Doi ? std::string_view() : service_name(scheme);
}

void ris_line(std::string& ris, std::string_view tag, std::string_view value) {
  const std::string line = one_line(value);
  if (line.empty()) return;
  ris += tag;
  ris += "  - ";
  ris += line;
  ris += "\r\n";
}

}  // namespace

std::string doi_of(const Entry& entry) { return entry.doi.empty() ? entry.id.doi() : entry.doi; }

std::string published(const Entry& entry) {
  if (!entry.published.empty()) return entry.published;
  const std::optional<Month> month = entry.id.month();
  return month ? month->str() : std::string();
}

std::string with_slashes(std::string iso) {
  std::replace(iso.begin(), iso.end(), '-', '/');
  return iso;
}

std::string cite_key(const Entry& entry) {
  const std::string name =
      entry.authors.empty() ? "" : parse_author_name(plain_name(entry.authors.front())).family;
  std::string key = (name.empty() ? "anonymous" : text::slug(name)) + "-" + entry.id.file_stem();
  std::replace(key.begin(), key.end(), '~', '-');  // a space in TeX
  return key;
}

std::string bibtex(const Entry& entry) {
  std::string authors;
  for (const std::string& author : entry.authors) {
    if (!authors.empty()) authors += " and ";
    authors += bibtex_author(author);
  }
  if (entry.others) authors += authors.empty() ? "others" : " and others";
  std::string bib = "@misc{" + cite_key(entry);
  field(bib, "title", bibtex_text(one_line(entry.title), Capitals::Keep));
  field(bib, "author", authors);
  field(bib, "year", published(entry).substr(0, 4));
  if (entry.id.is_arxiv()) {
    field(bib, "eprint", entry.id.str());
    field(bib, "archivePrefix", "arXiv");
    if (!entry.categories.empty()) {
      field(bib, "primaryClass", bibtex_text(one_line(entry.categories.front()), Capitals::Leave));
    }
  } else {
    field(bib, "publisher", std::string(repository(entry)));
  }
  field(bib, "doi", bibtex_text(one_line(doi_of(entry)), Capitals::Leave));
  field(bib, "url", entry.id.address());
  field(bib, "note", bibtex_text(one_line(entry.journal_reference), Capitals::Leave));
  return bib + "\n}\n";
}

std::string bibtex(std::span<const Entry* const> entries) {
  std::string bib;
  for (const Entry* entry : entries) {
    if (!bib.empty()) bib += '\n';
    bib += bibtex(*entry);
  }
  return bib;
}

std::string ris(const Entry& entry, Abstracts abstracts) {
  const std::string date = published(entry);
  const bool preprint = !repository(entry).empty();
  std::string ris;
  ris_line(ris, "TY", preprint ? "UNPB" : entry.journal_reference.empty() ? "GEN" : "JOUR");
  ris_line(ris, "TI", tex::tex_to_plain(entry.title));
  for (const Translation& translation : entry.translations) {
    ris_line(ris, "TT", tex::tex_to_plain(translation.title));
  }
  for (const std::string& author : entry.authors) {
    ris_line(ris, "AU", ris_order(parse_author_name(plain_name(author))));
  }
  ris_line(ris, "PY", date.substr(0, 4));
  ris_line(ris, "DA", with_slashes(date));
  ris_line(ris, "PB", repository(entry));
  ris_line(ris, "M1", entry.id.is_arxiv() ? entry.id.label() : entry.id.str());
  if (preprint) ris_line(ris, "M3", "preprint");
  ris_line(ris, "DO", doi_of(entry));
  ris_line(ris, "UR", entry.id.address());
  ris_line(ris, "N1", tex::tex_to_plain(entry.journal_reference));
  for (const std::string& category : entry.categories) ris_line(ris, "KW", category);
  if (abstracts == Abstracts::Include) ris_line(ris, "AB", tex::tex_to_plain(entry.abstract));
  return ris + "ER  - \r\n";
}

std::string ris(std::span<const Entry* const> entries) {
  std::string records;
  for (const Entry* entry : entries) {
    if (!records.empty()) records += "\r\n";
    records += ris(*entry, Abstracts::Omit);
  }
  return records;
}

Route bibtex_file(Day day) { return {Routes::day(day).path + "papers.bib"}; }
Route bibtex_file(Month month) { return {Routes::month(month).path + "papers.bib"}; }
Route ris_file(Day day) { return {Routes::day(day).path + "papers.ris"}; }
Route ris_file(Month month) { return {Routes::month(month).path + "papers.ris"}; }

void write_citations(const Digest& digest, OutputSink& sink) {
  if (digest.papers.empty()) return;
  std::vector<const Entry*> entries;
  for (const Entry& entry : digest.papers) entries.push_back(&entry);
  sink.write(bibtex_file(digest.date).path, bibtex(entries));
  sink.write(ris_file(digest.date).path, ris(entries));
}

std::vector<const Entry*> distinct_entries(std::span<const Digest* const> digests) {
  std::vector<const Entry*> entries;
  std::set<PaperId> seen;
  for (const Digest* digest : digests) {
    for (const Entry& entry : digest->papers) {
      if (seen.insert(entry.id).second) entries.push_back(&entry);
    }
  }
  return entries;
}

void write_citations(const Library& library, Month month, OutputSink& sink) {
  std::vector<const Digest*> digests;
  for (const Digest& digest : library.digests()) {
    if (digest.date.month() == month) digests.push_back(&digest);
  }
  const std::vector<const Entry*> entries = distinct_entries(digests);
  if (entries.empty()) return;
  sink.write(bibtex_file(month).path, bibtex(entries));
  sink.write(ris_file(month).path, ris(entries));
}

}  // namespace broadsheet::render
