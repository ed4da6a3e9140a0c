#include "ingest/loose_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::ingest {
namespace {

/// The code point of "#39;" or "#x27;" and its size; nothing when it is none.
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

}  // namespace

std::optional<StatedId> stated_id(std::string_view text) {
  text = trimmed(text);
  const std::string lowered = lower_ascii(text.substr(0, 64));
  for (const std::string_view start :
       {"arxiv:", "https://arxiv.org/", "http://arxiv.org/", "https://www.arxiv.org/",
        "http://www.arxiv.org/", "https://export.arxiv.org/", "http://export.arxiv.org/",
        "arxiv.org/"}) {
    if (!lowered.starts_with(start)) continue;
    text.remove_prefix(start.size());
    for (const std::string_view folder : {"abs/", "pdf/", "html/"}) {
      if (text.starts_with(folder)) text.remove_prefix(folder.size());
    }
    if (text.ends_with(".pdf")) text.remove_suffix(4);
    break;
  }
  text = trimmed(text);
  const std::optional<ArxivId> id = ArxivId::parse(text);
  if (!id) return std::nullopt;
  return StatedId{*id, ArxivId::version_of(text)};
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

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string part = text::collapse_space(text.substr(0, comma));
    if (!part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

std::string without_entities(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNamed = {
      {{"amp;", "&"}, {"lt;", "<"}, {"gt;", ">"}, {"quot;", "\""}, {"apos;", "'"}, {"nbsp;", " "}}};
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
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace broadsheet::ingest
