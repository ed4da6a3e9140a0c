#include "text/escape_chat.h"

#include "text/utf8.h"

namespace broadsheet::text {

std::string escape_slack(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else
      result += c == '|' ? '/' : c;
  }
  return result;
}

std::string escape_discord(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\*_~`|>#[]()@<:-").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) units += next_code_point(text, at) > 0xFFFF ? 2 : 1;
  return units;
}

}  // namespace broadsheet::text
