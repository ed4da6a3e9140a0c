#pragma once
// The passage of a text that best shows why it was found. Twin in spirit: excerpt in
// themes/shared/search/excerpt.js, which cuts by characters.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::query {

struct SnippetPart {
  std::string text;
  bool marked = false;
};

/// The whole text in parts, the given forms marked. Joined, the parts are the text.
/// @param forms  folded (Answer::words), sorted by bytes
std::vector<SnippetPart> mark_words(std::string_view text, std::span<const std::string> forms);

/// The `words` neighbouring words that hold the most different forms, then the most forms, then
/// come first; forms marked, "…" where text was left out.
std::vector<SnippetPart> snippet(std::string_view text, std::span<const std::string> forms,
                                 std::size_t words = 30);

}  // namespace broadsheet::query
