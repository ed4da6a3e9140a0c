#pragma once
// Papers for citation processors.

#include <span>
#include <string>

#include "model/digest.h"

namespace broadsheet::exporting {

/// CSL-JSON, a list of items of type "article".
/// Source: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
std::string csl_json(std::span<const Entry* const> papers);

}  // namespace broadsheet::exporting
