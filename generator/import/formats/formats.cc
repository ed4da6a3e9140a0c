#include "import/formats/formats.h"

#include <array>

namespace broadsheet::importer {
namespace {

// A format that accepts less comes before one that accepts more.
constexpr std::array<Format, 7> kFormats = {{
    {"own digest", is_own_digest, parse_own_digest},
    {"daily-papers JSON", is_daily_papers_json, parse_daily_papers_json},
    {"hotspot-papers JSON", is_hotspot_papers_json, parse_hotspot_papers_json},
    {"output JSON", is_output_json, parse_output_json},
    {"daily Markdown", is_digest_markdown, parse_digest_markdown},
    {"index listing", is_index_listing, parse_index_listing},
    {"saved page", is_saved_page, parse_saved_page},
}};

}  // namespace

std::span<const Format> formats() { return kFormats; }

}  // namespace broadsheet::importer
