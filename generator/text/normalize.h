#pragma once
// One way to fold text for search. Twin: themes/shared/search/normalize.js;
// tests/vectors/normalize.json binds both.

#include <string>
#include <string_view>

namespace broadsheet::text {

/// NFD without marks, letters that do not decompose by table (ø o, ł l, đ ð d, ı i, ß ss, æ ae,
/// œ oe, þ th), lower case, ’ to ', U+2010 U+2011 U+2013 to '-'. Input is plain Unicode: TeX was turned
/// before (tex_to_plain). Source: ranking rule 1.
std::string fold(std::string_view text);

}  // namespace broadsheet::text
