#pragma once
// Ids of papers within addresses and texts.

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

/// As find_id for ids that are not of arXiv: an id that is all of `text`, else the first address of
/// a paper at doi.org, bioRxiv, medRxiv or OpenReview, or "doi:...". Linear in the size of the
/// text.
std::optional<StatedId> find_other_id(std::string_view text);

/// Whether `text` has the address of a paper, of arXiv or elsewhere.
bool has_paper_address(std::string_view text);

/// The member of a record for an address of a paper that is not of arXiv; readers of links add it.
inline constexpr const char* kOtherAddress = "paper address";

/// The member for the address of a paper: "url" if it is of arXiv, else kOtherAddress.
const char* address_name(std::string_view address);

/// "0603163" with the only archive among `categories`: astro-ph/0603163. std::nullopt if the
/// categories are of several archives, or of none.
std::optional<StatedId> old_id(std::string_view number, std::span<const std::string> categories);

}  // namespace broadsheet::importer
