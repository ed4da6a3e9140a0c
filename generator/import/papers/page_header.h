#pragma once
// What precedes the papers of a published digest, in Markdown and in saved text alike.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/digest.h"

namespace broadsheet::importer {

/// "Personalized Daily ArXiv Papers 2025-04-04", "... Arxiv Papers 3/24/2025".
struct PageTitle {
  Day day;
  bool iso = false;     ///< 2025-04-04, else month/day/year
  bool padded = false;  ///< 03/18/2025, not 3/18/2025
};
std::optional<PageTitle> read_title(std::string_view line);

/// Figures of the head, as found; fill_head moves them to a Digest.
struct PageHead {
  std::string model;
  Usage usage;
  Counts counts;
  std::optional<std::int64_t> total_tokens;
  std::optional<double> total_cost;
  bool bracketed_model = false;  ///< "[gpt-4o]"
  bool old_spelling = false;     ///< "Total ArXiv papers"
};

/// Reads "Total scanned papers: 420", the other counts, or "Total cost: $0.98"; false for any other
/// line.
bool read_total(std::string_view line, PageHead& head);

/// Reads a row of the usage table: "Token 60745 51376 112121", also with the model before it and
/// the three counts after it, or "[gpt-5] Prompt Completion Total"; false for any other row.
bool read_usage_row(const std::vector<std::string>& cells, PageHead& head);

/// Sets the figures of `digest`. A total of tokens without its parts is kept in `extra`.
void fill_head(const PageHead& head, Digest& digest);

/// "1,234" or "1234"; std::nullopt for anything else.
std::optional<std::int64_t> read_count(std::string_view text);
/// "$0.08" or "0.08"; std::nullopt for anything else.
std::optional<double> read_cost(std::string_view text);

}  // namespace broadsheet::importer
