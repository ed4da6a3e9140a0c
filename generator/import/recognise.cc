#include "import/recognise.h"

#include <algorithm>
#include <utility>

#include "base/position.h"
#include "content/digest_json.h"
#include "import/formats/digest_markdown.h"
#include "import/formats/output_json.h"
#include "import/formats/page_text.h"
#include "json/tree.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

std::string_view name_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1);
}

/// UTF-16 with its mark, as some editors of Windows save, as UTF-8; any other bytes as they are.
std::string without_utf16(std::string bytes) {
  if (bytes.size() < 2 || bytes.size() % 2 != 0) return bytes;
  const bool big = bytes[0] == '\xFE' && bytes[1] == '\xFF';
  const bool little = bytes[0] == '\xFF' && bytes[1] == '\xFE';
  if (!big && !little) return bytes;
  const auto unit = [&](std::size_t at) -> char32_t {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return big ? first * 256U + second : second * 256U + first;
  };
  std::string text;
  for (std::size_t at = 2; at < bytes.size(); at += 2) {
    char32_t point = unit(at);
    const bool pair =
        (point & 0xFC00U) == 0xD800 && at + 2 < bytes.size() && (unit(at + 2) & 0xFC00U) == 0xDC00;
    if (pair) {
      at += 2;
      point = 0x10000 + ((point & 0x3FFU) << 10U) + (unit(at) & 0x3FFU);
    }
    text::append_utf8(text, (point & 0xF800U) == 0xD800 ? char32_t{0xFFFD} : point);
  }
  return text;
}

std::string_view first_black(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

bool looks_binary(std::string_view bytes) {
  return bytes.substr(0, 4096).find('\0') != std::string_view::npos;
}

/// Bytes that are not UTF-8 become U+FFFD, reported once.
std::string mended_utf8(std::string bytes, const std::string& path, Diagnostics& problems) {
  const std::size_t bad = text::first_invalid_utf8(bytes);
  if (bad == std::string_view::npos) return bytes;
  const Position at = position_of(bytes, bad);
  problems.warning({path, at.line, at.column},
                   "the file is not UTF-8 from here; bad bytes are replaced");
  return text::clean_utf8(bytes);
}

Recognised read_json(std::string bytes, const std::string& path, Diagnostics& problems) {
  // A copy is kept only where our own format needs the bytes again.
  Diagnostics parsing;
  const std::optional<json::JsonTree> tree = json::JsonTree::parse(bytes, path, parsing);
  if (!tree && text::first_invalid_utf8(bytes) != std::string_view::npos) {
    std::string mended = mended_utf8(bytes, path, problems);
    if (json::JsonTree::parse(mended, path, parsing))
      return read_json(std::move(mended), path, problems);
  }
  if (!tree) {
    problems.append(parsing);
    return {"unreadable: not JSON", std::nullopt};
  }
  const std::optional<SourceKind> kind = recognise_json(*tree);
  if (!kind) return {"ignored: JSON without papers by arXiv id", std::nullopt};
  const std::optional<Day> day = day_of_name(path);
  if (*kind == SourceKind::OurDigest) {
    std::optional<Digest> digest = content::parse_digest(bytes, path, problems);
    if (!digest) return {"unreadable: our digest, with errors", std::nullopt};
    Found found{.kind = *kind, .what = {}, .digest = *std::move(digest)};
    return {"our digest", std::move(found)};
  }
  if (*kind == SourceKind::OutputJson && tree->root().size() == 0 && !day) {
    return {"ignored: empty JSON", std::nullopt};
  }
  const std::string what = *kind == SourceKind::OutputJson    ? "output JSON"
                           : *kind == SourceKind::DailyPapers ? "daily-papers JSON"
                                                              : "hotspot-papers JSON";
  std::optional<Found> found = read_old_json(*tree, *kind, day, problems);
  if (!found) return {"unreadable: " + what + ", without a day or papers", std::nullopt};
  return {what, std::move(found)};
}

}  // namespace

std::optional<Day> day_of_name(const std::string& path) {
  const std::string_view name = name_of(path);
  for (std::size_t at = 0; at + 10 <= name.size(); ++at) {
    std::string part(name.substr(at, 10));
    std::replace(part.begin(), part.end(), '_', '-');
    if (const std::optional<Day> day = Day::parse(part)) return day;
  }
  // 20260227, when these are all the digits that stand together.
  for (std::size_t at = name.find_first_of("0123456789"); at != std::string_view::npos;) {
    const std::size_t end = std::min(name.find_first_not_of("0123456789", at), name.size());
    const std::string digits(name.substr(at, end - at));
    if (digits.size() == 8) {
      const auto day =
          Day::parse(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6));
      if (day) return day;
    }
    at = name.find_first_of("0123456789", end);
  }
  return std::nullopt;
}

Recognised read_any(std::string bytes, const std::string& path, Diagnostics& problems) {
  bytes = without_utf16(std::move(bytes));
  const std::string_view start = first_black(bytes);
  if (start.empty()) return {"ignored: empty", std::nullopt};
  if (looks_binary(bytes)) return {"ignored: not text", std::nullopt};
  if (start.front() == '{' || start.front() == '[' || path.ends_with(".json")) {
    const bool markdown = !path.ends_with(".json") && start.front() == '[';  // a link, most likely
    if (!markdown) return read_json(std::move(bytes), path, problems);
  }

  bytes = mended_utf8(std::move(bytes), path, problems);
  MarkdownDigest markdown = read_markdown(bytes, path, day_of_name(path), problems);
  if (markdown.found) {
    std::string what = markdown.found->what;
    return {std::move(what), std::move(markdown.found)};
  }
  if (markdown.listing) return {"not a digest: index listing", std::nullopt};
  std::optional<Found> page = read_page(bytes, path, problems);
  if (page) return {"saved page", std::move(page)};
  return {"ignored: no title such as 'Personalized Daily ArXiv Papers 2026-02-27'", std::nullopt};
}

}  // namespace broadsheet::importer
