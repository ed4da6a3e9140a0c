#pragma once
// What every reader does to text before it may enter a digest.

#include <string>
#include <string_view>

namespace broadsheet::text {

/// Longer texts are cut, with a warning: no page and no index is served by them.
inline constexpr std::size_t kMaxTitleBytes = 2000;
inline constexpr std::size_t kMaxNameBytes = 400;
inline constexpr std::size_t kMaxTextBytes = 100'000;

/// Well-formed UTF-8 with restored backslashes (lost_backslashes.h), without control and
/// direction-changing characters; see text::clean_utf8, which is called only when something needs
/// it.
std::string clean(std::string_view text);

/// As `clean`; runs of white space become one space, none at the ends. For titles and names.
std::string clean_line(std::string_view text);

}  // namespace broadsheet::text
