#pragma once
// A file to import: its text, and the trees that formats recognise it by.

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "import/source/markdown_tree.h"
#include "json/document.h"
#include "model/calendar.h"

namespace broadsheet::importer {

struct ImportMap;

/// The day on which a version of a file was stored, for lists that state none.
struct DayHint {
  std::optional<Day> day = {};
  bool before_dates = false;  ///< it counts more than the dates of the papers themselves
};

/// Either JSON, with its tree, or plain text in UTF-8. A Markdown tree is made when a format first
/// asks for it, so that formats that look at the same tree share one pass.
class SourceFile {
 public:
  /// Plain text.
  SourceFile(std::string path, std::string text)
      : path_(std::move(path)), day_(day_of_name(path_)), text_(std::move(text)) {}
  /// JSON: `text` as it was parsed.
  SourceFile(std::string path, std::string text, json::Document tree)
      : path_(std::move(path)),
        day_(day_of_name(path_)),
        text_(std::move(text)),
        json_(std::move(tree)) {}

  const std::string& path() const { return path_; }  ///< as messages name it
  const std::string& text() const { return text_; }

  /// The day in the file's name; std::nullopt if there is none.
  std::optional<Day> day() const { return day_; }

  /// nullptr if the file is not JSON.
  const json::Document* json() const { return json_ ? &*json_ : nullptr; }

  /// The day of papers that state none; see DayHint.
  const DayHint& day_hint() const { return day_hint_; }
  void set_day_hint(const DayHint& hint) { day_hint_ = hint; }

  /// What the names in it mean; nullptr if no map is for it.
  const ImportMap* map() const { return map_; }
  void set_map(const ImportMap* map) { map_ = map; }

  /// nullptr if the file is JSON, or too large for a digest in Markdown (16 MB).
  const MdTree* markdown() const;
  /// The tree if a format asked for it.
  const MdTree* parsed_markdown() const { return markdown_.get(); }

  /// The first day as "2026-02-27" (or "2026_02_27", "20260227") in the last part of `path`.
  static std::optional<Day> day_of_name(const std::string& path);

 private:
  std::string path_;
  std::optional<Day> day_;
  std::string text_;
  std::optional<json::Document> json_;
  const ImportMap* map_ = nullptr;
  DayHint day_hint_;
  mutable std::unique_ptr<MdTree> markdown_;  ///< made on first use
};

}  // namespace broadsheet::importer
