// JSON lines that `broadsheet export` writes (docs/export.md).

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "content/digest_json.h"
#include "import/formats/formats.h"
#include "json/document.h"
#include "json/writer.h"

namespace broadsheet::importer {
namespace {

constexpr std::string_view kBegin = "{\"broadsheet\":\"library\"";
constexpr std::int64_t kLinesFormat = 1;

/// Puts the lines of one export together, by day.
class LineReader {
 public:
  LineReader(const std::string& path, Diagnostics& problems) : path_(path), problems_(problems) {}

  void read(std::string_view bytes, int line) {
    if (bytes.find_first_not_of(" \t\r") == std::string_view::npos) return;
    line_ = line;
    Diagnostics reasons;
    const std::optional<json::Document> tree =
        json::Document::parse(std::string(bytes), path_, reasons);
    if (!tree || !tree->root().is(json::Kind::Object)) return error("not a JSON object");
    const std::string kind(tree->root().text_of("broadsheet"));
    json::Object members = *tree->root().value().object();
    members.erase("broadsheet");
    if (kind == "library") return read_counts(members);
    if (kind == "file") return read_file(members);
    const std::string date(tree->root().text_of("date"));
    if (kind == "digest") {
      days_[date].line = line;
      days_[date].head = std::move(members);
    } else if (kind == "paper") {
      members.erase("date");
      members.erase("number");
      days_[date].papers.emplace_back(std::move(members));
      ++papers_;
    } else {
      error("'broadsheet' is none of library, file, digest, paper");
    }
  }

  ParseResult finish() && {
    ParseResult result("our export");
    std::size_t digests = 0;
    for (auto& [date, day] : days_) {
      if (!day.head) {
        line_ = 0;
        error(std::to_string(day.papers.size()) + " papers of '" + date + "' have no digest");
        continue;
      }
      ++digests;
      if (std::optional<Digest> digest = digest_of(day)) {
        const auto line = day.line;
        ParsedSource source{.kind = SourceKind::OurDigest, .digest = *std::move(digest)};
        source.header_line = line;
        source.digest.path = path_;
        result.sources.push_back(std::move(source));
      }
    }
    check_counts(digests);
    result.files = std::move(files_);
    return result;
  }

 private:
  struct DayLines {
    int line = 0;
    std::optional<json::Object> head = {};
    json::List papers = {};
  };

  void error(std::string message) { problems_.error({path_, line_, 0}, std::move(message)); }

  void read_counts(const json::Object& members) {
    counts_ = members;
    const json::Value* format = members.find("lines_format");
    if (format == nullptr || format->integer() == nullptr || *format->integer() > kLinesFormat) {
      error("this export is of a newer version of broadsheet");
    }
  }

  void read_file(const json::Object& members) {
    const json::Value* path = members.find("path");
    const json::Value* text = members.find("text");
    if (path == nullptr || path->text() == nullptr || text == nullptr || text->text() == nullptr) {
      return error("a file has a path and a text");
    }
    files_.push_back({*path->text(), *text->text(), {path_, line_, 0}});
  }

  /// A digest as its file would be, read with all of its rules.
  std::optional<Digest> digest_of(DayLines& day) {
    json::Object whole = *std::move(day.head);
    whole.set("papers", json::Value(std::move(day.papers)));
    Diagnostics reasons;
    std::optional<Digest> digest =
        content::parse_digest(json::to_line(json::Value(std::move(whole))), path_, reasons);
    for (const Problem& problem : reasons.problems()) {
      const Location where{path_, day.line, 0};
      if (problem.severity == Severity::Error) {
        problems_.error(where, problem.message);
      } else {
        problems_.warning(where, problem.message);
      }
    }
    return digest;
  }

  /// Whether all is here that the first line announces.
  void check_counts(std::size_t digests) {
    const auto check = [&](std::string_view key, std::size_t found) {
      const json::Value* stated = counts_.find(key);
      if (stated == nullptr || stated->integer() == nullptr) return;
      if (static_cast<std::size_t>(*stated->integer()) == found) return;
      line_ = 1;
      error("the first line states " + json::to_line(*stated) + " " + std::string(key) +
            ", there are " + std::to_string(found) + "; the file is not complete");
    };
    check("digests", digests);
    check("papers", papers_);
    check("files", files_.size());
  }

  const std::string& path_;
  Diagnostics& problems_;
  int line_ = 0;
  std::size_t papers_ = 0;
  json::Object counts_;
  std::map<std::string, DayLines> days_;
  std::vector<ContentFile> files_;
};

}  // namespace

bool is_library_lines(const SourceFile& file) { return file.text().starts_with(kBegin); }

ParseResult parse_library_lines(const SourceFile& file, Diagnostics& problems) {
  LineReader reader(file.path(), problems);
  const std::string_view text = file.text();
  int line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    reader.read(text.substr(at, end - at), ++line);
    at = end + 1;
  }
  return std::move(reader).finish();
}

}  // namespace broadsheet::importer
