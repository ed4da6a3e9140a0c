#pragma once
// Commands between two parts of a group: {n \choose k}, {a \over b}.

#include <cstddef>
#include <optional>
#include <string_view>

namespace broadsheet::tex {

/// Whether such a command is anywhere in the formula.
bool has_infix(std::string_view tex);

/// Whether one divides `tex` itself, outside its groups and \left … \right. Linear.
bool infix_in(std::string_view tex);

/// The offset of the \right that closes the \left before `at`.
std::optional<std::size_t> matching_right(std::string_view tex, std::size_t at);

}  // namespace broadsheet::tex
