#include "import/source/field_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/ascii.h"
#include "tex/accents.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

/// The code point of "#39;" or "#x27;" and its size; std::nullopt if it is none.
std::optional<std::pair<char32_t, std::size_t>> numbered(std::string_view text) {
  const bool hexadecimal = text.starts_with("#x") || text.starts_with("#X");
  const std::size_t begin = hexadecimal ? 2 : 1;
  std::uint32_t point = 0;
  const char* from = text.data() + std::min(begin, text.size());
  const auto [end, error] =
      std::from_chars(from, text.data() + text.size(), point, hexadecimal ? 16 : 10);
  if (error != std::errc() || end == text.data() + text.size() || *end != ';') return std::nullopt;
  const bool character = point >= 0x20 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
  if (!character) return std::nullopt;
  return std::pair(char32_t{point}, static_cast<std::size_t>(end - text.data()) + 1);
}

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

/// The accented letter that "eacute;" and similar names begin with, and the name's size with the
/// semicolon; std::nullopt for any other. Source: HTML 4.01, section 24.2.
std::optional<std::pair<std::string, std::size_t>> accented(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char32_t>, 8> kAccents = {{{"acute;", 0x301},
                                                                              {"grave;", 0x300},
                                                                              {"circ;", 0x302},
                                                                              {"uml;", 0x308},
                                                                              {"tilde;", 0x303},
                                                                              {"ring;", 0x30A},
                                                                              {"cedil;", 0x327},
                                                                              {"caron;", 0x30C}}};
  if (name.empty()) return std::nullopt;
  for (const auto& [accent, mark] : kAccents) {
    if (!name.substr(1).starts_with(accent)) continue;
    std::string letter(1, name.front());
    text::append_utf8(letter, mark);
    std::string composed = tex::nfc(letter);
    if (composed == letter) return std::nullopt;  // "x" has no ring
    return std::pair(std::move(composed), accent.size() + 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<StatedId> stated_id(std::string_view text) {
  const std::string_view bare = without_address(text);
  const std::optional<ArxivId> id = ArxivId::parse(bare);
  if (!id) return std::nullopt;
  return StatedId{*id, ArxivId::version_of(bare)};
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

std::string without_entities(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 23> kNamed = {
      {{"amp;", "&"},    {"lt;", "<"},    {"gt;", ">"},    {"quot;", "\""},  {"apos;", "'"},
       {"nbsp;", " "},   {"ndash;", "–"}, {"mdash;", "—"}, {"hellip;", "…"}, {"lsquo;", "‘"},
       {"rsquo;", "’"},  {"ldquo;", "“"}, {"rdquo;", "”"}, {"szlig;", "ß"},  {"oslash;", "ø"},
       {"Oslash;", "Ø"}, {"aelig;", "æ"}, {"AElig;", "Æ"}, {"oelig;", "œ"},  {"OElig;", "Œ"},
       {"thorn;", "þ"},  {"eth;", "ð"},   {"rarr;", "→"}}};
  std::string out;
  while (!text.empty()) {
    const std::size_t sign = std::min(text.find('&'), text.size());
    out.append(text.substr(0, sign));
    text.remove_prefix(sign);
    if (text.empty()) break;
    const std::string_view name = text.substr(1);
    const auto* named = std::find_if(kNamed.begin(), kNamed.end(), [&](const auto& entity) {
      return name.starts_with(entity.first);
    });
    if (named != kNamed.end()) {
      out += named->second;
      text.remove_prefix(named->first.size() + 1);
    } else if (const auto number = name.starts_with('#') ? numbered(name) : std::nullopt) {
      text::append_utf8(out, number->first);
      text.remove_prefix(number->second + 1);
    } else if (auto letter = accented(name)) {
      out += letter->first;
      text.remove_prefix(letter->second + 1);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace broadsheet::importer
