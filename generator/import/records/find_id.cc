#include "import/records/find_id.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/ascii.h"

namespace broadsheet::importer {
namespace {

/// What precedes an id. Each is looked for in lower case.
constexpr std::array<std::string_view, 14> kStarts = {"arxiv.org/abs/",
                                                      "arxiv.org/pdf/",
                                                      "arxiv.org/html/",
                                                      "arxiv.org/ps/",
                                                      "arxiv:",
                                                      "10.48550/arxiv.",
                                                      "huggingface.co/papers/",
                                                      "alphaxiv.org/abs/",
                                                      "alphaxiv.org/overview/",
                                                      "papers.cool/arxiv/",
                                                      "hf.co/papers/",
                                                      "semanticscholar.org/arxiv/",
                                                      "ar5iv.org/abs/",
                                                      "scirate.com/arxiv/"};

/// The same for ids that are not of arXiv.
constexpr std::array<std::string_view, 6> kOtherStarts = {
    "doi.org/10.",           "doi:",
    "openreview.net/forum?", "openreview.net/pdf?",
    "biorxiv.org/content/",  "medrxiv.org/content/"};

/// An address in running text: to a blank or quote, without what closes a sentence or a bracket
/// that was opened before it.
std::string_view address_at(std::string_view text) {
  constexpr std::size_t kLongest = 400;
  text = text.substr(0, kLongest);
  text = text.substr(0, text.find_first_of(" \t\r\n\"<>"));
  for (bool more = true; more && !text.empty();) {
    const char last = text.back();
    const auto count = [&](char c) { return std::count(text.begin(), text.end(), c); };
    more = std::string_view(".,;:!?'*").find(last) != std::string_view::npos ||
           (last == ')' && count(')') > count('(')) || (last == ']' && count(']') > count('['));
    if (more) text.remove_suffix(1);
  }
  return text;
}

bool is_id_character(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '.' || c == '-' || c == '/';
}

/// The id at the beginning of `text`, which something else may follow.
std::optional<StatedId> id_at(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && end < 40 && is_id_character(text[end])) ++end;
  for (std::string_view part = text.substr(0, end); part.size() >= 9; part.remove_suffix(1)) {
    // Not the beginning of a longer number.
    if (part.size() < text.size() && is_ascii_digit(text[part.size()])) continue;
    if (const std::optional<StatedId> id = stated_id(part)) return id;
  }
  return std::nullopt;
}

/// "https%3A%2F%2Farxiv.org%2Fabs%2F..." within another address: with its colons and slashes.
std::string with_plain_slashes(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string escape = lower_ascii(text.substr(at, 3));
    const char meant = escape == "%2f" ? '/' : escape == "%3a" ? ':' : '\0';
    plain += meant != '\0' ? meant : text[at];
    if (meant != '\0') at += 2;
  }
  return plain;
}

std::optional<StatedId> find_plain_address(std::string_view text) {
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

}  // namespace

std::optional<StatedId> find_id_address(std::string_view text) {
  if (std::optional<StatedId> id = find_plain_address(text)) return id;
  const bool escaped =
      text.find("%2F") != std::string_view::npos || text.find("%2f") != std::string_view::npos;
  return escaped ? find_plain_address(with_plain_slashes(text)) : std::nullopt;
}

std::optional<StatedId> find_id(std::string_view text) {
  if (text.size() <= 200) {
    if (const std::optional<StatedId> id = stated_id(text)) return id;
  }
  return find_id_address(text);
}

std::optional<StatedId> find_other_id(std::string_view text) {
  if (text.size() <= 400) {
    if (const std::optional<StatedId> id = stated_other_id(text)) return id;
  }
  const std::string lowered = lower_ascii(text);
  std::size_t best = std::string::npos;
  std::optional<StatedId> found;
  for (const std::string_view start : kOtherStarts) {
    for (std::size_t at = lowered.find(start); at < best; at = lowered.find(start, at + 1)) {
      const std::string_view address = address_at(text.substr(at));
      const bool site = start.find('/') != std::string_view::npos;
      const std::optional<StatedId> id =
          stated_other_id((site ? "https://" : "") + std::string(address));
      if (!id) continue;
      best = at;
      found = id;
      break;
    }
  }
  return found;
}

bool has_paper_address(std::string_view text) {
  if (find_id_address(text)) return true;
  const std::optional<StatedId> other = find_other_id(text);
  return other && !text.starts_with("10.");
}

const char* address_name(std::string_view address) {
  return find_id_address(address) ? "url" : kOtherAddress;
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
