#include "import/records/name_lists.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"

namespace broadsheet::importer {
namespace {

/// Removes `end` from the end of `text`, and blanks before it. True if it was there.
bool take_end(std::string_view& text, std::string_view end) {
  if (!lower_ascii(text).ends_with(end)) return false;
  text.remove_suffix(end.size());
  text = trimmed(text);
  return true;
}

bool take_number(std::string_view& text) {
  const std::size_t size = text.size();
  while (!text.empty() && is_ascii_digit(text.back())) text.remove_suffix(1);
  const bool taken = text.size() < size;
  text = trimmed(text);
  return taken;
}

/// Removes what joins the rest to the names: "and", a comma, a bracket.
void take_joint(std::string_view& text) {
  for (bool more = true; more;) {
    more = take_end(text, " and") || take_end(text, " und") || take_end(text, " &") ||
           take_end(text, ",") || take_end(text, "，") || take_end(text, "、") ||
           take_end(text, ";") || take_end(text, "(") || take_end(text, "+");
  }
  if (lower_ascii(text) == "and" || lower_ascii(text) == "und") text = {};
}

/// "5 others", "12 more", "等5人", "他3名", "외 3명"
bool take_counted(std::string_view& text) {
  std::string_view rest = text;
  take_end(rest, ")");
  for (const std::string_view unit :
       {"others", "other authors", "more authors", "more", "weitere"}) {
    std::string_view counted = rest;
    if (!take_end(counted, unit) || !take_number(counted)) continue;
    text = counted;
    return true;
  }
  for (const std::string_view unit : {"人", "名", "명", "位"}) {
    std::string_view counted = rest;
    if (!take_end(counted, unit)) continue;
    take_number(counted);
    for (const std::string_view others : {"等", "他", "ほか", "외"}) {
      if (!take_end(counted, others)) continue;
      text = counted;
      return true;
    }
  }
  return false;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  std::string replaced;
  std::size_t at = 0;
  for (std::size_t next; (next = text.find(from, at)) != std::string::npos;
       at = next + from.size()) {
    replaced.append(text, at, next - at).append(to);
  }
  text = replaced.append(text, at);
}

}  // namespace

bool remove_others(std::string& names) {
  constexpr std::array<std::string_view, 13> kEnds = {
      "et.al.", "et al.", "et. al.", "et al", "et.al",   "...", "…",
      "等",     " 他",    "u. a.",   "u.a.",  " others", "、他"};
  std::string_view rest = trimmed(names);
  bool found = take_counted(rest);
  for (const std::string_view end : kEnds) {
    if (!found) found = take_end(rest, end);
  }
  if (!found && lower_ascii(rest) == "others") {
    rest = {};
    found = true;
  }
  if (!found) return false;
  take_joint(rest);
  names = std::string(rest);
  return true;
}

std::optional<json::List> printed_list(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 4 || text.front() != '[' || text.back() != ']') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  json::List items;
  while (true) {
    text = trimmed(text);
    if (text.empty()) break;
    const char quote = text.front();
    if (quote != '\'' && quote != '"') return std::nullopt;
    std::string item;
    std::size_t at = 1;
    for (; at < text.size() && text[at] != quote; ++at) {
      if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == quote) ++at;
      item += text[at];
    }
    if (at == text.size()) return std::nullopt;
    items.emplace_back(std::move(item));
    text = trimmed(text.substr(at + 1));
    if (!text.empty() && text.front() != ',') return std::nullopt;
    if (!text.empty()) text.remove_prefix(1);
  }
  return items;
}

std::string with_plain_separators(std::string_view names) {
  std::string plain(trimmed(names));
  for (const std::string_view comma : {"、", "，"}) replace_all(plain, comma, ", ");
  replace_all(plain, "；", "; ");
  for (const std::string_view word : {" & ", " und "}) replace_all(plain, word, " and ");
  const bool separated =
      plain.find_first_of(",;") != std::string::npos || plain.find(" and ") != std::string::npos;
  if (separated) return plain;
  for (const std::string_view mark : {"|", "\n"}) replace_all(plain, mark, "; ");
  return plain;
}

}  // namespace broadsheet::importer
