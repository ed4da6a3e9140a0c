#pragma once
// One way to fold text for search. Twin: fold in themes/shared/search/text.js;
// tests/vectors/fold.json binds both.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

/// NFKD without marks, letters that do not decompose by table (ø o, ł l, đ ð d, ı i, ß ss, æ ae,
/// œ oe, þ th, ς σ), lower case, ’ to ', U+2010 U+2011 U+2013 to '-'; soft hyphens and zero-width
/// characters are dropped. A Greek letter that is not next to another is spelled by its name: "μP"
/// gives "mup". Scripts without spaces (is_unspaced) keep their marks. Greek letters apart, it
/// works on each character alone: fold(a + b) is fold(a) + fold(b). The input is plain Unicode,
/// with TeX converted (tex_to_plain). Bytes that are not UTF-8 become U+FFFD, which is part of no
/// word. Twice is as once. Source: ranking rule 1.
std::string fold(std::string_view text);

/// As fold, with the origin of each folded byte.
struct FoldedText {
  std::string text;
  /// For each byte of `text` the offset of its character in the source; one more entry at the end,
  /// the size of the source. Rising.
  std::vector<std::uint32_t> origin;
};
FoldedText fold_with_origin(std::string_view text);

}  // namespace broadsheet::text
