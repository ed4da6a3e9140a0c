#include "import/formats/formats.h"

#include <array>

namespace broadsheet::importer {
namespace {

// A format that accepts less comes before one that accepts more.
constexpr std::array<Format, 19> kFormats = {{
    {"own digest", is_own_digest, parse_own_digest},
    {"our export", is_library_lines, parse_library_lines},
    {"daily-papers JSON", is_daily_papers_json, parse_daily_papers_json},
    {"hotspot-papers JSON", is_hotspot_papers_json, parse_hotspot_papers_json},
    {"summary of a month", is_month_summary, parse_month_summary},
    {"output JSON", is_output_json, parse_output_json},
    {"report of a day", is_day_report, parse_day_report},
    {"daily Markdown", is_digest_markdown, parse_digest_markdown},
    {"index listing", is_index_listing, parse_index_listing},
    {"saved page", is_saved_page, parse_saved_page},
    {"JSON", is_record_json, parse_record_json, true},
    {"JSON lines", is_record_lines, parse_record_lines, true},
    {"Python", is_python, parse_python, true},
    {"XML", is_feed, parse_feed, true},
    {"references", is_reference_list, parse_reference_list, true},
    {"arXiv e-mail", is_mail, parse_mail, true},
    {"CSV", is_record_csv, parse_record_csv, true},
    {"YAML", is_record_yaml, parse_record_yaml, true},
    {"Markdown", is_record_markdown, parse_record_markdown, true},
}};

}  // namespace

std::span<const Format> formats() { return kFormats; }

}  // namespace broadsheet::importer
