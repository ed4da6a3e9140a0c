#include "import/records/record.h"

#include <utility>

namespace broadsheet::importer {

void add_text(json::Object& members, const std::string& key, std::string text) {
  if (text.empty()) return;
  const json::Value* known = members.find(key);
  const std::string* before = known == nullptr ? nullptr : known->text();
  if (before != nullptr && !before->empty()) text = *before + "\n\n" + text;
  members.set(key, std::move(text));
}

}  // namespace broadsheet::importer
