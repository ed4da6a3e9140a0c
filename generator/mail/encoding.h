#pragma once
// Text as mail carries it: lines of ASCII of at most 76 characters that end with CR LF.

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::mail {

/// RFC 2045, section 6.8, in lines of 76 characters.
std::string base64(std::string_view bytes);

/// RFC 2045, section 6.7. Line feeds of `text` become line breaks; CR is encoded.
std::string quoted_printable(std::string_view text);

/// The value of an unstructured header, such as a subject, on as many lines as it needs: encoded
/// words of RFC 2047 if it is not printable ASCII. Control characters, line breaks and characters
/// that change the direction of writing become spaces, so that a text never adds a header.
/// @param column  where the value begins in its line: after "Subject: " 9
std::string header_text(std::string_view text, std::size_t column);

/// As header_text, for the name of a person before an address: quoted where it is ASCII.
std::string header_phrase(std::string_view text, std::size_t column);

}  // namespace broadsheet::mail
