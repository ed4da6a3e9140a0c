#pragma once
// Escaping, one function for each place a text may go.

#include <string>
#include <string_view>

namespace broadsheet::text {

/// For HTML and XML text and quoted attribute values: & < > " '.
std::string escape_html(std::string_view text);

/// As escape_html; characters that XML 1.0 forbids are dropped.
std::string escape_xml(std::string_view text);

/// One path segment or query value: all but RFC 3986 unreserved characters become %XX.
std::string escape_url(std::string_view text);

/// A URL that was found in a text: characters that no URL may hold (" < > ^ ` { | } and a % without
/// two hexadecimal digits) become %XX; all others stay.
std::string mended_url(std::string_view url);

/// Whether a link may point there: http, https or mailto, or a relative path.
bool is_safe_url(std::string_view url);

}  // namespace broadsheet::text
