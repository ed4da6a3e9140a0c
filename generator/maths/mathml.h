#pragma once
// KaTeX's MathML to MathML Core as browsers draw it. Used by maths.cc only.

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::maths {

/// The <math> element of KaTeX's markup (output: 'mathml'), repaired: variants as Unicode letters,
/// scripts with the right number of children, forms of parentheses and signs, space around named
/// operators; without span, semantics and annotation. Only elements and attributes of MathML Core,
/// and <b>, <i>, <code>, <a href> within <mtext>. std::nullopt if the markup is not of that kind,
/// is an error message, or nests more than 150 deep. Source: https://www.w3.org/TR/mathml-core/
std::optional<std::string> mathml_for_browsers(std::string_view markup, bool display);

}  // namespace broadsheet::maths
