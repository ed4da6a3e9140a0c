#pragma once
// Addresses as they are written in HTML.

#include <string>
#include <string_view>

namespace broadsheet {

/// An attribute's value with its entities (&amp; &#39; &quot; &lt; &gt;) and "%2F" as the
/// characters that they mean.
std::string decoded_url(std::string_view value);

/// Whether it begins with a scheme: "https:", "mailto:".
bool has_scheme(std::string_view url);

/// "a/./b/../c/" becomes "a/c/". Steps above the root are dropped, as browsers do.
std::string without_dots(std::string_view path);

}  // namespace broadsheet
