#pragma once
// Members of the objects that a model replies with.

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "json/loose.h"
#include "model/paper_id.h"

namespace broadsheet::scoring {

/// "ArXiv_ID" and "arxiv id" are "arxivid".
std::string plain_key(std::string_view key);

/// The first member with one of these names, which are as plain_key makes them; nullptr if there is
/// none.
const json::LooseValue* member(const json::LooseValue& object,
                               std::initializer_list<std::string_view> names);

/// The member that holds the id of a paper; nullptr if there is none.
const json::LooseValue* id_of(const json::LooseValue& object);

/// "arXiv:2504.17830v1", "https://arxiv.org/abs/...", " 2504.17830 ".
std::optional<PaperId> read_id(const json::LooseValue& value);

/// A text on one line, cut to a number of characters; empty for null, a truth value, an object. Of
/// a list its first item.
std::string read_words(const json::LooseValue* value, std::size_t characters);

}  // namespace broadsheet::scoring
