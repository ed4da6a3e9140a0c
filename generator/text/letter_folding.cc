// With tokenize.cc and tex_accents.cc the door to utf8proc.
#include "text/letter_folding.h"

#include <utf8proc.h>

#include <array>
#include <cstddef>

namespace broadsheet::text {
namespace {

bool is_mark(utf8proc_int32_t c) {
  const utf8proc_category_t category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

}  // namespace

std::u32string without_marks(char32_t c) {
  std::array<utf8proc_int32_t, 32> parts{};  // Unicode's longest has 18
  int boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                              static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
  if (count <= 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) return {c};
  std::u32string kept;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    if (!is_mark(parts[i])) kept += static_cast<char32_t>(parts[i]);
  }
  return kept;
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

}  // namespace broadsheet::text
