#include "text/name_suffix.h"

#include <algorithm>
#include <array>

namespace broadsheet::text {

bool is_name_suffix(std::string_view word) {
  // "Ii" is a family name.
  constexpr std::array<std::string_view, 13> kSuffixes = {
      "Jr.", "Jr", "JR", "jr.", "jr", "Sr.", "Sr", "SR", "sr.", "sr", "II", "III", "IV"};
  return std::find(kSuffixes.begin(), kSuffixes.end(), word) != kSuffixes.end();
}

}  // namespace broadsheet::text
