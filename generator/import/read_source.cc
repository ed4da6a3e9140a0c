#include "import/read_source.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "import/decode.h"
#include "import/readers/json_records.h"
#include "import/source/loose_json.h"
#include "import/text_limits.h"
#include "json/document.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

/// The text without a byte order mark and without white space at its beginning.
std::string_view without_leading_space(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

bool looks_binary(std::string_view bytes) {
  return bytes.substr(0, 4096).find('\0') != std::string_view::npos;
}

/// Whether the text may be one JSON value. Lines of JSON and Python are read as text.
bool may_be_json(std::string_view start, const std::string& path) {
  const bool bracket = start.front() == '{' || start.front() == '[';
  return (bracket || path.ends_with(".json")) && !are_json_lines(start) &&
         !begins_like_python(start);
}

/// The file with its tree; std::nullopt, with the reasons, if it is not JSON even with its bad
/// bytes replaced.
std::optional<SourceFile> parse_json(std::string bytes, const std::string& path,
                                     Diagnostics& problems) {
  Diagnostics reasons;
  std::optional<json::Document> tree = json::Document::parse(bytes, path, reasons);
  if (!tree && text::first_invalid_utf8(bytes) != std::string_view::npos) {
    Diagnostics repairs;
    bytes = repair_utf8(std::move(bytes), path, repairs);
    Diagnostics unused;
    tree = json::Document::parse(bytes, path, unused);
    if (tree) problems.append(repairs);
  }
  if (!tree) {
    const std::string standard = standard_json(bytes);
    Diagnostics unused;
    tree = json::Document::parse(standard, path, unused);
    if (tree) {
      problems.warning({path, 0, 0},
                       "NaN or a comma too many is not JSON; it is read all the same");
      bytes = standard;
    }
  }
  if (!tree) {
    problems.append(reasons);
    return std::nullopt;
  }
  return SourceFile(path, std::move(bytes), *std::move(tree));
}

ParseResult parse(const SourceFile& file, Diagnostics& problems) {
  const std::span<const Format> all = formats();
  // A map describes a list of another program.
  return std::find_if(all.begin(), all.end(),
                      [&](const Format& one) {
                        return (one.reads_records || file.map() == nullptr) && one.recognises(file);
                      })
      ->parse(file, problems);
}

void report_dropped_marks(const SourceFile& file, Diagnostics& problems) {
  const MdTree* tree = file.parsed_markdown();
  if (tree == nullptr) return;
  if (tree->images_ignored) {
    problems.warning({file.path(), 0, 0},
                     "the file has more than 1,000 images; they are read as links");
  }
  if (tree->emphasis_ignored) {
    problems.warning({file.path(), 0, 0},
                     "a paragraph has so many links and marks of emphasis that the marks are not "
                     "read");
  }
}

}  // namespace

ParseResult read_source(std::string bytes, const std::string& path, Diagnostics& problems,
                        std::span<const ImportMap> maps, const DayHint& hint) {
  bytes = decode_declared(decode_utf16(std::move(bytes)));
  const std::string_view start = without_leading_space(bytes);
  if (start.empty()) return {"ignored: empty"};
  if (looks_binary(bytes)) return {"ignored: not text"};
  std::optional<SourceFile> file;
  if (may_be_json(start, path)) {
    // A bracket at the beginning of any other file may be a link in Markdown.
    const bool required = start.front() == '{' || path.ends_with(".json");
    Diagnostics reasons;
    file = parse_json(bytes, path, reasons);
    if (file || required) problems.append(reasons);
    if (!file && required) return {"unreadable: not JSON"};
  }
  if (!file) file.emplace(path, repair_utf8(std::move(bytes), path, problems));
  file->set_day_hint(hint);
  file->set_map(map_for(maps, path, file->text()));
  ParseResult result = parse(*file, problems);
  report_dropped_marks(*file, problems);
  for (ParsedSource& source : result.sources) limit_texts(source, problems);
  return result;
}

}  // namespace broadsheet::importer
