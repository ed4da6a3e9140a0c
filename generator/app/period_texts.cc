// read_period_texts() of own_pages.h.
#include <algorithm>
#include <string>

#include "app/own_page.h"
#include "app/own_pages.h"
#include "base/files.h"
#include "model/period_file.h"

namespace broadsheet::app {

std::vector<render::FreePage> OwnContent::written() const {
  std::vector<render::FreePage> all = pages;
  all.insert(all.end(), texts.begin(), texts.end());
  return all;
}

std::vector<render::PeriodText> read_period_texts(const Places& places, Diagnostics& problems) {
  std::vector<render::PeriodText> texts;
  for (const std::string& file : list_files(places.content())) {
    const std::string name = period_of_text_file(file);
    if (name.empty()) continue;
    const fs::path path = places.content() / file;
    // Links to other sources are relative to content/pages.
    const OwnPageFile of{.name = name, .source = file, .path = display_path(path)};
    if (auto text = parse_own_page(read_file(path), of, problems)) {
      texts.push_back(*std::move(text));
    }
  }
  std::sort(texts.begin(), texts.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return texts;
}

}  // namespace broadsheet::app
