#include "text/name_forms.h"

#include <algorithm>

#include "text/normalize.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// A capital as well as a small letter; empty for all else.
std::string_view spelled_out(char32_t letter) {
  switch (letter) {
    case U'ä':
    case U'Ä':
      return "ae";
    case U'ö':
    case U'Ö':
    case U'ø':
    case U'Ø':
      return "oe";
    case U'ü':
    case U'Ü':
      return "ue";
    case U'å':
    case U'Å':
      return "aa";
    default:
      return {};
  }
}

}  // namespace

std::vector<std::string> name_forms(std::string_view written) {
  std::vector<std::string> forms;
  if (std::all_of(written.begin(), written.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\''; })) {
    return forms;
  }
  std::string long_form;
  for (std::size_t at = 0; at < written.size();) {
    const std::size_t begin = at;
    const std::string_view letters = spelled_out(next_code_point(written, at));
    long_form += letters.empty() ? written.substr(begin, at - begin) : letters;
  }
  const std::string folded = fold(written);
  long_form = fold(long_form);
  if (long_form != folded) forms.push_back(std::move(long_form));
  const std::size_t apostrophe = folded.rfind('\'');
  if (apostrophe == std::string::npos) return forms;
  std::string last = folded.substr(apostrophe + 1);
  if (code_point_count(last) > 1) forms.push_back(std::move(last));
  std::string joined = folded;
  std::erase(joined, '\'');
  forms.push_back(std::move(joined));
  return forms;
}

}  // namespace broadsheet::text
