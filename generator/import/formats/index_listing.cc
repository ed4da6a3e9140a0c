// Lists of digests, as archives have them beside the digests: links in Markdown, days in JSON.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "import/formats/formats.h"

namespace broadsheet::importer {
namespace {

constexpr const char* kWhat = "not a digest: index listing";

/// The list of a "days.json": the file itself, or the only list in its object.
std::optional<json::Node> list_of(const json::Node& root) {
  if (root.is(json::Kind::List)) return root;
  std::optional<json::Node> found;
  for (const json::Node member : root) {
    if (!member.is(json::Kind::List)) continue;
    if (found) return std::nullopt;
    found = member;
  }
  return found;
}

/// The day of "2026-02-27", "2026-02/2026-02-27.md", or of an object that names its day or file.
std::optional<Day> day_of(const json::Node& item) {
  if (item.is(json::Kind::Text)) return SourceFile::day_of_name(std::string(item.text()));
  for (const std::string_view name : {"date", "day", "file", "path", "url"}) {
    if (const std::string_view text = item.text_of(name); !text.empty()) {
      return SourceFile::day_of_name(std::string(text));
    }
  }
  return std::nullopt;
}

/// Whether an item may stand for a day and nothing more: lists of papers have dates as well.
bool may_be_day(const json::Node& item) {
  if (item.is(json::Kind::Object)) {
    constexpr std::array kOfPapers = {"title", "id", "arxiv_id", "abstract", "papers"};
    return std::none_of(kOfPapers.begin(), kOfPapers.end(),
                        [&](const char* name) { return item.find(name).has_value(); }) &&
           day_of(item).has_value();
  }
  return item.is(json::Kind::Text) && day_of(item).has_value();
}

/// The days of a list in JSON whose items are all days; empty for anything else.
std::set<Day> days_in_json(const json::Document& document) {
  const std::optional<json::Node> list = list_of(document.root());
  std::set<Day> days;
  if (!list) return days;
  for (const json::Node item : *list) {
    if (!may_be_day(item)) return {};
    days.insert(*day_of(item));
  }
  return days;
}

bool links_to_digests_only(const MdTree& tree) {
  bool any = false;
  for (const MdBlock& block : tree.blocks) {
    if (block.kind == MdKind::Heading) continue;
    if (block.kind != MdKind::Paragraph && block.kind != MdKind::List) return false;
    if (block.links.empty()) return false;
    for (const MdLink& link : block.links) {
      if (!link.url.ends_with(".md")) return false;
    }
    any = true;
  }
  return any;
}

}  // namespace

bool is_index_listing(const SourceFile& file) {
  if (file.json() != nullptr) return !days_in_json(*file.json()).empty();
  return file.markdown() != nullptr && links_to_digests_only(*file.markdown());
}

ParseResult parse_index_listing(const SourceFile& file, Diagnostics& /*problems*/) {
  ParseResult listing(kWhat);
  if (file.json() != nullptr) {
    listing.listed_days = days_in_json(*file.json());
    return listing;
  }
  for (const MdBlock& block : file.markdown()->blocks) {
    for (const MdLink& link : block.links) {
      if (const auto day = SourceFile::day_of_name(link.url)) listing.listed_days.insert(*day);
    }
  }
  return listing;
}

}  // namespace broadsheet::importer
