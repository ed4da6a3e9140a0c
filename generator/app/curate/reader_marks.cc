#include "app/curate/reader_marks.h"

#include <nlohmann/json.hpp>

#include "app/project.h"
#include "base/log.h"
#include "render/pages/paper_parts.h"

namespace broadsheet::app {
namespace {

using Json = nlohmann::json;

// An anchor, or an identifier made one; empty when it is neither.
std::string anchor_in(const std::string& text) {
  if (const auto id = ArxivId::parse(text)) return render::anchor_of(*id);
  return text.starts_with('p') ? text : std::string();
}

std::set<std::string> anchors_in(const Json& marks, const char* name) {
  std::set<std::string> anchors;
  const auto found = marks.find(name);
  if (found == marks.end()) return anchors;
  if (found->is_object()) {
    for (const auto& [key, fact] : found->items()) anchors.insert(anchor_in(key));
  } else if (found->is_array()) {
    for (const Json& one : *found) {
      if (one.is_string()) anchors.insert(anchor_in(one.get<std::string>()));
    }
  }
  anchors.erase("");
  return anchors;
}

}  // namespace

bool Marks::starred(const ArxivId& id) const { return starred_.count(render::anchor_of(id)) == 1; }
bool Marks::hidden(const ArxivId& id) const { return hidden_.count(render::anchor_of(id)) == 1; }

Marks read_marks(const fs::path& root) {
  Marks marks;
  const fs::path path = Places{root}.content() / "marks.json";
  const auto bytes = read_file_if_exists(path);
  if (!bytes) return marks;
  const Json json = Json::parse(*bytes, nullptr, false);
  if (!json.is_object() || (!json.contains("star") && !json.contains("hide"))) {
    say(display_path(path) +
        ": warning: this is not what the page of starred papers exports; no "
        "stars are learnt from");
    return marks;
  }
  marks.starred_ = anchors_in(json, "star");
  marks.hidden_ = anchors_in(json, "hide");
  return marks;
}

}  // namespace broadsheet::app
