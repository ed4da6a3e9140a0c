#pragma once
// arXiv ids within addresses and texts.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "import/source/field_values.h"

namespace broadsheet::importer {

/// The id that is all of `text`, else the first one in it as an address of arXiv (also through
/// huggingface.co/papers, alphaxiv.org, papers.cool) or after "arXiv:". Linear in the size of the
/// text.
std::optional<StatedId> find_id(std::string_view text);

/// As find_id, but only an address or "arXiv:", not a bare number.
std::optional<StatedId> find_id_address(std::string_view text);

/// "0603163" with the only archive among `categories`: astro-ph/0603163. std::nullopt if the
/// categories are of several archives, or of none.
std::optional<StatedId> old_id(std::string_view number, std::span<const std::string> categories);

}  // namespace broadsheet::importer
