#include "base/numbers.h"

#include <charconv>
#include <iterator>

namespace broadsheet {

std::string fixed_decimals(double number, int digits) {
  char text[360];  // the largest double has 309 digits before the point
  const auto end =
      std::to_chars(text, std::end(text), number, std::chars_format::fixed, digits).ptr;
  return {text, end};
}

std::string short_decimals(double number, int digits) {
  std::string text = fixed_decimals(number, digits);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace broadsheet
