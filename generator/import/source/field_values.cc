#include "import/source/field_values.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

std::vector<std::string> split_at(std::string_view text, std::string_view mark) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find(mark), text.size());
    std::string part = text::collapse_space(text.substr(0, at));
    if (!part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(at + mark.size(), text.size()));
  }
  return parts;
}

/// The id without the address before it: "https://arxiv.org/pdf/2501.00001v2.pdf#page=2" gives
/// "2501.00001v2".
std::string_view without_address(std::string_view text) {
  text = trimmed(text);
  const std::string lowered = lower_ascii(text.substr(0, 64));
  for (const std::string_view start :
       {"arxiv:", "oai:arxiv.org:", "doi:10.48550/arxiv.", "10.48550/arxiv.",
        "https://doi.org/10.48550/arxiv.", "http://doi.org/10.48550/arxiv.", "https://arxiv.org/",
        "http://arxiv.org/", "https://www.arxiv.org/", "http://www.arxiv.org/",
        "https://export.arxiv.org/", "http://export.arxiv.org/", "arxiv.org/"}) {
    if (!lowered.starts_with(start)) continue;
    text.remove_prefix(start.size());
    text = text.substr(0, text.find_first_of("?#"));
    for (const std::string_view folder : {"abs/", "pdf/", "html/"}) {
      if (text.starts_with(folder)) text.remove_prefix(folder.size());
    }
    if (text.ends_with('/')) text.remove_suffix(1);
    if (text.ends_with(".pdf")) text.remove_suffix(4);
    break;
  }
  return trimmed(text);
}

}  // namespace

std::optional<StatedId> stated_id(std::string_view text) {
  const std::string_view bare = without_address(text);
  const std::optional<PaperId> id = PaperId::parse(bare);
  if (!id || !id->is_arxiv()) return std::nullopt;
  return StatedId{*id, PaperId::version_of(bare)};
}

std::optional<StatedId> stated_other_id(std::string_view text) {
  text = trimmed(text);
  const std::optional<PaperId> id = PaperId::parse_address(text);
  if (!id || id->is_arxiv()) return std::nullopt;
  StatedId stated{*id};
  const bool versions = id->scheme() == IdScheme::Biorxiv || id->scheme() == IdScheme::Medrxiv;
  const std::string serial(id->local().substr(id->local().rfind('/') + 1));
  const std::size_t at = text.find(serial);
  if (versions && at != std::string_view::npos) {
    const std::string_view rest = text.substr(at + serial.size());
    std::size_t digits = 0;
    while (1 + digits < rest.size() && is_ascii_digit(rest[1 + digits])) ++digits;
    stated.version = PaperId::version_of(id->str() + std::string(rest.substr(0, 1 + digits)));
  }
  return stated;
}

std::optional<double> stated_score(std::string_view text) {
  text = trimmed(text);
  double score = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), score, std::chars_format::fixed);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (text.empty() || !is_ascii_digit(text.front()) || !whole) return std::nullopt;
  return score;
}

std::vector<std::string> split_at_commas(std::string_view text) { return split_at(text, ","); }

std::string bare_doi(std::string_view text) {
  text = trimmed(text);
  const std::size_t begin = text.find("10.");
  if (begin == std::string_view::npos) return {};
  if (begin > 0 && std::string_view("/: ").find(text[begin - 1]) == std::string_view::npos) {
    return {};
  }
  text.remove_prefix(begin);
  text = text.substr(0, text.find_first_of(" \t\r\n"));
  return text.find('/') == std::string_view::npos ? std::string() : std::string(text);
}

std::vector<std::string> split_names(std::string_view text) {
  if (text.find(';') != std::string_view::npos) return split_at(text, ";");
  std::vector<std::string> groups = split_at(text::collapse_space(text), " and ");
  // "Lovelace, Ada and Babbage, Charles": a comma after the last "and" separates no names.
  if (groups.size() > 1 && groups.back().find(',') != std::string::npos) return groups;
  std::vector<std::string> names;
  for (std::string& group : groups) {
    for (std::string& name : split_at_commas(group)) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace broadsheet::importer
