#include "import/records/find_id.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/ascii.h"

namespace broadsheet::importer {
namespace {

/// What precedes an id. Each is looked for in lower case.
constexpr std::array<std::string_view, 10> kStarts = {"arxiv.org/abs/",
                                                      "arxiv.org/pdf/",
                                                      "arxiv.org/html/",
                                                      "arxiv.org/ps/",
                                                      "arxiv:",
                                                      "10.48550/arxiv.",
                                                      "huggingface.co/papers/",
                                                      "alphaxiv.org/abs/",
                                                      "alphaxiv.org/overview/",
                                                      "papers.cool/arxiv/"};

bool is_id_character(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '.' || c == '-' || c == '/';
}

/// The id at the beginning of `text`, which something else may follow.
std::optional<StatedId> id_at(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && end < 40 && is_id_character(text[end])) ++end;
  for (std::string_view part = text.substr(0, end); part.size() >= 9; part.remove_suffix(1)) {
    if (const std::optional<StatedId> id = stated_id(part)) return id;
  }
  return std::nullopt;
}

}  // namespace

std::optional<StatedId> find_id_address(std::string_view text) {
  const std::string lowered = lower_ascii(text);
  std::size_t best = std::string::npos;
  std::optional<StatedId> found;
  for (const std::string_view start : kStarts) {
    for (std::size_t at = lowered.find(start); at < best; at = lowered.find(start, at + 1)) {
      std::string_view rest = text.substr(at + start.size());
      rest = rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
      if (const std::optional<StatedId> id = id_at(rest)) {
        best = at;
        found = id;
        break;
      }
    }
  }
  return found;
}

std::optional<StatedId> find_id(std::string_view text) {
  if (text.size() <= 200) {
    if (const std::optional<StatedId> id = stated_id(text)) return id;
  }
  return find_id_address(text);
}

std::optional<StatedId> old_id(std::string_view number, std::span<const std::string> categories) {
  if (number.size() < 7 || !is_ascii_digit(number.front())) return std::nullopt;
  std::set<std::string> archives;
  for (const std::string& category : categories) {
    archives.insert(lower_ascii(category.substr(0, category.find('.'))));
  }
  if (archives.size() != 1) return std::nullopt;
  return stated_id(*archives.begin() + "/" + std::string(number));
}

}  // namespace broadsheet::importer
