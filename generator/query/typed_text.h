#pragma once
// What people paste or bring from other search engines, in our own grammar. Used by query.cc only.
// Twin: plainQuery in themes/shared/search/typed-text.js; tests/vectors/typed.json binds both.

#include <string>
#include <string_view>

namespace broadsheet::query {

/// The query with TeX as plain text and operators as signs; quotes and spaces of one kind.
///
/// * TeX, in a query with a backslash, a brace or a `$`: Greek letters by name, letters with
/// accents
///   as plain ones, no braces, no `$`, no commands of fonts and symbols; of other commands the
///   name.
///   `{T}ransformers` is `Transformers`, `$\ell_1$` is `l_1`.
/// * Operators in capitals, outside quotes: `a AND b` is `+a +b`, `a NOT b` and `a ANDNOT b` are
///   `a -b`, `a OR b` is `a b`; of parentheses after NOT all words. A query of more than five words
///   without a small letter has no operators: it is a title.
///
/// A query of which nothing would be left stays as it is.
std::string plain_query(std::string_view typed);

}  // namespace broadsheet::query
