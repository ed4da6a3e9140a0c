#include "base/url_path.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace broadsheet {

std::string decoded_url(std::string_view value) {
  static const std::vector<std::pair<std::string_view, char>> kNames = {
      {"&amp;", '&'}, {"&#39;", '\''}, {"&quot;", '"'}, {"&lt;", '<'}, {"&gt;", '>'}};
  const auto digit = [](char c) {
    if (is_ascii_digit(c)) return c - '0';
    const char letter = lower_ascii(c);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  };
  std::string text;
  for (std::size_t i = 0; i < value.size();) {
    if (value[i] == '%' && i + 2 < value.size() && digit(value[i + 1]) >= 0 &&
        digit(value[i + 2]) >= 0) {
      text += static_cast<char>(digit(value[i + 1]) * 16 + digit(value[i + 2]));
      i += 3;
      continue;
    }
    const auto name = std::find_if(kNames.begin(), kNames.end(), [&](const auto& known) {
      return value.substr(i).starts_with(known.first);
    });
    if (name != kNames.end()) {
      text += name->second;
      i += name->first.size();
    } else {
      text += value[i++];
    }
  }
  return text;
}

bool has_scheme(std::string_view url) {
  const std::size_t colon = url.find(':');
  return colon != std::string_view::npos && colon > 0 && url.find_first_of("/?#") > colon;
}

std::string without_dots(std::string_view path) {
  std::vector<std::string_view> parts;
  bool folder = path.empty() || path.ends_with('/');
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    const bool last = end == path.size();
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (last && (part == "." || part == "..")) folder = true;
    if (!part.empty() && part != "." && part != "..") parts.push_back(part);
    begin = end + 1;
  }
  std::string joined;
  for (const std::string_view part : parts) joined.append(part).append("/");
  if (!folder && !joined.empty()) joined.pop_back();
  return joined;
}

}  // namespace broadsheet
