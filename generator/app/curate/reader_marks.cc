#include "app/curate/reader_marks.h"

#include "app/project.h"
#include "base/log.h"
#include "json/document.h"
#include "render/parts/paper_parts.h"

namespace broadsheet::app {
namespace {

// An anchor, or an identifier made one; empty when it is neither.
std::string anchor_in(std::string_view text) {
  if (const auto id = PaperId::parse(text)) return render::anchor_of(*id);
  return text.starts_with('p') ? std::string(text) : std::string();
}

std::set<std::string> anchors_in(const json::Node& marks, std::string_view name) {
  std::set<std::string> anchors;
  const auto found = marks.find(name);
  if (!found) return anchors;
  for (const json::Node item : *found) {
    anchors.insert(anchor_in(found->is(json::Kind::Object) ? item.key() : item.text()));
  }
  anchors.erase("");
  return anchors;
}

}  // namespace

bool Marks::starred(const PaperId& id) const { return starred_.count(render::anchor_of(id)) == 1; }
bool Marks::hidden(const PaperId& id) const { return hidden_.count(render::anchor_of(id)) == 1; }

Marks read_marks(const fs::path& root) {
  Marks marks;
  const fs::path path = Places{root}.content() / "marks.json";
  const auto bytes = read_file_if_exists(path);
  if (!bytes) return marks;
  const auto document = json::Document::parse(*bytes);
  if (!document || (!document->root().find("star") && !document->root().find("hide"))) {
    say(display_path(path) +
        ": warning: this is not what the page of starred papers exports; no "
        "stars are learnt from");
    return marks;
  }
  marks.starred_ = anchors_in(document->root(), "star");
  marks.hidden_ = anchors_in(document->root(), "hide");
  return marks;
}

}  // namespace broadsheet::app
