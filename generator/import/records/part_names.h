#pragma once
// Names of labelled parts, translations, links and ratings in somebody else's file.

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::importer {

/// Before the labels that a map gives: "part Key idea".
inline constexpr std::string_view kPartMark = "part ";
inline constexpr std::string_view kLinkMark = "link ";
inline constexpr std::string_view kRatingMark = "rating ";

/// What a member states beside the fields that have one text.
enum class PartKind { Part, Title, Abstract };

struct PartName {
  PartKind kind;
  std::string label;     ///< of a Part: one of kPartNames
  std::string language;  ///< "zh" of "tldr_zh"; empty: the name states none
};

/// Knows the names of parts in English, Chinese, Japanese and Korean, and those that a language
/// follows: "title_zh", "中文摘要".
std::optional<PartName> part_named(std::string_view name);

/// The one of kLinkNames that a name of a link means ("GitHub": code); empty if none.
std::string_view link_named(std::string_view name);

/// Whether a number under this name is a rating: "clarity_score", "quality rating", "priority".
bool is_rating_name(std::string_view name);

/// "zh", "ja" or "ko" of a text that is mostly in one of their scripts; empty for any other.
std::string_view language_of_script(std::string_view text);

}  // namespace broadsheet::importer
