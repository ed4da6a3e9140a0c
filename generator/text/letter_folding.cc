// With tokenize.cc and tex_accents.cc the door to utf8proc.
#include "text/letter_folding.h"

#include <utf8proc.h>

#include <array>
#include <cstddef>

namespace broadsheet::text {
namespace {

constexpr std::array<std::string_view, 25> kGreekNames = {
    "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
    "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigma",
    "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};

}  // namespace

bool is_mark(char32_t c) {
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

std::u32string decomposed(char32_t c) {
  std::array<utf8proc_int32_t, 32> parts{};  // Unicode's longest has 18
  int boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                              static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
  if (count <= 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) return {c};
  std::u32string result;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    result += static_cast<char32_t>(parts[i]);
  }
  return result;
}

std::u32string without_marks(char32_t c) {
  std::u32string parts = decomposed(c);
  std::erase_if(parts, is_mark);
  return parts;
}

char32_t lower(char32_t c) {
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

std::string_view spelled(char32_t letter) {
  switch (letter) {
    case U'ø':
      return "o";
    case U'ł':
      return "l";
    case U'đ':
    case U'ð':
      return "d";
    case U'ı':
      return "i";
    case U'ß':
      return "ss";
    case U'æ':
      return "ae";
    case U'œ':
      return "oe";
    case U'þ':
      return "th";
    default:
      return {};
  }
}

bool is_greek(char32_t c) {
  return (c >= 0x370 && c <= 0x3FF) || (c >= 0x1F00 && c <= 0x1FFF) || c == 0xB5 || c == 0x2126 ||
         (c >= 0x1D26 && c <= 0x1D2A) || (c >= 0x1D5D && c <= 0x1D61) ||
         (c >= 0x1D66 && c <= 0x1D6A) || c == 0x1DBF || (c >= 0x213C && c <= 0x213F) ||
         (c >= 0x1D6A8 && c <= 0x1D7CB);
}

std::string_view greek_name(char32_t letter) {
  if (letter < U'α' || letter > U'ω') return {};
  return kGreekNames[letter - U'α'];
}

}  // namespace broadsheet::text
