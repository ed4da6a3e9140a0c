#include "taste/read_list.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/error.h"
#include "import/readers/json_records.h"
#include "import/readers/reference_records.h"
#include "text/cleanup.h"
#include "text/utf8.h"

namespace broadsheet::taste {
namespace {

/// Collects papers within the limit.
class Collector {
 public:
  Collector(const std::string& source, bool against) : source_(source), against_(against) {}

  void add(const importer::Record& record) {
    if (list_.papers.size() >= kMostRead) {
      ++list_.further;
      return;
    }
    add(paper_of(record, source_, against_));
  }

  void add(Paper paper) {
    const bool usable = paper.id || !paper.doi.empty() || !title_key(paper.title).empty();
    if (usable)
      list_.papers.push_back(std::move(paper));
    else
      ++list_.unusable;
  }

  PaperList finish() && { return std::move(list_); }

 private:
  const std::string& source_;
  bool against_;
  PaperList list_;
};

/// "p2602-01234" of the site's marks, "phep-th-9901001", "pmath-GT-0309136"; or an id.
std::optional<PaperId> id_of_mark(std::string_view mark) {
  if (const auto id = PaperId::parse(mark)) return id;
  const std::size_t last = mark.rfind('-');
  if (!mark.starts_with('p') || last == std::string_view::npos) return std::nullopt;
  for (const char between : {'.', '/'}) {
    std::string id(mark.substr(1));
    id[last - 1] = between;
    if (const auto read = PaperId::parse(id)) return read;
    const std::size_t first = id.find('-');
    if (between == '.' || first == std::string::npos) continue;
    id[first] = '.';
    if (const auto read = PaperId::parse(id)) return read;
  }
  return std::nullopt;
}

bool are_marks(const json::Node& root) {
  return root.is(json::Kind::Object) && (root.find("star") || root.find("hide"));
}

PaperList read_marks(const json::Node& root, const std::string& source, bool against) {
  Collector collector(source, against);
  for (const std::string_view kind : {"star", "hide"}) {
    const auto marks = root.find(kind);
    if (!marks) continue;
    for (const json::Node mark : *marks) {
      const bool keyed = marks->is(json::Kind::Object);
      Paper paper{.id = id_of_mark(keyed ? mark.key() : mark.text())};
      if (paper.id) {
        const std::optional<Month> month = paper.id->month();
        paper.title = text::clean_line(mark.text_of("title"));
        paper.mentions = {
            {.source = source,
             .day = month ? std::optional(Day(month->year(), month->month(), 1)) : std::nullopt,
             .starred = kind == "star" && !against,
             .against = kind == "hide" || against}};
      }
      collector.add(std::move(paper));
    }
  }
  return std::move(collector).finish();
}

/// The list of items, if `root` is of Zotero or CSL-JSON.
std::optional<json::Node> items_in(const json::Node& root) {
  const std::optional<json::Node> items =
      root.is(json::Kind::List) ? std::optional(root) : root.find("items");
  if (!items || !items->is(json::Kind::List) || items->begin() == items->end()) return std::nullopt;
  const json::Node first = *items->begin();
  const std::optional<json::Node> data = first.find("data");
  const json::Node item = data ? *data : first;
  const bool known = item.find("itemType") || (item.find("type") && item.find("title"));
  return known ? items : std::nullopt;
}

PaperList read_json(const json::Node& root, const std::string& source, bool against) {
  if (are_marks(root)) return read_marks(root, source, against);
  if (items_in(root)) return read_items(root, source, against);
  Collector collector(source, against);
  importer::json_records(root, [&](const importer::Record& record) { collector.add(record); });
  return std::move(collector).finish();
}

}  // namespace

PaperList read_items(const json::Node& root, const std::string& source, bool against) {
  constexpr std::array<std::string_view, 3> kNoPapers = {"attachment", "note", "annotation"};
  constexpr std::size_t kMostMembers = 400;
  Collector collector(source, against);
  const std::optional<json::Node> items = items_in(root);
  if (!items) return {};
  for (const json::Node item : *items) {
    const std::optional<json::Node> data = item.find("data");
    const json::Node& object = data ? *data : item;
    const std::string_view type = object.text_of("itemType");
    if (std::find(kNoPapers.begin(), kNoPapers.end(), type) != kNoPapers.end()) continue;
    importer::Record record;
    std::size_t members = 0;
    for (const json::Node member : object) {
      if (++members > kMostMembers) break;
      record.members.add(member.key(), member.value());
    }
    collector.add(record);
  }
  return std::move(collector).finish();
}

PaperList read_list(std::string bytes, const std::string& source, bool against,
                    Diagnostics& problems) {
  if (const std::size_t bad = text::first_invalid_utf8(bytes); bad != std::string::npos) {
    problems.warning({.path = source}, "the file is not UTF-8; bad bytes are replaced");
    bytes = text::clean_utf8(bytes);
  }
  if (importer::is_ris(bytes)) {
    Collector collector(source, against);
    importer::ris_records(bytes, [&](const importer::Record& one) { collector.add(one); });
    return std::move(collector).finish();
  }
  const std::size_t start = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const char first = start == std::string::npos ? '\0' : bytes[start];
  if (first == '{' || first == '[') {
    const auto document = json::Document::parse(std::move(bytes), source, problems);
    if (document) return read_json(document->root(), source, against);
    throw Error(ErrorKind::Content, {.path = source}, "this is no JSON that can be read");
  }
  if (importer::is_bibtex(bytes) || source.ends_with(".bib")) {
    Collector collector(source, against);
    importer::bibtex_records(bytes, [&](const importer::Record& one) { collector.add(one); });
    return std::move(collector).finish();
  }
  throw Error(ErrorKind::Content, {.path = source},
              "this is neither BibTeX, RIS nor JSON (CSL-JSON, an export of Zotero, marks of the "
              "site)");
}

}  // namespace broadsheet::taste
