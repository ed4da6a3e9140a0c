#pragma once
// When two prompts are one. Sources that print the same prompt differ in the markers and the
// indentation of its lists: a page saved from a browser has "•" or none at all.

#include <string>
#include <string_view>

namespace broadsheet::importer {

/// The prompt with bullets written as "-" and numbers as "1.".
std::string with_plain_markers(std::string_view prompt);

/// Whether a prompt has a word besides its headings.
bool has_words(std::string_view prompt);

/// The name of a prompt in content/prompts: the hash of its lines without markers, indentation and
/// empty lines, so that prompts that differ only in these have one name.
std::string prompt_name(std::string_view prompt);

/// Of two texts of one prompt the one with more numbered items, then the longer, then the first by
/// bytes: the result does not depend on the order in which texts are met.
const std::string& fuller_prompt(const std::string& a, const std::string& b);

}  // namespace broadsheet::importer
