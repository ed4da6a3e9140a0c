#include "export/csv.h"

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "json/writer.h"

namespace broadsheet::exporting {
namespace {

std::string cell(std::string_view text) {
  std::string safe;
  constexpr std::string_view kFormula = "=+-@\t\r";
  if (!text.empty() && kFormula.find(text.front()) != std::string_view::npos) safe += '\'';
  safe += text;
  if (safe.find_first_of("\",\r\n;") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

std::string number(const std::optional<double>& value) {
  return value ? json::number_text(*value) : std::string();
}

void add_row(std::string& table, std::initializer_list<std::string> cells) {
  bool first = true;
  for (const std::string& text : cells) {
    if (!first) table += ',';
    table += cell(text);
    first = false;
  }
  table += "\r\n";
}

}  // namespace

std::string csv(std::span<const Digest* const> digests) {
  std::string table = "\xEF\xBB\xBF";
  add_row(table, {"date", "number", "id", "version", "title", "authors", "abstract", "categories",
                  "comment", "relevance", "novelty", "score", "chosen_by", "section", "topics",
                  "doi", "journal_reference", "url"});
  for (const Digest* digest : digests) {
    std::size_t place = 0;
    for (const Entry& entry : digest->papers) {
      add_row(table,
              {digest->date.str(), std::to_string(++place), entry.id.str(),
               entry.version > 0 ? std::to_string(entry.version) : std::string(), entry.title,
               joined(entry.authors), entry.abstract, joined(entry.categories), entry.comment,
               number(entry.relevance), number(entry.novelty), number(entry.score),
               std::string(name_of(entry.chosen_by)), entry.section, joined(entry.topics),
               entry.doi, entry.journal_reference, entry.id.address()});
    }
  }
  return table;
}

}  // namespace broadsheet::exporting
