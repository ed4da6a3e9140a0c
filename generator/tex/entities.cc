#include "tex/entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "tex/accents.h"
#include "text/utf8.h"

namespace broadsheet::tex {
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

/// The accented letter that a name such as "eacute;" denotes, and the size of the name with its
/// semicolon; std::nullopt for any other name. Source: HTML 4.01, section 24.2.
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
    std::string composed = nfc(letter);
    if (composed == letter) return std::nullopt;  // "x" has no ring
    return std::pair(std::move(composed), accent.size() + 1);
  }
  return std::nullopt;
}

}  // namespace

std::string decode_entities(std::string_view text) {
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

}  // namespace broadsheet::tex
