#pragma once
// The papers of a day's page in groups: by the sections of the digest, or else as config.yaml asks
// (day.group).

#include <cstddef>
#include <string>
#include <vector>

#include "render/parts/page_context.h"

namespace broadsheet::render {

struct PaperGroup {
  std::string name;   ///< of its element: "lead", "topic-efficiency", "section-1"; empty for the
                      ///< only group
  std::string label;  ///< "Leading"; empty: without a heading
  std::string note;   ///< "18 and above · 8 papers"
  std::vector<Appearance> papers;
};

/// What the papers without a followed topic are called: by the author match, if there is one.
std::string other_topics_label(const PageContext& context, std::size_t digest);

/// Groups that have papers. A digest without scores is not grouped by score; one with sections is
/// grouped by these alone.
std::vector<PaperGroup> day_groups(const PageContext& context, std::size_t digest);

}  // namespace broadsheet::render
