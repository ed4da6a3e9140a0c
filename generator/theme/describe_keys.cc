// describe_keys() of view_keys.h: the reference part of docs/themes.md.
#include <map>

#include "theme/theme.h"
#include "theme/view_keys.h"

namespace broadsheet::theme {
namespace {

const char* kind_name(const Key& key) {
  switch (key.kind) {
    case KeyKind::Text:
      return "text";
    case KeyKind::Html:
      return "HTML";
    case KeyKind::Flag:
      return "flag";
    case KeyKind::Part:
      return "part";
    case KeyKind::List:
      return "list";
  }
  return "";
}

void collect(const Shape& shape, std::map<std::string, const Shape*>& parts) {
  for (const Key& key : shape.keys) {
    if (key.shape != nullptr && parts.emplace(key.shape->name, key.shape).second) {
      collect(*key.shape, parts);
    }
  }
}

void describe(const Shape& shape, std::string& out) {
  out += "| key | kind | what it is |\n|---|---|---|\n";
  for (const Key& key : shape.keys) {
    out += "| `" + key.name + "` | " + kind_name(key);
    if (key.shape != nullptr) out += " of *" + key.shape->name + "*";
    out += " | " + key.meaning + " |\n";
  }
  out += "\n";
}

}  // namespace

std::string describe_keys() {
  std::string out = "### On every page\n\n| key | what it is |\n|---|---|\n";
  for (const Constant& constant : constants()) {
    out += "| `" + constant.name + "` | " + constant.meaning + " |\n";
  }
  out += "\n";
  std::map<std::string, const Shape*> parts;
  for (const std::string& name : template_names()) {
    const Shape& shape = template_shape(name);
    out += "### " + name + ".mustache\n\n";
    describe(shape, out);
    collect(shape, parts);
  }
  out += "## Parts\n\n";
  for (const auto& [name, shape] : parts) {
    out += "### " + name + "\n\n";
    describe(*shape, out);
  }
  return out;
}

}  // namespace broadsheet::theme
