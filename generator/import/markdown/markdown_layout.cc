#include "import/markdown/markdown_layout.h"

namespace broadsheet::importer {

int layout_number(const LayoutFacts& facts) {
  if (facts.iso_date && !facts.arxiv_in_title) {
    if (facts.table == UsageTable::Html) return !facts.by_topic ? 12 : facts.papers ? 13 : 14;
    if (facts.table != UsageTable::Markdown) return 0;
    return !facts.remedial ? 9 : facts.totals ? 10 : 11;
  }
  if (facts.table == UsageTable::None) return facts.total_cost ? 1 : 0;
  if (facts.remedial) return 8;
  if (!facts.padded_date) return facts.centred ? 7 : 6;
  if (facts.model) return facts.old_total ? 4 : 5;
  return facts.scanned ? 3 : 2;
}

}  // namespace broadsheet::importer
